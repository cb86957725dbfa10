"""Every write to achievements and what belongs to them: each checks who may, and tells the log in one sentence."""

from achievements.operations.achievements import NewProject, add_achievement, change_achievement, remove_achievement
from achievements.operations.batches import AchievementBatch
from achievements.operations.evidence import (
    add_evidence,
    add_quote,
    change_evidence,
    change_quote,
    remove_evidence,
    remove_quote,
)
from achievements.operations.figures import (
    add_comparator,
    add_figure,
    change_comparator,
    change_figure,
    remove_comparator,
    remove_figure,
)

__all__ = [
    "AchievementBatch",
    "NewProject",
    "add_achievement",
    "add_comparator",
    "add_evidence",
    "add_figure",
    "add_quote",
    "change_achievement",
    "change_comparator",
    "change_evidence",
    "change_figure",
    "change_quote",
    "remove_achievement",
    "remove_comparator",
    "remove_evidence",
    "remove_figure",
    "remove_quote",
]
