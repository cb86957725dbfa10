"""Clear working days in England, by cases somebody counted on paper and by what always holds."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.calendar import bank_holidays, clear_working_days_before, is_working_day, working_days_between

dates = st.dates(date(1980, 1, 1), date(2099, 1, 1))
some_days = st.integers(0, 30)


@pytest.mark.parametrize(
    ("meeting", "despatch"),
    [
        (date(2026, 2, 16), date(2026, 2, 6)),  # nothing but a weekend lies between
        (date(2026, 4, 7), date(2026, 3, 26)),  # Good Friday and Easter Monday
        (date(2026, 1, 6), date(2025, 12, 24)),  # Christmas, Boxing Day and New Year
        (date(2022, 6, 8), date(2022, 5, 27)),  # the spring holiday moved, and the Platinum Jubilee
        (date(2023, 5, 12), date(2023, 5, 3)),  # the Coronation on 8 May
        (date(2022, 9, 22), date(2022, 9, 13)),  # the State Funeral on 19 September
        (date(2023, 1, 5), date(2022, 12, 23)),  # 27 December stood in for a Sunday, 2 January too
        (date(2026, 5, 25), date(2026, 5, 15)),  # a meeting on a bank holiday
        (date(2026, 2, 15), date(2026, 2, 6)),  # a meeting on a Sunday
    ],
)
def test_a_paper_goes_out_in_time_for_five_clear_working_days(meeting: date, despatch: date) -> None:
    assert clear_working_days_before(meeting) == despatch


def test_the_notice_that_the_court_of_appeal_found_short_is_short() -> None:
    """Ex parte Elitestone: out on Thursday 26 April 1990 for Tuesday 1 May, when three clear days were asked."""
    assert working_days_between(date(1990, 4, 26), date(1990, 5, 1)) == 2
    assert clear_working_days_before(date(1990, 5, 1), days=3) == date(1990, 4, 25)


@pytest.mark.parametrize(
    ("on", "is_working"),
    [
        (date(2020, 5, 4), True),  # moved for the anniversary of VE Day
        (date(2020, 5, 8), False),
        (date(2022, 5, 30), True),  # moved for the Platinum Jubilee
        (date(2022, 6, 2), False),
        (date(2022, 6, 3), False),
        (date(2023, 5, 8), False),
        (date(2011, 4, 29), False),
        (date(2021, 12, 27), False),  # in place of Christmas Day, a Saturday
        (date(2021, 12, 28), False),
        (date(2026, 3, 17), True),  # Saint Patrick: in Northern Ireland alone
        (date(2026, 1, 2), True),  # in Scotland alone
        (date(2026, 11, 30), True),
        (date(2026, 8, 3), True),  # Scotland's summer holiday
        (date(2026, 8, 31), False),
        (date(2026, 8, 29), False),
    ],
)
def test_the_holidays_are_those_of_england(on: date, is_working: bool) -> None:  # noqa: FBT001
    assert is_working_day(on) is is_working


@given(dates, some_days)
def test_the_day_of_despatch_is_the_latest_that_leaves_so_many_days_clear(meeting: date, days: int) -> None:
    despatch = clear_working_days_before(meeting, days)
    assert despatch < meeting
    assert is_working_day(despatch)
    assert working_days_between(despatch, meeting) == days
    for later in range(1, (meeting - despatch).days):
        on = despatch + timedelta(days=later)
        assert not is_working_day(on) or working_days_between(on, meeting) < days


@given(dates, some_days)
def test_a_later_meeting_never_wants_an_earlier_despatch(meeting: date, days: int) -> None:
    assert clear_working_days_before(meeting, days) <= clear_working_days_before(meeting + timedelta(days=1), days)


@given(dates, st.integers(-40, 400), st.integers(-40, 400))
def test_the_days_between_add_up(first: date, to_middle: int, to_last: int) -> None:
    middle, last = first + timedelta(days=abs(to_middle)), first + timedelta(days=abs(to_middle) + abs(to_last))
    whole = working_days_between(first, last)
    parts = working_days_between(first, middle) + working_days_between(middle, last)
    assert whole - parts == (is_working_day(middle) if first < middle < last else 0)


@given(st.integers(1978, 2100))
def test_every_year_has_its_eight_holidays_at_least(year: int) -> None:
    """Since May Day came in 1978; those by proclamation come on top, and days that stand in for a Sunday."""
    assert len({on for on in bank_holidays(year) if on.weekday() < 5}) >= 8
    assert all(on.year == year for on in bank_holidays(year))


def test_no_time_lies_between_a_day_and_itself_or_an_earlier_one() -> None:
    assert working_days_between(date(2026, 2, 16), date(2026, 2, 16)) == 0
    assert working_days_between(date(2026, 2, 16), date(2026, 2, 2)) == 0


def test_fewer_than_no_clear_days_are_refused() -> None:
    with pytest.raises(ValueError, match="no -1 clear days"):
        clear_working_days_before(date(2026, 2, 16), days=-1)
