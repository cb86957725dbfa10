"""Lines over time: interrupted where a figure is missing and where the series breaks, with figures at the points."""

from decimal import Decimal

from core.charts.data import Chart, Level, Point, Series, number
from core.charts.letters import LINE, SIZE, cut, fits_in, lines, longest_word, spread, width, without_brackets
from core.charts.pen import INK, QUIET, RULE, Pen
from core.charts.runs import Run, runs
from core.charts.scales import Scale, ticks

HEIGHT = 170
NAMES = 0.32  # the share of the width that names at the ends of lines may take
PAD = 8
CROWDED = 12  # from so near on, only the ends of a line are marked
ABOVE, BELOW = -9, SIZE + 7
LABEL_LINES = 4  # "12 months", "to", "September", "2026"


def line(pen: Pen, chart: Chart) -> float:
    """Draw the lines; answers how high the drawing is."""
    values = [float(point.value) for one in chart.series for point in one.points if point.value is not None]
    marks = ticks([*values, *(float(level.value) for level in chart.levels)])
    named = [_named(one, pen.width * NAMES) for one in chart.series] if len(chart.series) > 1 else []
    head = _unit(pen, chart)
    top, bottom = head + SIZE + 4, head + SIZE + 4 + HEIGHT
    if named:
        bottom = max(bottom, top + sum(len(words) * LINE + 2 for words in named))
    up = Scale(marks[0], marks[-1], bottom, top)
    left = _ticks(pen, up, marks, _right(pen, named))
    right = _right(pen, named)
    inset = 12 if named else min(26, (right - left) / 8)
    across = Scale(0, max(1, len(chart.labels) - 1), left + inset, right - inset)
    foot = _labels(pen, chart.labels, across, bottom, (0, pen.width if not named else right + PAD))
    _breaks(pen, chart, across, (head, bottom))
    for level in chart.levels:
        _level(pen, level, chart, up, (left, right))
    for index, one in enumerate(chart.series):
        for run in runs(chart, one):
            places = [(across.at(at), up.at(value)) for at, value in run]
            pen.track(places, index)
            for (at, _), (x, y) in _marked(run, places, across):
                pen.marker(x, y, index, is_provisional=one.points[at].is_provisional)
    if named:
        _names(pen, chart, named, across, up, (top, bottom))
    else:
        _figures(pen, chart.series[0], across, up, (left, right))
    if marks[0] > 0:
        pen.text(0, foot + SIZE, f"The scale starts at {_said(marks[0])}", fill=QUIET)
        foot += LINE + 2
    return foot


def _marked(
    run: Run, places: list[tuple[float, float]], across: Scale
) -> list[tuple[tuple[int, float], tuple[float, float]]]:
    """The points of a run that get a marker, each with its place."""
    both = list(zip(run, places, strict=True))
    return both if across.at(1) - across.at(0) >= CROWDED else [both[0], both[-1]][: len(both)]


def _unit(pen: Pen, chart: Chart) -> float:
    """What the scale counts, above it; answers where the lines may begin, with room for the names of breaks."""
    top = 4.0
    if chart.unit.strip():
        pen.text(0, SIZE, cut(chart.unit, pen.width), fill=QUIET)
        top = LINE
    return top + LINE if chart.breaks else top


def _right(pen: Pen, named: list[list[str]]) -> float:
    """Where the lines end: before the widest of the names."""
    return pen.width - max((width(words) + PAD + 6 for said in named for words in said), default=0)


def _said(value: float) -> str:
    return number(Decimal(str(value)))


def _ticks(pen: Pen, up: Scale, marks: list[float], right: float) -> float:
    """The round values with their rules; answers where the lines may begin."""
    left = max(width(_said(mark)) for mark in marks) + 6
    for mark in marks:
        y = up.at(mark)
        pen.text(left - 6, y + SIZE * 0.36, _said(mark), "end", fill=QUIET)
        pen.line((left, y, right, y), INK if mark == 0 else RULE)
    return left


def _labels(pen: Pen, labels: tuple[str, ...], across: Scale, y: float, ends: tuple[float, float]) -> float:
    """Labels under the points: all, or every so-manyth from the last back; answers how far down they reach."""
    slot = across.at(1) - across.at(0)
    widest = max(map(longest_word, labels))
    every = 1
    while every < len(labels) and every * slot < widest + 6:
        every += 1
    shown = [index for index in range(len(labels)) if (len(labels) - 1 - index) % every == 0]
    deepest = 1
    for index in shown:
        x = across.at(index)
        pen.line((x, y, x, y + 4), QUIET)
        words = lines(labels[index], min(max(every * slot - 6, 40), ends[1] - ends[0]), most=LABEL_LINES)
        deepest = max(deepest, len(words))
        half = max(map(width, words)) / 2
        pen.texts(min(max(x, ends[0] + half), ends[1] - half), y + SIZE + 6, words, "middle")
    return y + deepest * LINE + 10


def _breaks(pen: Pen, chart: Chart, across: Scale, ends: tuple[float, float]) -> None:
    """Each break as a dotted upright between two points, named at its top."""
    top, bottom = ends
    for position, one in enumerate(chart.breaks, 1):
        x = across.at(chart.labels.index(one.before, 1) - 0.5)
        words = "Break" if len(chart.breaks) == 1 else f"Break {position}"
        half = width(words) / 2
        pen.line((x, top, x, bottom), INK, dashes="1 4", thick=2)
        pen.text(min(max(x, half), pen.width - half), top - 4, words, "middle")


def _level(pen: Pen, level: Level, chart: Chart, up: Scale, ends: tuple[float, float]) -> None:
    """A level as a dashed line, named above it at the end where the first line is further away."""
    left, right = ends
    y = up.at(float(level.value))
    pen.line((left, y, right, y), INK, dashes="6 3", thick=1.5)
    drawn = next(one for one in chart.series if any(point.value is not None for point in one.points))
    known = [up.at(float(point.value)) for point in drawn.points if point.value is not None]
    words = cut(level.words, right - left)
    begin = left + 3 if abs(known[0] - y) > abs(known[-1] - y) else right - width(words) - 3
    pen.plate(begin, y - 5, words)
    pen.text(begin, y - 5, words)


def _figures(pen: Pen, one: Series, across: Scale, up: Scale, ends: tuple[float, float]) -> None:
    """The figures of an only line: at every point where there is room for all, else at the first and the last."""
    known = [(index, point) for index, point in enumerate(one.points) if point.value is not None]
    said = [point.words for _, point in known]
    places = _slots(known, said, across, ends)
    if not fits_in(places):
        said = [without_brackets(words) for words in said]
        places = _slots(known, said, across, ends)
    if not fits_in(places):
        known, said, places = ([some[0], some[-1]][: len(some)] for some in (known, said, places))  # type: ignore[assignment]
    for (index, point), words, (begin, end) in zip(known, said, places, strict=True):
        y = up.at(float(point.value or 0))
        beside = [one.points[at].value for at in (index - 1, index + 1) if 0 <= at < len(one.points)]
        near = [float(value) for value in beside if value is not None]
        is_low = bool(near) and float(point.value or 0) < sum(near) / len(near)
        words_at = y + (BELOW if is_low and y + BELOW < up.start - 2 else ABOVE)
        pen.plate(begin + 2, words_at, words)
        pen.text((begin + end) / 2, words_at, words, "middle")


def _slots(
    known: list[tuple[int, Point]], said: list[str], across: Scale, ends: tuple[float, float]
) -> list[tuple[float, float]]:
    """From where to where the words of some points stand."""
    places = []
    for (index, _), words in zip(known, said, strict=True):
        half = width(words) / 2
        middle = min(max(across.at(index), ends[0] + half), ends[1] - half)
        places.append((middle - half - 2, middle + half + 2))
    return places


def _named(one: Series, room: float) -> list[str]:
    """What stands at the end of one line among several: whose it is, and its last figure."""
    known = [point.words for point in one.points if point.value is not None]
    last = [words if width(words) <= room else cut(without_brackets(words), room) for words in known[-1:]]
    return [*lines(one.name, room), *last]


def _names(pen: Pen, chart: Chart, named: list[list[str]], across: Scale, up: Scale, ends: tuple[float, float]) -> None:
    """The names at the ends of their lines, moved where they would stand upon another."""
    places = []
    for one, words in zip(chart.series, named, strict=True):
        known = [up.at(float(point.value)) for point in one.points if point.value is not None]
        places.append((known[-1] if known else ends[1], len(words) * LINE + 2.0))
    x = across.end + PAD
    for index, (middle, words) in enumerate(zip(spread(places, *ends), named, strict=True)):
        first = middle - len(words) * LINE / 2 + SIZE
        pen.texts(x + 4, first, words, fill=pen.tone(index))
