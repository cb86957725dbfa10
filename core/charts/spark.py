"""A line the height of a word: which way things went, and where they ended; its figures stand beside it."""

from core.charts.data import Chart
from core.charts.pen import INK, QUIET, Pen
from core.charts.runs import runs
from core.charts.scales import Scale

HEIGHT = 30
MARGIN = 6


def spark(pen: Pen, chart: Chart) -> float:
    """Draw the line; answers how high the drawing is."""
    count = len(chart.labels)
    across = Scale(0, max(1, count - 1), MARGIN, pen.width - MARGIN)
    values = [float(point.value) for one in chart.series for point in one.points if point.value is not None]
    values += [float(level.value) for level in chart.levels]
    low, high = min(values), max(values)
    up = Scale(low, high if high > low else low + 1, HEIGHT - MARGIN, MARGIN)
    for level in chart.levels:
        at = up.at(float(level.value))
        pen.line((MARGIN, at, pen.width - MARGIN, at), QUIET, dashes="2 3")
    for broken in chart.breaks:
        x = across.at(chart.labels.index(broken.before, 1) - 0.5)
        pen.line((x, 2, x, HEIGHT - 2), INK, dashes="1 3", thick=1.5)
    for number, one in enumerate(chart.series):
        last: tuple[float, float, bool] | None = None
        for run in runs(chart, one):
            places = [(across.at(index), up.at(value)) for index, value in run]
            pen.track(places, number)
            if len(places) == 1:
                pen.marker(*places[0], number)
            last = (*places[-1], one.points[run[-1][0]].is_provisional)
        if last:
            pen.marker(last[0], last[1], number, is_provisional=last[2])
    return HEIGHT
