"""What pages and papers read about money: awards with their rows, and how what was announced agrees with what was
allocated.
"""

from dataclasses import dataclass
from decimal import Decimal

from funding.models import Allocation, Award, Explanation, Post


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What was announced, what the rows add up to, what the paper printed as their total; all in pounds.

    `difference` is announced less the rows' sum, None where nothing was announced or there are no rows;
    `printed_difference` is the printed total less the rows' sum, None where none is printed.
    """

    announced: Decimal | None
    rows_total: Decimal
    printed_total: Decimal | None
    difference: Decimal | None
    printed_difference: Decimal | None

    @property
    def agrees(self) -> bool:
        return not self.difference and not self.printed_difference


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """A row of an award; `passed_on` are the shares that its recipient passed on."""

    stream: str
    stated_as: str
    recipients: tuple[str, ...]
    purpose: str
    amount: Decimal
    is_shared: bool
    objective: str
    priorities: tuple[str, ...]
    passed_on: tuple["AllocationLine", ...]
    id: int = 0


@dataclass(frozen=True, slots=True)
class AwardSummary:
    """An award with its rows and their reconciliation."""

    title: str
    fund: str
    funder: str
    period: str
    basis: str
    basis_label: str
    announced: Decimal | None
    rows: tuple[AllocationLine, ...]
    reconciliation: Reconciliation
    difference_note: str
    terms: str
    comparison: str
    outlook: str
    reporting: str
    supplements: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post that the partnership's money pays for."""

    title: str
    host: str
    funder: str
    area: str
    remit: str


def reconcile(announced: Decimal | None, amounts: list[Decimal], printed_total: Decimal | None) -> Reconciliation:
    """How an announced amount and a printed total agree with the rows, in pounds to the penny."""
    total = sum(amounts, Decimal("0.00"))
    return Reconciliation(
        announced=announced,
        rows_total=total,
        printed_total=printed_total,
        difference=announced - total if announced is not None and amounts else None,
        printed_difference=printed_total - total if printed_total is not None else None,
    )


def funding_of(plan_id: int) -> tuple[AwardSummary, ...]:
    """The awards that belong to a plan's year, with their rows, in order. 5 queries."""
    awards = list(
        Award.objects.filter(plan_id=plan_id)
        .select_related("fund__body", "supplements")
        .prefetch_related("explanations")
        .order_by("position", "pk")
    )
    below: dict[tuple[str, int], list[Allocation]] = {}
    allocations = (
        Allocation.objects.filter(award__in=awards)
        .select_related("recipient", "objective")
        .prefetch_related("recipient_partnerships", "priorities")
        .order_by("position", "pk")
    )
    for allocation in allocations:
        owner = (
            ("row", allocation.passed_on_from_id) if allocation.passed_on_from_id else ("award", allocation.award_id)
        )
        below.setdefault(owner, []).append(allocation)

    def rows(owner: tuple[str, int]) -> tuple[AllocationLine, ...]:
        return tuple(_allocation_line(row, rows(("row", row.pk))) for row in below.get(owner, ()))

    return tuple(_award_summary(award, rows(("award", award.pk))) for award in awards)


def _allocation_line(row: Allocation, passed_on: tuple[AllocationLine, ...]) -> AllocationLine:
    partnerships = tuple(partnership.name for partnership in row.recipient_partnerships.all())
    return AllocationLine(
        stream=row.stream,
        stated_as=row.stream_stated,
        recipients=((row.recipient.name,) if row.recipient else ()) + partnerships,
        purpose=row.purpose,
        amount=row.amount,
        is_shared=row.is_shared,
        objective=str(row.objective) if row.objective else "",
        priorities=tuple(priority.title for priority in row.priorities.all()),
        passed_on=passed_on,
        id=row.pk,
    )


def _award_summary(award: Award, rows: tuple[AllocationLine, ...]) -> AwardSummary:
    return AwardSummary(
        title=award.title,
        fund=award.fund.name,
        funder=award.fund.body.name,
        period=award.period_stated,
        basis=award.basis,
        basis_label=award.get_basis_display(),
        announced=award.amount_announced,
        rows=rows,
        reconciliation=reconcile(award.amount_announced, [row.amount for row in rows], award.total_stated),
        difference_note=why_it_differs(award),
        terms=award.terms,
        comparison=award.comparison,
        outlook=award.outlook,
        reporting=award.reporting,
        supplements=award.supplements.title if award.supplements else "",
        id=award.pk,
    )


def why_it_differs(award: Award) -> str:
    """Why what was announced, what was printed and the rows of an award differ, as it was explained; reads its
    `explanations`, which many awards' readers prefetch.
    """
    about = (Explanation.Difference.ANNOUNCED, Explanation.Difference.PRINTED)
    texts = [one.text for one in award.explanations.all() if one.allocation_id is None and one.difference in about]
    return "\n\n".join(dict.fromkeys(texts))


def posts_of(plan_id: int) -> tuple[PostLine, ...]:
    """The posts that a plan's money pays for, in order. 1 query."""
    posts = (
        Post.objects.filter(plan_id=plan_id)
        .select_related("host_body", "award__fund__body", "area")
        .order_by("position", "pk")
    )
    return tuple(
        PostLine(
            title=post.title,
            host=post.host_body.name if post.host_body else "",
            funder=post.award.fund.body.name if post.award else "",
            area=post.area.name if post.area else "",
            remit=post.remit,
        )
        for post in posts
    )
