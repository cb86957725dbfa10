"""Sums to the penny, and every difference in sight."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from funding.reconciliation import (
    Account,
    Expected,
    Kind,
    Moved,
    Planned,
    Row,
    Said,
    Standing,
    reconcile,
    total,
)

ON = date(2014, 3, 31)
OF_2013 = (
    Row(1, Decimal(286_794)),
    Row(2, Decimal(327_000)),
    Row(3, Decimal(112_866)),
    Row(4, Decimal(19_500)),
)
PAPER = Account(Decimal(746_294), Decimal(746_160), OF_2013)


def pounds(*amounts: str) -> tuple[Decimal, ...]:
    return tuple(Decimal(amount) for amount in amounts)


class TestWhatWasAnnouncedAndWhereItWent:
    def test_the_county_s_paper_of_2013_lacks_134_pounds(self) -> None:
        sums = reconcile(PAPER, on=ON)
        assert sums.allocated == Decimal(746_160)
        (difference,) = sums.differences
        assert (difference.kind, difference.amount, difference.standing) == (
            Kind.ANNOUNCED,
            Decimal(134),
            Standing.NOT_EXPLAINED,
        )

    def test_an_explanation_holds_for_the_size_it_was_given_for(self) -> None:
        said = Said(Kind.ANNOUNCED, None, Decimal(134), "The paper does not say why.", "Whoever typed it in")
        (explained,) = reconcile(replace(PAPER, said=(said,)), on=ON).differences
        assert explained.standing is Standing.EXPLAINED
        assert explained.said == said
        assert reconcile(replace(PAPER, said=(said,)), on=ON).unexplained == ()
        grown = replace(PAPER, announced=Decimal(746_360), said=(said,))
        (changed,) = reconcile(grown, on=ON).unexplained
        assert (changed.amount, changed.standing) == (Decimal(200), Standing.CHANGED)
        assert changed.said == said

    def test_nothing_differs_from_what_is_not_known(self) -> None:
        sums = reconcile(replace(PAPER, announced=None, printed=None), on=ON)
        assert sums.agrees
        assert (sums.paid, sums.received, sums.unspent, sums.in_hand) == (None, None, None, None)
        assert reconcile(Account(Decimal(500), None, ()), on=ON).agrees

    def test_what_is_passed_on_or_kept_counts_once(self) -> None:
        rows = (
            Row(1, Decimal(500)),
            Row(2, Decimal(200), above=1),
            Row(3, Decimal(300), above=1, is_retained=True),
        )
        sums = reconcile(Account(Decimal(500), None, rows), on=ON)
        assert (sums.allocated, sums.passed_on, sums.retained, sums.given) == pounds("500", "500", "300", "200")
        assert sums.agrees

    def test_awards_of_others_out_of_it_are_passed_on_too(self) -> None:
        row = Row(1, Decimal(500), passed_elsewhere=pounds("200", "310"))
        (difference,) = reconcile(Account(Decimal(500), None, (row,)), on=ON).differences
        assert (difference.kind, difference.row, difference.amount) == (Kind.PASSED_ON, 1, Decimal(-10))

    @pytest.mark.parametrize(
        ("shares", "apart"),
        [
            (("200", "300"), []),
            (("200", "200"), [Decimal(100)]),
            (("200", None), []),
            (("600", None), [Decimal(-100)]),
            ((None, None), []),
        ],
    )
    def test_shares_are_held_against_their_whole_once_all_are_known(
        self, shares: tuple[str | None, ...], apart: list[Decimal]
    ) -> None:
        row = Row(1, Decimal(500), shares=tuple(Decimal(share) if share else None for share in shares))
        sums = reconcile(Account(Decimal(500), None, (row,)), on=ON)
        assert [one.amount for one in sums.differences if one.kind is Kind.SHARES] == apart


class TestWhatWasPlannedAndPaid:
    QUARTERS = tuple(
        Planned(Decimal("25.25"), until)
        for until in (date(2013, 6, 30), date(2013, 9, 30), date(2013, 12, 31), date(2014, 3, 31))
    )

    def test_a_period_counts_once_it_has_ended(self) -> None:
        account = Account(Decimal(101), None, (Row(1, Decimal(101), planned=self.QUARTERS),))
        sums = [reconcile(account, on=day) for day in (date(2013, 6, 29), date(2013, 6, 30), ON)]
        assert [one.planned_to_date for one in sums] == list(pounds("0", "25.25", "101"))
        assert {one.planned for one in sums} == {Decimal(101)}

    def test_what_was_paid_is_held_against_the_plan_to_the_day(self) -> None:
        paid = (Moved("paid", Decimal("20.10"), date(2013, 6, 1), 1), Moved("paid", Decimal(9), date(2013, 7, 1), 1))
        account = Account(Decimal(101), None, (Row(1, Decimal(101), planned=self.QUARTERS),), paid)
        (difference,) = reconcile(account, on=date(2013, 6, 30)).differences
        assert (difference.kind, difference.amount) == (Kind.PAID, Decimal("5.15"))

    def test_without_a_plan_the_whole_is_due_when_the_period_ends(self) -> None:
        row, paid = Row(1, Decimal(100), until=ON), (Moved("paid", Decimal(60), date(2013, 6, 1), 1),)
        account = Account(Decimal(100), None, (row,), paid)
        assert reconcile(account, on=ON - timedelta(days=1)).agrees
        (difference,) = reconcile(account, on=ON).differences
        assert (difference.kind, difference.amount) == (Kind.PAID, Decimal(40))

    def test_more_than_was_allocated_shows_at_once(self) -> None:
        paid = (Moved("paid", Decimal(101), date(2013, 6, 1), 1),)
        sums = reconcile(Account(Decimal(100), None, (Row(1, Decimal(100)),), paid), on=ON)
        assert [one.amount for one in sums.differences] == [Decimal(-1)]
        assert sums.unspent == Decimal(-1)

    def test_a_payment_of_no_allocation_is_a_difference(self) -> None:
        paid = (Moved("paid", Decimal(60), date(2013, 6, 1)),)
        (difference,) = reconcile(Account(Decimal(100), None, (Row(1, Decimal(100)),), paid), on=ON).own_differences
        assert (difference.kind, difference.row, difference.amount) == (Kind.PAID, None, Decimal(-60))
        assert reconcile(Account(Decimal(100), None, (), paid), on=ON).agrees

    def test_the_latest_forecast_holds_and_what_says_nothing_counts_in_full(self) -> None:
        told = (Expected(Decimal(90), date(2013, 9, 1)), Expected(Decimal(80), date(2014, 1, 1)))
        rows = (Row(1, Decimal(100), expected=told), Row(2, Decimal(50)))
        account = Account(Decimal(150), None, rows)
        assert reconcile(account, on=date(2013, 8, 31)).expected is None
        assert reconcile(account, on=date(2013, 12, 31)).expected == Decimal(140)
        sums = reconcile(account, on=ON)
        assert sums.expected == Decimal(130)
        assert [(one.kind, one.amount) for one in sums.differences] == [(Kind.FORECAST, Decimal(20))]

    def test_a_row_counts_what_its_parts_plan_expect_and_are_paid(self) -> None:
        rows = (
            Row(1, Decimal(500), until=ON),
            Row(2, Decimal(200), above=1, planned=(Planned(Decimal(190), ON),), expected=(Expected(Decimal(180), ON),)),
            Row(3, Decimal(100), above=1),
        )
        paid = tuple(Moved("paid", Decimal(amount), ON, row) for amount, row in ((150, 2), (10, 1)))
        sums = reconcile(Account(Decimal(600), None, rows, paid), on=ON)
        whole, part, other = (sums.line(key) for key in (1, 2, 3))
        assert (whole.passed_on, whole.kept, whole.planned, whole.planned_to_date) == pounds("300", "200", "190", "190")
        assert (whole.expected, whole.paid, whole.unspent) == pounds("480", "160", "340")
        assert (part.planned, part.expected, part.paid, part.unspent) == pounds("190", "180", "150", "50")
        assert (other.planned, other.expected, other.paid, other.passed_on) == (None, None, Decimal(0), None)
        assert (sums.planned, sums.expected, sums.paid, sums.unspent) == pounds("190", "480", "160", "440")
        assert [(one.names, one.row, one.amount) for one in sums.differences] == [
            (("Announced", "allocated"), None, Decimal(100)),
            (("Allocated", "passed on"), 1, Decimal(200)),
            (("Allocated", "planned by period"), 2, Decimal(10)),
            (("Planned to date", "paid"), 2, Decimal(40)),
            (("Allocated", "expected to be spent"), 2, Decimal(20)),
        ]
        assert reconcile(Account(Decimal(600), None, rows), on=ON).line(1).paid is None
        assert reconcile(Account(Decimal(600), None, rows), on=ON).line(1).unspent is None

    def test_what_is_in_hand_was_received_and_not_paid_or_given_back(self) -> None:
        moved = tuple(
            Moved(kind, amount, date(2013, 6, 1), row)
            for kind, amount, row in (
                ("received", Decimal(100), None),
                ("paid", Decimal(60), 1),
                ("returned", Decimal(15), None),
            )
        )
        sums = reconcile(Account(Decimal(100), None, (Row(1, Decimal(100)),), moved), on=ON)
        assert (sums.received, sums.paid, sums.returned, sums.in_hand) == pounds("100", "60", "15", "25")
        only = reconcile(Account(Decimal(100), None, (), moved[:1]), on=ON)
        assert (only.in_hand, only.paid, only.returned) == (Decimal(100), None, None)

    def test_what_happens_later_does_not_count_yet(self) -> None:
        moved = (Moved("received", Decimal(100), ON + timedelta(days=1)),)
        assert reconcile(Account(Decimal(100), None, (), moved), on=ON).received is None


AMOUNTS = st.decimals(0, 1_000_000, places=2)
DAYS = st.dates(date(2013, 4, 1), date(2014, 6, 30))


class AnyBooks(RuleBasedStateMachine):
    """Money announced, allocated, passed on, shared, planned, paid, expected and explained, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.account = Account(None, None, ())

    def put(self, number: int, **fields: object) -> None:
        rows = tuple(replace(row, **fields) if row.id == number else row for row in self.account.rows)
        self.account = replace(self.account, rows=rows)

    def any_row(self, data: st.DataObject) -> Row:
        return data.draw(st.sampled_from(self.account.rows))

    @rule(amount=st.none() | AMOUNTS, printed=st.none() | AMOUNTS)
    def announce(self, amount: Decimal | None, printed: Decimal | None) -> None:
        self.account = replace(self.account, announced=amount, printed=printed)

    @rule(amount=AMOUNTS, is_retained=st.booleans(), data=st.data())
    def allocate(self, amount: Decimal, is_retained: bool, data: st.DataObject) -> None:  # noqa: FBT001
        above = data.draw(st.sampled_from([None, *(row.id for row in self.account.rows)]))
        row = Row(len(self.account.rows) + 1, amount, above=above, is_retained=is_retained, until=ON)
        self.account = replace(self.account, rows=(*self.account.rows, row))

    @precondition(lambda self: self.account.rows)
    @rule(shares=st.lists(st.none() | AMOUNTS, max_size=3), elsewhere=st.lists(AMOUNTS, max_size=2), data=st.data())
    def share(self, shares: list[Decimal | None], elsewhere: list[Decimal], data: st.DataObject) -> None:
        self.put(self.any_row(data).id, shares=tuple(shares), passed_elsewhere=tuple(elsewhere))

    @precondition(lambda self: self.account.rows)
    @rule(amount=AMOUNTS, until=st.none() | DAYS, data=st.data())
    def plan(self, amount: Decimal, until: date | None, data: st.DataObject) -> None:
        row = self.any_row(data)
        self.put(row.id, planned=(*row.planned, Planned(amount, until)))

    @precondition(lambda self: self.account.rows)
    @rule(amount=AMOUNTS, as_at=DAYS, data=st.data())
    def expect(self, amount: Decimal, as_at: date, data: st.DataObject) -> None:
        row = self.any_row(data)
        self.put(row.id, expected=(*row.expected, Expected(amount, as_at)))

    @rule(kind=st.sampled_from(["received", "paid", "returned"]), amount=AMOUNTS, on=DAYS, data=st.data())
    def move(self, kind: str, amount: Decimal, on: date, data: st.DataObject) -> None:
        row = data.draw(st.sampled_from([None, *(row.id for row in self.account.rows)]))
        self.account = replace(self.account, moved=(*self.account.moved, Moved(kind, amount, on, row)))

    @precondition(lambda self: reconcile(self.account, on=ON).differences)
    @rule(data=st.data())
    def explain(self, data: st.DataObject) -> None:
        one = data.draw(st.sampled_from(reconcile(self.account, on=ON).differences))
        said = [known for known in self.account.said if (known.kind, known.row) != (one.kind, one.row)]
        self.account = replace(self.account, said=(*said, Said(one.kind, one.row, one.amount, "Because.")))
        again = reconcile(self.account, on=ON).difference(one.kind, one.row)
        assert again.standing is Standing.EXPLAINED

    @invariant()
    def every_sum_is_of_what_is_recorded(self) -> None:
        account, sums = self.account, reconcile(self.account, on=ON)
        past = [one for one in account.moved if one.on <= ON]
        by_kind = {kind: [one.amount for one in past if one.kind == kind] for kind in ("received", "paid", "returned")}
        assert sums.allocated == total(row.amount for row in account.rows if row.above is None)
        assert sums.allocated == sums.retained + sums.given
        for kind, known in by_kind.items():
            assert getattr(sums, kind) == (total(known) if known else None)
        for line in sums.lines:
            assert line.allocated == line.kept + (line.passed_on or 0)
        if sums.paid is not None:
            of_none = total(one.amount for one in past if (one.kind, one.row) == ("paid", None))
            tops = {row.id for row in account.rows if row.above is None}
            assert sums.paid == of_none + total(line.paid for line in sums.lines if line.id in tops)

    @invariant()
    def no_sum_has_parts_of_a_penny(self) -> None:
        sums = reconcile(self.account, on=ON)
        amounts = [sums.allocated, sums.retained, sums.passed_on, sums.planned, sums.paid, sums.expected, sums.unspent]
        amounts += [one.amount for one in sums.differences]
        assert all(amount == amount.quantize(Decimal("0.01")) for amount in amounts if amount is not None)

    @invariant()
    def no_difference_hides(self) -> None:
        account, sums = self.account, reconcile(self.account, on=ON)
        shown = {(one.kind, one.row): one for one in sums.differences}
        if account.announced is not None and account.rows and account.announced != sums.allocated:
            assert shown[Kind.ANNOUNCED, None].amount == account.announced - sums.allocated
        if account.printed is not None and account.printed != sums.allocated:
            assert shown[Kind.PRINTED, None].amount == account.printed - sums.allocated
        for line in sums.lines:
            if line.passed_on is not None and line.passed_on != line.allocated:
                assert shown[Kind.PASSED_ON, line.id].amount == line.allocated - line.passed_on
            if line.paid is not None and line.paid > line.allocated:
                assert (Kind.PAID, line.id) in shown or line.planned_to_date == line.paid
            if line.shared is not None and line.shared > line.allocated:
                assert (Kind.SHARES, line.id) in shown
        assert all(one.amount != 0 for one in sums.differences)
        for one in sums.differences:
            is_said = any(
                (said.kind, said.row, said.amount) == (one.kind, one.row, one.amount) for said in account.said
            )
            assert (one.standing is Standing.EXPLAINED) == is_said


AnyBooks.TestCase.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
TestAnyBooks = AnyBooks.TestCase
