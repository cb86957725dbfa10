"""The documents of a return: the content itself, and HTML, PDF, Word and Excel made from it."""

from datetime import datetime

from funding.operations.returns import Document
from funding.summaries.returns import ReturnSummary
from reports import content as c
from reports.printing import PDF_TYPE, WORD_TYPE
from reports.rendering.docx import docx
from reports.rendering.html import document
from reports.rendering.pdf import pdf
from reports.returns.workbook import CONTENT_TYPE, return_workbook

CONTENT, HTML, PDF, WORD, EXCEL = "content.json", "return.html", "return.pdf", "return.docx", "return.xlsx"


def print_return(composed: c.Paper, found: ReturnSummary, *, made_at: datetime) -> tuple[Document, ...]:
    """Every document; the same return at the same moment gives the same bytes. Takes seconds, and no lock.

    Raises ContentError or RenderingFailed where one cannot be made.
    """
    digest = c.content_hash(composed)
    title = f"{composed.title}, {found.period}"
    return (
        Document(CONTENT, "application/json", c.to_json(composed).encode()),
        Document(HTML, "text/html; charset=utf-8", document(composed, content_hash=digest).encode()),
        Document(PDF, PDF_TYPE, pdf(composed, content_hash=digest)),
        Document(WORD, WORD_TYPE, docx(composed, content_hash=digest)),
        Document(EXCEL, CONTENT_TYPE, return_workbook(found, title=title, content_hash=digest, made_at=made_at)),
    )
