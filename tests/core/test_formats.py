"""How numbers, money and dates are written for people."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import formats


@pytest.mark.parametrize(
    ("amount", "written"),
    [("746294", "£746,294"), ("1200.5", "£1,200.50"), ("0", "£0"), ("-134", "−£134"), ("746160.00", "£746,160")],
)
def test_money_is_in_pounds_with_pence_only_where_there_are_any(amount: str, written: str) -> None:
    assert formats.money(Decimal(amount)) == written


@given(st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2))
def test_money_can_be_read_back(amount: Decimal) -> None:
    assert Decimal(formats.money(amount).replace("£", "").replace(",", "")) == amount


@pytest.mark.parametrize(
    ("value", "written"), [("39.9000", "39.9"), ("2534.0000", "2,534"), ("100", "100"), ("0.05", "0.05")]
)
def test_a_number_has_no_idle_noughts(value: str, written: str) -> None:
    assert formats.number(Decimal(value)) == written
    assert formats.percentage(Decimal(value)) == f"{written}%"


def test_a_date_is_written_out() -> None:
    assert formats.day(date(2025, 10, 6)) == "6 October 2025"


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (datetime(2025, 10, 6, 13, 30, tzinfo=UTC), "6 October 2025 at 2:30pm"),
        (datetime(2025, 12, 6, 9, 0, tzinfo=UTC), "6 December 2025 at 9am"),
        (datetime(2025, 12, 31, 0, 5, tzinfo=UTC), "31 December 2025 at 12:05am"),
        (datetime(2025, 6, 30, 23, 5, tzinfo=UTC), "1 July 2025 at 12:05am"),
    ],
)
def test_a_moment_is_in_british_time(at: datetime, written: str) -> None:
    assert formats.moment(at) == written
    assert formats.clock(at) == written.rpartition(" ")[2]


@pytest.mark.parametrize(
    ("start", "end", "written"),
    [
        (date(2013, 4, 1), date(2014, 3, 31), "1 April 2013 to 31 March 2014"),
        (date(2013, 4, 1), date(2013, 4, 1), "1 April 2013"),
        (date(2013, 4, 1), None, "from 1 April 2013"),
        (None, date(2014, 3, 31), "until 31 March 2014"),
        (None, None, ""),
    ],
)
def test_two_dates_are_a_span(start: date | None, end: date | None, written: str) -> None:
    assert formats.span(start, end) == written


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ([], ""),
        (["police"], "police"),
        (["police", "fire"], "police and fire"),
        (["police", "fire", "health"], "police, fire and health"),
    ],
)
def test_words_are_listed_as_in_a_sentence(words: list[str], written: str) -> None:
    assert formats.listed(words) == written
