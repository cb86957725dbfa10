"""The pages of achievements: read by anybody (`reading`), their files handed out (`files`), and the log kept by
officers and contributors (`log`, `figures`, `evidence`).
"""

from achievements.views.evidence import (
    evidence_add,
    evidence_edit,
    evidence_list,
    evidence_remove,
    quote_add,
    quote_edit,
    quote_remove,
)
from achievements.views.figures import (
    comparator_add,
    comparator_edit,
    comparator_remove,
    figure_add,
    figure_edit,
    figure_list,
    figure_remove,
)
from achievements.views.files import evidence_file
from achievements.views.log import achievement_add, achievement_edit, achievement_log, achievement_remove
from achievements.views.reading import achievements

__all__ = [
    "achievement_add",
    "achievement_edit",
    "achievement_log",
    "achievement_remove",
    "achievements",
    "comparator_add",
    "comparator_edit",
    "comparator_remove",
    "evidence_add",
    "evidence_edit",
    "evidence_file",
    "evidence_list",
    "evidence_remove",
    "figure_add",
    "figure_edit",
    "figure_list",
    "figure_remove",
    "quote_add",
    "quote_edit",
    "quote_remove",
]
