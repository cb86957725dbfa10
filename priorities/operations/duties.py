"""Officers record how the partnership's duties were met: what papers are checked against."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.editing import add_record, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from priorities.models import DutyRecord, Plan
from priorities.operations.amending import begin_change


@transaction.atomic
def add_duty_record(*, plan: Plan, duty: str, values: Mapping[str, Any], by: User, now: datetime) -> DutyRecord:
    """A record of a duty, one a plan. Raises PlanIsClosed, ValidationError."""
    begin_change(plan=plan, is_promise=False, by=by, now=now)
    return add_record(
        record=DutyRecord(plan=plan, duty=duty),
        values=values,
        chain=plan.partnership.event_chain,
        verb="priorities.duty_recorded",
        said=lambda record, _: f"Recorded in {plan}: {record}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_duty_record(
    *, record: DutyRecord, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> DutyRecord:
    """The record with new values. Raises SavedMeanwhile, PlanIsClosed, ValidationError."""
    begin_change(plan=record.plan, is_promise=False, by=by, now=now)
    return change_record(
        record=record,
        values=values,
        revision=revision,
        chain=record.plan.partnership.event_chain,
        verb="priorities.duty_record_changed",
        said=lambda changed, _: f"Changed in {changed.plan} what is recorded of: {changed}.",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_duty_record(*, record: DutyRecord, place: str, by: User, now: datetime) -> Removal:
    """Take a record away; it can be put back. Raises PlanIsClosed."""
    begin_change(plan=record.plan, is_promise=False, by=by, now=now)
    return remove_record(
        record=record,
        chain=record.plan.partnership.event_chain,
        place=place,
        verb="priorities.duty_record_removed",
        summary=f"Removed from {record.plan} what was recorded of: {record}.",
        by=by,
        now=now,
    )
