"""Awards as pages and papers tell them: their rows, when each is to be spent, and how the amounts agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from core.ordering import in_order
from core.periods import Period
from funding.models import Allocation, Award, Profile
from funding.reconciliation import NOTHING, Line, Reconciliation, known_total, total
from funding.summaries.accounts import passed_on_as, reconciled
from funding.summaries.differences import DifferenceLine, difference_line, why_it_differs
from priorities.models import Plan, Priority

# The place of a period among others, and its words.
Column = tuple[date, int, str]


@dataclass(frozen=True, slots=True)
class ShareLine:
    """What a partnership has of a shared allocation; None where that is not known."""

    partnership: str
    amount: Decimal | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class AllocationLine:
    """A row of an award; `passed_on` are the rows that its recipient passed on, `passed_elsewhere` the awards of others
    that are paid out of it. Amounts that nobody recorded are None.
    """

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
    is_retained: bool = False
    own: Decimal = Decimal(0)
    shares: tuple[ShareLine, ...] = ()
    passed_elsewhere: tuple[ShareLine, ...] = ()
    planned_to_date: Decimal | None = None
    paid: Decimal | None = None
    expected: Decimal | None = None
    unspent: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """What is planned to be spent of one allocation, a cell for each column of its table; None where nothing is."""

    stream: str
    cells: tuple[Decimal | None, ...]
    planned: Decimal
    allocation_id: int


@dataclass(frozen=True, slots=True)
class ProfileTable:
    """When an award is to be spent: a column for each quarter or year, a row for each allocation that says.

    Over several financial years each has one column; `is_summed` says that parts of years are added up in it.
    """

    columns: tuple[str, ...]
    rows: tuple[ProfileRow, ...]
    totals: tuple[Decimal, ...]
    planned: Decimal
    is_summed: bool


@dataclass(frozen=True, slots=True)
class AwardSummary:
    """An award with its rows and their reconciliation. `difference_note` is why what was announced or printed differs
    from the rows, as it was explained.
    """

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
    differences: tuple[DifferenceLine, ...] = ()
    profile: ProfileTable | None = None
    reference: str = ""
    reasons: str = ""
    passed_on_by: str = ""
    plan_id: int = 0

    @property
    def paid_of_rows(self) -> Decimal | None:
        """What was paid of the rows; payments of no row are a difference of their own."""
        return known_total(row.paid for row in self.rows)

    @property
    def unspent_of_rows(self) -> Decimal | None:
        return known_total(row.unspent for row in self.rows)

    @property
    def expects_rows_in_full(self) -> bool:
        """Whether a row that says nothing counts in full in what is expected in all."""
        return self.reconciliation.expected is not None and any(row.expected is None for row in self.rows)

    @property
    def has_accounts(self) -> bool:
        """Whether more is known than what was announced and allocated: payments, plans or forecasts."""
        sums = self.reconciliation
        return any(one is not None for one in (sums.planned, sums.paid, sums.expected, sums.received, sums.returned))


def funding_of(plan_id: int, *, on: date, names: bool = False) -> tuple[AwardSummary, ...]:
    """The awards that belong to a plan's year, with their rows, in order; sums as at the close of a day. Who explained
    a difference is named only with `names`. 11 queries.
    """
    return summaries_of(Award.objects.filter(plan_id=plan_id), on=on, names=names)


def summaries_of(awards: Iterable[Award], *, on: date, names: bool = False) -> tuple[AwardSummary, ...]:
    """Awards with their rows, in order of their places. 11 queries."""
    found = list(
        Award.objects.filter(pk__in=[award.pk for award in awards])
        .select_related(
            "fund__body", "supplements__plan", "passed_on_by__award__partnership", "passed_on_by__award__plan"
        )
        .order_by("position", "pk")
    )
    rows = list(
        Allocation.objects.filter(award__in=found)
        .select_related("recipient", "objective")
        .prefetch_related(
            "shares__partnership",
            "profile",
            "forecasts",
            passed_on_as(),
            "passed_on_as__partnership",
            Prefetch("priorities", Priority.objects.select_related("plan").order_by("pk")),
        )
        .order_by("position", "pk")
    )
    sums = reconciled(found, on=on, allocations=rows, names=names)
    below: dict[tuple[str, int], list[Allocation]] = {}
    for row in rows:
        owner = ("row", row.passed_on_from_id) if row.passed_on_from_id else ("award", row.award_id)
        below.setdefault(owner, []).append(row)
    return tuple(_summary(award, below, sums[award.pk]) for award in found)


def _summary(award: Award, below: dict[tuple[str, int], list[Allocation]], sums: Reconciliation) -> AwardSummary:
    lines = {line.id: line for line in sums.lines}

    def rows(owner: tuple[str, int]) -> tuple[AllocationLine, ...]:
        return tuple(_allocation_line(row, award, lines[row.pk], rows(("row", row.pk))) for row in below.get(owner, ()))

    found = rows(("award", award.pk))
    streams = {row.pk: row.stream for owned in below.values() for row in owned}
    differences = tuple(difference_line(one, about=streams.get(one.row or 0, "")) for one in sums.differences)
    return AwardSummary(
        title=award.title,
        fund=award.fund.name,
        funder=award.fund.body.name,
        period=award.period_stated,
        basis=award.basis,
        basis_label=award.get_basis_display(),
        announced=award.amount_announced,
        rows=found,
        reconciliation=sums,
        difference_note=why_it_differs(sums),
        terms=award.terms,
        comparison=award.comparison,
        outlook=award.outlook,
        reporting=award.reporting,
        supplements=award.supplements.title if award.supplements and _is_told(award.supplements.plan, award) else "",
        id=award.pk,
        differences=differences,
        profile=_profile(with_parts(found), below),
        reference=award.reference,
        reasons=award.reasons,
        passed_on_by=_source_of(award),
        plan_id=award.plan_id or 0,
    )


def _source_of(award: Award) -> str:
    """The row of another partnership that an award is out of, unless it stands in a draft."""
    source = award.passed_on_by
    if source is None or not _is_told(source.award.plan, award):
        return ""
    return f"{source.award.partnership.name}: {source.stream}"


def _is_told(plan: Plan | None, award: Award) -> bool:
    """Whether what stands in a plan is told beside an award: not out of a draft that the award is none of."""
    return plan is None or plan.pk == award.plan_id or plan.status != Plan.Status.DRAFT


def _allocation_line(
    row: Allocation, award: Award, sums: Line, passed_on: tuple[AllocationLine, ...]
) -> AllocationLine:
    known = sorted(row.shares.all(), key=lambda share: share.pk)
    shares = tuple(ShareLine(one.partnership.name, one.amount, one.pk) for one in known)
    return AllocationLine(
        stream=row.stream,
        stated_as=row.stream_stated,
        recipients=((row.recipient.name,) if row.recipient else ()) + tuple(share.partnership for share in shares),
        purpose=row.purpose,
        amount=row.amount,
        is_shared=row.is_shared,
        objective=str(row.objective) if row.objective else "",
        priorities=tuple(one.title for one in in_order(row.priorities.all()) if _is_told(one.plan, award)),
        passed_on=passed_on,
        id=row.pk,
        is_retained=row.is_retained,
        own=row.amount - sum((part.amount for part in passed_on), Decimal(0)),
        shares=shares,
        passed_elsewhere=tuple(
            ShareLine(one.partnership.name, one.amount_announced, one.pk) for one in row.passed_on_as.all()
        ),
        planned_to_date=sums.planned_to_date,
        paid=sums.paid,
        expected=sums.expected,
        unspent=sums.unspent,
    )


def with_parts(rows: Iterable[AllocationLine]) -> list[AllocationLine]:
    """Rows with all that is passed on of them, each under its own."""
    return [one for row in rows for one in (row, *with_parts(row.passed_on))]


def _profile(lines: Sequence[AllocationLine], below: dict[tuple[str, int], list[Allocation]]) -> ProfileTable | None:
    """When the money is to be spent, the earliest period first; None where nobody says."""
    records = {row.pk: row for owned in below.values() for row in owned}
    profiles = {line.id: list(records[line.id].profile.all()) for line in lines}
    column_of = _columns_for([one for of_row in profiles.values() for one in of_row])
    planned: dict[int, dict[Column, Decimal]] = {line.id: {} for line in lines}
    for key, of_row in profiles.items():
        for one in of_row:
            column = column_of[one.pk]
            planned[key][column] = planned[key].get(column, NOTHING) + one.amount
    columns = sorted(set(column_of.values()))
    if not columns:
        return None
    rows = tuple(
        ProfileRow(
            stream=line.stream,
            cells=tuple(planned[line.id].get(column) for column in columns),
            planned=total(planned[line.id].values()),
            allocation_id=line.id,
        )
        for line in lines
        if planned[line.id]
    )
    return ProfileTable(
        columns=tuple(words for *_, words in columns),
        rows=rows,
        totals=tuple(
            total(one or NOTHING for one in cells) for cells in zip(*(row.cells for row in rows), strict=True)
        ),
        planned=total(row.planned for row in rows),
        is_summed=any(len(of_row) > len(planned[key]) for key, of_row in profiles.items()),
    )


def _columns_for(profiles: Sequence[Profile]) -> dict[int, Column]:
    """The column of each planned amount: its financial year where there are several, and none reaches over its end; or
    else its own period.
    """
    years = {one.pk: _financial_year(one) for one in profiles}
    known = {key: year for key, year in years.items() if year}
    if len(set(known.values())) > 1 and len(known) == len(years):
        return {key: _column(year) for key, year in known.items()}
    return {one.pk: _column(one.period) for one in profiles}


def _financial_year(one: Profile) -> Period | None:
    """The financial year that a period lies in; None where it reaches over its end, or its days are not known."""
    if one.period_start is None or one.period_end is None:
        return None
    first = one.period_start
    year = Period.financial_year(first.year if first.month > 3 else first.year - 1)
    return year if year.end and one.period_end <= year.end else None


def _column(period: Period | None) -> Column:
    """A period's place among others, the earliest first, what holds others before them and those without days last; and
    its words.
    """
    if period is None or period.start is None or period.end is None:
        return date.max, 0, period.stated if period else ""
    return period.start, -period.end.toordinal(), period.stated
