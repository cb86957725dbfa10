"""Papers for councillors: their house style, head, sections, sign-offs, and the editions that were published.

A paper holds no copy of the plan: its sections say what fills them, `reports.compose` fetches it, and publishing
freezes the result as an `Edition`, which nobody can change.
"""

from reports.models.papers import (
    Appendix,
    BackgroundPaper,
    Edition,
    HeaderValue,
    Paper,
    PaperAuthor,
    PaperQuerySet,
    Recommendation,
    Section,
    SignOff,
)
from reports.models.styles import HeaderField, HeaderKey, HouseStyle

__all__ = [
    "Appendix",
    "BackgroundPaper",
    "Edition",
    "HeaderField",
    "HeaderKey",
    "HeaderValue",
    "HouseStyle",
    "Paper",
    "PaperAuthor",
    "PaperQuerySet",
    "Recommendation",
    "Section",
    "SignOff",
]
