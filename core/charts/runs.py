"""Which points of a series a line may join: none over a gap, none over a break."""

from core.charts.data import Chart, Series

Run = list[tuple[int, float]]


def runs(chart: Chart, series: Series) -> list[Run]:
    """The points that stand next to each other with nothing between, each with its place among the labels."""
    breaks = {chart.labels.index(one.before, 1) for one in chart.breaks}
    found: list[Run] = [[]]
    for index, point in enumerate(series.points):
        if index in breaks or point.value is None:
            found.append([])
        if point.value is not None:
            found[-1].append((index, float(point.value)))
    return [run for run in found if run]
