"""What an allocation of money bought: the way it came, the actions it pays for and how they stand, what was achieved,
and what was planned, paid and is expected.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeVar

from achievements.summaries import AchievementLine, achievements_for
from core.charts import Chart, Kind, Point, Series
from core.formats import money, span
from funding.models import Allocation, Payment, Profile
from funding.reconciliation import Line
from funding.summaries import (
    DifferenceLine,
    PaymentLine,
    PostLine,
    difference_line,
    payments_of,
    posts_paid_by,
    reconciled,
)
from oscp_portal.money_chain import PartLine, Step, chain_of, parts_of
from partners.models import User
from priorities.models import Plan
from priorities.summaries import ActionLine, PriorityLine, TargetLine, actions_in, priorities_of
from scorecard.summaries import BoardLine, board_lines_of

Chosen = TypeVar("Chosen", ActionLine, PriorityLine)
PAID = Payment.Kind.PAID


@dataclass(frozen=True, slots=True)
class PeriodLine:
    """What was planned for a period, and what of it was paid; None where nothing is known."""

    period: str
    planned: Decimal
    paid: Decimal | None
    id: int


@dataclass(frozen=True, slots=True)
class ForecastLine:
    """What was expected to be spent in all, as known on a day."""

    as_at: date
    amount: Decimal
    note: str
    id: int


@dataclass(frozen=True, slots=True)
class Bought:
    """One allocation and everything that came of it."""

    id: int
    award_id: int
    award: str
    stream: str
    stated_as: str
    recipients: tuple[str, ...]
    delivery_partners: tuple[str, ...]
    purpose: str
    conditions: str
    reasons: str
    period: str
    dates: str
    reference: str
    awarded_date: date | None
    source: str  # where it was read, and what of it is inferred
    objective: str
    note: str
    is_shared: bool
    is_retained: bool
    sums: Line
    chain: tuple[Step, ...]
    parts: tuple[PartLine, ...]
    differences: tuple[DifferenceLine, ...]
    periods: tuple[PeriodLine, ...]
    unplaced_paid: Decimal | None
    forecasts: tuple[ForecastLine, ...]
    payments: tuple[PaymentLine, ...]
    posts: tuple[PostLine, ...]
    priorities: tuple[PriorityLine, ...]
    actions: tuple[ActionLine, ...]
    targets: tuple[TargetLine, ...]
    indicators: tuple[BoardLine, ...]
    achievements: tuple[AchievementLine, ...]
    beside: tuple[AchievementLine, ...]
    chart: Chart | None

    @property
    def targets_with_result(self) -> int:
        """How many of the targets have a result."""
        return sum(bool(target.result) for target in self.targets)


def what_it_bought(found: Allocation, plan: Plan, *, visitor: User | None, for_members: bool, on: date) -> Bought:
    """An allocation of a plan's award, as a visitor may see it; sums as at the close of a day. The queries are fixed
    but for one of each stop that the money made on its way.
    """
    award = found.award
    sums = reconciled([award], on=on, names=for_members)[award.pk]
    line = sums.line(found.pk)
    shares = list(found.shares.select_related("partnership").order_by("partnership__name", "pk"))
    profile = list(found.profile.order_by("period_start", "period_end", "pk"))
    payments = payments_of(award.pk, allocation_id=found.pk, for_members=for_members)
    tree = priorities_of([plan.pk], for_members=for_members)[plan.pk]
    actions = _chosen(actions_in(tree), found.actions.values_list("pk", flat=True))
    priorities = _chosen(_all_of(tree), found.priorities.values_list("pk", flat=True))
    paid_for = {one.id for one in actions}
    served = {one.id for one in _all_of(tree) if paid_for & {action.id for action in actions_in([one])}}
    achieved = achievements_for(plan.pk, actions=[one.id for one in actions])
    known = {one.id for one in achieved}
    beside = achievements_for(plan.pk, priorities=[one.id for one in priorities])
    periods, unplaced = _periods(profile, payments, on)
    return Bought(
        id=found.pk,
        award_id=award.pk,
        award=award.title,
        stream=found.stream,
        stated_as=found.stream_stated,
        recipients=((found.recipient.name,) if found.recipient else ()) + tuple(one.partnership.name for one in shares),
        delivery_partners=tuple(body.name for body in found.delivery_partners.order_by("name", "pk")),
        purpose=found.purpose,
        conditions=found.conditions,
        reasons=found.reasons,
        period=found.period_stated or award.period_stated,
        dates=span(found.period_start or award.period_start, found.period_end or award.period_end),
        reference=found.reference,
        awarded_date=found.awarded_date,
        source=found.source_text,
        objective=str(found.objective) if found.objective else "",
        note=found.note,
        is_shared=found.is_shared,
        is_retained=found.is_retained,
        sums=line,
        chain=chain_of(found, plan, visitor=visitor, on=on),
        parts=parts_of(found, shares, plan, visitor=visitor, on=on),
        differences=tuple(difference_line(one) for one in line.differences),
        periods=periods,
        unplaced_paid=unplaced,
        forecasts=tuple(
            ForecastLine(one.as_at_date, one.amount, one.note, one.pk)
            for one in found.forecasts.order_by("-as_at_date", "-pk")
        ),
        payments=payments,
        posts=posts_paid_by(found.pk),
        priorities=priorities,
        actions=actions,
        targets=(
            *(target for priority in priorities for target in priority.targets),
            *(target for action in actions for target in action.targets),
        ),
        indicators=board_lines_of(served | {one.id for one in priorities}),
        achievements=achieved,
        beside=tuple(one for one in beside if one.id not in known),
        chart=_chart(line, periods),
    )


def _chosen(lines: Iterable[Chosen], keys: Iterable[int]) -> tuple[Chosen, ...]:
    wanted = set(keys)
    return tuple(line for line in lines if line.id in wanted)


def _all_of(priorities: Iterable[PriorityLine]) -> Iterator[PriorityLine]:
    for priority in priorities:
        yield priority
        yield from _all_of(priority.parts)


def _periods(
    profile: list[Profile], payments: tuple[PaymentLine, ...], on: date
) -> tuple[tuple[PeriodLine, ...], Decimal | None]:
    """What was planned for each period beside what was paid in it, and what was paid in none of them. Of a period that
    has not begun nothing is known.
    """
    paid = [one for one in payments if one.kind == PAID]
    lines, placed = [], set()
    for one in profile:
        within = [
            pay
            for pay in paid
            if pay.id not in placed
            and one.period_start
            and one.period_end
            and one.period_start <= pay.date <= one.period_end
        ]
        placed |= {pay.id for pay in within}
        has_begun = one.period_start is None or one.period_start <= on
        total = sum((pay.amount for pay in within), Decimal(0)) if paid and has_begun else None
        lines.append(PeriodLine(one.period_stated, one.amount, total, one.pk))
    left = [pay.amount for pay in paid if pay.id not in placed]
    return tuple(lines), sum(left, Decimal(0)) if left and lines else None


def _chart(line: Line, periods: tuple[PeriodLine, ...]) -> Chart | None:
    """Planned and paid by period where there is a plan; else what was allocated, paid and is expected."""
    labels = [one.period for one in periods]
    if len(periods) > 1 and len(set(labels)) == len(labels):
        series = [Series("Planned", tuple(Point(one.period, one.planned, money(one.planned)) for one in periods))]
        if any(one.paid is not None for one in periods):
            series.append(Series("Paid", tuple(_point(one.period, one.paid) for one in periods)))
        paid = f" {money(line.paid)} was paid." if line.paid is not None else " No payment is recorded."
        finding = f"{money(line.planned or Decimal(0))} of {money(line.allocated)} is planned by period.{paid}"
        return Chart(Kind.BARS, "Planned and paid, period by period", finding, "Pounds", tuple(series))
    known = [
        (name, amount)
        for name, amount in (
            ("Allocated", line.allocated),
            ("Planned to date", line.planned_to_date),
            ("Paid", line.paid),
            ("Expected in all", line.expected),
        )
        if amount is not None
    ]
    if len(known) < 2:
        return None
    spent = (
        f"{money(line.paid)} of {money(line.allocated)} was paid" if line.paid is not None else "No payment is recorded"
    )
    finding = f"{spent}; {money(line.expected)} is expected in all." if line.expected is not None else f"{spent}."
    return Chart(Kind.BARS, "Allocated, paid and expected", finding, "Pounds", (Series.of("", known, write=money),))


def _point(label: str, amount: Decimal | None) -> Point:
    return Point(label, amount, money(amount) if amount is not None else "")
