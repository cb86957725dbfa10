"""Numbers as people write them in a sentence."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achievements.numbers_in_words import ONES, TEENS, TENS, numbers_in, value_of_words

ANY_TEXT = st.text(st.characters(codec=None), max_size=200)


def spelt(number: int) -> str:
    """A number from 1 to 999,999,999 in words, as the reader's opposite."""
    if number < 10:
        return ONES[number - 1]
    if number < 20:
        return TEENS[number - 10]
    if number < 100:
        rest = number % 10
        return TENS[number // 10 - 2] + (f"-{ONES[rest - 1]}" if rest else "")
    for size, name in ((1_000_000, "million"), (1_000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            joint = " and " if rest < 100 else " "
            return f"{spelt(number // size)} {name}" + (joint + spelt(rest) if rest else "")
    raise ValueError(number)


def values(text: str) -> list[Decimal]:
    return [number.value for number in numbers_in(text)]


@given(st.integers(1, 999_999_999))
def test_a_number_in_words_is_read_back(number: int) -> None:
    assert value_of_words(spelt(number)) == number
    assert values(spelt(number)) == [number]
    assert values(f"There were {spelt(number).upper()} people.") == [number]


@given(st.integers(0, 10**15))
def test_a_number_in_digits_is_read_back_with_and_without_commas(number: int) -> None:
    assert values(f"{number:,} people") == [number]
    assert values(f"{number} people") == [number]


@given(
    st.decimals(0, 10**9, places=2),
    st.sampled_from([("", 1), ("k", 1_000), ("m", 10**6), ("bn", 10**9), (" million", 10**6)]),
)
def test_an_amount_of_money_is_read_back(amount: Decimal, short: tuple[str, int]) -> None:
    found = numbers_in(f"£{amount:,f}{short[0]} granted")
    assert [(number.value, number.unit) for number in found] == [(amount * short[1], "pounds")]


@given(ANY_TEXT)
def test_every_number_stands_in_the_text_in_order(text: str) -> None:
    ends = [0]
    for number in numbers_in(text):
        assert ends[-1] <= number.start < number.end <= len(text)
        ends.append(number.end)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("half a million", [500_000]),
        ("a dozen officers and two dozen volunteers", [12, 24]),
        ("a hundred people", [100]),
        ("two thirds of them", ["66.6667"]),
        ("half of residents", [50]),
        ("a quarter", [25]),
        ("between one hundred and two hundred", [100, 200]),
        ("−5%", [-5]),
        ("zero", [0]),
    ],
)
def test_reads_what_people_write(text: str, found: list[int | str]) -> None:
    assert values(text) == [Decimal(value) for value in found]


@pytest.mark.parametrize(
    "text",
    [
        "in 2014",
        "2014",
        "2024-25",
        "Q1 2024-25",
        "since March 2007",
        "5 to 7 March 2024",
        "1st April 2024",
        "from 11 p.m. to 4am",
        "Year 6 children",
        "2-hour sessions",
        "24/7",
        "the M25",
        "version 2.0.1",
        "1,20",
        "12,34,567",
        "a half-hearted attempt",
        "a third programme",
        "someone",
        "everyone at the weekend",
        "hundreds of people",
        "half-term",
    ],
)
def test_passes_over_what_counts_nothing(text: str) -> None:
    assert values(text) == []
