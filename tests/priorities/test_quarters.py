"""Which quarters of a plan progress is recorded for."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import Period
from priorities.quarters import MOST_SHOWN, period_slug, quarter_to_tell_of, quarters_of

YEAR = (date(2025, 4, 1), date(2026, 3, 31))
DAYS = st.dates(date(1990, 1, 1), date(2050, 1, 1))


def words(quarters: tuple[Period, ...]) -> list[str]:
    return [quarter.stated for quarter in quarters]


@pytest.mark.parametrize(
    ("on", "quarters"),
    [
        (date(2025, 1, 1), ["Q1 2025-26"]),
        (date(2025, 4, 1), ["Q1 2025-26"]),
        (date(2025, 11, 20), ["Q3 2025-26", "Q2 2025-26", "Q1 2025-26"]),
        (date(2030, 1, 1), ["Q4 2025-26", "Q3 2025-26", "Q2 2025-26", "Q1 2025-26"]),
    ],
)
def test_a_plan_has_the_quarters_that_have_begun(on: date, quarters: list[str]) -> None:
    assert words(quarters_of(*YEAR, on=on)) == quarters


def test_a_plan_of_a_calendar_year_has_the_quarters_it_runs_in() -> None:
    found = quarters_of(date(2014, 1, 1), date(2014, 12, 31), on=date(2020, 1, 1))
    assert words(found) == ["Q3 2014-15", "Q2 2014-15", "Q1 2014-15", "Q4 2013-14"]


def test_a_plan_without_days_has_those_of_the_running_year() -> None:
    assert words(quarters_of(None, None, on=date(2026, 1, 5)))[-1] == "Q1 2025-26"


def test_a_plan_without_end_has_the_latest() -> None:
    found = quarters_of(date(1995, 1, 1), None, on=date(2025, 11, 20))
    assert (len(found), found[0].stated) == (MOST_SHOWN, "Q3 2025-26")


@pytest.mark.parametrize(
    ("on", "quarter"),
    [
        (date(2025, 4, 10), "Q1 2025-26"),  # nothing has ended yet
        (date(2025, 10, 6), "Q2 2025-26"),
        (date(2025, 11, 11), "Q2 2025-26"),
        (date(2025, 11, 12), "Q3 2025-26"),
        (date(2026, 4, 20), "Q4 2025-26"),
        (date(2029, 1, 1), "Q4 2025-26"),
    ],
)
def test_for_six_weeks_people_speak_of_the_quarter_that_ended(on: date, quarter: str) -> None:
    assert quarter_to_tell_of(quarters_of(*YEAR, on=on), on=on).stated == quarter


@given(DAYS, DAYS, DAYS)
def test_there_is_always_a_quarter_to_tell_of(one: date, other: date, on: date) -> None:
    quarters = quarters_of(min(one, other), max(one, other), on=on)
    assert quarter_to_tell_of(quarters, on=on) in quarters
    assert len({period_slug(quarter) for quarter in quarters}) == len(quarters)
