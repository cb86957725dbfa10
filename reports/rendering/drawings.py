"""A paper's charts, drawn: for a page of paper, or for screens."""

from core.charts import WIDE, Drawing, draw
from reports.content import Chart, charted

TALLEST = 1.35  # times as high as wide a chart may be, to stand on a page with its title


def for_print(chart: Chart, colour: str) -> Drawing | None:
    """The chart for PDF and Word; None where there is nothing to draw, or more than a page holds."""
    drawn = draw(charted(chart), width=WIDE, colour=colour)
    return drawn if drawn and drawn.height <= WIDE * TALLEST else None


def for_screens(chart: Chart, colour: str) -> tuple[Drawing, Drawing] | None:
    """The chart for a wide screen and for a phone; None where there is nothing to draw."""
    shown = charted(chart)
    wide, narrow = draw(shown, width=WIDE, colour=colour), draw(shown, colour=colour)
    return (wide, narrow) if wide and narrow else None
