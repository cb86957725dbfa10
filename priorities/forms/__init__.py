"""The shape of what officers type about plans."""

from priorities.forms.challenges import ChallengeForm
from priorities.forms.progress import ProgressForm, SheetForm, StatusSelect

__all__ = ["ChallengeForm", "ProgressForm", "SheetForm", "StatusSelect"]
