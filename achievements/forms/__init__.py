"""The shape of what officers and contributors type about achievements."""

from achievements.forms.achievements import AchievementForm
from achievements.forms.evidence import EvidenceForm, QuoteForm
from achievements.forms.figures import ComparatorForm, FigureForm, NewFigureForm
from achievements.forms.log import LogFilter

__all__ = [
    "AchievementForm",
    "ComparatorForm",
    "EvidenceForm",
    "FigureForm",
    "LogFilter",
    "NewFigureForm",
    "QuoteForm",
]
