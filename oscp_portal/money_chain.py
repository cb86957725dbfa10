"""The way that money came: from a fund through awards and allocations of several partnerships; and where it went."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.urls import reverse

from funding.models import Allocation, Award, Share
from partners.models import User
from priorities.models import Plan

DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Step:
    """One stop of money on its way: whose fund, which award, which allocation; with the page of it where there is one
    that the visitor may see.
    """

    kind: str
    name: str
    who: str
    amount: Decimal | None
    address: str


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part of the allocation that others have; `id` is its share's, 0 where it is no share."""

    name: str
    amount: Decimal | None
    address: str
    id: int


def chain_of(found: Allocation, plan: Plan, *, visitor: User | None, on: date) -> tuple[Step, ...]:
    """The way the money came, from the fund down to this allocation."""
    steps: list[Step] = []
    row: Allocation | None = found
    while row and len(steps) < DEEPEST:
        award = row.award
        visible = _visible(award, plan, visitor=visitor, on=on)
        if not visible:
            break  # what comes before is another partnership's draft
        steps.append(Step("Allocation", row.stream, _recipient(row), row.amount, _page(row, award, visible=visible)))
        if row.passed_on_from_id:
            row = _read(row.passed_on_from_id)
            continue
        who = award.partnership.name_on(award.period_start or on)
        address = _award_page(award) if visible else ""
        steps.append(Step("Award", award.title, who, award.amount_announced, address))
        if not award.passed_on_by_id:
            steps.append(Step("Fund", award.fund.name, award.fund.body.name, None, ""))
            break
        row = _read(award.passed_on_by_id)
    return tuple(reversed(steps))


def _read(key: int) -> Allocation:
    return Allocation.objects.select_related(
        "award__plan__partnership", "award__partnership", "award__fund__body", "recipient"
    ).get(pk=key)


def _recipient(row: Allocation) -> str:
    return row.recipient.name if row.recipient else ""


def _visible(award: Award, plan: Plan, *, visitor: User | None, on: date) -> bool:
    """Whether the visitor may see the page of an award: of the plan that they are in, of another that is theirs, or of
    none.
    """
    if award.plan is None:
        return True
    if award.plan_id == plan.pk or award.plan.status != Plan.Status.DRAFT:
        return True
    return visitor is not None and Plan.objects.visible_to(visitor, on=on).filter(pk=award.plan.pk).exists()


def _page(row: Allocation, award: Award, *, visible: bool) -> str:
    return (
        reverse("allocation", args=[award.partnership.slug, award.plan.slug, row.pk]) if visible and award.plan else ""
    )


def _award_page(award: Award) -> str:
    if award.plan is None:
        return reverse("grants:lone_award", args=[award.partnership.slug, award.pk])
    return reverse("funding:award", args=[award.partnership.slug, award.plan.slug, award.pk])


def parts_of(
    found: Allocation, shares: Iterable[Share], plan: Plan, *, visitor: User | None, on: date
) -> tuple[PartLine, ...]:
    """Who has which part of an allocation: shares, rows of the same award, and awards of others whose plans the visitor
    may see. 2 queries.
    """
    return (
        *(PartLine(one.partnership.name, one.amount, "", one.pk) for one in shares),
        *_passed_on(found, plan, visitor=visitor, on=on),
    )


def _passed_on(found: Allocation, plan: Plan, *, visitor: User | None, on: date) -> Iterator[PartLine]:
    """What was passed on of it: rows of the same award, and awards of others whose plans the visitor may see."""
    for row in found.passed_on.order_by("position", "pk"):
        address = reverse("allocation", args=[found.award.partnership.slug, plan.slug, row.pk])
        yield PartLine(f"{row.stream}, kept" if row.is_retained else row.stream, row.amount, address, 0)
    shown = ~Q(plan__status=Plan.Status.DRAFT)
    if visitor is not None:
        shown |= Q(plan__in=Plan.objects.visible_to(visitor, on=on).values("pk"))
    theirs = found.passed_on_as.filter(shown).select_related("partnership", "plan").order_by("partnership__name", "pk")
    for award in theirs:
        yield PartLine(f"{award.partnership}: {award.title}", award.amount_announced, _award_page(award), 0)
