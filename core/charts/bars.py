"""Horizontal bars from one line of nought: under each label one bar a series, its figure behind it."""

from dataclasses import dataclass

from core.charts.data import Chart, Level
from core.charts.letters import LINE, SIZE, cut, lines, width
from core.charts.pen import INK, PAPER, QUIET, Pen
from core.charts.scales import Scale, span_from_nought

ROOMY = 460  # from this width on labels stand beside their bars, not above
LABELS = 0.34  # the share of the width that they take there
LONGEST_FIGURE = 0.4  # the share of the room for bars that the words behind them may take
THICK, THIN = 16, 13
BETWEEN = 3
GAP = 10
SWATCH = 14
MIDDLE = SIZE * 0.36  # from the middle of a line of words down to its foot


@dataclass(frozen=True, slots=True)
class Frame:
    """Where bars stand: whether labels are beside them, how wide those are, and where the bars begin."""

    is_beside: bool
    labels: float
    left: float


def bars(pen: Pen, chart: Chart) -> float:
    """Draw the bars; answers how high the drawing is."""
    placed = frame(pen)
    thick = THICK if len(chart.series) == 1 else THIN
    longest = (pen.width - placed.left) * LONGEST_FIGURE
    widest = max(width(cut(point.words, longest)) for one in chart.series for point in one.points)
    values = [float(point.value) for one in chart.series for point in one.points if point.value is not None]
    low, high = span_from_nought([*values, *(float(level.value) for level in chart.levels)])
    scale = Scale(low, high, placed.left, pen.width - widest - 8)
    top = levels_named(pen, scale, chart.levels, key(pen, chart))
    breaks = {one.before for one in chart.breaks}
    y = top + (GAP / 2 if placed.is_beside else 2)
    for index, label in enumerate(chart.labels):
        if label in breaks:
            y = broken(pen, y)
        height = len(chart.series) * (thick + BETWEEN) - BETWEEN
        y, down = labelled(pen, placed, label, y, height)
        if not placed.is_beside:
            pen.line((scale.at(0), y - 2, scale.at(0), y + height + 2), INK)
        levels(pen, scale, chart.levels, y, height)
        for number in range(len(chart.series)):
            _bar(pen, chart, (number, index), scale, (y + number * (thick + BETWEEN), thick, longest))
        y += down + GAP
    if placed.is_beside:
        pen.line((scale.at(0), top, scale.at(0), y - GAP / 2), INK)
    return y


def _bar(pen: Pen, chart: Chart, which: tuple[int, int], scale: Scale, room: tuple[float, float, float]) -> None:
    """One bar and the words behind it."""
    number, index = which
    y, thick, longest = room
    point = chart.series[number].points[index]
    words, foot = cut(point.words, longest), y + thick / 2 + MIDDLE
    if point.value is None:
        pen.text(scale.at(0) + 6, foot, words, fill=QUIET)
        return
    begin, end = sorted((scale.at(0), scale.at(float(point.value))))
    if end - begin >= 0.1:
        pen.bar((begin, y, end - begin, thick), number, is_provisional=point.is_provisional)
    crossed = tuple(one for one in chart.levels if begin < scale.at(float(one.value)) <= end)
    levels(pen, scale, crossed, y, thick)
    left = end + 5
    for at in sorted(scale.at(float(level.value)) for level in chart.levels):
        if end < at < left + width(words) + 4:
            left = at + 6
    pen.text(left, foot, words)


def frame(pen: Pen) -> Frame:
    """The frame that a sheet has room for."""
    if pen.width < ROOMY:
        return Frame(is_beside=False, labels=pen.width, left=1)
    labels = pen.width * LABELS
    return Frame(is_beside=True, labels=labels - 12, left=labels)


def labelled(pen: Pen, placed: Frame, label: str, y: float, height: float) -> tuple[float, float]:
    """Write a label above or beside what is `height` high; answers where that begins, and how far down both reach."""
    words = lines(label, placed.labels)
    if not placed.is_beside:
        pen.texts(0, y + SIZE, words)
        return y + len(words) * LINE + 2, height
    tall = len(words) * LINE
    down = max(height, tall)
    pen.texts(0, y + (down - tall) / 2 + SIZE, words)
    return y + (down - height) / 2, down - (down - height) / 2


def broken(pen: Pen, y: float) -> float:
    """A break between two labels, in a mark and in words; answers where the next may begin."""
    pen.line((0, y + 6, pen.width, y + 6), INK, dashes="1 4", thick=2)
    pen.plate(8, y + 6 + MIDDLE, "Break")
    pen.text(8, y + 6 + MIDDLE, "Break")
    return y + LINE + 4


def key(pen: Pen, chart: Chart) -> float:
    """Which bar is which, where there are several; answers how far down it reaches."""
    if len(chart.series) < 2:
        return 0
    x, y = 0.0, 0.0
    for number, one in enumerate(chart.series):
        words = cut(one.name, pen.width - SWATCH - 6)
        across = SWATCH + 6 + width(words)
        if x and x + across > pen.width:
            x, y = 0, y + LINE + 3
        is_provisional = all(point.is_provisional for point in one.points)
        pen.bar((x + 1, y + 1, SWATCH - 2, SWATCH - 2), number, is_provisional=is_provisional)
        pen.text(x + SWATCH + 6, y + SIZE - 1, words)
        x += across + 16
    return y + LINE + 7


def levels_named(pen: Pen, scale: Scale, named: tuple[Level, ...], y: float) -> float:
    """Each level's name above its line; answers how far down the names reach."""
    for level in named:
        words = cut(level.words, pen.width)
        half, at = width(words) / 2, scale.at(float(level.value))
        left = min(max(at - half, 0), pen.width - 2 * half)
        pen.text(left, y + SIZE, words)
        y += LINE
    if named:
        levels(pen, scale, named, y + 4, 4)
    return y + 10 if named else y


def levels(pen: Pen, scale: Scale, held_against: tuple[Level, ...], y: float, height: float) -> None:
    """The lines of levels, as high as what is held against them; the words between are left clear."""
    for level in held_against:
        at = scale.at(float(level.value))
        pen.line((at, y - 3, at, y + height + 3), PAPER, thick=4)
        pen.line((at, y - 3, at, y + height + 3), INK, thick=2)
