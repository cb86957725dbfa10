"""Officers keep what was announced to their partnership."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Sum

from core.editing import Refused, add_record, as_kept, change_record, fields_in_words
from core.formats import money
from core.models import Removal
from core.removal import remove_record
from funding.models import Allocation, Award
from funding.operations.books import open_books
from partners.models import User
from priorities.models import Plan
from priorities.operations import begin_change
from priorities.operations.places import last_place


@transaction.atomic
def add_award(*, plan: Plan, values: Mapping[str, Any], by: User, now: datetime) -> Award:
    """An award for a plan's year, after its others. Raises PlanIsClosed, ValidationError."""
    change = begin_change(plan=plan, is_promise=False, by=by, now=now)
    partnership = change.plan.partnership
    award = Award(plan=change.plan, partnership=partnership, position=last_place(change.plan.awards.all()))
    _check_where_from(award, values)
    return add_record(
        record=award,
        values=values,
        chain=partnership.event_chain,
        verb="funding.award_added",
        said=lambda award, _: f"Added to the money of {plan}: “{award}”.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_award(
    *,
    award: Award,
    values: Mapping[str, Any],
    over_allocated_reason: str = "",
    revision: int,
    by: User,
    now: datetime,
) -> Award:
    """The award with new values; an amount below what is allocated wants the reason. Raises SavedMeanwhile,
    PlanIsClosed, OverAllocated, ValidationError.
    """
    books = open_books(award=award, by=by, now=now)
    _check_where_from(books.award, values)
    saved = change_record(
        record=award,
        values=values,
        revision=revision,
        chain=books.chain,
        verb="funding.award_changed",
        said=lambda changed, changes: f"Changed {fields_in_words(changed, changes)} of the award “{changed}”.",
        by=by,
        now=now,
    )
    books.award.amount_announced = saved.amount_announced
    books.settle(over_allocated_reason)
    return saved


@transaction.atomic
def place_award(*, award: Award, plan: Plan, revision: int, by: User, now: datetime) -> Award:
    """An award that belongs to no plan among those of one, after the others. Raises SavedMeanwhile, PlanIsClosed,
    Refused.
    """
    change = begin_change(plan=plan, is_promise=False, by=by, now=now)
    kept = as_kept(award)
    if change.plan.partnership_id != kept.partnership_id:
        raise Refused("Choose a plan of the same partnership", field="plan")
    if kept.plan_id:
        raise Refused("It belongs to a plan already. Open it there", field="plan")
    return change_record(
        record=award,
        values={"plan": change.plan, "position": last_place(change.plan.awards.all())},
        revision=revision,
        chain=kept.partnership.event_chain,
        verb="funding.award_placed",
        said=f"Added to the money of {change.plan}: “{kept}”, which belonged to no plan.",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_award(*, award: Award, place: str, by: User, now: datetime) -> Removal:
    """Take an award away with where it went; it can be put back. Raises PlanIsClosed, and CannotRemove where something
    was paid or is accounted for.
    """
    books = open_books(award=award, by=by, now=now)
    return remove_record(
        record=books.award,
        chain=books.chain,
        place=place,
        verb="funding.award_removed",
        summary=f"Removed the award “{award}”.",
        by=by,
        now=now,
    )


def _check_where_from(award: Award, values: Mapping[str, Any]) -> None:
    """Money adds to no award that adds to it, and is passed on by another partnership."""
    above: Award | None = values.get("supplements")
    while above:
        if above.pk == award.pk:
            raise Refused("An award cannot add to itself, or to one that adds to it", field="supplements")
        above = above.supplements
    passed_on_by: Allocation | None = values.get("passed_on_by", award.passed_on_by)
    if passed_on_by and passed_on_by.award.partnership_id == award.partnership_id:
        raise Refused("Choose an allocation of another partnership", field="passed_on_by")
    if passed_on_by:
        _check_within(passed_on_by, award, values.get("amount_announced", award.amount_announced) or Decimal(0))


def _check_within(source: Allocation, award: Award, amount: Decimal) -> None:
    """What is paid out of another partnership's allocation stays within it. More is for that partnership to give, which
    says why when it does. Locks the award that the allocation is of.
    """
    Award.objects.select_for_update(of=("self",)).get(pk=source.award_id)
    held = Allocation.objects.get(pk=source.pk).amount
    of_it = f"the {money(held)} of “{source}”, {source.award.partnership}"
    if amount > held:
        raise Refused(f"This is more than {of_it}. Correct one of the two", field="amount_announced")
    others = source.passed_on_as.exclude(pk=award.pk).aggregate(sum=Sum("amount_announced"))["sum"] or Decimal(0)
    within = source.passed_on.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)
    if amount + others + within > held:
        raise Refused(
            f"With what others have out of it, this is more than {of_it}. Correct the amount, or ask its officers to "
            "give more",
            field="amount_announced",
        )
