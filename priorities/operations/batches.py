"""Many actions of a plan added and changed as one, such as from a spreadsheet: by the rules of `add_action` and
`change_action`, with few queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from core.batches import Batch, Step
from core.editing import SavedMeanwhile
from partners.models import User
from priorities.models import Action, DateMove, Plan, Priority
from priorities.numbering import numbers_of
from priorities.operations.actions import (
    check_new_status,
    check_reason,
    check_status,
    date_move,
    due_in_words,
    is_date_moved,
    what_changed,
    what_moved,
)
from priorities.operations.amending import begin_change
from priorities.operations.places import parts_below, under_itself
from priorities.operations.projects import NamedProjects, kind_of
from priorities.operations.telling import quoted


@dataclass(frozen=True, slots=True)
class _Change:
    """A step of the batch with the action as it was, None for a new one, and why its due date moves, if it does."""

    step: Step[Action]
    before: Action | None = None
    reason: str = ""

    @property
    def is_promise(self) -> bool:
        """Whether it changes what was agreed."""
        return self.before is None or self.step.values.keys() != {"status"}

    @property
    def is_moved(self) -> bool:
        """Whether it puts an action to another place."""
        return self.before is not None and "position" in self.step.values


class ActionBatch:
    """Actions of one plan: each wish is checked when it is said, and `save` carries all of them out, or none.

    An action in it was read with all that its new values replace.
    """

    def __init__(self, *, plan: Plan, by: User, now: datetime) -> None:
        """3 queries."""
        self.plan = plan
        self.by = by
        self.now = now
        self._batch = Batch(Action)
        self._changes: list[_Change] = []
        self._moved_to: dict[int, Priority] = {}
        self._stood = self._places()
        self._parents = {key: parent for key, (_, parent) in self._stood.items()}
        self._priorities = Priority.objects.filter(plan=plan).select_related("plan").in_bulk()
        self._projects = NamedProjects(plan.partnership)

    def add(self, *, priority: int, parent: Action | None, values: Mapping[str, Any], new_project: str = "") -> None:
        """A new action under a priority, by its key, or under an action of it. Raises Refused, ValidationError."""
        check_new_status(values)
        action = Action(priority=self._priority_of(priority, parent), parent=parent)
        self._changes.append(_Change(self._batch.add(action, self._with_project(values, new_project))))

    def change(self, *, action: Action, values: Mapping[str, Any], new_project: str = "", reason: str = "") -> None:
        """An action with new values; `priority` (its key) and `parent` among them move it. `reason` says why its due
        date moves. Raises Refused, DateMoveUnexplained, CannotMove, ValidationError.
        """
        check_status(action, values.get("status", action.status))
        wanted = self._with_project(values, new_project)
        if "priority" in wanted:
            wanted |= self._new_place(action, wanted["priority"], wanted["parent"])
        is_moved = is_date_moved(
            action, wanted.get("due_date", action.due_date), wanted.get("due_stated", action.due_stated)
        )
        if is_moved:
            check_reason(reason)
        step = self._batch.change(action, wanted)
        self._changes.append(_Change(step, action, reason if is_moved else ""))
        if "position" in wanted:
            self._parents[action.pk] = step.record.parent_id
            self._moved_to[action.pk] = step.record.priority

    @transaction.atomic
    def save(self, *, why: str = "") -> None:
        """Carry everything out, with an event for each action. Raises PlanIsClosed, ChangeUnexplained, SavedMeanwhile,
        RemovedMeanwhile, IntegrityError.
        """
        is_promise = any(change.is_promise for change in self._changes)
        begun = begin_change(plan=self.plan, why=why, is_promise=is_promise, by=self.by, now=self.now)
        if not self._stood.items() <= self._places().items():
            raise SavedMeanwhile(begun.plan)
        before = numbers_of([self.plan.pk])
        self._projects.make(change.step.record for change in self._changes)
        self._take_last_places()
        self._batch.write()
        for change in self._changes:
            if change.is_moved:
                parts = parts_below(change.step.record)
                Action.objects.filter(pk__in=parts).update(priority=change.step.record.priority_id)
        DateMove.objects.bulk_create(
            date_move(before=one.before, after=one.step.record, reason=one.reason, by=self.by, now=self.now)
            for one in self._changes
            if one.before and one.reason
        )
        since = numbers_of([self.plan.pk])
        told = [change for change in self._changes if change.step.changes]
        sentences = {id(one): self._sentence(one, before, since) for one in told}
        agreed = [one for one in told if one.is_promise]
        sentences |= zip(map(id, agreed), begun.tell_all([sentences[id(one)] for one in agreed]), strict=True)
        self._batch.tell(
            (
                (one.step, f"priorities.action_{'changed' if one.before else 'added'}", sentences[id(one)])
                for one in told
            ),
            chain=begun.plan.partnership.event_chain,
            by=self.by,
            now=self.now,
        )

    def _places(self) -> dict[int, tuple[int, int | None]]:
        """The priority and the parent of each action, as it stands. 1 query."""
        found = Action.objects.filter(priority__plan=self.plan).values_list("pk", "priority", "parent")
        return {key: (priority, parent) for key, priority, parent in found}

    def _sentence(self, change: _Change, before: Mapping[Any, str], since: Mapping[Any, str]) -> str:
        action = change.step.record
        number = since.get(("action", action.pk), "")
        if change.before is None:
            return f"Added {number} {quoted(action)} to {self.plan}."
        told = what_changed(before.get(("action", action.pk), ""), number, action, change.step.changes)
        return told + (what_moved(due_in_words(change.before), action, change.reason) if change.reason else "")

    def _priority_of(self, priority: int, parent: Action | None) -> Priority:
        """The priority under which something stands: that of its parent, which may have been moved before."""
        key: int | None = parent.pk if parent else None
        while key:
            if key in self._moved_to:
                return self._moved_to[key]
            key = self._parents.get(key)
        return self._priorities[parent.priority_id if parent else priority]

    def _new_place(self, action: Action, priority: int, parent: Action | None) -> dict[str, Any]:
        """The priority and parent of a place, and where it is another one, that it stands last there."""
        key: int | None = parent.pk if parent else None
        while key:
            if key == action.pk:
                raise under_itself()
            key = self._parents.get(key)
        place = {"priority": self._priority_of(priority, parent), "parent": parent}
        stays = (place["priority"], parent) == (action.priority, action.parent)
        return place if stays else {**place, "position": 0}

    def _with_project(self, values: Mapping[str, Any], new_project: str) -> dict[str, Any]:
        """The values, with the project that is named instead of chosen; one that is new is made when all is saved."""
        name = " ".join(new_project.split())
        return {**values, "project": self._projects.named(name, kind_of(name))} if name else dict(values)

    def _take_last_places(self) -> None:
        """Positions after those that stand in each place now, in the order in which the wishes were said."""
        actions = Action.objects.filter(priority__plan=self.plan)
        found = actions.values_list("priority", "parent").annotate(last=Max("position")).order_by()
        last = {_place(priority, parent): position for priority, parent, position in found}
        for change in self._changes:
            action = change.step.record
            if change.before is None or change.is_moved:
                place = _place(action.priority_id, action.parent_id)
                action.position = last[place] = last.get(place, 0) + 1
                if change.is_moved:
                    change.step.after["position"] = str(action.position)


def _place(priority: int, parent: int | None) -> tuple[str, int]:
    return ("action", parent) if parent else ("priority", priority)
