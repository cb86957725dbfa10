"""Changing several actions of a plan at once: all of them or none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.editing import Refused, SavedMeanwhile, claim, in_words
from core.events import record_event, record_name
from partners.models import Body, User
from priorities.models import Action, ActionStatus, Plan
from priorities.numbering import numbers_of
from priorities.operations.actions import UNEXPLAINED, DateMoveUnexplained, is_date_moved, keep_date_move
from priorities.operations.amending import begin_change
from priorities.operations.progress import IN_TROUBLE
from priorities.operations.telling import numbers_listed


@dataclass(frozen=True, slots=True)
class Together:
    """What several actions are to have in common. What is empty stays as it is in each of them."""

    status: str = ""
    lead_body: Body | None = None
    due_date: date | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What to set; a new day replaces the words that said when."""
        values: dict[str, Any] = {}
        if self.status:
            values["status"] = self.status
        if self.lead_body:
            values["lead_body"] = self.lead_body
        if self.due_date:
            values |= {"due_date": self.due_date, "due_stated": ""}
        return values


class NotTogether(Refused):
    """What cannot be set for several actions at once, because each wants its own reason."""


class SomeSavedMeanwhile(Refused):
    """Some of the actions were saved by somebody else after they were ticked; nothing was written."""


@transaction.atomic
def change_together(
    *,
    plan: Plan,
    revisions: Mapping[int, int],
    to: Together,
    reason: str = "",
    why: str = "",
    by: User,
    now: datetime,
) -> list[Action]:
    """Set what `to` says in the actions of a plan named by key with their revisions, with one event; answers those that
    changed.

    `reason` says why due dates that were set are moved; `why`, why an agreed plan gets other leads or dates. How an
    action came out of trouble is told in its progress, so its status is not set here. Raises NotTogether,
    SomeSavedMeanwhile, DateMoveUnexplained, PlanIsClosed, ChangeUnexplained, ValidationError.
    """
    if not to.values:
        raise NotTogether("Fill in what should change: the status, the lead body or the due date")
    if to.status in UNEXPLAINED:
        raise NotTogether("Record this for each action by itself, with its reason", field="status")
    is_promise = bool(to.lead_body or to.due_date)
    change = begin_change(plan=plan, why=why, is_promise=is_promise, by=by, now=now)
    before = Action.objects.filter(priority__plan=plan).in_bulk(list(revisions))
    claimed = _claim_all(before, revisions)
    changed = {key: _changes(before[key], to.values) for key in claimed}
    if to.status:
        _check_none_in_trouble(plan, before.values())
    moved = {key for key, was in before.items() if to.due_date and is_date_moved(was, to.due_date, "")}
    if moved and not reason.strip():
        raise DateMoveUnexplained("Say why due dates are moved", field="reason")
    for key, action in claimed.items():
        for name, value in to.values.items():
            setattr(action, name, value)
        action.full_clean()
        action.save()
        if key in moved:
            keep_date_move(before=before[key], after=action, reason=reason, by=by, now=now)
    touched = [claimed[key] for key, changes in changed.items() if changes]
    if touched:
        in_plan = numbers_of([plan.pk])
        numbers = {record_name(action): in_plan["action", action.pk] for action in touched}
        record_event(
            chain=change.plan.partnership.event_chain,
            verb="priorities.actions_changed",
            summary=change.tell(_sentence(change.plan, list(numbers.values()), to, reason)),
            by=by,
            now=now,
            subject=change.plan,
            data={
                "changes": {record_name(action): changed[action.pk] for action in touched},
                "called": {name: f"action {number}" for name, number in numbers.items()},
            },
            also_about=touched,
        )
    return touched


def _claim_all(before: Mapping[int, Action], revisions: Mapping[int, int]) -> dict[int, Action]:
    claimed, lost = {}, [key for key in revisions if key not in before]
    for key, action in before.items():
        try:
            claimed[key] = claim(action, revisions[key])
        except SavedMeanwhile:
            lost.append(key)
    if lost:
        raise SomeSavedMeanwhile("Somebody else saved some of these actions meanwhile. Nothing is changed yet")
    return claimed


def _check_none_in_trouble(plan: Plan, actions: Iterable[Action]) -> None:
    """Raises NotTogether where some are off track or at risk."""
    troubled = [action for action in actions if action.status in IN_TROUBLE]
    if not troubled:
        return
    in_plan = numbers_of([plan.pk])
    numbers = numbers_listed(in_plan["action", action.pk] for action in troubled)
    if len(troubled) == 1:
        word = troubled[0].get_status_display().lower()
        raise NotTogether(f"{numbers} is {word}: record its progress by itself", field="status")
    raise NotTogether(f"{numbers} are off track or at risk: record the progress of each by itself", field="status")


def _changes(action: Action, values: Mapping[str, Any]) -> dict[str, list[str]]:
    """What will be different, in words before and after."""
    changes = {}
    for name, value in values.items():
        if getattr(action, name) != value:
            wanted = Action(**{name: value})
            changes[name] = [in_words(action, name), in_words(wanted, name)]
    return changes


def _sentence(plan: Plan, numbers: Sequence[str], to: Together, reason: str) -> str:
    set_to = []
    if to.status:
        set_to.append(f"status {ActionStatus(to.status).label.lower()}")
    if to.lead_body:
        set_to.append(f"led by {to.lead_body}")
    if to.due_date:
        set_to.append(f"due {in_words(Action(due_date=to.due_date), 'due_date')}")
    because = f" Why the dates moved: {reason.strip()}" if to.due_date and reason.strip() else ""
    return f"Changed {numbers_listed(numbers)} in {plan} together: {', '.join(set_to)}.{because}"
