"""What a paper's appendices are called: lettered or numbered in order, as its house style says."""

from collections.abc import Iterator
from dataclasses import dataclass

from core.ordering import in_order
from reports.models import Appendix, HouseStyle, Paper, Section
from reports.rendering.marks import list_mark

WORDS = {"appendix": ("Appendix", " –"), "annex": ("Annex", ":")}


@dataclass(frozen=True, slots=True)
class Lettered:
    """An appendix with its mark ("Appendix B"): a section of the paper, or something attached to it."""

    mark: str
    joint: str
    key: str
    title: str
    section: Section | None = None
    appendix: Appendix | None = None

    @property
    def heading(self) -> str:
        """Such as "Appendix B – Action plan" or "Annex B: Action plan"."""
        return f"{self.mark}{self.joint} {self.title}"


def lettered(paper: Paper) -> tuple[Lettered, ...]:
    """The paper's appendices in order: its own sections first, then what is attached. Reads what was fetched."""
    return tuple(_lettered(paper))


def appendix_heading(style: HouseStyle, title: str, *, place: int) -> str:
    """What a house style calls an appendix: "Appendix B – Action plan" for the second."""
    mark, joint = _mark(style, place)
    return f"{mark}{joint} {title}"


def _mark(style: HouseStyle, place: int) -> tuple[str, str]:
    """ "Appendix B" and what joins it to the title."""
    word, marks = style.appendices.split("-")
    name, joint = WORDS[word]
    return f"{name} {list_mark('letter' if marks == 'letters' else 'number', place).rstrip('.').upper()}", joint


def _lettered(paper: Paper) -> Iterator[Lettered]:
    sections = [one for one in paper.sections.all() if one.kind == Section.Kind.APPENDIX and one.heading]
    found: list[Section | Appendix] = [
        *in_order(sections),
        *in_order(paper.appendices.all()),
    ]
    for place, one in enumerate(found, 1):
        mark, joint = _mark(paper.house_style, place)
        if isinstance(one, Section):
            yield Lettered(mark, joint, one.key, one.heading, section=one)
        else:
            yield Lettered(mark, joint, one.key, one.title, appendix=one)
