"""Officers keep where an award goes: to whom, how much, passed on from what, for which priorities and actions."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.editing import Changes, Refused, add_record, as_kept, change_record, fields_in_words
from core.events import record_event
from core.formats import money
from core.models import Removal
from core.removal import remove_record
from funding.models import Allocation, Award
from funding.operations.books import Books, check_among, open_books
from partners.models import User
from priorities.models import Action, Priority
from priorities.operations.places import CannotMove, last_place, number_anew


@transaction.atomic
def add_allocation(
    *, award: Award, values: Mapping[str, Any], over_allocated_reason: str = "", by: User, now: datetime
) -> Allocation:
    """A new row of an award, after the others.

    `values` are its fields: `stream` and `amount` are needed; `passed_on_from` is a row of the same award;
    `recipient_partnerships` names who shares it, their amounts are shares of their own. More than there is wants
    `over_allocated_reason`. Raises PlanIsClosed, OverAllocated, Refused, ValidationError.
    """
    books = open_books(award=award, by=by, now=now)
    check_passed_on(books.award, None, values)
    _check_served(books.award, values)
    allocation = add_record(
        record=Allocation(award=books.award, position=last_place(books.award.allocations.all())),
        values=values,
        chain=books.chain,
        verb="funding.allocation_added",
        said=lambda added, _: what_added(added),
        by=by,
        now=now,
    )
    books.settle(over_allocated_reason)
    return allocation


@transaction.atomic
def change_allocation(
    *,
    allocation: Allocation,
    values: Mapping[str, Any],
    over_allocated_reason: str = "",
    revision: int,
    by: User,
    now: datetime,
) -> Allocation:
    """The row with new values, as `add_allocation` takes them. Raises SavedMeanwhile, PlanIsClosed, OverAllocated,
    Refused, ValidationError.
    """
    books = open_books(award=allocation.award, by=by, now=now)
    check_passed_on(books.award, allocation, values)
    _check_served(books.award, values)
    saved = change_record(
        record=allocation,
        values=values,
        revision=revision,
        chain=books.chain,
        verb="funding.allocation_changed",
        said=what_changed,
        by=by,
        now=now,
    )
    books.settle(over_allocated_reason)
    return saved


@transaction.atomic
def remove_allocation(*, allocation: Allocation, place: str, by: User, now: datetime) -> Removal:
    """Take a row out of its award with its shares and what was planned of it; it can be put back. Raises PlanIsClosed,
    and CannotRemove where a part was passed on or something was paid.
    """
    books = open_books(award=allocation.award, by=by, now=now)
    return remove_record(
        record=allocation,
        chain=books.chain,
        place=place,
        verb="funding.allocation_removed",
        summary=f"Removed from “{books.award}”: “{allocation}”, {money(as_kept(allocation).amount)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def move_allocation(*, allocation: Allocation, up: bool, by: User, now: datetime) -> Allocation:
    """The row one place up or down among those beside it. Raises CannotMove, PlanIsClosed."""
    books = open_books(award=allocation.award, by=by, now=now)
    held = as_kept(allocation)
    beside = Allocation.objects.filter(award=books.award, passed_on_from=held.passed_on_from_id)
    siblings = list(beside.order_by("position", "pk"))
    place = siblings.index(held)
    goal = place + (-1 if up else 1)
    if not 0 <= goal < len(siblings):
        raise CannotMove(f"“{held}” stands {'first' if up else 'last'} already.")
    siblings[place], siblings[goal] = siblings[goal], siblings[place]
    number_anew(siblings)
    record_event(
        chain=books.chain,
        verb="funding.allocation_moved",
        summary=f"Moved “{held}” of “{books.award}” {'up' if up else 'down'}.",
        by=by,
        now=now,
        subject=held,
        data={"position": [place + 1, goal + 1]},
    )
    return held


def books_of(allocation: Allocation, *, is_account: bool = False, by: User, now: datetime) -> Books:
    """The books of the award that an allocation is of, locked. Raises PlanIsClosed."""
    return open_books(award=allocation.award, is_account=is_account, by=by, now=now)


def check_passed_on(award: Award, allocation: Allocation | None, values: Mapping[str, Any]) -> None:
    """Raises Refused where a row would be passed on from one of another award, or from itself."""
    above: Allocation | None = values.get("passed_on_from")
    if above and above.award_id != award.pk:
        raise Refused("Choose a row of the same award", field="passed_on_from")
    while above and allocation:
        if above.pk == allocation.pk:
            raise passed_on_from_itself()
        above = above.passed_on_from


def passed_on_from_itself() -> Refused:
    """The refusal of money that would go round."""
    return Refused("Money cannot be passed on from itself, or from a part of itself", field="passed_on_from")


def _check_served(award: Award, values: Mapping[str, Any]) -> None:
    """What an allocation is for stands in the award's plan, or where it has none in a plan of its partnership."""
    its = {"plan": award.plan_id} if award.plan_id else {"plan__partnership": award.partnership_id}
    offered = {
        "priorities": lambda: Priority.objects.filter(**its),
        "actions": lambda: Action.objects.filter(**{f"priority__{name}": value for name, value in its.items()}),
    }
    for name, found in offered.items():
        keys = [record.pk for record in values.get(name) or ()]
        if keys:
            known = found().filter(pk__in=keys).values_list("pk", flat=True)
            check_among(keys, known, sentence=f"Choose {name} of the plan that the money is for", field=name)


def what_added(allocation: Allocation) -> str:
    """What an award gives anew, as a sentence of the log."""
    above = f", passed on from “{allocation.passed_on_from}”" if allocation.passed_on_from else ""
    return f"Allocated {money(allocation.amount)} of “{allocation.award}” to “{allocation}”{above}."


def what_changed(allocation: Allocation, changes: Changes) -> str:
    """What changed in a row, as a sentence of the log."""
    fields = fields_in_words(allocation, changes)
    return f"Changed {fields} of “{allocation}”, {money(allocation.amount)} of “{allocation.award}”."
