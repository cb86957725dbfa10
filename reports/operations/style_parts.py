"""What belongs to a house style: the fields of its head, who signs its papers, which implications they answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from core.editing import Refused, add_record, as_kept, change_record
from core.events import record_event
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from reports.models import ApproverRole, HeaderField, HouseStyle, ImplicationKind

StylePart = HeaderField | ApproverRole | ImplicationKind
AnyPart = TypeVar("AnyPart", HeaderField, ApproverRole, ImplicationKind)
# Its name in the log's verbs, and what a sentence calls it.
WORDS: dict[type[StylePart], tuple[str, str]] = {
    HeaderField: ("header_field", "field of the head"),
    ApproverRole: ("approver_role", "approver"),
    ImplicationKind: ("implication_kind", "kind of implications"),
}


class CannotMove(Refused):
    """It stands first or last already."""


@transaction.atomic
def add_style_part(*, part: AnyPart, values: Mapping[str, Any], by: User, now: datetime) -> AnyPart:
    """A new part of a house style, after those it has. Raises ValidationError."""
    style = _locked(part.house_style)
    last = siblings_of(part).last()
    part.position = last.position + 1 if last else 1
    return add_record(
        record=part,
        values=values,
        chain=style.partnership.event_chain,
        verb=f"reports.{WORDS[type(part)][0]}_added",
        said=lambda saved, _: f"Added the {named(saved)} to {_the(style)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_style_part(*, part: AnyPart, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> AnyPart:
    """The part with new values. Raises SavedMeanwhile, ValidationError."""
    style = _locked(part.house_style)
    return change_record(
        record=part,
        values=values,
        revision=revision,
        chain=style.partnership.event_chain,
        verb=f"reports.{WORDS[type(part)][0]}_changed",
        said=lambda saved, _: f"Changed the {named(saved)} of {_the(style)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def move_style_part(*, part: StylePart, up: bool, by: User, now: datetime) -> StylePart:
    """The part one place up or down: a field of the head among those of its block. Raises CannotMove."""
    style = _locked(part.house_style)
    kept = as_kept(part)
    siblings: list[StylePart] = list(siblings_of(kept))
    beside = [one for one in siblings if _block(one) == _block(kept)]
    goal = beside.index(kept) + (-1 if up else 1)
    if not 0 <= goal < len(beside):
        raise CannotMove(f"The {named(kept)} stands {'first' if up else 'last'} already.")
    here, there = siblings.index(kept), siblings.index(beside[goal])
    siblings[here], siblings[there] = siblings[there], siblings[here]
    for position, sibling in enumerate(siblings, 1):
        # The order is no part of any form, so no revision is counted up.
        type(sibling)._default_manager.filter(pk=sibling.pk).exclude(position=position).update(position=position)
    record_event(
        chain=style.partnership.event_chain,
        verb=f"reports.{WORDS[type(kept)][0]}_moved",
        summary=f"Moved the {named(kept)} of {_the(style)} {'up' if up else 'down'}.",
        by=by,
        now=now,
        subject=kept,
        data={"position": [here + 1, there + 1]},
    )
    return kept


@transaction.atomic
def remove_style_part(*, part: StylePart, place: str, by: User, now: datetime) -> Removal:
    """Take a part out of its house style; it can be put back."""
    style = _locked(part.house_style)
    return remove_record(
        record=part,
        chain=style.partnership.event_chain,
        place=place,
        verb=f"reports.{WORDS[type(part)][0]}_removed",
        summary=f"Removed the {named(part)} from {_the(style)}.",
        by=by,
        now=now,
    )


def siblings_of(part: StylePart) -> QuerySet[Any]:
    """What stands beside a part in its house style, itself included, in order."""
    return type(part)._default_manager.filter(house_style=part.house_style_id).order_by("position", "pk")


def named(part: StylePart) -> str:
    """ "approver “Finance: Head of Finance”"."""
    return f"{WORDS[type(part)][1]} “{part}”"


def _block(part: StylePart) -> str:
    """Where in the head a field stands."""
    return part.block if isinstance(part, HeaderField) else ""


def _locked(style: HouseStyle) -> HouseStyle:
    """The house style, whose parts nobody else orders before the transaction ends."""
    return as_kept(style, among=HouseStyle.objects.select_for_update(of=("self",)).select_related("partnership"))


def _the(style: HouseStyle) -> str:
    return f"the house style “{style.name}”"
