"""Where priorities and actions stand among their siblings, and moving them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import Max, QuerySet

from core.editing import Refused, as_kept
from core.events import record_event
from partners.models import User
from priorities.models import Action, Plan, Priority
from priorities.numbering import number_of
from priorities.operations.amending import begin_change
from priorities.operations.telling import quoted


class CannotMove(Refused):
    """It stands first or last already, or would stand within itself."""


def last_place(siblings: QuerySet[Any]) -> int:
    """The position after the last of some siblings."""
    return (siblings.aggregate(last=Max("position"))["last"] or 0) + 1


def siblings_of(record: Action | Priority) -> QuerySet[Any]:
    """What stands under the same priority or action (or plan), itself included, in the plan's order."""
    if isinstance(record, Action):
        found = Action.objects.filter(priority_id=record.priority_id, parent_id=record.parent_id)
        return found.in_display_order()
    return Priority.objects.filter(plan_id=record.plan_id, parent_id=record.parent_id).order_by("position", "pk")


@transaction.atomic
def move_action(*, action: Action, up: bool, why: str = "", by: User, now: datetime) -> Action:
    """The action one place up or down among those beside it. Raises CannotMove, PlanIsClosed, ChangeUnexplained."""
    _move(action, action.priority.plan, up=up, why=why, by=by, now=now)
    return action


@transaction.atomic
def move_priority(*, priority: Priority, up: bool, why: str = "", by: User, now: datetime) -> Priority:
    """The priority one place up or down among those beside it. Raises CannotMove, PlanIsClosed, ChangeUnexplained."""
    _move(priority, priority.plan, up=up, why=why, by=by, now=now)
    return priority


def _move(record: Action | Priority, plan: Plan, *, up: bool, why: str, by: User, now: datetime) -> None:
    change = begin_change(plan=plan, why=why, by=by, now=now)
    siblings = list(siblings_of(as_kept(record)))
    number = number_of(record)
    place = siblings.index(record)
    goal = place + (-1 if up else 1)
    if not 0 <= goal < len(siblings):
        raise CannotMove(f"{number} stands {'first' if up else 'last'} already.")
    siblings[place], siblings[goal] = siblings[goal], siblings[place]
    number_anew(siblings)
    kind = record._meta.model_name
    record_event(
        chain=change.plan.partnership.event_chain,
        verb=f"priorities.{kind}_moved",
        summary=change.tell(
            f"Moved {number} {quoted(record)} {'up' if up else 'down'} in {plan}: now {number_of(record)}."
        ),
        by=by,
        now=now,
        subject=record,
        data={"position": [place + 1, goal + 1]},
    )


def number_anew(siblings: Sequence[models.Model]) -> None:
    """Positions from 1 on, in this order. They are no part of any form, so no revision is counted up."""
    for position, sibling in enumerate(siblings, 1):
        if sibling.position != position:  # type: ignore[attr-defined]
            type(sibling)._default_manager.filter(pk=sibling.pk).update(position=position)


def check_place(action: Action, priority: Priority, parent: Action | None) -> None:
    """Raises CannotMove where an action would stand in another plan, or under itself or a part of its own."""
    if priority.plan_id != action.priority.plan_id or (parent and parent.priority_id != priority.pk):
        raise CannotMove("Choose a place in this plan", field="place")
    if parent and parent.pk in {action.pk, *parts_below(action)}:
        raise under_itself()


def under_itself() -> CannotMove:
    """The refusal of a place under an action itself, or under one of its parts."""
    return CannotMove("An action cannot stand under itself or under one of its own parts", field="place")


def check_parent(priority: Priority, parent: Priority | None) -> None:
    """Raises CannotMove where a priority would stand in another plan, or under itself or a part of its own."""
    if parent and parent.plan_id != priority.plan_id:
        raise CannotMove("Choose a priority of this plan", field="parent")
    above = parent
    while above:
        if above.pk == priority.pk:
            raise CannotMove("A priority cannot be a part of itself", field="parent")
        above = above.parent


def parts_below(action: Action) -> list[int]:
    """The keys of all actions under one, down to the last part. 1 query for each level."""
    found: list[int] = []
    level = [action.pk]
    while level:
        level = [
            key for key in Action.objects.filter(parent__in=level).values_list("pk", flat=True) if key not in found
        ]
        found += level
    return found
