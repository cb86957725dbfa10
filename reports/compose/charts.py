"""A chart of the records as a chart of a paper: the numbers as decimal strings, each with its words."""

from decimal import Decimal

from core import charts
from reports.content import Break, Chart, Level, Point, Series


def for_paper(chart: charts.Chart) -> Chart:
    """The chart as papers keep it: what a page draws of the records today, an edition draws for ever.

    A sparkline becomes a line.
    """
    kind = charts.Kind.LINE if chart.kind is charts.Kind.SPARK else chart.kind
    series = [Series(one.name, tuple(map(_point, one.points))) for one in chart.series]
    is_single = len(series) == 1 and not series[0].name
    return Chart(
        title=chart.title,
        summary=chart.finding,
        unit=chart.unit,
        points=series[0].points if is_single else (),
        kind=kind.value,
        series=() if is_single else tuple(series),
        breaks=tuple(Break(one.before, one.reason) for one in chart.breaks),
        levels=tuple(Level(one.name, _decimal(one.value), one.stated) for one in chart.levels),
    )


def _point(point: charts.Point) -> Point:
    value = "" if point.value is None else _decimal(point.value)
    return Point(point.label, value, point.words, point.is_provisional)


def _decimal(value: Decimal | int) -> str:
    return f"{Decimal(value):.9f}".rstrip("0").rstrip(".")
