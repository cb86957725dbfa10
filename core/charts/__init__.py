"""Charts: what they show as plain data, and our own drawing of it as SVG. Plain Python, no Django.

    from core.charts import Break, Chart, Kind, Level, Point, Series, draw

    chart = Chart(
        kind=Kind.LINE,
        title="Recorded crime",
        finding="Recorded crime fell by 9.4% over two years: from 37,068 to 33,587.",
        unit="Offences",
        series=(
            Series(
                "Oxfordshire",
                (
                    Point("2011-12", Decimal(37068)),
                    Point("2012-13", None),                           # a gap: never joined over, never nought
                    Point("2013-14", Decimal(33587), "33,587"),       # the words that the source states
                    Point("2014-15", Decimal(34011), is_provisional=True),
                ),
            ),
        ),
        breaks=(Break("2014-15", "Fraud is counted nationally from April 2014."),),
        levels=(Level("Target", Decimal(32000)),),
    )
    draw(chart)              # a Drawing for a phone: .svg, .width, .height; None where there is nothing to draw
    draw(chart, width=WIDE)  # the same for a page of paper, or a wide screen
    chart.alternative        # what the picture is called aloud; the SVG's <title> says it
    chart.table              # the same as headings and rows of words: under every chart
    chart.remarks            # sentences to print under it: levels, breaks, gaps, what is provisional

Pages: `{% include "components/chart.html" with chart=chart only %}`. Papers: `reports.compose.charts.for_paper(chart)`.

`Kind` says how it is drawn: BARS (horizontal; several series stand one under the other), STACKED, LINE, SPARK (a line
the height of a word) and SLOPE (two labels: before and after). All series of a chart have the same labels in the same
order. A chart that could not be drawn truthfully is refused (`ChartRefused`) when it is made. `Series.of` makes a
series from pairs: `Series.of("Paid", [("2013-14", Decimal(134160))], write=formats.money)`.
"""

from core.charts.data import (
    NO_FIGURE,
    Break,
    Chart,
    ChartRefused,
    Kind,
    Level,
    Point,
    Series,
    Table,
)
from core.charts.drawing import NARROW, WIDE, Drawing, draw

__all__ = [
    "NARROW",
    "NO_FIGURE",
    "WIDE",
    "Break",
    "Chart",
    "ChartRefused",
    "Drawing",
    "Kind",
    "Level",
    "Point",
    "Series",
    "Table",
    "draw",
]
