"""A plan's money cut several ways, each to the penny of what was announced, and the partnership's years beside each
other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from core.charts import Chart, Kind, Series
from core.formats import listed, money
from funding.models import Award
from funding.reconciliation import NOTHING, known_total, total
from funding.summaries.awards import AllocationLine, AwardSummary, summaries_of, with_parts
from priorities.models import Plan

NOT_BROKEN_DOWN = "Not broken down"
NOT_ALLOCATED = "Announced and not allocated"
BEYOND = "Allocated beyond what was announced"
KEPT = "Kept by whoever holds the money"
NOBODY = "Nobody named"
NO_PRIORITY = "No priority named"
MOST_BARS = 20


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a year's money under one name."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Cut:
    """A year's money parted in one way; the parts add up to `whole`. `chart` is None where there is nothing to see."""

    name: str
    parts: tuple[Part, ...]
    whole: Decimal
    chart: Chart | None


@dataclass(frozen=True, slots=True)
class YearLine:
    """A year of a partnership's money beside others. `unstated` awards had no amount announced; `unexplained`
    differences are nobody's yet. Amounts that nobody recorded are None.
    """

    title: str
    slug: str
    period: str
    announced: Decimal | None
    allocated: Decimal | None
    paid: Decimal | None
    unstated: int
    differences: int
    unexplained: int
    is_this: bool


@dataclass(frozen=True, slots=True)
class RunningAward:
    """An award kept with another plan of the partnership or with none (`plan_slug` is empty), whose period reaches into
    this one's. Of none whose days are not known, the newest plan tells.
    """

    id: int
    title: str
    period: str
    plan_slug: str


@dataclass(frozen=True, slots=True)
class YearOfMoney:
    """A plan's money: its awards, those of other plans that run in its time too, three cuts of its own, and the years
    beside it, newest first. `unstated` awards had no amount announced.
    """

    awards: tuple[AwardSummary, ...]
    running: tuple[RunningAward, ...]
    announced: Decimal | None
    unstated: int
    allocated: Decimal | None
    paid: Decimal | None
    unspent: Decimal | None
    cuts: tuple[Cut, ...]
    years: tuple[YearLine, ...]
    years_chart: Chart | None


def year_of_money(*, plan: Plan, plan_slugs: Sequence[str], on: date, names: bool = False) -> YearOfMoney:
    """A plan's money among that of the partnership's plans with these slugs (the visitor's to see, newest first). 12
    queries.
    """
    of_plans = Q(plan__partnership=plan.partnership_id, plan__slug__in=plan_slugs)
    of_none = Q(plan=None, partnership=plan.partnership_id)
    found = Award.objects.filter(of_plans | of_none).select_related("plan").order_by("position", "pk")
    plans = {award.plan.pk: award.plan for award in found if award.plan}
    summaries = summaries_of(found, on=on, names=names)
    by_plan = {key: [one for one in summaries if one.plan_id == key] for key in plans}
    awards = tuple(by_plan.get(plan.pk, []))
    in_order = sorted(plans.values(), key=lambda one: plan_slugs.index(one.slug))
    years = tuple(
        _year(one.title, one.slug, one.period_stated, by_plan[one.pk], is_this=one.pk == plan.pk) for one in in_order
    )
    this = next((year for year in years if year.is_this), None)
    return YearOfMoney(
        awards=awards,
        running=tuple(
            RunningAward(award.pk, award.title, award.period_stated, award.plan.slug if award.plan else "")
            for award in found
            if award.plan_id != plan.pk and _runs_in(award, plan, is_newest=plan.slug == plan_slugs[0])
        ),
        announced=this.announced if this else None,
        unstated=this.unstated if this else 0,
        allocated=this.allocated if this else None,
        paid=this.paid if this else None,
        unspent=known_total(award.reconciliation.unspent for award in awards),
        cuts=cuts_of(awards),
        years=years,
        years_chart=_years_chart(years),
    )


def _runs_in(award: Award, plan: Plan, *, is_newest: bool) -> bool:
    """Whether the two periods share a day, as far as their words give days."""
    if award.plan_id is None and (award.period_start is None or award.period_end is None):
        return is_newest
    days = (award.period_start, award.period_end, plan.period_start, plan.period_end)
    if None in days:
        return False
    return award.period_start <= plan.period_end and plan.period_start <= award.period_end  # type: ignore[operator]


def cuts_of(awards: Sequence[AwardSummary]) -> tuple[Cut, ...]:
    """Awards by recipient, by stream and by priority, where any row says; each cut adds up to what they announced,
    differences included.
    """
    if not any(award.rows or award.announced for award in awards):
        return ()
    rows = [row for award in awards for row in with_parts(award.rows)]
    ways: tuple[tuple[str, bool, Callable[[AllocationLine], Iterable[tuple[str, Decimal]]]], ...] = (
        ("By recipient", any(row.recipients for row in rows), _by_recipient),
        ("By stream", True, lambda row: [(row.stream, row.own)]),
        (
            "By priority",
            any(row.priorities for row in rows),
            lambda row: [(listed(row.priorities) or NO_PRIORITY, row.own)],
        ),
    )
    return tuple(_cut(name, awards, parts_of) for name, is_said, parts_of in ways if is_said)


def _cut(
    name: str, awards: Sequence[AwardSummary], parts_of: Callable[[AllocationLine], Iterable[tuple[str, Decimal]]]
) -> Cut:
    found: dict[str, Decimal] = {}
    for award in awards:
        for label, amount in (*_beside_the_rows(award), *_of_rows(award.rows, parts_of)):
            found[label] = found.get(label, NOTHING) + amount
    largest = sorted(found.items(), key=lambda part: -part[1])
    parts = tuple(Part(label, amount) for label, amount in largest if amount)
    whole = total(part.amount for part in parts)
    return Cut(name, parts, whole, _cut_chart(name, parts, whole))


def _beside_the_rows(award: AwardSummary) -> Iterator[tuple[str, Decimal]]:
    """What of an announced amount stands in no row, so that no cut loses it."""
    if award.announced is None:
        return
    if not award.rows:
        yield f"{NOT_BROKEN_DOWN}: {award.title}", award.announced
        return
    left = award.announced - award.reconciliation.allocated
    if left:
        yield (NOT_ALLOCATED if left > 0 else BEYOND), left


def _of_rows(
    rows: Iterable[AllocationLine], parts_of: Callable[[AllocationLine], Iterable[tuple[str, Decimal]]]
) -> Iterator[tuple[str, Decimal]]:
    for row in rows:
        yield from parts_of(row)
        yield from _of_rows(row.passed_on, parts_of)


def _by_recipient(row: AllocationLine) -> Iterator[tuple[str, Decimal]]:
    """Who has a row's money: each the share that is known, and together the rest. Nothing is divided."""
    known = [(share.partnership, share.amount) for share in row.shares if share.amount is not None]
    if known and not row.is_retained:
        yield from known
    left = row.own - (total(amount for _, amount in known) if not row.is_retained else NOTHING)
    if left:
        yield _whose(row, is_rest=bool(known)), left


def _whose(row: AllocationLine, *, is_rest: bool) -> str:
    if row.is_retained:
        return KEPT
    shared = [share.partnership for share in row.shares if share.amount is None]
    bodies = [name for name in row.recipients if name not in {share.partnership for share in row.shares}]
    names = [*bodies, *shared]
    if not names and is_rest:
        return f"Not shared out: {row.stream}"
    return f"{listed(names)}, together" if len(names) > 1 else listed(names) or f"{NOBODY}: {row.stream}"


def _cut_chart(name: str, parts: tuple[Part, ...], whole: Decimal) -> Chart | None:
    if len(parts) < 2 or len(parts) > MOST_BARS:
        return None
    first = parts[0]
    return Chart(
        kind=Kind.BARS,
        title=f"Where the money goes, {name[:1].lower()}{name[1:]}",
        finding=f"The largest part is {money(first.amount)}: {first.name}. In all {money(whole)}.",
        unit="Pounds",
        series=(Series.of("", [(part.name, part.amount) for part in parts], write=money),),
    )


def _year(title: str, slug: str, period: str, awards: Sequence[AwardSummary], *, is_this: bool) -> YearLine:
    sums = [award.reconciliation for award in awards]
    return YearLine(
        title=title,
        slug=slug,
        period=period,
        announced=known_total(award.announced for award in awards),
        allocated=known_total(one.allocated if one.lines else None for one in sums),
        paid=known_total(one.paid for one in sums),
        unstated=sum(award.announced is None for award in awards),
        differences=sum(len(one.differences) for one in sums),
        unexplained=sum(len(one.unexplained) for one in sums),
        is_this=is_this,
    )


def _years_chart(years: Sequence[YearLine]) -> Chart | None:
    """What was announced year by year, the earliest first; a year without an amount is a gap."""
    stated = [year for year in years if year.announced is not None]
    labels = [year.period or year.title for year in reversed(years)]
    if len(stated) < 2 or len(set(labels)) < len(labels):
        return None
    newest, oldest = stated[0], stated[-1]
    return Chart(
        kind=Kind.BARS,
        title="Announced year by year",
        finding=(
            f"{money(newest.announced or NOTHING)} was announced for {newest.period or newest.title}, "
            f"{money(oldest.announced or NOTHING)} for {oldest.period or oldest.title}."
        ),
        unit="Pounds",
        series=(
            Series.of(
                "", [(label, year.announced) for label, year in zip(labels, reversed(years), strict=True)], write=money
            ),
        ),
    )
