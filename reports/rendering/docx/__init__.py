"""A paper as a Word document that a person can go on editing: real styles, and lists that Word counts itself."""

from reports.content import Paper, check
from reports.rendering.docx.package import Relations, pack, settings
from reports.rendering.docx.pages import footer, header
from reports.rendering.docx.styles import styles
from reports.rendering.docx.writer import Writer

__all__ = ["docx"]


def docx(paper: Paper, *, content_hash: str, status: str = "") -> bytes:
    """The paper as the bytes of a .docx file; the same arguments give the same bytes.

    Raises ContentError where the content breaks a rule or names a logo that there is not.
    """
    check(paper)
    relations = Relations()
    writer = Writer(paper, relations)
    parts = {
        "document": writer.document(status),
        "styles": styles(
            language=paper.language, colour=paper.masthead.colour, decimal=writer.numbers.decimal, indent=writer.indent
        ),
        "numbering": writer.numbers.part(),
        "settings": settings(paper.language),
    }
    for name, is_wide in (("", False), ("wide", True)):
        if is_wide <= writer.has_wide_pages:
            parts[f"{name}header"] = header(status, is_wide=is_wide)
            parts[f"{name}footer"] = footer(paper, content_hash, is_wide=is_wide)
    return pack(paper, content_hash=content_hash, parts=parts, relations=relations)
