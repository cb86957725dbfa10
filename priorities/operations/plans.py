"""Officers make plans, keep what they say of themselves, and move them from state to state."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from core.editing import Refused, add_record, change_record
from core.formats import day
from partners.models import Partnership, User
from priorities.models import Action, Plan
from priorities.numbering import numbers_of
from priorities.operations.amending import begin_change
from priorities.operations.telling import OF_PLANS, fields_told, numbers_listed
from priorities.plan_states import Need, move_between

# What a plan's address may not be: pages of the partnership stand there.
NOT_SLUGS = ("add",)
SOME = 5


class CannotMovePlan(Refused):
    """The plan is not in a state from which it can go there, or something is still missing."""


@transaction.atomic
def add_plan(*, partnership: Partnership, values: Mapping[str, Any], by: User, now: datetime) -> Plan:
    """A new plan, a draft. Its address is made from its period, or else its title. Raises ValidationError."""
    period, title = values.get("period"), str(values.get("title", ""))
    slug = free_slug(partnership, period.stated if period else title)
    return add_record(
        record=Plan(partnership=partnership, slug=slug),
        values=values,
        chain=partnership.event_chain,
        verb="priorities.plan_added",
        said=lambda plan, _: f"Began the plan “{plan}”.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_plan(
    *, plan: Plan, values: Mapping[str, Any], revision: int, why: str = "", by: User, now: datetime
) -> Plan:
    """What the plan says of itself, with new values. Raises SavedMeanwhile, PlanIsClosed, ChangeUnexplained,
    ValidationError.
    """
    change = begin_change(plan=plan, why=why, by=by, now=now)
    return change_record(
        record=plan,
        values=values,
        revision=revision,
        chain=change.plan.partnership.event_chain,
        verb="priorities.plan_changed",
        said=lambda saved, changes: change.tell(f"Changed {fields_told(changes, OF_PLANS)} of {saved}."),
        by=by,
        now=now,
    )


@transaction.atomic
def move_plan(
    *, plan: Plan, to: str, values: Mapping[str, Any], revision: int, reason: str = "", by: User, now: datetime
) -> Plan:
    """The plan in another state, as the table in `priorities.plan_states` allows it.

    `values` are the note on its state and, where it was agreed, the meeting or the day. Raises CannotMovePlan,
    SavedMeanwhile.
    """
    locked = Plan.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=plan.pk)
    start = locked.get_status_display().lower()
    check_can_move(plan=locked, to=to, values=values, reason=reason)

    def said(saved: Plan, _: Any) -> str:
        sentence = f"{saved}: from {start} to {saved.get_status_display().lower()}{_agreed(saved)}."
        return f"{sentence} Why: {reason.strip()}" if reason.strip() else sentence

    return change_record(
        record=locked,
        values={**values, "status": to},
        revision=revision,
        chain=locked.partnership.event_chain,
        verb="priorities.plan_moved",
        said=said,
        by=by,
        now=now,
    )


def check_can_move(*, plan: Plan, to: str, values: Mapping[str, Any], reason: str = "") -> None:
    """Raises CannotMovePlan, with what to do, where a plan may not go to a state now. At most 4 queries."""
    move = move_between(plan.status, to)
    if move is None:
        state = plan.get_status_display().lower()
        raise CannotMovePlan(f"The plan is {state}: it cannot go from there to {Plan.Status(to).label.lower()}.")
    if Need.PRIORITIES in move.needs and not plan.priorities.exists():
        raise CannotMovePlan("The plan has no priorities yet. Add the first one, then come back.")
    if Need.AGREEMENT in move.needs and not (values.get("agreed_at") or values.get("agreed_date")):
        raise CannotMovePlan("Choose the meeting that agreed the plan, or enter the day", field="agreed_at")
    if Need.REASON in move.needs and not reason.strip():
        raise CannotMovePlan("Say why the plan is opened again", field="reason")
    if Need.NOTHING_OPEN in move.needs:
        _check_nothing_open(plan)


def free_slug(partnership: Partnership, words: str) -> str:
    """An address in the partnership that no plan has yet: "2025-26", "2025-26-2"."""
    base = slugify(words)[:50] or "plan"
    taken = {*NOT_SLUGS, *Plan.objects.filter(partnership=partnership).values_list("slug", flat=True)}
    number = 1
    while (slug := base if number == 1 else f"{base}-{number}") in taken:
        number += 1
    return slug


def _check_nothing_open(plan: Plan) -> None:
    left = Action.objects.filter(priority__plan=plan, continued_by__isnull=True).open()
    keys = list(left.values_list("pk", flat=True))
    if keys:
        numbers = numbers_of([plan.pk])
        named = numbers_listed((numbers["action", key] for key in keys), at_most=SOME)
        are = "is" if len(keys) == 1 else "are"
        raise CannotMovePlan(
            f"{named} {are} neither completed nor dropped nor carried into a later plan. Record how the plan’s actions "
            "ended, or roll it forward, then close it."
        )


def _agreed(plan: Plan) -> str:
    if plan.status != Plan.Status.AGREED:
        return ""
    if plan.agreed_at:
        return f" at {plan.agreed_at}"
    return f" on {day(plan.agreed_date)}" if plan.agreed_date else ""
