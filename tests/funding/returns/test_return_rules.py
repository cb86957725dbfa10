"""The table of a return's states, and the plain rules about its periods, profiles and variances."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import Period, PeriodKind
from funding.models import Return
from funding.return_rules import halves_of, profile_in, total, variance, wants_reason, why_not_true
from funding.return_states import MOVES, Need, move_between, moves_from, states_page

State = Return.State
ORDER = list(State)
WITHOUT_DAYS = [
    Period.in_words("some time"),
    Period(PeriodKind.IN_WORDS, "from April 2025", start=date(2025, 4, 1)),
    Period(PeriodKind.IN_WORDS, "until April 2026", end=date(2026, 4, 1)),
]
AMOUNTS = st.none() | st.decimals(0, 10**9, places=2)


class TestTheTable:
    def test_has_each_move_once_and_leads_from_the_first_state_to_every_other(self) -> None:
        assert len({(move.start, move.end) for move in MOVES}) == len(MOVES)
        reached = {State.NOT_STARTED}
        for _ in State:
            reached |= {move.end for move in MOVES if move.start in reached}
        assert reached == set(State)
        assert all(moves_from(state) for state in State)

    def test_goes_forward_to_the_funder_and_back_only_for_a_reason(self) -> None:
        for start, end in pairwise(ORDER):
            assert move_between(start, end)
        back = [move for move in MOVES if ORDER.index(move.end) < ORDER.index(move.start)]
        assert back
        assert all(Need.REASON in move.needs for move in back)

    def test_never_leads_past_the_review_to_approval(self) -> None:
        assert {move.start for move in MOVES if move.end == State.APPROVED} == {State.IN_REVIEW}

    def test_tells_every_move_in_its_page(self) -> None:
        page = states_page()
        for move in MOVES:
            assert f"| {move.start.label} | {move.end.label} | {move.button} |" in page


class TestHalves:
    def test_follow_the_award_and_not_the_financial_year(self) -> None:
        award = Period.parse("1 October 2025 to 30 September 2026")
        assert [half.stated for half in halves_of(award)] == [
            "1 October 2025 to 31 March 2026",
            "1 April 2026 to 30 September 2026",
        ]

    def test_of_an_award_that_ends_between_are_cut_at_its_end(self) -> None:
        halves = halves_of(Period.parse("31 August 2025 to 15 May 2026"))
        assert [(half.start, half.end) for half in halves] == [
            (date(2025, 8, 31), date(2026, 2, 27)),
            (date(2026, 2, 28), date(2026, 5, 15)),
        ]

    def test_of_two_years_begin_on_the_same_days_in_each(self) -> None:
        halves = halves_of(Period.parse("31 August 2025 to 30 August 2027"))
        starts = [date(2025, 8, 31), date(2026, 2, 28), date(2026, 8, 31), date(2027, 2, 28)]
        assert [half.start for half in halves] == starts
        assert halves[-1].end == date(2027, 8, 30)

    def test_end_with_the_award_to_the_day(self) -> None:
        halves = halves_of(Period.parse("1 October 2025 to 1 April 2026"))
        assert [(half.start, half.end) for half in halves][1:] == [(date(2026, 4, 1), date(2026, 4, 1))]

    @pytest.mark.parametrize("period", [None, *WITHOUT_DAYS], ids=str)
    def test_are_none_of_an_award_whose_days_nobody_knows(self, period: Period | None) -> None:
        assert halves_of(period) == ()


class TestProfiles:
    HALF = Period.parse("1 October 2025 to 31 March 2026")
    QUARTER = (date(2025, 10, 1), date(2025, 12, 31), Decimal(10))

    def test_are_summed_where_they_lie_within(self) -> None:
        before = (date(2025, 7, 1), date(2025, 9, 30), Decimal(99))
        second = (date(2026, 1, 1), date(2026, 3, 31), Decimal("5.01"))
        after = (date(2026, 4, 1), date(2026, 6, 30), Decimal(99))
        assert profile_in(self.HALF, [before, self.QUARTER, second, after]) == Decimal("15.01")

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            (date(2025, 4, 1), date(2026, 3, 31)),
            (date(2026, 1, 1), date(2026, 12, 31)),
            (date(2025, 4, 1), date(2025, 10, 1)),
            (date(2026, 3, 31), date(2026, 4, 30)),
            (None, None),
            (None, date(2026, 1, 1)),
            (date(2026, 1, 1), None),
        ],
    )
    def test_are_not_known_where_an_amount_cannot_be_parted(self, start: date | None, end: date | None) -> None:
        assert profile_in(self.HALF, [self.QUARTER, (start, end, Decimal(50))]) is None

    @pytest.mark.parametrize("period", WITHOUT_DAYS, ids=str)
    def test_are_not_known_of_a_period_without_days(self, period: Period) -> None:
        assert profile_in(period, [self.QUARTER]) is None

    def test_are_not_known_where_nothing_is_planned(self) -> None:
        assert profile_in(self.HALF, []) is None


class TestCounts:
    @pytest.mark.parametrize(
        ("amount", "measure", "unit", "says"),
        [
            (None, "People helped", "", ""),
            ("0", "People helped", "people", ""),
            ("-4", "People helped", "people", "−4 people cannot be: enter 0 or more"),
            ("-0.5", "People helped", "", "−0.5 cannot be: enter 0 or more"),
            ("-4", "Change in calls", "", ""),
            ("-4", "Calls", "net change", ""),
            ("100", "Victims satisfied", "%", ""),
            (
                "100.1",
                "Victims satisfied",
                "%",
                "100.1% cannot be: a part is at most 100% of its whole. Enter 100 or less",
            ),
            ("130", "Victims satisfied", "per cent of victims", "130% cannot be"),
            ("-3", "Victims satisfied", "%", "−3% cannot be: enter 0 or more"),
            ("130", "Sessions held", "% of target", ""),
            ("130", "Increase in reports", "%", ""),
            ("130", "Sessions held", "sessions", ""),
        ],
    )
    def test_say_what_can_be_true(self, amount: str | None, measure: str, unit: str, says: str) -> None:
        found = why_not_true(None if amount is None else Decimal(amount), measure=measure, unit=unit)
        assert found.startswith(says)
        assert bool(found) == bool(says)


class TestVariances:
    @pytest.mark.parametrize(
        ("actual", "profiled", "wanted"),
        [
            (None, 1_000, True),
            (0, 0, False),
            (0, 1_000, True),
            (950, 1_000, False),
            (899, 1_000, True),
            (10_400, 10_000, False),
            (10_500, 10_000, False),
            (10_501, 10_000, True),
            (101, 0, True),
            (100, 0, False),
            (5, None, False),
        ],
    )
    def test_want_a_reason_beyond_the_tolerance(self, actual: int | None, profiled: int | None, wanted: bool) -> None:  # noqa: FBT001
        given = [None if value is None else Decimal(value) for value in (actual, profiled)]
        assert wants_reason(*given) is wanted

    @given(AMOUNTS, AMOUNTS)
    def test_are_known_to_the_penny_where_both_are(self, actual: Decimal | None, profiled: Decimal | None) -> None:
        found = variance(actual, profiled)
        assert (found is None) == (actual is None or profiled is None)
        if found is not None:
            assert found + profiled == actual

    @given(st.lists(AMOUNTS))
    def test_add_up_over_what_is_known(self, amounts: list[Decimal | None]) -> None:
        known = [amount for amount in amounts if amount is not None]
        assert total(amounts) == (sum(known) if known else None)
