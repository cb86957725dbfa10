"""How the log speaks of what stands in a plan: by number and first words."""

from collections.abc import Iterable, Mapping

from core.formats import listed
from core.prose import gist
from priorities.models import Action, Priority
from priorities.numbering import number_of

FIELDS = {
    "text": "the text",
    "title": "the title",
    "narrative": "the narrative",
    "vision": "the vision",
    "standing": "the standing",
    "status": "the status",
    "approach": "the approach",
    "project": "the project",
    "lead_body": "the lead body",
    "lead_group": "the lead group",
    "supporting_bodies": "the supporting bodies",
    "due_date": "the due date",
    "due_stated": "the due date",
    "legal_basis": "the legal basis",
    "also_serves": "the other priorities it serves",
    "closing_note": "how it ended",
    "priority": "the place",
    "parent": "the place",
    "position": "the place",
    "strands": "the strands of the statutory strategy",
    "measure": "what is measured",
    "operator": "the number",
    "number": "the number",
    "number_stated": "the number",
    "unit": "the unit",
    "period_stated": "the period",
    "result": "the result",
    "result_stated": "the result",
}
OF_PLANS = {
    "title": "the title",
    "kind": "the kind",
    "period_stated": "the period",
    "status_note": "the note on its state",
    "owner_group": "who keeps it",
    "parent": "the plan it is part of",
    "succeeds": "the plan it follows",
    "vision": "the vision",
    "legal_basis": "the legal basis",
    "rule": "what belongs in it",
    "introduction": "the introduction",
    "evidence": "the evidence",
    "objective_set": "the police and crime objectives",
    "version": "the version",
}
LENGTH = 60


def named(record: Action | Priority) -> str:
    """ "1.3 “Patrol the towpath…”": an action or priority as the log speaks of it. At most 3 queries."""
    return f"{number_of(record)} {quoted(record)}"


def quoted(record: Action | Priority) -> str:
    """The first words of an action or priority, in quotation marks."""
    return f"“{gist(record.text if isinstance(record, Action) else record.title, LENGTH)}”"


def fields_told(names: Iterable[str], words: Mapping[str, str] = FIELDS) -> str:
    """What changed, as a list in a sentence: "the text, the lead body and the due date"."""
    return listed(dict.fromkeys(words[name] for name in names))


def numbers_listed(numbers: Iterable[str], *, at_most: int | None = None) -> str:
    """Numbers in the plan's order as a list in a sentence: "1.2, 1.10 and 2.1", or "1.2, 1.10 and 3 more"."""
    ordered = sorted(numbers, key=lambda number: [int(part) for part in number.split(".")])
    shown = ordered if at_most is None else ordered[:at_most]
    more = len(ordered) - len(shown)
    return listed([*shown, f"{more} more"] if more else shown)
