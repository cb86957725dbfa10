"""Papers as Markdown: easy to read, and nothing in their words taken for markup."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from reports.content import (
    BlockList,
    Chart,
    Column,
    ContentError,
    HeaderRow,
    HeaderTable,
    Item,
    Masthead,
    Note,
    Paragraph,
    Point,
    Section,
    Span,
    Table,
)
from reports.prose import prose
from reports.rendering.markdown import markdown
from reports.rendering.markdown_words import heading, plain
from reports.rendering.markdown_words import words as in_markdown
from tests.reports.sample_paper import SAMPLE, bullets, row, words
from tests.reports.test_content import holding, nested

READER = MarkdownIt("commonmark", {"maxNesting": 500}).enable(["table", "strikethrough"])


def body(*blocks):
    """The Markdown of the blocks of a section."""
    paper = holding(*blocks, running_foot="")
    return markdown(paper).partition("## A section\n\n")[2].removesuffix("\n")


def html(*blocks):
    return READER.render(body(*blocks)).replace("\n", "")


def test_it_reads_like_a_paper():
    said = markdown(SAMPLE)
    assert said.startswith(
        "Wexbridge City Council\n\n"
        "# Wexbridge Safer Streets Partnership annual update 2030-31\n\n"
        "What was done in 2029-30, and the priorities for the year ahead\n\n"
        "**To**: Council\n\n"
    )
    assert "\n\n## Introduction and background\n\n1\\. The partnership brings the council" in said
    assert "[Police and Crime Plan 2029-34](https://example.org/plan)" in said
    assert "(see [paragraph 5](#p5))" in said
    assert "\n\n### Serious violence\n\n- Meet the duty" in said
    assert said.endswith("\n\n---\n\nWexbridge Safer Streets Partnership annual update 2030-31\n")


def test_tables_are_pipe_tables_under_their_captions():
    assert (
        "Table: Grant from the Police and Crime Commissioner, 2029-30\n\n"
        "| Stream | Recipient | What it paid for | Amount (£) |\n"
        "| --- | --- | --- | ---: |\n"
        "| Outreach | Wexbridge City Council | Two street outreach posts and their training | 84,310 |\n"
    ) in markdown(SAMPLE)


def test_a_cell_holds_its_lists_line_by_line():
    table = Table("T", (Column("a|b"), Column("")), (row(("x", bullets("one", "two", marker="letter")), "y | z"),))
    assert body(table) == "Table: T\n\n| a\\|b |  |\n| --- | --- |\n| x<br>a. one<br>b. two | y \\| z |"


def test_a_chart_is_a_table_and_what_it_shows():
    chart = Chart("Thefts", "They rose.", "Crimes", (Point("2029", "1", "1"),))
    assert body(chart) == "Table: Thefts\n\n|  | Crimes |\n| --- | ---: |\n| 2029 | 1 |\n\nThey rose."


def test_lists_keep_their_marks_and_their_depth():
    assert body(bullets("a", ("b", bullets("c", "d", marker="number")), "e")) == "- a\n- b\n  1. c\n  2. d\n- e"
    assert body(bullets("a", ("b", words("more")), marker="number")) == "1. a\n\n2. b\n\n   more"
    assert body(bullets("a", "b", marker="roman")) == "- i. a\n- ii. b"
    assert html(bullets("a"), bullets("b")).count("<ul>") == 2
    assert html(bullets("a", marker="number"), bullets("b", marker="number")).count("<ol>") == 2
    assert html(nested(40)).count("<ul>") == 40


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_entries_without_words_are_no_rules(depth):
    inner = BlockList((Item(()),))
    for _ in range(depth):
        inner = BlockList((Item((inner,)),))
    assert "<hr" not in html(inner)
    assert html(inner).count("<ul>") == depth + 1


def test_numbers_of_paragraphs_stay_what_they_are():
    assert (
        body(words("seven", "7"), words("nine", "9"), words("one one", "1.1"))
        == "7\\. seven\n\n9\\. nine\n\n1.1 one one"
    )
    assert "<ol" not in html(words("seven", "7"), words("nine", "9"))


def test_a_note_is_a_quotation_under_its_label():
    assert body(Note((words("a"), bullets("b")), label="Why")) == "> **Why**\n>\n> a\n>\n> - b"


def test_a_field_of_the_head_begins_with_its_label():
    rows = (
        HeaderRow("Date", "stated", (words("14 October"),)),
        HeaderRow("Key decision?", "na", (words("n/a"),)),
        HeaderRow("Wards:", "blank"),
        HeaderRow("Asks", "stated", (bullets("a", marker="number"),)),
    )
    paper = replace(SAMPLE, header=(HeaderTable("Hidden", rows, show_caption=False),), sections=())
    assert "\n\n**Date**: 14 October\n\n**Key decision**? n/a\n\n**Wards**:\n\n**Asks**:\n\n1. a\n\n" in markdown(paper)
    assert "Hidden" not in markdown(paper)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q&A on 5 < 6 (net) - done!", "Q&A on 5 < 6 (net) - done!"),
        ("*starred* and _under_ and `code`", "\\*starred\\* and \\_under\\_ and \\`code\\`"),
        ("snake_case stays", "snake_case stays"),
        ("[TBC] <b>", "\\[TBC\\] \\<b>"),
        ("&amp; &#163;", "\\&amp; \\&#163;"),
        ("# not a heading", "\\# not a heading"),
        ("#5 is", "#5 is"),
        ("- not an entry", "\\- not an entry"),
        ("-5 degrees", "-5 degrees"),
        ("--- ", "\\---"),
        ("> said", "\\> said"),
        ("12. May", "12\\. May"),
        ("12) May", "12\\) May"),
        ("12.5 per cent", "12.5 per cent"),
        ("C:\\temp", "C:\\\\temp"),
        ("~~struck~~ $x$", "\\~\\~struck\\~\\~ \\$x\\$"),
        ("    four spaces", "four spaces"),
    ],
)
def test_marks_are_escaped_only_where_they_would_mean_something(text, expected):
    assert plain(text) == expected
    assert READER.render(plain(text)).strip() == f"<p>{escape(text.strip())}</p>"


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def test_a_heading_keeps_its_last_marks():
    assert READER.render(f"# {heading('In C# and F ##')}") == "<h1>In C# and F ##</h1>\n"


def test_bold_and_italic_are_drawn_in_to_letters():
    both = Span("c", strong=True, emphasis=True)
    said = in_markdown((Span("(a) ", strong=True), Span("b"), both, Span("!", emphasis=True)))
    assert said == "(**a**) b***c***!"
    assert in_markdown((Span("a", strong=True), Span("b", emphasis=True), Span(" c", strong=True))) == "**a**b **c**"


def test_a_link_holds_its_words_and_its_address():
    assert in_markdown((Span("wow!"), Span("[x]", href="https://example.org/a b(c)|d&amp;"))) == (
        "wow\\![\\[x\\]](<https://example.org/a%20b(c)%7Cd&amp;amp;>)"
    )
    assert in_markdown((Span(" ", href="https://example.org"), Span("x"))) == "x"


MARKS = st.text(alphabet="ab1. -+#>*_`~[]()<>!&;|\\$=:/é—’", max_size=12)
LINKS = st.sampled_from(["", "https://example.org/(a)*_"])
SPANS = st.builds(Span, text=MARKS, href=LINKS, strong=st.booleans(), emphasis=st.booleans())
INLINE = {"text", "text_special", "strong_open", "strong_close", "em_open", "em_close", "link_open", "link_close"}


@settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=400)
@given(spans=st.lists(SPANS, max_size=4).map(tuple))
def test_words_full_of_marks_come_back_as_words(spans):
    paragraph = Paragraph(spans)
    (token, *others) = [token for token in READER.parse(in_markdown(spans)) if token.type == "inline"] or [None]
    assert not others
    said = "".join(child.content for child in token.children) if token else ""
    assert said.strip(" ") == paragraph.text.strip(" ")
    kinds = {child.type for child in token.children} if token else set()
    assert kinds <= INLINE
    marked = any((span.strong or span.emphasis) and any(map(str.isalnum, span.text)) for span in spans)
    assert bool(kinds & {"strong_open", "em_open"}) == marked


def test_the_portal_reads_back_what_it_wrote():
    written = "A **bold** start\n\n- one\n- two *leaning*\n  1. within\n\n[a link](https://example.org/)"
    assert body(*prose(written)) == written


def test_content_that_breaks_a_rule_is_refused():
    with pytest.raises(ContentError):
        markdown(replace(SAMPLE, sections=(Section("", "x", ()),)))


def test_a_paper_of_hardly_anything_is_hardly_anything():
    bare = replace(SAMPLE, masthead=Masthead(""), subtitle="", header=(), sections=(), running_foot="")
    assert markdown(bare) == f"# {SAMPLE.title}\n"
