"""Officers keep the police and crime objectives in force, and the evidence that plans rest on.

A set of objectives belongs to the body that set them, so several partnerships may use it; whoever changes it tells of
it in their own partnership's log. Where agreed plans of that partnership had regard to it, they want a reason and get
an amendment each; plans of other partnerships do not, for their officers are asked nothing here.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from core.editing import add_record, change_record, fields_in_words
from core.events import record_event
from core.models import Removal
from core.removal import remove_record
from partners.models import Partnership, User
from priorities.models import EvidenceSource, Objective, ObjectiveSet, Plan
from priorities.operations.amending import begin_change, begin_shared_change
from priorities.operations.places import CannotMove, last_place, number_anew


def add_objective_set(*, partnership: Partnership, values: Mapping[str, Any], by: User, now: datetime) -> ObjectiveSet:
    """A new set of objectives. Raises ValidationError."""
    return add_record(
        record=ObjectiveSet(),
        values=values,
        chain=partnership.event_chain,
        verb="priorities.objective_set_added",
        said=lambda added, _: f"Added the objectives of “{added}”, set by {added.body}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_objective_set(
    *,
    objective_set: ObjectiveSet,
    partnership: Partnership,
    values: Mapping[str, Any],
    revision: int,
    why: str = "",
    by: User,
    now: datetime,
) -> ObjectiveSet:
    """The set with new values. Raises SavedMeanwhile, ChangeUnexplained, ValidationError."""
    change = begin_shared_change(plans=agreed_plans_of(objective_set, partnership), why=why, by=by, now=now)
    return change_record(
        record=objective_set,
        values=values,
        revision=revision,
        chain=partnership.event_chain,
        verb="priorities.objective_set_changed",
        said=lambda saved, changes: change.tell(
            f"Changed {fields_in_words(saved, changes)} of the objectives of “{saved}”."
        ),
        by=by,
        now=now,
    )


@transaction.atomic
def add_objective(
    *,
    objective_set: ObjectiveSet,
    partnership: Partnership,
    values: Mapping[str, Any],
    why: str = "",
    by: User,
    now: datetime,
) -> Objective:
    """A new objective, after the others of its set. Raises ChangeUnexplained, ValidationError."""
    change = begin_shared_change(plans=agreed_plans_of(objective_set, partnership), why=why, by=by, now=now)
    return add_record(
        record=Objective(objective_set=objective_set, position=last_place(objective_set.objectives.all())),
        values=values,
        chain=partnership.event_chain,
        verb="priorities.objective_added",
        said=lambda added, _: change.tell(f"Added to “{objective_set}”: objective “{added}”."),
        by=by,
        now=now,
    )


@transaction.atomic
def change_objective(
    *,
    objective: Objective,
    partnership: Partnership,
    values: Mapping[str, Any],
    revision: int,
    why: str = "",
    by: User,
    now: datetime,
) -> Objective:
    """The objective with new values. Raises SavedMeanwhile, ChangeUnexplained, ValidationError."""
    change = begin_shared_change(plans=agreed_plans_of(objective.objective_set, partnership), why=why, by=by, now=now)
    return change_record(
        record=objective,
        values=values,
        revision=revision,
        chain=partnership.event_chain,
        verb="priorities.objective_changed",
        said=lambda saved, changes: change.tell(
            f"Changed {fields_in_words(saved, changes)} of the objective “{saved}” of “{saved.objective_set}”."
        ),
        by=by,
        now=now,
    )


@transaction.atomic
def remove_objective(
    *, objective: Objective, partnership: Partnership, place: str, why: str = "", by: User, now: datetime
) -> Removal:
    """Take an objective out of its set; it can be put back at `place`. Raises CannotRemove while one serves it, and
    ChangeUnexplained.
    """
    change = begin_shared_change(plans=agreed_plans_of(objective.objective_set, partnership), why=why, by=by, now=now)
    return remove_record(
        record=objective,
        chain=partnership.event_chain,
        place=place,
        verb="priorities.objective_removed",
        summary=change.tell(f"Removed from “{objective.objective_set}”: objective “{objective}”."),
        by=by,
        now=now,
    )


def agreed_plans_of(objective_set: ObjectiveSet, partnership: Partnership) -> QuerySet[Plan]:
    """The agreed plans of a partnership that had regard to a set of objectives."""
    return objective_set.plans.filter(partnership=partnership, status=Plan.Status.AGREED)


@transaction.atomic
def move_objective(*, objective: Objective, partnership: Partnership, up: bool, by: User, now: datetime) -> Objective:
    """The objective one place up or down in its set. Raises CannotMove."""
    siblings = list(Objective.objects.filter(objective_set=objective.objective_set_id).order_by("position", "pk"))
    place = siblings.index(objective)
    goal = place + (-1 if up else 1)
    if not 0 <= goal < len(siblings):
        raise CannotMove(f"“{objective}” stands {'first' if up else 'last'} already.")
    siblings[place], siblings[goal] = siblings[goal], siblings[place]
    number_anew(siblings)
    record_event(
        chain=partnership.event_chain,
        verb="priorities.objective_moved",
        summary=f"Moved objective “{objective}” of “{objective.objective_set}” {'up' if up else 'down'}.",
        by=by,
        now=now,
        subject=objective,
        data={"position": [place + 1, goal + 1]},
    )
    return objective


@transaction.atomic
def add_evidence_source(
    *, plan: Plan, values: Mapping[str, Any], why: str = "", by: User, now: datetime
) -> EvidenceSource:
    """A new source of evidence, on which the plan then rests. Raises PlanIsClosed, ChangeUnexplained,
    ValidationError.
    """
    change = begin_change(plan=plan, why=why, by=by, now=now)
    source = add_record(
        record=EvidenceSource(partnership=change.plan.partnership),
        values=values,
        chain=change.plan.partnership.event_chain,
        verb="priorities.evidence_source_added",
        said=lambda added, _: change.tell(f"Added evidence to {change.plan}: “{added}”."),
        by=by,
        now=now,
    )
    change.plan.evidence.add(source)
    return source


@transaction.atomic
def change_evidence_source(
    *, source: EvidenceSource, values: Mapping[str, Any], revision: int, why: str = "", by: User, now: datetime
) -> EvidenceSource:
    """The source with new values, and an amendment of each agreed plan that rests on it. Raises SavedMeanwhile,
    ChangeUnexplained, ValidationError.
    """
    change = begin_shared_change(plans=source.plans.filter(partnership=source.partnership_id), why=why, by=by, now=now)
    return change_record(
        record=source,
        values=values,
        revision=revision,
        chain=source.partnership.event_chain,
        verb="priorities.evidence_source_changed",
        said=lambda saved, changes: change.tell(
            f"Changed {fields_in_words(saved, changes)} of the evidence “{saved}”."
        ),
        by=by,
        now=now,
    )
