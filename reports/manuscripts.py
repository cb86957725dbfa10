"""A paper as its records stand now, and the hashes by which it is known to signers and publishers."""

import hashlib
from dataclasses import dataclass

from core.editing import Refused
from reports import content as c
from reports.compose import OptionError, compose_paper
from reports.compose.appendices import lettered
from reports.compose.signing import without_signatures
from reports.models import Appendix, Paper


class PaperNotReady(Refused):
    """The paper cannot be signed or published as it stands; the message says what to mend, in a sentence."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A PDF that somebody uploaded as an appendix: what it is called as a file of record, and its SHA-256."""

    name: str
    appendix: Appendix
    digest: str


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A paper composed, with its attached files. `to_sign` is what approvers sign; `hash` is known by them."""

    composed: c.Paper
    content_hash: str
    to_sign: c.Paper
    attached: tuple[Attached, ...]
    hash: str

    def is_same_as(self, other: "Manuscript") -> bool:
        """Whether both would make the same edition."""
        return (self.content_hash, self.hash) == (other.content_hash, other.hash)


def manuscript(paper: Paper) -> Manuscript:
    """The paper as it stands now. Reads only; raises PaperNotReady where it cannot be composed."""
    try:
        composed = compose_paper(paper)
        content_hash = c.content_hash(composed)
        to_sign = without_signatures(paper, composed)
        attached = tuple(_attached(paper))
    except (c.ContentError, OptionError) as error:
        raise PaperNotReady(str(error)) from error
    known_by = [c.content_hash(to_sign), *(f"{file.name} {file.digest}" for file in attached)]
    whole = hashlib.sha256("\n".join(known_by).encode()).hexdigest() if attached else known_by[0]
    return Manuscript(composed, content_hash, to_sign, attached, whole)


def _attached(paper: Paper) -> list[Attached]:
    found = []
    for one in lettered(paper):
        if one.appendix and one.appendix.file:
            name = f"{one.mark.lower().replace(' ', '-')}.pdf"
            found.append(Attached(name, one.appendix, _digest(one.heading, one.appendix)))
    return found


def _digest(heading: str, appendix: Appendix) -> str:
    try:
        with appendix.file.open("rb") as file:
            return hashlib.file_digest(file.file, "sha256").hexdigest()
    except FileNotFoundError:
        raise PaperNotReady(f"The file of “{heading}” is not there any more. Upload it again.") from None
