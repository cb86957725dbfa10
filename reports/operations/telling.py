"""How the log speaks of papers and of what they are made of."""

from collections.abc import Iterable

from core.formats import listed
from core.prose import gist
from reports.models import Appendix, BackgroundPaper, Implication, Paper, PaperAuthor, Recommendation, Section

Part = Section | Recommendation | Implication | Appendix | BackgroundPaper | PaperAuthor

NOUNS: dict[type[Part], str] = {
    Section: "section",
    Recommendation: "recommendation",
    Implication: "kind of implications",
    Appendix: "appendix",
    BackgroundPaper: "background paper",
    PaperAuthor: "author",
}
FIELDS = {
    "heading": "the heading",
    "text": "the words",
    "fill": "what fills it",
    "options": "how it is set out",
    "plan": "the plan",
    "kind": "the kind",
    "is_numbered": "the numbering",
    "standing": "the answer",
    "answered_by": "who answered",
    "label": "the name",
    "title": "the title",
    "subtitle": "the subtitle",
    "url": "the address",
    "key": "the name for references",
    "attached": "what is attached",
    "file": "the file",
    "file_name": "the file",
    "is_supplied": "whether it was supplied",
    "note": "the note",
    "post_title": "the post",
    "service": "the service",
    "contact": "the contact",
    "meeting": "the meeting",
    "date": "the date",
    "reports_on": "the plan reported on",
    "also_goes_to": "the other meetings",
    "version": "the version",
    "author_post": "the author",
    "author_service": "the author",
    "author_contact": "the author",
    "shows_contents": "the table of contents",
    "follows": "last time’s paper",
    "house_style": "the house style",
    "late_reason": "why it is late",
    "exempt_reason": "why it is exempt",
    "notice_date": "the notice of a key decision",
    "background_none": "the background papers",
    "head": "the head",
}
LENGTH = 60


def named(part: Part) -> str:
    """ "section “Achievements”": a part as the log speaks of it."""
    return f"{NOUNS[type(part)]} “{words_of(part)}”"


def words_of(part: Part) -> str:
    """The first words of a part, or what it is where it has none."""
    text = part.text if isinstance(part, Section) and not part.heading else ""
    return gist(text, LENGTH) or gist(str(part), LENGTH) or NOUNS[type(part)]


def fields_told(changes: Iterable[str]) -> str:
    """What changed, as a list in a sentence."""
    return listed(dict.fromkeys(FIELDS.get(name, name.replace("_", " ")) for name in changes))


def of_paper(paper: Paper) -> str:
    """ "of “Annual Update 2025-26”"."""
    return f"of “{paper.title}”"
