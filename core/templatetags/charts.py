"""The drawings of a chart for a page: `{% load charts %}`. What a chart is stands in `core.charts`."""

from dataclasses import dataclass

from django import template
from django.utils.safestring import SafeString

from core.charts import WIDE, Chart, Kind, draw

register = template.Library()


@dataclass(frozen=True, slots=True)
class Drawings:
    """A chart as SVG for a wide screen and for a phone; a sparkline is the same on both, and stands under `spark`."""

    wide: SafeString
    narrow: SafeString
    spark: SafeString


@register.filter
def drawings(chart: Chart) -> Drawings | None:
    """A chart drawn for every screen; None where there is nothing to draw."""
    narrow, wide = draw(chart), draw(chart, width=WIDE)
    if narrow is None or wide is None:
        return None
    drawn = SafeString(narrow.svg)  # every word in it is escaped by core.charts.pen
    nothing = SafeString()
    if chart.kind is Kind.SPARK:
        return Drawings(nothing, nothing, drawn)
    return Drawings(SafeString(wide.svg), drawn, nothing)
