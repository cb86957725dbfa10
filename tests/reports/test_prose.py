"""Officers' prose becomes content: lists nest, links are safe, nothing typed turns into markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.content import (
    BlockList,
    Cell,
    Column,
    HeaderRow,
    HeaderTable,
    Masthead,
    Paper,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    check,
    walk,
)
from reports.prose import lead_in, line, prose, running


def test_paragraphs_are_parted_by_a_blank_line() -> None:
    assert prose("One\nline.\n\nAnother.") == (Paragraph((Span("One line."),)), Paragraph((Span("Another."),)))


def test_lists_nest_as_deep_as_they_are_typed_and_a_paragraph_may_continue_a_bullet() -> None:
    (top,) = prose("- one\n  - two\n    - three\n\n  continues one\n- four")
    assert isinstance(top, BlockList)
    first = top.items[0].blocks
    assert [type(block) for block in first] == [Paragraph, BlockList, Paragraph]
    deepest = first[1].items[0].blocks[1]
    assert deepest.items[0].blocks[0].text == "three"
    assert len(top.items) == 2


def test_numbered_lists_strong_words_and_links() -> None:
    (numbered,) = prose("1. **First** of [all](https://example.org/a)")
    assert numbered.marker == "number"
    assert numbered.items[0].blocks[0].spans == (
        Span("First", strong=True), Span(" of "), Span("all", "https://example.org/a"),
    )  # fmt: skip


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//evil.example"])
def test_only_web_and_mail_addresses_become_links(address: str) -> None:
    assert not any(span.href for block in prose(f"[click]({address})") for span in block.spans)


def test_html_stays_the_characters_that_were_typed() -> None:
    (paragraph,) = prose("<script>alert(1)</script> & <b>bold</b>")
    assert paragraph.text == "<script>alert(1)</script> & <b>bold</b>"


def test_an_address_in_angle_brackets_is_a_link() -> None:
    (paragraph,) = prose("See <https://example.org/jsna/>.")
    assert Span("https://example.org/jsna/", "https://example.org/jsna/") in paragraph.spans


def test_lead_in_puts_words_before_the_first_paragraph() -> None:
    (first, second) = lead_in("July", prose("approve the plan\n\nand more"))
    assert first.text == "July: approve the plan"
    assert second.text == "and more"


def test_plain_lines_are_not_read_as_markdown() -> None:
    assert line("**5** * 3 [x](y)").text == "**5** * 3 [x](y)"


TABLE = "Table: Posts **funded**\n\n| Body | Posts |\n|---|--:|\n| *Police* | 12 |\n| Council | |"


def test_a_table_is_typed_with_pipes_and_has_the_paragraph_before_it_for_a_caption() -> None:
    (before, table) = prose(f"Money went to posts.\n\n{TABLE}")
    assert before.text == "Money went to posts."
    assert table == Table(
        "Posts funded",
        (Column("Body"), Column("Posts", "number")),
        (
            Row((Cell((Paragraph((Span("Police", emphasis=True),)),)), Cell((line("12"),)))),
            Row((Cell((line("Council"),)), Cell())),
        ),
    )


def test_a_table_without_a_caption_is_called_by_its_headings_and_every_cell_is_kept() -> None:
    (table,) = prose("| Body | Posts |\n|---|---|\n| Police | 12 | 13 |")
    assert table.caption == "Body, Posts"
    assert table.rows[0].cells[1].blocks[0].text == "12 | 13"


def test_a_table_may_stand_in_a_list() -> None:
    (listed,) = prose("- one\n\n  | A |\n  |---|\n  | b |")
    assert [type(block) for block in listed.items[0].blocks] == [Paragraph, Table]


def test_where_no_table_can_stand_its_rows_become_paragraphs() -> None:
    assert [block.text for block in running(TABLE)] == ["Posts funded", "Body: Police; Posts: 12", "Body: Council"]
    (listed,) = running("- one\n\n  | A |\n  |---|\n  | b |")
    assert [block.text for block in listed.items[0].blocks] == ["one", "A", "A: b"]


@pytest.mark.parametrize(
    "typed", ["# Heading", "![alt](https://example.org/a.png)", "> said", "    code", "<h2>x</h2>", "```x```"]
)
def test_headings_images_quotations_and_code_stay_the_characters_that_were_typed(typed: str) -> None:
    assert prose(typed) == (line(typed.strip()),)


CELLS = st.text(st.sampled_from("ab1 *|\\-:[]()é"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4), st.integers(1, 3))
def test_any_table_gives_content_that_can_be_printed(rows: list[list[str]], columns: int) -> None:
    typed = "\n".join(
        ["| " + " | ".join(["H"] * columns) + " |", "|" + "---|" * columns, *("|".join(row) for row in rows)]
    )
    row = HeaderRow("To", "stated", running(typed) or (line("-"),))
    section = Section("H", "section-h", prose(typed))
    check(Paper("s", "k", "T", "", "en-GB", "", Masthead("M"), (HeaderTable("C", (row,)),), (section,)))


@given(st.text())
def test_any_text_gives_content_that_can_be_printed(text: str) -> None:
    section = Section("H", "section-h", prose(text))
    row = HeaderRow("To", "stated", (line(text),))
    paper = Paper("s", "k", "T", "", "en-GB", "", Masthead("M"), (HeaderTable("C", (row,)),), (section,))
    check(paper)


@given(st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12), min_size=1, max_size=8))
def test_every_word_typed_is_kept(words: list[str]) -> None:
    kept = " ".join(block.text for block in walk(prose("\n\n".join(words))) if isinstance(block, Paragraph))
    assert [word for word in words if word not in kept] == []
