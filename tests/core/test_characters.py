"""Text without what no paper can carry."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.characters import UNPRINTABLE, on_one_line, printable
from reports.content import is_unprintable


def test_what_is_left_out_is_what_papers_refuse() -> None:
    everything = map(chr, range(0x110000))
    kept_in_prose = {"\n", "\t"}  # which compose turns into paragraphs and spaces
    wrong = [
        hex(ord(c)) for c in everything if bool(UNPRINTABLE.match(c)) != (is_unprintable(c) and c not in kept_in_prose)
    ]
    assert wrong == []


@given(st.text(st.characters(codec=None)))
def test_nothing_unprintable_is_left(text: str) -> None:
    assert not UNPRINTABLE.search(printable(text))


@given(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Zl", "Zp"])))
def test_other_text_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029", "\n"])
def test_there_is_one_way_to_end_a_line(end: str) -> None:
    assert printable(f"one{end}two") == "one\ntwo"


def test_bullets_pasted_from_word_stay_bullets() -> None:
    assert printable("\uf0b7 first") == "• first"


def test_an_answer_of_one_line_stays_on_one() -> None:
    assert on_one_line(" Refresh\n\n  Café\twinter ") == "Refresh Café winter"
