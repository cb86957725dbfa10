from dataclasses import replace

from hypothesis import HealthCheck, given, settings

from reports.content import Column, Span, Table
from reports.rendering.marks import list_mark
from reports.rendering.text import text
from tests.reports.content_strategies import papers
from tests.reports.rendering.reading import squeezed, strings
from tests.reports.sample_paper import SAMPLE, bullets, row, words
from tests.reports.test_content import holding


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(paper=papers())
def test_every_string_stands_in_the_text(paper):
    said = squeezed(text(_without_links(paper)))
    for string in strings(paper):
        assert squeezed(string) in said


def _without_links(paper):
    """The same paper without the addresses that follow linked words."""
    if isinstance(paper, Span):
        return replace(paper, href="")
    if isinstance(paper, tuple):
        return tuple(map(_without_links, paper))
    if hasattr(paper, "__dataclass_fields__"):
        return replace(paper, **{name: _without_links(getattr(paper, name)) for name in paper.__dataclass_fields__})
    return paper


def test_it_reads_in_order():
    lines = text(SAMPLE).splitlines()
    expected = [
        "Wexbridge City Council",
        "Wexbridge Safer Streets Partnership annual update 2030-31",
        "To: Council",
        "Summary and recommendations",
        "Key decision: n/a",
        "Policy framework:",
        "Recommendations:",
        "  That Council resolves to:",
        "  1. note the achievements of 2029-30;",
        "Appendices: None",
        "Introduction and background",
        "1. The partnership brings the council, police, fire and probation together.",
        "https://example.org/assessment/2030/",
        "Note: The data tables named in the assessment were not supplied with it.",
        "  a. plan together;",
        "      i. by day",
        "  The strategy is reviewed each January.",
        "Recorded thefts from shops, year to March (Recorded crimes)",
        "  2027: 1,811",
        "Stream | Recipient | What it paid for | Amount (£)",
        "Positive paths | Kestrel Trust |  | 9,500",
        "Sum of the rows |  |  | 333,676",
        "Why the two totals differ: The total announced is kept as it was stated.",
        "• Difference: £134",
    ]
    positions = [lines.index(line) for line in expected]
    assert positions == sorted(positions)


def test_a_link_is_followed_by_its_address_unless_it_says_it():
    assert "the plan (https://example.org/p)\n" in text(holding(words("the plan", href="https://example.org/p")))
    assert "https://example.org/p\n" in text(holding(words("https://example.org/p", href="https://example.org/p")))
    assert "us@example.org\n" in text(holding(words("us@example.org", href="mailto:us@example.org")))
    assert "see 1\n" in text(holding(words("x", "1"), words("see 1", href="#p1")))


def test_lists_in_cells_stand_on_the_line_of_their_row():
    table = Table("T", (Column("a"), Column("b")), (row("x", bullets("one", "two")),))
    assert "x | • one • two\n" in text(holding(table))


def test_items_are_counted_as_readers_count_them():
    assert [list_mark("letter", position) for position in (1, 26, 27, 703)] == ["a.", "z.", "aa.", "aaa."]
    assert [list_mark("roman", position) for position in (1, 4, 9, 14, 40, 1994)] == [
        *("i.", "iv.", "ix.", "xiv.", "xl.", "mcmxciv.")
    ]
    assert list_mark("number", 12) == "12."
    assert list_mark("bullet", 12) == "•"
