"""What stands in a plan's way."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from core.editing import add_record, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from priorities.models import Challenge, Plan
from priorities.operations.amending import begin_change


@transaction.atomic
def add_challenge(*, plan: Plan, values: Mapping[str, Any], by: User, now: datetime) -> Challenge:
    """A new challenge or risk, after the plan's others. Raises PlanIsClosed, ValidationError."""
    begin_change(plan=plan, is_promise=False, by=by, now=now)
    last = plan.challenges.aggregate(last=Max("position"))["last"] or 0
    return add_record(
        record=Challenge(plan=plan, position=last + 1),
        values=values,
        chain=plan.partnership.event_chain,
        verb="priorities.challenge_added",
        said=lambda challenge, _: f"Added to {plan}: {challenge.get_kind_display().lower()} “{challenge}”.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_challenge(
    *, challenge: Challenge, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Challenge:
    """The challenge with new values. Raises SavedMeanwhile, PlanIsClosed, ValidationError."""
    begin_change(plan=challenge.plan, is_promise=False, by=by, now=now)
    return change_record(
        record=challenge,
        values=values,
        revision=revision,
        chain=challenge.plan.partnership.event_chain,
        verb="priorities.challenge_changed",
        said=lambda changed, _: f"Changed a {changed.get_kind_display().lower()} of {changed.plan}: “{changed}”.",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_challenge(*, challenge: Challenge, place: str, by: User, now: datetime) -> Removal:
    """Take a challenge away; it can be put back. Raises PlanIsClosed."""
    plan = challenge.plan
    begin_change(plan=plan, is_promise=False, by=by, now=now)
    return remove_record(
        record=challenge,
        chain=plan.partnership.event_chain,
        place=place,
        verb="priorities.challenge_removed",
        summary=f"Removed from {plan}: {challenge.get_kind_display().lower()} “{challenge}”.",
        by=by,
        now=now,
    )
