"""What the words of figures and comparisons say in numbers."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from achievements.models import Comparator, Figure
from achievements.reading_figures import (
    QUALIFIERS,
    UNREAD,
    ComparatorReading,
    Reading,
    read_comparator,
    read_figure,
)

Q = Figure.Qualifier
ANY_TEXT = st.text(st.characters(codec=None), max_size=250)
WHOLE = st.integers(0, 999_999_999_999)
QUALIFYING = {
    "over": Q.OVER, "more than": Q.OVER, "in excess of": Q.OVER, "at least": Q.AT_LEAST, "no fewer than": Q.AT_LEAST,
    "about": Q.ABOUT, "approximately": Q.ABOUT, "around": Q.ABOUT, "nearly": Q.NEARLY, "almost": Q.NEARLY,
    "just under": Q.JUST_UNDER, "just over": Q.JUST_OVER, "up to": Q.UP_TO, "no more than": Q.UP_TO, "": Q.EXACT,
}  # fmt: skip


def said(reading: Reading) -> tuple[object, ...]:
    return reading.number, reading.qualifier, reading.unit


@pytest.mark.parametrize(
    ("stated", "number", "qualifier", "unit"),
    [
        ("over 1,200", 1200, Q.OVER, ""),
        ("39.9%", "39.9", Q.EXACT, "per cent"),
        ("an increase of 39.9 per cent", "39.9", Q.EXACT, "per cent"),
        ("£2.5m", 2_500_000, Q.EXACT, "pounds"),
        ("nearly half", 50, Q.NEARLY, "per cent"),
        ("twelve", 12, Q.EXACT, ""),
        ("Thirty-two workers", 32, Q.EXACT, "workers"),
        ("Just under four thousand young people", 4000, Q.JUST_UNDER, "young people"),
        ("24 hours a day", 24, Q.EXACT, "hours a day"),
        ("3 NRM referrals in the last quarter of 2022", 3, Q.EXACT, "NRM referrals"),
        ("projected to exceed 5,000", 5000, Q.OVER, ""),
        ("200+ people", 200, Q.OVER, ""),
        ("200 or more", 200, Q.AT_LEAST, ""),
        ("one in five", 20, Q.EXACT, "per cent"),
        ("approximately six hundred year 6 children", 600, Q.ABOUT, ""),
        ("fourteen people quit", 14, Q.EXACT, "people"),
        ("an estimated 600 children", 600, Q.ABOUT, "children"),
    ],
)
def test_reads_number_qualifier_and_unit(stated: str, number: int | str, qualifier: str, unit: str) -> None:
    assert said(read_figure(stated)) == (Decimal(number), qualifier, unit)


@pytest.mark.parametrize(
    ("stated", "low", "high", "unit"),
    [
        ("between 10 and 20", 10, 20, ""),
        ("aged 11-25", 11, 25, ""),
        ("two to three weeks", 2, 3, "weeks"),
        ("£2-3m", 2_000_000, 3_000_000, "pounds"),
        ("between 10 and 20%", 10, 20, "per cent"),
    ],
)
def test_reads_a_range(stated: str, low: int, high: int, unit: str) -> None:
    reading = read_figure(stated)
    assert (reading.number, reading.number_to, reading.qualifier, reading.unit) == (low, high, Q.RANGE, unit)


def test_reads_the_two_ends_of_a_change() -> None:
    reading = read_figure("8.6% (37,068 to 33,587)")
    assert said(reading) == (Decimal("8.6"), Q.EXACT, "per cent")
    assert (reading.before, reading.after) == (37_068, 33_587)
    assert read_figure("from 24 to 56") == Reading(number=Decimal(56), before=Decimal(24), after=Decimal(56))
    assert read_figure("37,068 to 33,587").before == 37_068


@pytest.mark.parametrize(
    ("stated", "number", "of"),
    [("one of eight", 1, 8), ("29 out of 32", 29, 32), ("75% (15 of 20)", 75, 20), ("60% (n=30)", 60, 30)],
)
def test_reads_of_how_many(stated: str, number: int, of: int) -> None:
    assert (read_figure(stated).number, read_figure(stated).denominator) == (number, of)


def test_takes_the_unit_from_what_is_counted_where_the_number_has_none() -> None:
    assert read_figure("over 200", "referrals received by the panel").unit == "referrals"
    assert read_figure("39.9%", "referrals received by the panel").unit == "per cent"
    assert read_figure("a lot", "referrals received") == UNREAD


@pytest.mark.parametrize(
    "stated",
    [
        "",
        "above its level before the coronavirus pandemic",
        "since March 2007",
        "five sessions of two full-day training events",
        "a chameleon",
        "one of the largest",
        "between twenty and ten",
        "between one hundred and twenty",
        "0.123456",
        "1,000,000,000,000,000",
        "x" * 500 + " 12",
    ],
)
def test_what_cannot_be_read_stays_words(stated: str) -> None:
    assert read_figure(stated) == UNREAD


@given(st.sampled_from(sorted(QUALIFYING)), WHOLE, st.sampled_from(["", "people", "crimes", "sessions"]))
def test_reads_every_qualifier_with_every_number(qualifier: str, number: int, unit: str) -> None:
    stated = f"{qualifier} {number:,} {unit}".strip()
    assert said(read_figure(stated)) == (number, QUALIFYING[qualifier], unit)
    assert read_figure(stated.upper()).number == number
    assert read_figure(f"  {stated}\n").qualifier == QUALIFYING[qualifier]


@given(WHOLE, WHOLE)
def test_reads_every_range_in_order(one: int, other: int) -> None:
    low, high = sorted((one, other))
    reading = read_figure(f"between {low:,} and {high:,} people")
    assert (reading.number, reading.number_to, reading.unit) == (low, high, "people")


@given(ANY_TEXT, ANY_TEXT)
@example("−0.0%", "")
@example("1e9", "")
def test_whatever_it_reads_the_database_can_hold(stated: str, what: str) -> None:
    reading = read_figure(stated, what)
    figure = Figure(
        stated="x",
        number=reading.number,
        number_to=reading.number_to,
        qualifier=reading.qualifier,
        denominator=reading.denominator,
        unit=reading.unit[:60],
    )
    figure.clean_fields(exclude=["achievement", "finding"])
    assert reading.number_to is None or (reading.number is not None and reading.number <= reading.number_to)
    assert reading.number is not None or reading == UNREAD


@given(ANY_TEXT)
def test_whatever_a_comparison_says_the_database_can_hold(stated: str) -> None:
    reading = read_comparator(stated)
    comparator = Comparator(
        kind=Comparator.Kind.OTHER,
        stated="x",
        number=reading.number,
        change_percent=reading.change_percent,
        change_number=reading.change_number,
    )
    comparator.clean_fields(exclude=["figure"])


def test_every_qualifier_can_be_read() -> None:
    assert {meaning for _, meaning in QUALIFIERS} | {Q.EXACT, Q.RANGE} == set(Q)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("3,500 in 2013-14", ComparatorReading(number=Decimal(3500))),
        ("closer to 60%", ComparatorReading(number=Decimal(60))),
        ("an increase of 39.9% on the same period", ComparatorReading(change_percent=Decimal("39.90"))),
        ("12% lower", ComparatorReading(change_percent=Decimal("-12.00"))),
        ("+5% for violence", ComparatorReading(change_percent=Decimal("5.00"))),
        ("−9.4%", ComparatorReading(change_percent=Decimal("-9.40"))),
        ("602 more than the year before", ComparatorReading(change_number=Decimal(602))),
        ("down by 24", ComparatorReading(change_number=Decimal(-24))),
        ("more than 2,500 burglaries", ComparatorReading(number=Decimal(2500))),
        ("the 12 months before", ComparatorReading()),
        ("12 months before", ComparatorReading()),
        ("the year ending March 2020", ComparatorReading()),
        ("2021", ComparatorReading()),
        ("from 24 to 56", ComparatorReading()),
    ],
)
def test_reads_a_comparison_as_another_number_or_as_a_change(stated: str, expected: ComparatorReading) -> None:
    assert read_comparator(stated) == expected
