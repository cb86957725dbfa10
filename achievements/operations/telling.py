"""How the log speaks of achievements: by their first words, and of what is restricted without any."""

from collections.abc import Iterable, Mapping
from typing import Any

from achievements.models import Achievement, Visibility
from core.formats import listed
from core.prose import gist
from priorities.models import Plan

LENGTH = 60
FIELDS = {
    "text": "the text",
    "period_stated": "when it was",
    "place": "where it was",
    "areas": "where it was",
    "bodies": "who took part",
    "provider": "who provided it",
    "provider_partnership": "who provided it",
    "priorities": "what it serves",
    "actions": "what it serves",
    "project": "the project",
    "approach": "the approach",
    "status": "the status",
    "grouping": "what it is filed under",
    "heading": "the heading",
    "continues": "what it continues",
    "is_for_paper": "whether it is good for the annual paper",
    "visibility": "who may read it",
    "visibility_reason": "why not everybody may read it",
    "stated": "the words",
    "what": "what is counted",
    "number": "the number",
    "number_to": "the number",
    "qualifier": "the number",
    "unit": "the unit",
    "denominator": "of how many",
    "denominator_note": "of how many",
    "formula": "how it was worked out",
    "basis": "the basis",
    "area": "the area",
    "evidence": "the source",
    "reported_by": "who reported it",
    "note": "the note",
    "part_of": "what it is a part of",
    "kind": "what it is compared with",
    "change_percent": "the change",
    "change_number": "the change",
    "label": "what it is",
    "file": "the file",
    "file_name": "the file",
    "url": "the address",
    "is_public": "who may open it",
    "speaker": "who said it",
    "has_consent": "the consent",
}


def is_restricted(achievement: Achievement, values: Mapping[str, Any] | None = None) -> bool:
    """Whether an achievement is restricted, or will be with new values: the log, which many read, then tells nothing of
    what it says.
    """
    return Visibility.RESTRICTED in (achievement.visibility, (values or {}).get("visibility"))


def tells_secrets(achievement: Achievement, values: Mapping[str, Any]) -> bool:
    """Whether the old or new values of an achievement repeat what is restricted: its own words, or those of what it
    continues.
    """
    continued = (achievement.continues, values.get("continues"))
    return is_restricted(achievement, values) or any(earlier and is_restricted(earlier) for earlier in continued)


def named(achievement: Achievement) -> str:
    """An achievement in a sentence: its first words, unless it is restricted, since the log forgets nothing."""
    if is_restricted(achievement):
        return "a restricted achievement"
    return f"“{gist(achievement.heading or achievement.text, LENGTH)}”"


def label_of(achievement: Achievement) -> str:
    """The same without quotation marks, for the label of a removal."""
    return named(achievement).strip("“”")


def quoted(achievement: Achievement, words: str) -> str:
    """ " “over 200 people”": the words of something that belongs to an achievement, after a blank; none where that is
    restricted.
    """
    return "" if is_restricted(achievement) else f" “{gist(words, LENGTH)}”"


def fields_told(names: Iterable[str]) -> str:
    """What changed, as a list in a sentence: "the text and where it was"."""
    return listed(dict.fromkeys(FIELDS[name] for name in names if name in FIELDS)) or "something else"


def lateness(plan: Plan) -> str:
    """How a sentence goes on where the plan was closed already."""
    return ", after the plan was closed" if plan.status == Plan.Status.CLOSED else ""
