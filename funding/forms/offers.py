"""What the forms about money offer to choose from, each list fetched once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from core.prose import gist
from funding.models import Allocation, Award, Fund
from partners.models import Body, Partnership
from priorities.forms import bodies_of
from priorities.forms.offers import near_to
from priorities.models import Action, Objective, Plan, Priority
from priorities.numbering import numbers_of

LENGTH = 80
Groups = Sequence[tuple[str, Sequence[Any]]]


@dataclass(frozen=True, slots=True)
class AllocationOffers:
    """What the form of an allocation offers. `priorities` and `actions` are records with their labels."""

    bodies: Groups
    partnerships: Groups
    rows: Groups
    objectives: Groups
    priorities: Sequence[tuple[Any, str]]
    actions: Sequence[tuple[Any, str]]


def funds_of(partnership: Partnership) -> list[Fund]:
    """The funds that a partnership has money of, or whose money is of a body near to it. 1 query."""
    near = Body.objects.filter(near_to(partnership)).values("pk")
    used = Award.objects.filter(partnership=partnership).values("fund")
    found = Fund.objects.filter(Q(body__in=near) | Q(pk__in=used)).select_related("body")
    return list(found.order_by("name", "pk"))


def awards_beside(award: Award) -> list[Award]:
    """The other awards of a plan, which one may add to. 1 query."""
    return list(Award.objects.filter(plan=award.plan_id).exclude(pk=award.pk).order_by("position", "pk"))


def passed_to(partnership: Partnership) -> list[tuple[str, list[Allocation]]]:
    """The allocations of other partnerships, in plans that are no drafts, that name this one or are the county's of
    which it is a district, under the name of their partnership. 1 query.
    """
    named = Q(shares__partnership=partnership)
    if partnership.parent_id:
        named |= Q(award__partnership=partnership.parent_id)
    found = (
        Allocation.objects.filter(named)
        .exclude(award__partnership=partnership.pk)
        .exclude(award__plan=None)
        .exclude(award__plan__status=Plan.Status.DRAFT)
        .select_related("award__partnership")
        .distinct()
        .order_by("award__partnership__name", "-award__period_start", "position", "pk")
    )
    groups: dict[str, list[Allocation]] = {}
    for row in found:
        heading = f"{row.award.partnership}: {row.award}"
        groups.setdefault(heading, []).append(row)
    return list(groups.items())


def rows_of(award: Award, *, without: int | None = None) -> list[Allocation]:
    """The allocations of an award in order, but for one. 1 query."""
    found = Allocation.objects.filter(award=award).order_by("position", "pk")
    return [row for row in found if row.pk != without]


def sharing(partnership: Partnership) -> list[Partnership]:
    """The partnerships that may share money: itself, its county, and the districts of the same one. 1 query."""
    county = partnership.parent_id or partnership.pk
    found = Partnership.objects.filter(Q(pk__in=[partnership.pk, county]) | Q(parent=county))
    return list(found.order_by("name", "pk"))


def allocation_offers(allocation: Allocation, *, on: date) -> AllocationOffers:
    """What the form of an allocation offers, bodies as at its plan's own time where that is past. 8 queries."""
    award = allocation.award
    plan, partnership = award.plan, award.partnership
    then = min(on, plan.period_end or on) if plan else on
    of_plan: dict[str, Any] = {"plan": plan} if plan else {"plan__partnership": partnership}
    priorities = Priority.objects.filter(**of_plan)
    actions = Action.objects.filter(priority__in=priorities)
    numbers = numbers_of(priorities.values_list("plan", flat=True).distinct())
    sets = [plan.objective_set_id] if plan and plan.objective_set_id else []
    objectives = Objective.objects.filter(
        Q(objective_set__in=sets) | Q(objective_set__plans__partnership=partnership)
    ).distinct()
    return AllocationOffers(
        bodies=bodies_of(partnership, on=then),
        partnerships=[("", sharing(partnership))],
        rows=[("", rows_of(award, without=allocation.pk))],
        objectives=[("", list(objectives.order_by("objective_set", "position", "pk")))],
        priorities=[
            (one, f"{numbers.get(('priority', one.pk), '')} {one.title}")
            for one in priorities.order_by("position", "pk")
        ],
        actions=[
            (one, f"{numbers.get(('action', one.pk), '')} {gist(one.text, LENGTH)}")
            for one in actions.in_display_order()
        ],
    )
