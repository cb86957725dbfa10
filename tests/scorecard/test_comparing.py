"""Which values are held against each other, to the day; and the terms that the rule of direction speaks in."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from scorecard.travel import Direction, Judgement, Rule, Step, Value, Watched, goes_beyond, is_percentage, travel_of
from scorecard.travel.comparing import break_between, days_of, follows, in_time, same_days, to_compare_with

APRIL = date(2024, 4, 1)


def lasting(days: int, end: date, **more: object) -> Value:
    """A value of so many days up to one."""
    return Value(Decimal(100), "some days", end - timedelta(days=days - 1), end, **more)


def before(latest: Value, days: int, apart: int = 0) -> Value:
    """A value of so many days that ends on the eve of another, or so many days earlier."""
    return lasting(days, latest.start - timedelta(days=1 + apart))


class TestWhatIsHeldAgainst:
    def test_is_a_time_as_long_from_three_hundred_days_on(self) -> None:
        year, part = lasting(300, APRIL), lasting(299, APRIL)
        assert to_compare_with(year, [before(year, 300)], "") is not None
        assert to_compare_with(part, [before(part, 299)], "") is None

    @pytest.mark.parametrize(
        ("days", "is_compared"), [(364, True), (371, True), (357, True), (372, False), (356, False)]
    )
    def test_may_differ_by_a_week(self, days, is_compared):
        year = lasting(364, APRIL)
        assert (to_compare_with(year, [before(year, days)], "") is not None) is is_compared

    def test_shares_no_day(self) -> None:
        year = lasting(365, APRIL)
        assert to_compare_with(year, [before(year, 365, apart=-1)], "") is None

    def test_counted_from_the_start_of_a_year_is_of_the_same_days_even_of_a_whole_year(self) -> None:
        year = lasting(365, APRIL)
        assert to_compare_with(year, [before(year, 365, apart=40)], "cumulative") is None

    def test_reaches_back_to_the_first_year_there_is(self) -> None:
        assert to_compare_with(lasting(30, date(1, 3, 1)), [lasting(30, date(1, 1, 31))], "") is None

    def test_of_two_that_end_together_is_the_longer(self) -> None:
        month, year = lasting(30, APRIL, id=1), lasting(365, APRIL, id=2)
        assert [one.id for one in in_time([year, month])] == [1, 2]


class TestTheSameDays:
    def test_of_a_value_in_words_are_the_same_words(self) -> None:
        words, others = Value(Decimal(1), "mid-1990s"), [lasting(365, APRIL), Value(Decimal(2), "mid-1990s")]
        assert same_days(words, others) is others[1]
        assert same_days(Value(Decimal(1), "the war"), others) is None
        assert same_days(None, others) is None
        assert days_of(words) == 0


class TestARow:
    @pytest.mark.parametrize(
        ("days", "apart", "is_whole"), [(30, 0, True), (30, 1, False), (30, -3, True), (1, 90, True), (2, 90, False)]
    )
    def test_has_no_day_missing_but_between_single_days(self, days, apart, is_whole):
        later = lasting(days, APRIL)
        assert follows(later, before(later, days, apart)) is is_whole

    @pytest.mark.parametrize(("day", "is_between"), [(-1, False), (0, False), (1, True), (60, True), (61, False)])
    def test_is_broken_after_its_first_day_and_until_its_last(self, day, is_between):
        earlier, later = lasting(30, APRIL + timedelta(days=29)), lasting(31, APRIL + timedelta(days=60))
        step = Step(APRIL + timedelta(days=day), "Counted otherwise.")
        assert (break_between(earlier, later, [step]) is not None) is is_between


class TestTheTerms:
    def test_units_say_whether_they_are_shares_and_whether_they_go_beyond_the_whole(self) -> None:
        assert [is_percentage(unit) for unit in ("%", "Per cent", "percentage of homes", "homes, %")] == [
            True, True, True, False,
        ]  # fmt: skip
        assert [goes_beyond(unit) for unit in ("% change", "Net score", "£", "offences", "%", "")] == [
            True, True, True, False, False, False,
        ]  # fmt: skip

    def test_are_said_in_these_words_and_shapes(self) -> None:
        assert [one.value for one in Judgement] == ["Better", "Worse", "No change", "Not judged"]
        assert Rule() == Rule(Decimal(2), 10, 1)
        year = lasting(365, APRIL)
        told = [
            travel_of(Watched("increase"), [Value(Decimal(number), "", one.start, one.end) for number, one in pair])
            for pair in ([(100, before(year, 365)), (number, year)] for number in (150, 50, 101))
        ]
        assert [travel.shape for travel in told] == ["up", "down", "level"]
        assert [travel.word for travel in told] == ["Rising", "Falling", "About the same"]
        assert told[2].head == "About the same, where a rise is wanted"
        assert travel_of(Watched(), []).direction is Direction.NO_VALUE
        assert travel_of(Watched(), []).shape == "none"
