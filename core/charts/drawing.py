"""Draws a chart as SVG: the same chart gives the same bytes."""

from dataclasses import dataclass

from core.charts.bars import bars
from core.charts.data import Chart, Kind
from core.charts.lines import line
from core.charts.pen import Pen
from core.charts.slope import slope
from core.charts.spark import spark
from core.charts.stacked import stacked

NARROW = 320  # units: on the narrowest phone about a pixel each
WIDE = 520  # and for a line of text on a page of paper, where it is 12 points, or a wide screen
SPARK = 120
COLOUR = "#1d4d43"  # the brand of the portal's pages; papers bring their own
MOST_LABELS = {Kind.BARS: 60, Kind.STACKED: 60, Kind.LINE: 400, Kind.SPARK: 400}  # more are a table, not a picture

MANNERS = {Kind.BARS: bars, Kind.STACKED: stacked, Kind.LINE: line, Kind.SPARK: spark, Kind.SLOPE: slope}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart as SVG text, and its measures in units: text is 13 high, so it is 11 pixels on 272 pixels of screen."""

    svg: str
    width: float
    height: float


def draw(chart: Chart, *, width: float = NARROW, colour: str = COLOUR) -> Drawing | None:
    """The chart drawn; None where it has no figure, or more labels than a picture can hold: its table says it all.

    `colour` must be dark enough to read on white. A sparkline has its own width.
    """
    has_figures = any(point.value is not None for series in chart.series for point in series.points)
    if not has_figures or len(chart.labels) > MOST_LABELS.get(chart.kind, 2):
        return None
    pen = Pen(SPARK if chart.kind is Kind.SPARK else width, colour)
    height = MANNERS[chart.kind](pen, chart)
    return Drawing(pen.svg(height, chart.alternative), pen.width, height)
