"""Officers keep the priorities of a plan, the strands of the statutory strategy and the objectives they serve."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.editing import Changes, add_record, as_kept, change_record
from core.events import record_event
from core.formats import listed
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from priorities.models import Action, Objective, Plan, Priority, PriorityObjective, PriorityStrand
from priorities.operations.amending import begin_change
from priorities.operations.places import check_parent, last_place, siblings_of
from priorities.operations.telling import fields_told, named


@transaction.atomic
def add_priority(
    *,
    plan: Plan,
    parent: Priority | None = None,
    values: Mapping[str, Any],
    strands: Collection[str] = (),
    why: str = "",
    by: User,
    now: datetime,
) -> Priority:
    """A new priority after the plan's others, or as a part of one. Raises PlanIsClosed, ChangeUnexplained,
    ValidationError.
    """
    change = begin_change(plan=plan, why=why, by=by, now=now)
    priority = Priority(plan=plan, parent=parent)
    priority.position = last_place(siblings_of(priority))
    return add_record(
        record=priority,
        values=values,
        beside=lambda added: _set_strands(added, strands),
        chain=change.plan.partnership.event_chain,
        verb="priorities.priority_added",
        said=lambda added, _: change.tell(f"Added priority {named(added)} to {change.plan}."),
        by=by,
        now=now,
    )


@transaction.atomic
def change_priority(
    *,
    priority: Priority,
    values: Mapping[str, Any],
    strands: Collection[str],
    revision: int,
    why: str = "",
    by: User,
    now: datetime,
) -> Priority:
    """The priority with new values; another `parent` among them moves it to the end of its new place.

    Raises SavedMeanwhile, PlanIsClosed, ChangeUnexplained, CannotMove, ValidationError.
    """
    change = begin_change(plan=priority.plan, why=why, by=by, now=now)
    before = as_kept(priority, among=Priority.objects.select_related("plan"))
    wanted, parent = dict(values), values.get("parent", before.parent)
    if (parent and parent.pk) != before.parent_id:
        check_parent(before, parent)
        wanted["position"] = last_place(siblings_of(Priority(plan=before.plan, parent=parent)))
    return change_record(
        record=before,
        values=wanted,
        beside=lambda saved: _set_strands(saved, strands),
        revision=revision,
        chain=change.plan.partnership.event_chain,
        verb="priorities.priority_changed",
        said=lambda saved, changes: change.tell(
            f"Changed {fields_told(changes)} of priority {named(saved)} in {change.plan}."
        ),
        by=by,
        now=now,
    )


@transaction.atomic
def remove_priority(*, priority: Priority, place: str, why: str = "", by: User, now: datetime) -> Removal:
    """Take a priority out of its plan with its actions and parts; it can be put back at `place`.

    Raises PlanIsClosed, ChangeUnexplained, CannotRemove.
    """
    change = begin_change(plan=priority.plan, why=why, by=by, now=now)
    actions = Action.objects.filter(priority=priority).count()
    with_actions = f" with its {actions} action{'s' if actions > 1 else ''}" if actions else ""
    return remove_record(
        record=priority,
        chain=change.plan.partnership.event_chain,
        place=place,
        verb="priorities.priority_removed",
        summary=change.tell(f"Removed priority {named(priority)}{with_actions} from {change.plan}."),
        by=by,
        now=now,
    )


@transaction.atomic
def link_objective(
    *, priority: Priority, objective: Objective, sub_theme: str = "", why: str = "", by: User, now: datetime
) -> PriorityObjective:
    """Say that a priority serves a police and crime objective, with the sub-theme where one is stated.

    Raises PlanIsClosed, ChangeUnexplained.
    """
    change = begin_change(plan=priority.plan, why=why, by=by, now=now)
    link = PriorityObjective(
        priority=priority,
        objective=objective,
        sub_theme=" ".join(sub_theme.split()),
        position=last_place(priority.objective_links.all()),
    )
    link.full_clean()
    link.save()
    _tell_of_link(change.tell(f"Priority {named(priority)} in {change.plan} now serves: {link}."), link, by, now)
    return link


@transaction.atomic
def unlink_objective(*, link: PriorityObjective, why: str = "", by: User, now: datetime) -> None:
    """Say that a priority no longer serves an objective. Raises PlanIsClosed, ChangeUnexplained."""
    change = begin_change(plan=link.priority.plan, why=why, by=by, now=now)
    sentence = f"Priority {named(link.priority)} in {change.plan} no longer serves: {link}."
    _tell_of_link(change.tell(sentence), link, by, now)
    link.delete()


def _tell_of_link(summary: str, link: PriorityObjective, by: User, now: datetime) -> None:
    record_event(
        chain=link.priority.plan.partnership.event_chain,
        verb="priorities.priority_changed",
        summary=summary,
        by=by,
        now=now,
        subject=link.priority,
        data={"objective": link.objective_id, "sub_theme": link.sub_theme},
    )


def _set_strands(priority: Priority, strands: Collection[str]) -> Changes:
    """Gives a priority these strands, in the Act's order; answers what changed, in words."""
    labels = dict(PriorityStrand.Strand.choices)
    before = set(priority.strands.values_list("strand", flat=True))
    if before == set(strands):
        return {}
    priority.strands.exclude(strand__in=strands).delete()
    PriorityStrand.objects.bulk_create(
        PriorityStrand(priority=priority, strand=strand) for strand in labels if strand in set(strands) - before
    )
    return {"strands": [listed(labels[s] for s in labels if s in held) for held in (before, set(strands))]}
