"""How the amounts of one award agree: announced, allocated, planned, received, paid, given back, expected, unspent; and
every difference between two that should agree, with its size and with who explained it and why. Plain Python, to the
penny: amounts are added and taken from each other, never divided or rounded. docs/how-figures-are-computed.md says
the same in words.

An amount that nobody recorded is None, never nought, and differs from nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

NOTHING = Decimal("0.00")


class Kind(StrEnum):
    """Which two amounts differ: the difference is the first less the second. `funding.models.Explanation` says the
    same.
    """

    ANNOUNCED = "announced"
    PRINTED = "printed"
    PASSED_ON = "passed-on"
    SHARES = "shares"
    PROFILED = "profiled"
    PAID = "paid"
    FORECAST = "forecast"
    RECEIVED = "received"


PAIRS = {
    Kind.ANNOUNCED: ("Announced", "allocated"),
    Kind.PRINTED: ("Total as printed", "sum of the rows"),
    Kind.PASSED_ON: ("Allocated", "passed on"),
    Kind.SHARES: ("Allocated", "shared out"),
    Kind.PROFILED: ("Allocated", "planned by period"),
    Kind.PAID: ("Planned to date", "paid"),
    Kind.FORECAST: ("Allocated", "expected to be spent"),
    Kind.RECEIVED: ("Announced", "received"),
}


class Standing(StrEnum):
    """What became of a difference."""

    EXPLAINED = "explained"
    CHANGED = "changed"
    NOT_EXPLAINED = "not-explained"


@dataclass(frozen=True, slots=True)
class Planned:
    """What is planned to be spent in one period; `until` is its last day, None where its words give none."""

    amount: Decimal
    until: date | None


@dataclass(frozen=True, slots=True)
class Expected:
    """What is expected to be spent in all, as known on a day."""

    amount: Decimal
    as_at: date


@dataclass(frozen=True, slots=True)
class Row:
    """An allocation, as it is recorded. `above` is the row it is passed on from. `shares` are what each partnership
    has of it, None where that is not known; `passed_elsewhere` are the awards that others have out of it. `until` is
    the last day of its period.
    """

    id: int
    amount: Decimal
    above: int | None = None
    is_retained: bool = False
    shares: tuple[Decimal | None, ...] = ()
    passed_elsewhere: tuple[Decimal, ...] = ()
    planned: tuple[Planned, ...] = ()
    expected: tuple[Expected, ...] = ()
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Moved:
    """Money that changed hands: `kind` is "received", "paid" or "returned", `row` the allocation it is of, if any."""

    kind: str
    amount: Decimal
    on: date
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """Why two amounts differ, as somebody explained it; `amount` is how large the difference was then, if known."""

    kind: Kind
    row: int | None
    amount: Decimal | None
    text: str
    by: str = ""
    at: datetime | None = None
    id: int = 0


@dataclass(frozen=True, slots=True)
class Account:
    """Everything that is recorded of one award's money."""

    announced: Decimal | None
    printed: Decimal | None
    rows: tuple[Row, ...]
    moved: tuple[Moved, ...] = ()
    said: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Two amounts that should agree and do not. `row` is the allocation it is about, None for the award as a whole;
    `said` the explanation that was given for it, of this size or another.
    """

    kind: Kind
    row: int | None
    first: Decimal
    second: Decimal
    said: Said | None

    @property
    def amount(self) -> Decimal:
        """The first less the second, in pounds; below zero where the second is larger."""
        return self.first - self.second

    @property
    def standing(self) -> Standing:
        """Whether it is explained: an explanation holds for the size that it was given for."""
        if self.said is None:
            return Standing.NOT_EXPLAINED
        return Standing.EXPLAINED if self.said.amount in (None, self.amount) else Standing.CHANGED

    @property
    def names(self) -> tuple[str, str]:
        """What the two amounts are called."""
        return PAIRS[self.kind]


@dataclass(frozen=True, slots=True)
class Line:
    """The sums of one allocation. What was paid, planned and expected counts what was passed on of it."""

    id: int
    allocated: Decimal
    passed_on: Decimal | None
    kept: Decimal
    shared: Decimal | None
    planned: Decimal | None
    planned_to_date: Decimal | None
    paid: Decimal | None
    expected: Decimal | None
    differences: tuple[Difference, ...]

    @property
    def unspent(self) -> Decimal | None:
        """Allocated less paid; below zero where more was paid."""
        return None if self.paid is None else self.allocated - self.paid


@dataclass(frozen=True)
class Reconciliation:
    """The sums of one award. `allocated` is `retained` and `given` together, without counting twice what is passed on.

    Amounts that nobody recorded are None. `planned_to_date` is what was to be spent by `on`.
    """

    on: date
    announced: Decimal | None
    printed: Decimal | None
    allocated: Decimal
    retained: Decimal
    passed_on: Decimal
    planned: Decimal | None
    planned_to_date: Decimal | None
    received: Decimal | None
    paid: Decimal | None
    returned: Decimal | None
    expected: Decimal | None
    own_differences: tuple[Difference, ...]
    lines: tuple[Line, ...]

    @property
    def given(self) -> Decimal:
        """Allocated to somebody: what is not kept by whoever holds the money."""
        return self.allocated - self.retained

    @property
    def unspent(self) -> Decimal | None:
        """What was announced (or where that is unknown, allocated) less what was paid."""
        whole = self.allocated if self.announced is None else self.announced
        return None if self.paid is None else whole - self.paid

    @property
    def in_hand(self) -> Decimal | None:
        """What was received and neither paid out nor given back."""
        if self.received is None:
            return None
        return self.received - (self.paid or NOTHING) - (self.returned or NOTHING)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """Those of the award, then those of its allocations in their order."""
        return (*self.own_differences, *(one for line in self.lines for one in line.differences))

    @cached_property
    def unexplained(self) -> tuple[Difference, ...]:
        """The differences that nobody explained, or not as they are now."""
        return tuple(one for one in self.differences if one.standing is not Standing.EXPLAINED)

    @property
    def agrees(self) -> bool:
        return not self.differences

    def difference(self, kind: Kind, row: int | None = None) -> Difference | None:
        """One difference, or None where the two amounts agree or one is not known."""
        return next((one for one in self.differences if (one.kind, one.row) == (kind, row)), None)

    def line(self, row: int) -> Line:
        """The sums of one allocation."""
        return next(line for line in self.lines if line.id == row)


def reconcile(account: Account, *, on: date) -> Reconciliation:
    """The sums and differences of an award as at the close of a day."""
    return _Sums(account, on).whole()


class _Sums:
    """The rows of an award by what they are passed on from, and what moved of each."""

    def __init__(self, account: Account, on: date) -> None:
        self.account = account
        self.on = on
        self.parts: dict[int | None, list[Row]] = {}
        for row in account.rows:
            self.parts.setdefault(row.above, []).append(row)
        self.moved = [one for one in account.moved if one.on <= on]
        self.pays = any(one.kind == "paid" for one in self.moved)
        self.said = {(one.kind, one.row): one for one in account.said}

    def whole(self) -> Reconciliation:
        account, top = self.account, self.parts.get(None, [])
        allocated = total(row.amount for row in top)
        passed_on = total(self.passed_on(row) or NOTHING for row in account.rows)
        received, unplaced = self.moved_of("received"), self.moved_of("paid", None)
        return Reconciliation(
            on=self.on,
            announced=account.announced,
            printed=account.printed,
            allocated=allocated,
            retained=total(self.own(row) for row in account.rows if row.is_retained),
            passed_on=passed_on,
            planned=known_total(self.planned(row) for row in top),
            planned_to_date=known_total(self.planned(row, self.on) for row in top),
            received=received,
            paid=self.moved_of("paid"),
            returned=self.moved_of("returned"),
            expected=self.expected_in_all(top),
            own_differences=self.differ(
                None,
                [
                    (Kind.ANNOUNCED, account.announced if account.rows else None, allocated),
                    (Kind.PRINTED, account.printed, allocated),
                    (Kind.RECEIVED, account.announced, received),
                    (Kind.PAID, NOTHING, unplaced if account.rows else None),
                ],
            ),
            lines=tuple(self.line(row) for row in account.rows),
        )

    def line(self, row: Row) -> Line:
        passed_on, shared, paid = self.passed_on(row), known_total(row.shares), self.paid(row)
        planned = total(one.amount for one in row.planned) if row.planned else None
        expected = self.expected(row)
        shared_whole = shared if shared is not None and (None not in row.shares or shared > row.amount) else None
        return Line(
            id=row.id,
            allocated=row.amount,
            passed_on=passed_on,
            kept=row.amount - (passed_on or NOTHING),
            shared=shared,
            planned=self.planned(row),
            planned_to_date=self.planned(row, self.on),
            paid=paid,
            expected=expected,
            differences=self.differ(
                row.id,
                [
                    (Kind.PASSED_ON, row.amount, passed_on),
                    (Kind.SHARES, row.amount, shared_whole),
                    (Kind.PROFILED, row.amount, planned),
                    (Kind.PAID, self.due(row, paid), paid),
                    (Kind.FORECAST, row.amount, expected if row.expected else None),
                ],
            ),
        )

    def differ(
        self, row: int | None, pairs: Sequence[tuple[Kind, Decimal | None, Decimal | None]]
    ) -> tuple[Difference, ...]:
        """Those of the pairs that do not agree; one that is not known differs from nothing."""
        return tuple(
            Difference(kind, row, first, second, self.said.get((kind, row)))
            for kind, first, second in pairs
            if first is not None and second is not None and first != second
        )

    def own(self, row: Row) -> Decimal:
        """What a row does not pass on within its award."""
        return row.amount - total(part.amount for part in self.parts.get(row.id, []))

    def passed_on(self, row: Row) -> Decimal | None:
        """What others have of a row: its parts, and the awards of others that are paid out of it."""
        amounts = [part.amount for part in self.parts.get(row.id, [])] + list(row.passed_elsewhere)
        return total(amounts) if amounts else None

    def planned(self, row: Row, on: date | None = None) -> Decimal | None:
        """What a row plans itself, or else what its parts plan; up to a day, the periods that have ended by then."""
        if row.planned:
            return total(one.amount for one in row.planned if on is None or (one.until and one.until <= on))
        return known_total(self.planned(part, on) for part in self.parts.get(row.id, []))

    def expected(self, row: Row) -> Decimal | None:
        """What is expected of a row, as last said; or else of its parts, each that says nothing in full."""
        known = [one for one in row.expected if one.as_at <= self.on]
        if known:
            return max(known, key=lambda one: one.as_at).amount
        found = self.expected_in_all(self.parts.get(row.id, []))
        return None if found is None else found + self.own(row)

    def expected_in_all(self, rows: Sequence[Row]) -> Decimal | None:
        """What is expected of several rows: where one says something, those that say nothing count in full."""
        found = [self.expected(row) for row in rows]
        if all(amount is None for amount in found):
            return None
        return total(row.amount if amount is None else amount for row, amount in zip(rows, found, strict=True))

    def paid(self, row: Row) -> Decimal | None:
        """What was paid of a row and its parts; not known where no payment of the award is recorded."""
        if not self.pays:
            return None
        return total(self.moved_of("paid", one.id) or NOTHING for one in self.and_parts(row))

    def due(self, row: Row, paid: Decimal | None) -> Decimal | None:
        """What a row's payments are held against: its own plan up to the day. Without one, the whole once its period
        has ended or more was paid; of what is passed on, its parts tell.
        """
        if row.planned:
            return self.planned(row, self.on)
        has_ended = row.until is not None and row.until <= self.on and not self.parts.get(row.id)
        return row.amount if has_ended or (paid is not None and paid > row.amount) else None

    def and_parts(self, row: Row) -> Iterator[Row]:
        yield row
        for part in self.parts.get(row.id, []):
            yield from self.and_parts(part)

    def moved_of(self, kind: str, *row: int | None) -> Decimal | None:
        """What moved in one way: of the award, or of one allocation (None: of none in particular)."""
        amounts = [one.amount for one in self.moved if one.kind == kind and (not row or one.row == row[0])]
        return total(amounts) if amounts else None


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum in pounds and pence; nought of nothing."""
    return sum(amounts, NOTHING)


def known_total(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of those that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return total(known) if known else None
