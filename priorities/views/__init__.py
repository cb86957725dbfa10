"""The pages of plans: read by anybody (`reading`), kept by officers."""

from priorities.views.challenges import challenge_add, challenge_edit, challenge_remove
from priorities.views.progress import progress_period, progress_record, progress_sheet, progress_unchanged
from priorities.views.reading import basis, plan

__all__ = [
    "basis",
    "challenge_add",
    "challenge_edit",
    "challenge_remove",
    "plan",
    "progress_period",
    "progress_record",
    "progress_sheet",
    "progress_unchanged",
]
