"""Periods mean the days their words say, keep the words, and refuse the rest with a sentence."""

import calendar
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.periods import MONTHS, Period, PeriodKind, UnreadablePeriod
from tests import make

DAY = timedelta(days=1)
YEARS = st.integers(1000, 9997)
DAYS = st.dates(date(1000, 1, 1), date(9998, 12, 31))
MONTH_NAMES = st.sampled_from(list(calendar.month_name)[1:])


def words(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year:04d}"


@pytest.mark.parametrize(
    ("stated", "kind", "start", "end"),
    [
        # The source papers' own.
        ("2024-25", "financial-year", (2024, 4, 1), (2025, 3, 31)),
        ("2023/24", "financial-year", (2023, 4, 1), (2024, 3, 31)),
        ("2022-2023", "financial-year", (2022, 4, 1), (2023, 3, 31)),
        ("2012-17", "span", (2012, 4, 1), (2017, 3, 31)),
        ("2014", "calendar-year", (2014, 1, 1), (2014, 12, 31)),
        ("12 months to December 2012", "twelve-months-to", (2012, 1, 1), (2012, 12, 31)),
        ("the last 12 months to December 2012", "twelve-months-to", (2012, 1, 1), (2012, 12, 31)),
        ("year ending March 2020", "twelve-months-to", (2019, 4, 1), (2020, 3, 31)),
        ("as at end March 2023", "as-at", (2023, 3, 31), (2023, 3, 31)),
        ("as of December 2022", "as-at", (2022, 12, 31), (2022, 12, 31)),
        ("since September 2012", "since", (2012, 9, 1), None),
        ("since 1 April 2023", "since", (2023, 4, 1), None),
        ("from 1st April 2023", "since", (2023, 4, 1), None),
        ("February 2024 to January 2025", "span", (2024, 2, 1), (2025, 1, 31)),
        ("between 2004 and 2012", "span", (2004, 1, 1), (2012, 12, 31)),
        ("30th June 2025", "day", (2025, 6, 30), (2025, 6, 30)),
        ("Q1 2013-14", "quarter", (2013, 4, 1), (2013, 6, 30)),
        ("Q4 2013/14", "quarter", (2014, 1, 1), (2014, 3, 31)),
        # Grant years, and how else such things are written.
        ("1 October 2024 to 30 September 2025", "span", (2024, 10, 1), (2025, 9, 30)),
        ("1 October - 30 September 2025", "span", (2024, 10, 1), (2025, 9, 30)),
        ("Apr – Jun 2013", "span", (2013, 4, 1), (2013, 6, 30)),
        ("November to February 2015", "span", (2014, 11, 1), (2015, 2, 28)),
        ("Sept 2024", "month", (2024, 9, 1), (2024, 9, 30)),
        ("12 months to 28 March 2023", "twelve-months-to", (2022, 3, 29), (2023, 3, 28)),
        ("twelve months to February 2024", "twelve-months-to", (2023, 3, 1), (2024, 2, 29)),
        ("1999-00", "financial-year", (1999, 4, 1), (2000, 3, 31)),
        ("calendar year 2014", "calendar-year", (2014, 1, 1), (2014, 12, 31)),
        ("in words: mid-1990s", "in-words", None, None),
    ],
)
def test_a_period_means_its_days(
    stated: str, kind: str, start: tuple[int, int, int] | None, end: tuple[int, int, int] | None
) -> None:
    period = Period.parse(stated)
    assert (period.kind, period.start, period.end) == (kind, start and date(*start), end and date(*end))
    assert str(period) == stated.removeprefix("in words: ")


@pytest.mark.parametrize(
    ("stated", "sentence"),
    [
        ("31 February 2024", "names a day or a year that does not exist"),
        ("29 February 2023", "names a day or a year that does not exist"),
        ("31 April to 30 June 2024", "names a day or a year that does not exist"),
        ("since 0 May 2024", "names a day or a year that does not exist"),
        ("0000", "names a day or a year that does not exist"),
        ("0000-01", "names a day or a year that does not exist"),
        ("9999-00", "names a day or a year that does not exist"),
        ("Q4 9999-00", "names a day or a year that does not exist"),
        ("12 months to March 0001", "names a day or a year that does not exist"),
        ("2024-24", "do not follow each other"),
        ("2024-2023", "do not follow each other"),
        ("Q2 2013-15", "do not follow each other"),
        ("June 2024 to May 2023", "ends before it starts"),
        ("2017 to 2012", "ends before it starts"),
        ("mid-1990s", "not a period this portal can read"),
        ("", "not a period this portal can read"),
        ("March", "not a period this portal can read"),
        ("Q5 2013-14", "not a period this portal can read"),
        ("in words:", "not a period this portal can read"),
        ("٢٠٢٤", "not a period this portal can read"),
        ("ſeptember 2024", "not a period this portal can read"),
    ],
)
def test_what_is_no_period_is_refused_in_a_sentence(stated: str, sentence: str) -> None:
    with pytest.raises(UnreadablePeriod, match=sentence) as refusal:
        Period.parse(stated)
    assert f"“{stated}”" in str(refusal.value)
    assert str(refusal.value).endswith(".")


def answer(text: str) -> Period | UnreadablePeriod:
    """What the portal makes of some words; any other exception fails the test."""
    try:
        return Period.parse(text)
    except UnreadablePeriod as refusal:
        return refusal


def assert_a_period_or_a_sentence(text: str) -> None:
    given_back = answer(text)
    if isinstance(given_back, UnreadablePeriod):
        assert f"“{' '.join(text.split())}”" in str(given_back)
    else:
        assert given_back.kind in PeriodKind.values
        assert given_back.start is None or given_back.end is None or given_back.start <= given_back.end


@given(st.text() | st.text("0123456789 -–/toQfrmasincdebwyuklhMARCH"))
@example("ſept 2024")
@example("12 months to 29 February 2024")
def test_no_words_get_anything_but_a_period_or_a_sentence(text: str) -> None:
    assert_a_period_or_a_sentence(text)


@given(
    st.from_regex(
        r"(since |from |as at |as at end |12 months to |year ending |between |Q[0-9] )?"
        r"([0-9]{1,2}(st|nd)? )?(January|Feb|Sept|december)?( [0-9]{4})?"
        r"( to |-| and |–|/)?([0-9]{1,2} )?(March|Apr)?( ?[0-9]{2,4})?",
        fullmatch=True,
    )
)
def test_what_looks_like_a_period_gets_one_or_a_sentence(text: str) -> None:
    assert_a_period_or_a_sentence(text)


@given(YEARS)
def test_financial_years_are_read_back_and_follow_each_other(year: int) -> None:
    this, following = Period.financial_year(year), Period.financial_year(year + 1)
    assert Period.parse(str(this)) == this
    assert this.end is not None
    assert this.end + DAY == following.start
    assert (this.start, this.end) == (date(year, 4, 1), date(year + 1, 3, 31))


@given(YEARS)
def test_four_quarters_make_the_financial_year(year: int) -> None:
    whole = Period.financial_year(year)
    quarters = [Period.parse(f"Q{number} {whole.stated}") for number in (1, 2, 3, 4)]
    assert (quarters[0].start, quarters[3].end) == (whole.start, whole.end)
    for earlier, later in pairwise(quarters):
        assert earlier.end is not None
        assert earlier.end + DAY == later.start


@given(DAYS)
def test_every_day_falls_in_one_quarter(day: date) -> None:
    quarter = Period.quarter_of(day)
    assert quarter.start is not None
    assert quarter.end is not None
    assert quarter.kind == PeriodKind.QUARTER
    assert quarter.start <= day <= quarter.end


@pytest.mark.parametrize(
    ("stated", "following"),
    [
        ("2024-25", "2025-26"),
        ("2023/24", "2024-25"),
        ("1999-00", "2000-01"),
        ("2012-17", "2017-22"),
        ("2014", "2015"),
        ("Q4 2024-25", "Q1 2025-26"),
        ("Q1 2013-14", "Q2 2013-14"),
        ("1 October 2024 to 30 September 2025", "1 October 2025 to 30 September 2026"),
        ("12 months to December 2012", "1 January 2013 to 31 December 2013"),
        ("29 February 2024 to 28 February 2025", None),
        ("February 2024 to March 2024", None),
        ("as at end March 2023", None),
        ("since March 2023", None),
        ("in words: mid-1990s", None),
    ],
)
def test_a_period_is_followed_by_one_as_long(stated: str, following: str | None) -> None:
    found = Period.parse(stated).following()
    assert (found and found.stated) == following


@given(YEARS)
def test_what_follows_a_financial_year_begins_the_day_after_it(year: int) -> None:
    this = Period.financial_year(year)
    assert this.following() == Period.financial_year(year + 1)


@given(DAYS)
def test_a_day_is_read_back(day: date) -> None:
    period = Period.parse(words(day))
    assert (period.kind, period.start, period.end) == (PeriodKind.DAY, day, day)


@given(DAYS.filter(lambda day: day.year > 1000))
def test_twelve_months_are_a_year_long_and_end_where_they_say(day: date) -> None:
    period = Period.parse(f"12 months to {words(day)}")
    assert period.start is not None
    assert period.end == day
    assert (day - period.start).days + 1 in (365, 366)


@given(YEARS, MONTH_NAMES)
def test_a_month_is_within_the_twelve_months_to_it(year: int, month: str) -> None:
    one = Period.parse(f"{month} {year}")
    twelve = Period.parse(f"12 months to {month} {year}")
    assert one.start is not None
    assert twelve.start is not None
    assert twelve.start < one.start
    assert twelve.end == one.end == Period.parse(f"as at end {month} {year}").end


@given(DAYS, DAYS)
def test_a_span_keeps_its_days_in_order(one: date, other: date) -> None:
    first, last = sorted([one, other])
    period = Period.parse(f"{words(first)} to {words(last)}")
    assert (period.start, period.end) == (first, last)
    if first != last:
        with pytest.raises(UnreadablePeriod, match="ends before it starts"):
            Period.parse(f"{words(last)} to {words(first)}")


@given(DAYS.filter(lambda day: (day.month, day.day) != (2, 29) and day.year > 1000), DAYS)
def test_a_span_that_names_one_year_ends_in_it_and_lasts_under_a_year(first: date, last: date) -> None:
    period = Period.parse(f"{first.day} {calendar.month_name[first.month]} to {words(last)}")
    assert period.end == last
    assert period.start is not None
    assert (period.start.month, period.start.day) == (first.month, first.day)
    assert timedelta(0) <= last - period.start < timedelta(days=366)


@given(st.text(min_size=1).map(lambda text: " ".join(text.split())).filter(bool))
def test_words_that_give_no_days_are_kept(text: str) -> None:
    assert Period.parse(f"in words: {text}") == Period.in_words(text)


@given(st.sampled_from(sorted(MONTHS)), YEARS)
def test_a_month_reads_the_same_in_any_case_and_length(month: str, year: int) -> None:
    periods = [Period.parse(f"{name} {year}") for name in (month, month.upper(), month.title())]
    assert len({(period.start, period.end) for period in periods}) == 1
    assert periods[0].start == date(year, MONTHS[month], 1)


@pytest.mark.django_db
@pytest.mark.parametrize("stated", ["2024-25", "since March 2023", "as at end March 2023", "in words: mid-1990s"])
def test_a_record_gives_back_the_period_it_was_given(stated: str) -> None:
    award = make.award(period=stated)
    award.refresh_from_db()
    assert award.period == Period.parse(stated)
    award.period = None
    award.save()
    award.refresh_from_db()
    assert award.period is None
    assert (award.period_stated, award.period_start, award.period_end) == ("", None, None)
