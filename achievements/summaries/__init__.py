"""What pages and papers read of a year's achievements and of the figures in achievements and findings."""

from achievements.summaries.lines import (
    AchievementLine,
    ComparatorLine,
    FigureLine,
    FindingFigures,
    achievements_of,
    figures_of,
    findings_in_figures,
)

__all__ = [
    "AchievementLine",
    "ComparatorLine",
    "FigureLine",
    "FindingFigures",
    "achievements_of",
    "figures_of",
    "findings_in_figures",
]
