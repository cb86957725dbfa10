"""What pages and papers read of a year's achievements: as anybody reads them (`lines`), as those see the log who keep
it (`log`), and what belongs to one achievement (`beside`).
"""

from achievements.summaries.beside import (
    KeptComparator,
    KeptEvidence,
    KeptFigure,
    KeptQuote,
    evidence_kept,
    figures_kept,
    quotes_kept,
    read_as,
)
from achievements.summaries.lines import (
    AchievementLine,
    ComparatorLine,
    FigureLine,
    FindingFigures,
    achievements_for,
    achievements_of,
    figures_of,
    findings_in_figures,
    priorities_served,
)
from achievements.summaries.log import (
    Asked,
    LoggedAchievement,
    LoggedFigure,
    LogPage,
    bodies_in_log,
    log_page,
    projects_in_log,
)

__all__ = [
    "AchievementLine",
    "Asked",
    "ComparatorLine",
    "FigureLine",
    "FindingFigures",
    "KeptComparator",
    "KeptEvidence",
    "KeptFigure",
    "KeptQuote",
    "LogPage",
    "LoggedAchievement",
    "LoggedFigure",
    "achievements_for",
    "achievements_of",
    "bodies_in_log",
    "evidence_kept",
    "figures_kept",
    "figures_of",
    "findings_in_figures",
    "log_page",
    "priorities_served",
    "projects_in_log",
    "quotes_kept",
    "read_as",
]
