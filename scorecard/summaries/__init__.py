"""What pages and papers read of a scorecard."""

from scorecard.summaries.board import (
    Board,
    BoardLine,
    BoardSeries,
    IndicatorPage,
    PartLine,
    board_line,
    board_of,
    chart_of,
    indicator_page,
)
from scorecard.summaries.exceptions import (
    Owner,
    ReportLine,
    Unasked,
    owners_of,
    report_line,
    reports_of,
    unasked_among,
    unasked_of,
)
from scorecard.summaries.lines import BaselineLine, IndicatorLine, ValueLine, indicators_of
from scorecard.summaries.series import (
    ComparatorOf,
    FormerLine,
    SeriesLine,
    ValueOf,
    Watching,
    rule_of,
    watching,
)

__all__ = [
    "BaselineLine",
    "Board",
    "BoardLine",
    "BoardSeries",
    "ComparatorOf",
    "FormerLine",
    "IndicatorLine",
    "IndicatorPage",
    "Owner",
    "PartLine",
    "ReportLine",
    "SeriesLine",
    "Unasked",
    "ValueLine",
    "ValueOf",
    "Watching",
    "board_line",
    "board_of",
    "chart_of",
    "indicator_page",
    "indicators_of",
    "owners_of",
    "report_line",
    "reports_of",
    "rule_of",
    "unasked_among",
    "unasked_of",
    "watching",
]
