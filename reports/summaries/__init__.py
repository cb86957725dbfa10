"""What pages read of papers: lists of them and the editions of one (`reading`), and who signs them (`signing`)."""

from reports.summaries.reading import (
    EditionFiles,
    EditionLine,
    EditionShown,
    PaperLine,
    RelatedPapers,
    edition_files,
    edition_shown,
    paper_line,
    public_lines,
    related_papers,
    words_in_public,
)
from reports.summaries.signing import (
    Seen,
    SignerLine,
    seen_by,
    signer_lines,
)

__all__ = [
    "EditionFiles",
    "EditionLine",
    "EditionShown",
    "PaperLine",
    "RelatedPapers",
    "Seen",
    "SignerLine",
    "edition_files",
    "edition_shown",
    "paper_line",
    "public_lines",
    "related_papers",
    "seen_by",
    "signer_lines",
    "words_in_public",
]
