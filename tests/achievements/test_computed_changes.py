"""A change as stated beside the one that its numbers give."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from achievements.computed_changes import differences_against, differences_within
from achievements.models import Comparator, Figure
from achievements.reading_figures import read_comparator, read_figure

COUNTS = st.integers(1, 10**9)


def figure(stated: str, **fields: object) -> Figure:
    reading = read_figure(stated)
    return Figure(stated=stated, number=reading.number, unit=reading.unit, qualifier=reading.qualifier, **fields)


def against(stated: str, **fields: object) -> Comparator:
    reading = read_comparator(stated)
    values = {
        "number": reading.number, "change_percent": reading.change_percent, "change_number": reading.change_number
    }  # fmt: skip
    return Comparator(stated=stated, **{**values, **fields})


def test_a_share_that_its_own_two_numbers_do_not_give_is_told() -> None:
    assert differences_within(figure("8.6% (37,068 to 33,587)")) == ["8.6% as stated, 9.4% as computed"]


@pytest.mark.parametrize(
    "stated", ["9.4% (37,068 to 33,587)", "9% (37,068 to 33,587)", "8.6%", "from 24 to 56", "many"]
)
def test_a_share_that_agrees_or_cannot_be_computed_is_not(stated: str) -> None:
    assert differences_within(figure(stated)) == []


@pytest.mark.parametrize(
    ("stated", "before", "told"),
    [
        ("33,587", {"number": Decimal(37068), "change_percent": Decimal("-8.6")}, "−8.6% as stated, −9.4% as computed"),
        ("56", {"number": Decimal(24), "change_number": Decimal(30)}, "+30 as stated, +32 as computed"),
        ("90", {"number": Decimal(100), "change_percent": Decimal(10)}, "+10% as stated, −10% as computed"),
    ],
)
def test_a_comparison_that_does_not_add_up_is_told(stated: str, before: dict[str, Decimal], told: str) -> None:
    assert differences_against(figure(stated), Comparator(stated="the year before", **before)) == [told]


def test_a_share_is_held_against_the_two_numbers_it_is_compared_with() -> None:
    assert differences_against(figure("8.6%"), against("from 37,068 to 33,587")) == ["8.6% as stated, 9.4% as computed"]


@pytest.mark.parametrize(
    ("stated", "compared"),
    [
        ("over 200", {"stated": "100", "change_percent": Decimal(50)}),
        ("between 10 and 20", {"stated": "5", "change_percent": Decimal(50)}),
        ("200", {"stated": "about 100", "change_percent": Decimal(50)}),
        ("200", {"stated": "none", "number": Decimal(0), "change_percent": Decimal(50)}),
        ("200", {"stated": "the year before", "change_percent": Decimal(50)}),
        ("Several", {"stated": "100", "change_percent": Decimal(50)}),
    ],
)
def test_where_there_is_nothing_exact_to_compute_nothing_is_told(stated: str, compared: dict[str, object]) -> None:
    assert differences_against(figure(stated), against(**compared)) == []


@given(COUNTS, COUNTS, st.integers(0, 2))
def test_a_change_rounded_from_its_numbers_always_agrees(before: int, after: int, places: int) -> None:
    change = round(Decimal(100) * (after - before) / before, places)
    comparator = Comparator(stated="before", number=Decimal(before), change_percent=change)
    assert differences_against(figure(f"{after:,}"), comparator) == []


@given(COUNTS, COUNTS, st.decimals(1, 1000, places=1))
def test_a_change_that_is_off_by_more_than_rounding_is_always_told(before: int, after: int, off: Decimal) -> None:
    change = round(Decimal(100) * (after - before) / before, 1) + off
    comparator = Comparator(stated="before", number=Decimal(before), change_percent=change)
    assert len(differences_against(figure(f"{after:,}"), comparator)) == 1
