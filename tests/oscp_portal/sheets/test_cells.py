"""What people type into cells, read as what it means."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.csv_files import cell_text
from core.periods import Period
from core.sheets import CellError, Formula, Percentage
from oscp_portal.sheets.cells import Choices, Day, Number, OneOf, SomeOf, Text, Unreadable, When, as_text
from oscp_portal.sheets.respelling import is_respelt

POLICE, FIRE = "police", "fire"
BODIES = Choices(
    "a body",
    [("Thames Valley Police", POLICE), ("Fire’s service", FIRE)],
    [("TVP", POLICE), ("The", FIRE), ("The", POLICE)],
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "Yes"),
        (Decimal("746160.10"), "746160.1"),
        (1_000, "1000"),
        (Percentage(Decimal("8.6")), "8.6%"),
        (date(2026, 3, 31), "2026-03-31"),
        (datetime.fromisoformat("2026-03-31T14:30"), "2026-03-31 14:30"),
        (" two\r\nlines\x07 ", "two\nlines"),
        ("'=1+1", "=1+1"),
        ("'quoted'", "'quoted'"),
    ],
)
def test_every_cell_has_one_text(value: Any, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize("cell", [Formula("A1+1", 2), CellError("#REF!")])
def test_what_computes_or_is_broken_is_no_value(cell: Any) -> None:
    with pytest.raises(Unreadable):
        as_text(cell)


@pytest.mark.parametrize(
    ("reader", "text", "means"),
    [
        (Day(), "2026-03-31", date(2026, 3, 31)),
        (Day(), "31/3/2026", date(2026, 3, 31)),
        (Day(), "31 march 2026", date(2026, 3, 31)),
        (Day(), "31-Mar-26", date(2026, 3, 31)),
        (Number(2, 14, is_money=True), "£746,160.10", Decimal("746160.10")),
        (Number(4, 16), "−0.125", Decimal("-0.125")),
        (OneOf(BODIES), "thames  valley police", POLICE),
        (OneOf(BODIES), "tvp", POLICE),
        (OneOf(BODIES), "Fire's service", FIRE),
        (SomeOf(BODIES), "TVP; Fire’s service\nTVP;", (POLICE, FIRE)),
        (Text(20), "two\nlines", "two lines"),
        (When(), "2026-03-31", Period.parse("31 March 2026")),
    ],
)
def test_it_is_read_as_people_write_it(reader: Any, text: str, means: Any) -> None:
    assert reader.read(text) == means


@pytest.mark.parametrize(
    ("reader", "text", "said"),
    [
        (Day(), "3/31/2026", "Enter a real date, like 31/3/2026"),
        (Day(), "soon", "Enter a date, like 31/3/2026"),
        (Number(2, 14, is_money=True), "1.005", "Enter a number with no part of a penny"),
        (Number(2, 14, is_money=True), "1e13", "Enter a number of at most 12 digits before the point"),
        (Number(2, 14), "NaN", "Enter a number, like 1,200 or 39.9"),
        (Number(2, 14), "9" * 400, "Enter a number, like 1,200 or 39.9"),
        (OneOf(BODIES), "TV Police", "“TV Police” is not a body"),
        (OneOf(BODIES), "Tames Valley Police", "“Tames Valley Police” is not a body. Did you mean “Thames Valley"),
        (OneOf(BODIES), "The", "“The” names more than one. Choose it in the portal instead"),
        (Text(3), "four", "Shorten this to 3 characters: it has 4"),
        (Text(), "x" * 1_001, "One word here has more than 1,000 characters. Part it with spaces"),
        (When(), "2026-03-01", "The spreadsheet made the date 1 March 2026 of this."),
        (When(), "some time", "“some time” is not a period this portal can read."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_gets_a_sentence(reader: Any, text: str, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        reader.read(text)
    assert str(caught.value).startswith(said)


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_text_that_goes_out_inert_comes_in_as_it_was(text: str) -> None:
    """Except where somebody wrote the very apostrophe: the sheet is then told from the record by its words."""
    if not text.startswith("'"):
        assert as_text(cell_text(text)) == as_text(text)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("37,068", "37068"),
        ("1.10", "1.1"),
        ("007", "7"),
        ("11 January 2014", "11/01/14"),
        ("11 January 2014", "11-Jan-14"),
        ("11 January 2014", "2014-01-11"),
        ("March 2023", "Mar-23"),
        ("March 2023", "01/03/2023"),
    ],
)
def test_what_a_spreadsheet_program_makes_of_text_is_told_from_a_change(before: str, text: str) -> None:
    assert is_respelt(text, before)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        ("37,068", "37069"),
        ("8.6%", "8.6"),
        ("11 January 2014", "12/01/14"),
        ("1914-01-11", "2014-01-11"),
        ("1 March 2023", "March 2023"),
        ("March 2023", "1 March 2023"),
        ("2013-14", "2013-15"),
        ("Soon", "Later"),
    ],
)
def test_what_somebody_changed_is_a_change(before: str, text: str) -> None:
    assert not is_respelt(text, before)
