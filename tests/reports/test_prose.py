"""Officers' prose becomes content: lists nest, links are safe, nothing typed turns into markup."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.content import BlockList, HeaderRow, HeaderTable, Masthead, Paper, Paragraph, Section, Span, check, walk
from reports.prose import lead_in, line, prose


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
