"""Logging achievements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from achievements.keepers import check_may_add, check_may_keep
from achievements.models import Achievement
from achievements.operations.telling import fields_told, is_restricted, label_of, lateness, named, tells_secrets
from achievements.places import numbers_told, places_of
from core.editing import add_record, as_kept, change_record
from core.formats import listed
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from priorities.models import Plan, Project
from priorities.operations.projects import named_project


@dataclass(frozen=True, slots=True)
class NewProject:
    """A project that an achievement names for the first time. `kind` is a value of `Project.Kind`."""

    name: str
    kind: str = Project.Kind.PROGRAMME


@transaction.atomic
def add_achievement(
    *, plan: Plan, values: Mapping[str, Any], project: NewProject | None = None, by: User, now: datetime
) -> Achievement:
    """Log what was done in a plan's year, after what is logged already; only `text` is needed.

    `project` is a new one in place of `values["project"]`; one that has its name already is taken instead. Raises
    NotKept, ValidationError.
    """
    check_may_add(plan, values.get("provider"), by=by, on=timezone.localdate(now))
    last = plan.achievements.aggregate(last=Max("position"))["last"] or 0
    return add_record(
        record=Achievement(plan=plan, position=last + 1),
        values=_with_project(plan, values, project),
        is_secret=tells_secrets(Achievement(), values),
        chain=plan.partnership.event_chain,
        verb="achievements.achievement_added",
        said=lambda achievement, _: f"Logged {named(achievement)}{_for_what(achievement)}{lateness(plan)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_achievement(
    *,
    achievement: Achievement,
    values: Mapping[str, Any],
    project: NewProject | None = None,
    revision: int,
    by: User,
    now: datetime,
) -> Achievement:
    """The achievement with new values; `project` as in `add_achievement`. Raises NotKept, SavedMeanwhile,
    ValidationError.
    """
    among = Achievement.objects.select_related("plan__partnership", "provider", "continues")
    held = as_kept(achievement, among=among)
    plan, on = held.plan, timezone.localdate(now)
    check_may_keep(held, by=by, on=on)
    check_may_add(plan, values.get("provider", held.provider), by=by, on=on)
    return change_record(
        record=achievement,
        values=_with_project(plan, values, project),
        is_secret=tells_secrets(held, values),
        revision=revision,
        chain=plan.partnership.event_chain,
        verb="achievements.achievement_changed",
        said=lambda changed, changes: (
            f"Changed {named(held if is_restricted(held) else changed)}: {fields_told(changes)}{lateness(plan)}."
        ),
        by=by,
        now=now,
    )


@transaction.atomic
def remove_achievement(*, achievement: Achievement, place: str, by: User, now: datetime) -> Removal:
    """Take an achievement out of the log with its figures, evidence and quotes; it can be put back. Raises NotKept."""
    plan = achievement.plan
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    return remove_record(
        record=achievement,
        chain=plan.partnership.event_chain,
        place=place,
        verb="achievements.achievement_removed",
        summary=f"Removed {named(achievement)} from the achievements of {plan}{lateness(plan)}.",
        label=label_of(achievement),
        by=by,
        now=now,
    )


def _with_project(plan: Plan, values: Mapping[str, Any], new: NewProject | None) -> dict[str, Any]:
    return dict(values) if new is None else {**values, "project": named_project(plan.partnership, new.name, new.kind)}


def _for_what(achievement: Achievement) -> str:
    """ " for 1.3 and 2", or nothing."""
    priorities = achievement.priorities.values_list("pk", flat=True)
    actions = achievement.actions.values_list("pk", flat=True)
    numbers = numbers_told(places_of(achievement.plan_id), priorities, actions)
    return f" for {listed(numbers)}" if numbers else ""
