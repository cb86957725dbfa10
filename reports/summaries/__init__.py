"""What pages read of papers: lists of them and the editions of one (`reading`), and who signs them (`signing`)."""

from reports.summaries.reading import EditionLine, EditionShown, PaperLine, edition_shown, paper_line

__all__ = ["EditionLine", "EditionShown", "PaperLine", "edition_shown", "paper_line"]
