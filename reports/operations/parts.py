"""Officers keep what a paper is made of: sections, recommendations, implications, appendices, background papers and
further authors. Each kind is added, changed, moved and removed alike.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from core.editing import Refused, add_record, as_kept, change_record
from core.events import record_event
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from reports.models import Paper, Recommendation, Section
from reports.operations.changing import begin_paper_change
from reports.operations.references import holding_references
from reports.operations.telling import Part, fields_told, named, of_paper, words_of

AnyPart = TypeVar("AnyPart", bound=Part)
Nested = Section | Recommendation


class CannotMove(Refused):
    """It stands first, last, or as far in or out as it can already."""


@transaction.atomic
def add_part(
    *, part: AnyPart, values: Mapping[str, Any], after: Part | None = None, by: User, now: datetime
) -> AnyPart:
    """A new part of a paper with these values: after another, or else after all that stand beside it.

    Raises PaperIsOut, LeadsNowhere, ValidationError.
    """
    paper = begin_paper_change(paper=part.paper)
    siblings = list(siblings_of(part))
    part.position = (siblings[-1].position if siblings else 0) + 1
    with holding_references(paper, [str(values.get("text", ""))], field="text"):
        added = add_record(
            record=part,
            values=values,
            chain=paper.partnership.event_chain,
            verb=f"reports.{part._meta.model_name}_added",
            said=lambda saved, _: f"Added the {named(saved)} {of_paper(paper)}.",
            by=by,
            now=now,
        )
    if after is not None and after in siblings:
        siblings.insert(siblings.index(after) + 1, added)
        _number_anew(siblings)
    return added


@transaction.atomic
def change_part(*, part: AnyPart, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> AnyPart:
    """The part with new values. Raises PaperIsOut, LeadsNowhere, SavedMeanwhile, ValidationError."""
    paper = begin_paper_change(paper=part.paper)
    with holding_references(paper, [str(values.get("text", ""))], field="text"):
        return change_record(
            record=part,
            values=values,
            revision=revision,
            chain=paper.partnership.event_chain,
            verb=f"reports.{part._meta.model_name}_changed",
            said=lambda saved, changes: f"Changed {fields_told(changes)} of the {named(saved)} {of_paper(paper)}.",
            by=by,
            now=now,
        )


@transaction.atomic
def remove_part(*, part: Part, place: str, by: User, now: datetime) -> Removal:
    """Take a part out of its paper, with what stands in it; it can be put back. Raises PaperIsOut, CannotRemove."""
    paper = begin_paper_change(paper=part.paper)
    return remove_record(
        record=part,
        chain=paper.partnership.event_chain,
        place=place,
        verb=f"reports.{part._meta.model_name}_removed",
        summary=f"Removed the {named(part)} {of_paper(paper)}.",
        label=words_of(part),
        by=by,
        now=now,
    )


@transaction.atomic
def move_part(*, part: Part, up: bool, by: User, now: datetime) -> Part:
    """The part one place up or down among those beside it. Raises PaperIsOut, CannotMove."""
    paper = begin_paper_change(paper=part.paper)
    siblings = list(siblings_of(as_kept(part)))
    place = siblings.index(part)
    goal = place + (-1 if up else 1)
    if not 0 <= goal < len(siblings):
        raise CannotMove(f"The {named(part)} stands {'first' if up else 'last'} already.")
    siblings[place], siblings[goal] = siblings[goal], siblings[place]
    _number_anew(siblings)
    _tell_of_move(paper, part, f"{'up' if up else 'down'}", {"position": [place + 1, goal + 1]}, by, now)
    return part


@transaction.atomic
def nest_part(*, part: Nested, by: User, now: datetime) -> Nested:
    """The part within the one before it, as its last. Raises PaperIsOut, CannotMove."""
    paper = begin_paper_change(paper=part.paper)
    siblings = list(siblings_of(as_kept(part)))
    place = siblings.index(part)
    if place == 0:
        raise CannotMove(f"Nothing stands before the {named(part)} that it could stand in.")
    above = siblings[place - 1]
    _put(part, parent_id=above.pk, after=None)
    _tell_of_move(paper, part, f"into the {named(above)}", {"parent": above.pk}, by, now)
    return part


@transaction.atomic
def lift_part(*, part: Nested, by: User, now: datetime) -> Nested:
    """The part out of the one it stands in, and after that. Raises PaperIsOut, CannotMove."""
    paper = begin_paper_change(paper=part.paper)
    kept = as_kept(part, among=type(part)._default_manager.select_related("parent"))
    above = kept.parent
    if above is None:
        raise CannotMove(f"The {named(part)} stands in nothing else.")
    _put(kept, parent_id=above.parent_id, after=above)
    _tell_of_move(paper, part, f"out of the {named(above)}", {"parent": above.parent_id}, by, now)
    return part


def siblings_of(part: Part) -> QuerySet[Any]:
    """What stands beside a part, itself included, in its paper's order."""
    found: QuerySet[Any] = type(part)._default_manager.filter(paper_id=part.paper_id)
    if isinstance(part, (Section, Recommendation)):
        found = found.filter(parent_id=part.parent_id)
    return found.order_by("position", "pk")


def _put(part: Nested, *, parent_id: int | None, after: Nested | None) -> None:
    """Puts a part under another parent: after one of those there, or last."""
    part.parent_id = parent_id
    beside = [one for one in siblings_of(part) if one.pk != part.pk]
    place = beside.index(after) + 1 if after is not None else len(beside)
    type(part)._default_manager.filter(pk=part.pk).update(parent=parent_id)
    beside.insert(place, part)
    _number_anew(beside)


def _number_anew(siblings: Sequence[Part]) -> None:
    """Positions from 1 on, in this order. They are no part of any form, so no revision is counted up."""
    for position, sibling in enumerate(siblings, 1):
        if sibling.position != position:
            type(sibling)._default_manager.filter(pk=sibling.pk).update(position=position)


def _tell_of_move(paper: Paper, part: Part, where: str, data: dict[str, Any], by: User, now: datetime) -> None:
    record_event(
        chain=paper.partnership.event_chain,
        verb=f"reports.{part._meta.model_name}_moved",
        summary=f"Moved the {named(part)} {of_paper(paper)} {where}.",
        by=by,
        now=now,
        subject=part,
        data=data,
    )
