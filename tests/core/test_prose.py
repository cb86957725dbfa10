"""Prose becomes safe HTML: what its author marked, and nothing else."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import prose

TAGS = {"p", "ul", "ol", "li", "a", "em", "strong", "br"}
TABLE_TAGS = {"div", "table", "caption", "thead", "tbody", "tr", "th", "td"}


def test_paragraphs_and_nested_lists_are_kept() -> None:
    text = "Together we:\n\n- plan\n  - with residents\n- act"
    assert prose.to_html(text).replace("\n", "") == (
        "<p>Together we:</p><ul><li>plan<ul><li>with residents</li></ul></li><li>act</li></ul>"
    )


def test_a_link_is_made_to_the_web() -> None:
    assert '<a href="https://example.org/a">plan</a>' in prose.to_html("See the [plan](https://example.org/a).")


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "vbscript:x"])
def test_no_link_is_made_to_anything_that_could_do_harm(address: str) -> None:
    assert "<a" not in prose.to_html(f"[here]({address})")


def test_a_table_has_its_caption_its_headings_and_a_box_to_scroll_in() -> None:
    text = "Before.\n\nTable: Who *leads*\n\n| Body | Posts |\n|---|--:|\n| Police | 12 |\n| | 3 |\n\nAfter."
    assert prose.to_html(text).replace("\n", "") == (
        '<p>Before.</p><div class="portal-table" role="region" aria-label="Who leads" tabindex="0">'
        '<table class="govuk-table"><caption class="govuk-table__caption">Who <em>leads</em></caption>'
        '<thead class="govuk-table__head"><tr class="govuk-table__row"><th class="govuk-table__header" scope="col">Body'
        '</th><th class="govuk-table__header govuk-table__header--numeric" scope="col">Posts</th></tr></thead>'
        '<tbody class="govuk-table__body">'
        '<tr class="govuk-table__row"><th class="govuk-table__header" scope="row">Police</th>'
        '<td class="govuk-table__cell govuk-table__cell--numeric">12</td></tr>'
        '<tr class="govuk-table__row"><td class="govuk-table__cell"></td>'
        '<td class="govuk-table__cell govuk-table__cell--numeric">3</td></tr>'
        "</tbody></table></div><p>After.</p>"
    )


def test_a_table_without_a_caption_is_called_by_its_headings() -> None:
    assert ">Body, Posts</caption>" in prose.to_html("| Body | Posts |\n|---|---|\n| Police | 12 |")
    assert ">Table</caption>" in prose.to_html("| | |\n|---|---|\n| Police | 12 |")


def test_cells_too_many_are_kept_in_the_last_column() -> None:
    assert ">12 | and | more</td>" in prose.to_html("| Body | Posts |\n|---|---|\n| Police | 12 | and | more |")


def test_a_paragraph_that_begins_like_a_caption_stays_one_where_no_table_follows() -> None:
    assert prose.to_html("Table: none\n\nMore.") == "<p>Table: none</p>\n<p>More.</p>\n"


@given(st.text())
def test_no_html_passes_through(text: str) -> None:
    written = prose.to_html(text)
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", written)) <= TAGS | TABLE_TAGS
    assert not re.search(r"<[^>]* on\w+=", written)


@given(st.sampled_from(["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>", "</p>", "&lt;"]))
def test_what_looks_like_html_is_shown_as_typed(text: str) -> None:
    assert "<script" not in prose.to_html(f"- {text}")
    assert "<img" not in prose.to_inline_html(text)


@pytest.mark.parametrize(
    ("text", "gist"),
    [
        (
            "- The officer **works** across [the county](https://example.org)\n- and",
            "The officer works across the county and",
        ),
        ("One two three", "One two three"),
        ("", ""),
    ],
)
def test_a_gist_has_the_words_without_their_marks(text: str, gist: str) -> None:
    assert prose.gist(text) == gist


def test_a_gist_parts_no_word_from_what_stands_right_after_a_mark() -> None:
    assert prose.gist("For **young people**, *now*:\n[more](https://example.org/).") == "For young people, now: more."


def test_a_gist_is_cut_after_a_whole_word() -> None:
    assert prose.gist("crime and disorder", 11) == "crime and…"


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Burglaries in a year. For 2014-15 no count is given.", "Burglaries in a year."),
        ("Does **it** fall? Nobody knows.", "Does it fall?"),
        ("Visits, e.g. St J. Smith Square, in 2.5 years", "Visits, e.g. St J. Smith Square, in 2.5 years"),
        ("", ""),
    ],
)
def test_a_first_sentence_ends_where_another_begins(text: str, first: str) -> None:
    assert prose.first_sentence(text) == first
