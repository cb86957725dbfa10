"""What pages read of papers: lists of them and the editions of one (`reading`), and who signs them (`signing`)."""

from reports.summaries.reading import EditionLine, EditionShown, PaperLine, edition_shown, paper_line
from reports.summaries.signing import (
    OverrideLine,
    Seen,
    SignerLine,
    ToSign,
    overridden,
    seen_by,
    signer_lines,
    to_sign,
)

__all__ = [
    "EditionLine",
    "EditionShown",
    "OverrideLine",
    "PaperLine",
    "Seen",
    "SignerLine",
    "ToSign",
    "edition_shown",
    "overridden",
    "paper_line",
    "seen_by",
    "signer_lines",
    "to_sign",
]
