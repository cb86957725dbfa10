"""The numbers promised for priorities and actions, and what came of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.editing import add_record, as_kept, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from priorities.models import Action, Plan, Priority, Target
from priorities.operations.amending import begin_change
from priorities.operations.places import last_place
from priorities.operations.telling import fields_told, named

OF_RESULT = ("result", "result_stated")


def plan_of(target: Target) -> Plan:
    """The plan in which a target stands."""
    return owner_of(target).plan if target.priority else target.action.priority.plan  # type: ignore[union-attr]


def owner_of(target: Target) -> Any:
    """The priority or the action that a target belongs to."""
    return target.priority or target.action


@transaction.atomic
def add_target(
    *, owner: Priority | Action, values: Mapping[str, Any], why: str = "", by: User, now: datetime
) -> Target:
    """A new target, after the others of its priority or action. Raises PlanIsClosed, ChangeUnexplained,
    ValidationError.
    """
    plan = owner.plan if isinstance(owner, Priority) else owner.priority.plan
    change = begin_change(plan=plan, why=why, by=by, now=now)
    target = Target(priority=owner) if isinstance(owner, Priority) else Target(action=owner)
    target.position = last_place(owner.targets.all())
    return add_record(
        record=target,
        values=values,
        chain=change.plan.partnership.event_chain,
        verb="priorities.target_added",
        said=lambda added, _: change.tell(f"Added a target to {named(owner)} in {plan}: {added}."),
        by=by,
        now=now,
    )


@transaction.atomic
def change_target(
    *, target: Target, values: Mapping[str, Any], revision: int, why: str = "", by: User, now: datetime
) -> Target:
    """The target with new values. A result alone is no change to what was agreed, and wants no `why`.

    Raises SavedMeanwhile, PlanIsClosed, ChangeUnexplained, ValidationError.
    """
    before = as_kept(target, among=Target.objects.select_related("priority__plan", "action__priority__plan"))
    promised = {name: value for name, value in values.items() if name not in OF_RESULT}
    is_promise = any(getattr(before, name) != value for name, value in promised.items())
    change = begin_change(plan=plan_of(before), why=why, is_promise=is_promise, by=by, now=now)

    def said(saved: Target, changes: Mapping[str, Any]) -> str:
        if set(changes) <= set(OF_RESULT):
            result = saved.result_stated or "none"
            return f"Recorded the result of a target of {named(owner_of(saved))}, {saved}: {result}."
        of = f"a target of {named(owner_of(saved))} in {change.plan}"
        return change.tell(f"Changed {fields_told(changes)} of {of}: {saved}.")

    return change_record(
        record=before,
        values=values,
        revision=revision,
        chain=change.plan.partnership.event_chain,
        verb="priorities.target_changed",
        said=said,
        by=by,
        now=now,
    )


@transaction.atomic
def remove_target(*, target: Target, place: str, why: str = "", by: User, now: datetime) -> Removal:
    """Take a target away; it can be put back at `place`. Raises PlanIsClosed, ChangeUnexplained."""
    change = begin_change(plan=plan_of(target), why=why, by=by, now=now)
    return remove_record(
        record=target,
        chain=change.plan.partnership.event_chain,
        place=place,
        verb="priorities.target_removed",
        summary=change.tell(f"Removed a target of {named(owner_of(target))} in {change.plan}: {target}."),
        by=by,
        now=now,
    )
