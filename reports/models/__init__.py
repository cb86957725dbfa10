"""Papers for councillors: their house style, head, sections, sign-offs, and the editions that were published.

A paper holds no copy of the plan: its sections say what fills them, `reports.compose` fetches it, and publishing
freezes the result as an `Edition`, which nobody can change.
"""

from reports.models.editions import Edition, EditionFile
from reports.models.papers import Paper, PaperQuerySet
from reports.models.parts import Appendix, BackgroundPaper, HeaderValue, Implication, PaperAuthor, Recommendation
from reports.models.sections import Comment, Override, Section, Wording
from reports.models.signing import Look, SignOff
from reports.models.styles import ApproverRole, HeaderField, HeaderKey, HouseStyle, ImplicationKind, PreElectionPeriod

__all__ = [
    "Appendix",
    "ApproverRole",
    "BackgroundPaper",
    "Comment",
    "Edition",
    "EditionFile",
    "HeaderField",
    "HeaderKey",
    "HeaderValue",
    "HouseStyle",
    "Implication",
    "ImplicationKind",
    "Look",
    "Override",
    "Paper",
    "PaperAuthor",
    "PaperQuerySet",
    "PreElectionPeriod",
    "Recommendation",
    "Section",
    "SignOff",
    "Wording",
]
