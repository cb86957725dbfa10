"""Bars of parts that make a whole: each part in its series' manner, with its figure in it where there is room."""

from core.charts.bars import GAP, MIDDLE, broken, frame, key, labelled, levels, levels_named
from core.charts.data import Chart
from core.charts.letters import width
from core.charts.pen import GROUNDS, INK, PAPER, Pen
from core.charts.scales import Scale, span_from_nought

THICK = 22
SOLID = 0  # the series whose ground is dark


def stacked(pen: Pen, chart: Chart) -> float:
    """Draw the stacks; answers how high the drawing is."""
    placed = frame(pen)
    sums = [sum(float(one.points[index].value or 0) for one in chart.series) for index in range(len(chart.labels))]
    low, high = span_from_nought([*sums, *(float(level.value) for level in chart.levels)])
    scale = Scale(low, high, placed.left, pen.width - 1)
    top = levels_named(pen, scale, chart.levels, key(pen, chart))
    breaks = {one.before for one in chart.breaks}
    y = top + (GAP / 2 if placed.is_beside else 2)
    for index, label in enumerate(chart.labels):
        if label in breaks:
            y = broken(pen, y)
        y, down = labelled(pen, placed, label, y, THICK)
        _stack(pen, chart, index, scale, y)
        levels(pen, scale, chart.levels, y, THICK)
        y += down + GAP
    if placed.is_beside:
        pen.line((scale.at(0), top, scale.at(0), y - GAP / 2), INK)
    return y


def _stack(pen: Pen, chart: Chart, index: int, scale: Scale, y: float) -> None:
    """One label's parts, side by side."""
    below = 0.0
    for number, one in enumerate(chart.series):
        point = one.points[index]
        if not point.value:
            continue
        left, right = scale.at(below), scale.at(below + float(point.value))
        below += float(point.value)
        pen.bar((left, y, right - left, THICK), number, is_provisional=point.is_provisional)
        across = width(point.words)
        if across + 8 > right - left:
            continue
        begin, line = (left + right - across) / 2, y + THICK / 2 + MIDDLE
        is_dark = number == SOLID and not point.is_provisional
        if GROUNDS[number][1] and not point.is_provisional:
            pen.plate(begin, line, point.words)
        pen.text(begin, line, point.words, fill=PAPER if is_dark else "")
