"""Officers keep the actions of a plan."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.editing import Changes, Refused, add_record, as_kept, change_record
from core.formats import day
from core.models import Removal
from core.removal import remove_record
from partners.models import Partnership, User
from priorities.models import Action, ActionStatus, DateMove, Priority
from priorities.numbering import number_of
from priorities.operations.amending import begin_change
from priorities.operations.places import check_place, last_place, parts_below, siblings_of
from priorities.operations.progress import IN_TROUBLE
from priorities.operations.projects import kind_of, named_project
from priorities.operations.telling import fields_told, named, quoted

# What an action cannot be made with: each of these is recorded as progress, with its reason.
UNEXPLAINED = (*IN_TROUBLE, ActionStatus.DROPPED)


class DateMoveUnexplained(Refused):
    """A due date was moved, and nobody said why."""


@transaction.atomic
def add_action(
    *,
    priority: Priority,
    parent: Action | None = None,
    values: Mapping[str, Any],
    new_project: str = "",
    why: str = "",
    by: User,
    now: datetime,
) -> Action:
    """A new action, after the others under its priority or under the action it is part of.

    `new_project` names a project in place of `values["project"]`; it is made where the partnership has none of that
    name. Raises PlanIsClosed, ChangeUnexplained, ValidationError.
    """
    change = begin_change(plan=priority.plan, why=why, by=by, now=now)
    action = Action(priority=priority, parent=parent)
    action.position = last_place(siblings_of(action))
    check_new_status(values)
    return add_record(
        record=action,
        values=_with_project(values, new_project, change.plan.partnership),
        chain=change.plan.partnership.event_chain,
        verb="priorities.action_added",
        said=lambda added, _: change.tell(f"Added {named(added)} to {change.plan}."),
        by=by,
        now=now,
    )


@transaction.atomic
def change_action(
    *,
    action: Action,
    values: Mapping[str, Any],
    new_project: str = "",
    revision: int,
    reason: str = "",
    why: str = "",
    by: User,
    now: datetime,
) -> Action:
    """The action with new values; `priority` and `parent` among them move it and its parts to the end of a new place.

    `reason` says why a due date that was set is moved. `new_project` is as in `add_action`. A new status is no change
    to the plan; one that wants a reason, or ends trouble, is told as progress instead. Raises SavedMeanwhile,
    PlanIsClosed, ChangeUnexplained, DateMoveUnexplained (on the field `reason`), CannotMove, ValidationError.
    """
    is_promise = values.keys() != {"status"}
    change = begin_change(plan=action.priority.plan, why=why, is_promise=is_promise, by=by, now=now)
    before = as_kept(action, among=Action.objects.select_related("priority"))
    check_status(before, values.get("status", before.status))
    number, was = number_of(before), due_in_words(before)
    wanted = {**_with_project(values, new_project, change.plan.partnership)}
    wanted |= _new_place(before, wanted)
    moved = is_date_moved(before, wanted.get("due_date", before.due_date), wanted.get("due_stated", before.due_stated))
    if moved and before.revision == revision:
        check_reason(reason)

    def beside(saved: Action) -> Changes:
        if moved:
            keep_date_move(before=before, after=saved, reason=reason, by=by, now=now)
        if saved.priority_id != before.priority_id:
            Action.objects.filter(pk__in=parts_below(saved)).update(priority=saved.priority_id)
        return {}

    return change_record(
        record=before,
        values=wanted,
        beside=beside,
        revision=revision,
        chain=change.plan.partnership.event_chain,
        verb="priorities.action_changed",
        said=lambda saved, changes: change.tell(
            what_changed(number, number_of(saved), saved, changes) + (what_moved(was, saved, reason) if moved else "")
        ),
        by=by,
        now=now,
    )


@transaction.atomic
def remove_action(*, action: Action, place: str, why: str = "", by: User, now: datetime) -> Removal:
    """Take an action out of its plan, with its parts; it can be put back at `place`.

    Raises PlanIsClosed, ChangeUnexplained, CannotRemove.
    """
    change = begin_change(plan=action.priority.plan, why=why, by=by, now=now)
    parts = len(parts_below(action))
    with_parts = f" with its {parts} part{'s' if parts > 1 else ''}" if parts else ""
    return remove_record(
        record=action,
        chain=change.plan.partnership.event_chain,
        place=place,
        verb="priorities.action_removed",
        summary=change.tell(f"Removed {named(action)}{with_parts} from {change.plan}."),
        by=by,
        now=now,
    )


def is_date_moved(action: Action, due_date: date | None, due_stated: str) -> bool:
    """Whether a due date that was set would be moved: another day, or where only words say when, other words."""
    if action.due_date is None and not action.due_stated:
        return False
    if action.due_date is None and due_date is None:
        return action.due_stated != due_stated
    return action.due_date != due_date


def keep_date_move(*, before: Action, after: Action, reason: str, by: User, now: datetime) -> DateMove:
    """One more move of a due date, with its reason: the action's lineage counts them."""
    move = date_move(before=before, after=after, reason=reason, by=by, now=now)
    move.save()
    return move


def date_move(*, before: Action, after: Action, reason: str, by: User, now: datetime) -> DateMove:
    """The same, not saved."""
    return DateMove(
        action=after,
        from_date=before.due_date,
        from_stated=before.due_stated,
        to_date=after.due_date,
        to_stated=after.due_stated,
        reason=reason.strip(),
        moved_by=by,
        moved_at=now,
    )


def due_in_words(action: Action) -> str:
    """When an action is due, as its plan says it: "March 2026", "31 March 2026" or "no date"."""
    return action.due_stated or (day(action.due_date) if action.due_date else "no date")


def what_changed(number: str, now_at: str, saved: Action, changes: Changes) -> str:
    """What changed in an action, as a sentence of the log; with its number before and since."""
    place = number if number == now_at else f"{number}, now {now_at},"
    return f"Changed {fields_told(changes)} of {place} {quoted(saved)} in {saved.priority.plan}."


def what_moved(was: str, saved: Action, reason: str) -> str:
    """How that sentence goes on where the due date moved, from what it was in words."""
    return f" The due date moved from {was} to {due_in_words(saved)}: {reason.strip()}"


def check_new_status(values: Mapping[str, Any]) -> None:
    """Raises Refused where a new action would stand as something that wants a reason."""
    if values.get("status") in UNEXPLAINED:
        raise Refused("Add the action first, then say why in its progress", field="status")


def check_status(action: Action, status: str) -> None:
    """Raises Refused where another status would leave unsaid why, or how the action came out of trouble."""
    if status != action.status and (status in UNEXPLAINED or action.status in IN_TROUBLE):
        raise Refused(
            "That an action is off track, at risk or dropped, or is so no longer, is told in its progress, with the "
            "reason",
            field="status",
        )


def check_reason(reason: str) -> None:
    """Raises DateMoveUnexplained where nobody says why a due date is moved."""
    if not reason.strip():
        raise DateMoveUnexplained("Say why the due date is moved", field="reason")


def _with_project(values: Mapping[str, Any], new_project: str, partnership: Partnership) -> dict[str, Any]:
    """The values, with the project that is named instead of chosen."""
    name = " ".join(new_project.split())
    if not name:
        return dict(values)
    return {**values, "project": named_project(partnership, name, kind_of(name))}


def _new_place(action: Action, values: Mapping[str, Any]) -> dict[str, Any]:
    """The position in a new place, where the values name one."""
    priority, parent = values.get("priority", action.priority), values.get("parent", action.parent)
    if (priority.pk, parent and parent.pk) == (action.priority_id, action.parent_id):
        return {}
    check_place(action, priority, parent)
    return {"position": last_place(siblings_of(Action(priority=priority, parent=parent)))}
