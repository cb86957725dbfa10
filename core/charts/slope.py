"""Before and after: a line a series from the one label to the other, named and stated at both ends."""

from core.charts.data import Chart, Series
from core.charts.letters import LINE, SIZE, lines, spread, width
from core.charts.pen import INK, RULE, Pen
from core.charts.scales import Scale

BEFORE, AFTER = 0.24, 0.38  # the shares of the width for words on either side
HEIGHT = 190
PAD = 8


def slope(pen: Pen, chart: Chart) -> float:
    """Draw the slopes; answers how high the drawing is."""
    before = [_words(one, 0, pen.width * BEFORE - PAD, is_named=False) for one in chart.series]
    after = [_words(one, 1, pen.width * AFTER - PAD, is_named=len(chart.series) > 1) for one in chart.series]
    left = max(width(line) for words in before for line in words) + PAD
    right = pen.width - max(width(line) for words in after for line in words) - PAD
    heads = [lines(label, pen.width / 2 - PAD) for label in chart.labels]
    top = max(map(len, heads)) * LINE + 8
    needed = sum(len(words) * LINE + 2 for words in after)
    bottom = top + max(HEIGHT, needed)
    pen.texts(max(0, left - width(heads[0][0]) / 2), SIZE, heads[0])
    pen.texts(min(right, pen.width - max(map(width, heads[1]))), SIZE, heads[1])
    for x in (left, right):
        pen.line((x, top, x, bottom), RULE)
    values = [float(point.value) for one in chart.series for point in one.points if point.value is not None]
    values += [float(level.value) for level in chart.levels]
    low, high = min(values), max(values)
    reach = (high - low) or 1.0
    scale = Scale(low - reach * 0.08, high + reach * 0.08, bottom, top)
    for level in chart.levels:
        at = scale.at(float(level.value))
        pen.line((left, at, right, at), INK, dashes="5 3")
        pen.text((left + right) / 2, at - 4, level.words, "middle")
    if chart.breaks:
        _broken(pen, (left + right) / 2, top, bottom)
    for number, one in enumerate(chart.series):
        ends = [
            (x, scale.at(float(p.value))) for x, p in zip((left, right), one.points, strict=True) if p.value is not None
        ]
        if not chart.breaks:
            pen.track(ends, number)
        for x, y in ends:
            point = one.points[0 if x == left else 1]
            pen.marker(x, y, number, is_provisional=point.is_provisional)
    for index, (x, words) in enumerate(((left - PAD, before), (right + PAD, after))):
        _beside(pen, chart, index, x, words, scale, (top, bottom))
    return bottom + 6


def _words(one: Series, index: int, room: float, *, is_named: bool) -> list[str]:
    """What stands at one end of a slope: the figure, and behind it whose it is."""
    point = one.points[index]
    words = f"{point.words} {one.name}" if is_named else point.words
    return lines(words, room) if point.value is not None else lines(words, room, 2)


def _beside(
    pen: Pen, chart: Chart, index: int, x: float, words: list[list[str]], scale: Scale, ends: tuple[float, float]
) -> None:
    """The words of one side, each at its end of a line, moved where they would stand upon another."""
    top, bottom = ends
    places = []
    for one, said in zip(chart.series, words, strict=True):
        value = one.points[index].value
        places.append((bottom if value is None else scale.at(float(value)), len(said) * LINE + 2.0))
    for middle, said in zip(spread(places, top, bottom), words, strict=True):
        first = middle - len(said) * LINE / 2 + SIZE
        pen.texts(x, first, said, "end" if index == 0 else "")


def _broken(pen: Pen, x: float, top: float, bottom: float) -> None:
    """A break between before and after: nothing joins them."""
    pen.line((x, top, x, bottom), INK, dashes="1 4", thick=2)
    pen.plate(x - width("Break") / 2, top + SIZE, "Break")
    pen.text(x, top + SIZE, "Break", "middle")
