"""The files of record of a paper: the PDF, the Word file, and what was attached."""

import hashlib
from dataclasses import dataclass

from reports.content import ContentError
from reports.manuscripts import Attached, Manuscript, PaperNotReady
from reports.rendering.docx import docx
from reports.rendering.pdf import RenderingFailed, pdf

PDF_TYPE = "application/pdf"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of record, ready to be kept."""

    name: str
    content_type: str
    data: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Printed:
    """A manuscript with the files made from it."""

    manuscript: Manuscript
    pdf: RecordFile
    others: tuple[RecordFile, ...]


def print_paper(manuscript: Manuscript) -> Printed:
    """The files of a manuscript; the same manuscript always gives the same bytes. Takes seconds, and no lock.

    Raises PaperNotReady where a file cannot be made.
    """
    try:
        printed = pdf(manuscript.composed, content_hash=manuscript.content_hash)
        written = docx(manuscript.composed, content_hash=manuscript.content_hash)
    except (ContentError, RenderingFailed) as error:
        raise PaperNotReady(str(error)) from error
    word = RecordFile("paper.docx", WORD_TYPE, written)
    attached = (_copy(file) for file in manuscript.attached)
    return Printed(manuscript, RecordFile("paper.pdf", PDF_TYPE, printed), (word, *attached))


def _copy(attached: Attached) -> RecordFile:
    with attached.appendix.file.open("rb") as file:
        copy = RecordFile(attached.name, PDF_TYPE, file.read())
    if copy.digest != attached.digest:
        raise PaperNotReady(f"The file of “{attached.appendix.title}” was changed a moment ago. Try again.")
    return copy
