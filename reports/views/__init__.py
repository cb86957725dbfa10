"""The pages of papers: read by anybody (`reading`)."""

from reports.views.reading import edition, edition_json, edition_pdf, paper, paper_json, paper_pdf, papers

__all__ = ["edition", "edition_json", "edition_pdf", "paper", "paper_json", "paper_pdf", "papers"]
