"""What a page draws, a paper keeps: charts of core as charts of content, and back."""

from dataclasses import replace
from decimal import Decimal

from core.charts import Break, Chart, Kind, Level, Point, Series
from reports.compose.charts import for_paper
from reports.content import charted, check, from_json, to_json
from tests.reports.test_content import holding

POINTS = (Point("2024", Decimal("33587.50"), "33,588"), Point("2025", None), Point("2026", 100, is_provisional=True))
LINE = Chart(
    kind=Kind.LINE,
    title="Recorded crime",
    finding="It fell.",
    unit="Offences",
    series=(Series("", POINTS),),
    breaks=(Break("2026", "Fraud is left out."),),
    levels=(Level("Target", Decimal("0.1234567891"), "an eighth"),),
)


def test_a_chart_of_records_is_kept_by_a_paper_and_drawn_the_same() -> None:
    paper = holding(for_paper(LINE))
    check(paper)
    (kept,) = from_json(to_json(paper)).sections[0].blocks
    drawn = charted(kept)
    assert drawn.table == LINE.table
    assert drawn.remarks == LINE.remarks
    assert drawn.alternative == LINE.alternative
    assert [point.value for point in drawn.series[0].points] == [Decimal("33587.5"), None, 100]
    assert kept.levels[0].value == "0.123456789"


def test_several_series_keep_their_names() -> None:
    two = replace(LINE, series=(Series("Oxford", POINTS), Series("County", POINTS)))
    assert [one.name for one in for_paper(two).series] == ["Oxford", "County"]
    assert for_paper(two).points == ()
    assert charted(for_paper(two)).table == two.table


def test_a_sparkline_becomes_a_line() -> None:
    assert for_paper(replace(LINE, kind=Kind.SPARK)).kind == "line"
