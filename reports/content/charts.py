"""A paper's charts as `core.charts` knows them, which draws them and says what must be said beside them."""

from decimal import Decimal

from core import charts
from reports.content.tree import Cell, Chart, Column, Paragraph, Point, Row, Span, Table


def charted(chart: Chart) -> charts.Chart:
    """The chart with its numbers as numbers. Raises core.charts.ChartRefused where its parts do not go together."""
    series = [charts.Series(one.name, _points(one.points)) for one in chart.series]
    return charts.Chart(
        kind=charts.Kind(chart.kind),
        title=chart.title,
        finding=chart.summary,
        unit=chart.unit,
        series=tuple(series) or (charts.Series("", _points(chart.points)),),
        breaks=tuple(charts.Break(one.before, one.reason) for one in chart.breaks),
        levels=tuple(charts.Level(one.name, Decimal(one.value), one.stated) for one in chart.levels),
    )


def chart_table(chart: Chart) -> Table:
    """What the chart shows as a table of words, under the chart's title."""
    made = charted(chart).table
    columns = [Column(heading, "number" if position else "text") for position, heading in enumerate(made.headings)]
    rows = [Row(tuple(_cell(words) for words in row)) for row in made.rows]
    return Table(chart.title, tuple(columns), tuple(rows))


def _points(points: tuple[Point, ...]) -> tuple[charts.Point, ...]:
    return tuple(
        charts.Point(point.label, Decimal(point.value) if point.value else None, point.stated, point.is_provisional)
        for point in points
    )


def _cell(text: str) -> Cell:
    return Cell((Paragraph((Span(text),)),)) if text else Cell()
