import json
import time
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from reports.content import (
    BlockList,
    Break,
    Cell,
    Chart,
    Column,
    ContentError,
    HeaderRow,
    Item,
    Masthead,
    Note,
    Paragraph,
    Point,
    Row,
    Section,
    Series,
    Span,
    Table,
    check,
    content_hash,
    from_json,
    is_unprintable,
    to_json,
    walk,
)
from tests.reports.content_strategies import papers
from tests.reports.sample_paper import SAMPLE, bullets, row, words


def holding(*blocks, **changes):
    """The sample with these blocks for its only section."""
    return replace(SAMPLE, header=(), sections=(Section("A section", "a-section", blocks),), **changes)


def nested(depth):
    inner = words("deepest")
    for _ in range(depth):
        inner = bullets((words("deep"), inner))
    return inner


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(paper=papers())
def test_content_to_json_and_back_is_the_same(paper):
    stored = to_json(paper)
    assert from_json(stored) == paper
    assert to_json(from_json(stored)) == stored


def test_the_sample_uses_every_part_of_the_tree():
    held = {part["is"] for part in _parts(json.loads(to_json(SAMPLE)))}
    assert held == {
        *("Paper", "Masthead", "HeaderTable", "HeaderRow", "Section", "Paragraph", "Span", "BlockList", "Item"),
        *("Table", "Column", "Row", "Cell", "Chart", "Point", "Note"),
    }


def test_a_chart_as_papers_always_had_them_is_stored_in_the_same_bytes():
    stored = to_json(holding(Chart("C", "It fell.", "Crimes", (Point("2030", "7", "seven"),))))
    point = '{"is":"Point","label":"2030","stated":"seven","value":"7"}'
    assert f'{{"is":"Chart","points":[{point}],"summary":"It fell.","title":"C","unit":"Crimes"}}' in stored


def _parts(value):
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from _parts(inner)


def test_the_hash_is_of_the_content_alone():
    assert content_hash(SAMPLE) == content_hash(from_json(to_json(SAMPLE)))
    assert content_hash(SAMPLE) != content_hash(replace(SAMPLE, title="Another"))
    assert len(content_hash(SAMPLE)) == 64


def test_a_walk_meets_blocks_in_reading_order():
    note = Note((words("four"),))
    table = Table("t", (Column("c"),), (Row((Cell((words("three"),)),)),))
    blocks = (words("one"), bullets((words("two"), bullets("two and a half"))), table, note)
    met = [block.text for block in walk(blocks) if isinstance(block, Paragraph)]
    assert met == ["one", "two", "two and a half", "three", "four"]


@pytest.mark.parametrize(
    "character", ["\0", "\t", "\n", "\x7f", "\x9f", "\u2028", "\u202e", "\uf0b7", "\ufffe", "\U0010fffe"]
)
def test_characters_that_cannot_be_carried_are_refused_by_name(character):
    assert is_unprintable(character)
    with pytest.raises(ContentError, match=f"U\\+{ord(character):04X}"):
        check(holding(words(f"before {character} after")))


@pytest.mark.parametrize("character", ["a", "é", "£", "–", "’", "→", "ש", "م", "漢", "\u200b", "\xa0", "\xad"])
def test_letters_of_every_script_are_kept(character):
    assert not is_unprintable(character)
    check(holding(words(character)))


REFUSED = {
    "a script for a link": (holding(words("x", href="javascript:alert(1)")), "no web address"),
    "a link to nowhere": (holding(words("x", href="#p99")), "no such place"),
    "two paragraphs of one number": (holding(words("x", "1"), words("y", "1")), "address #p1"),
    "a number that is none": (holding(words("x", "1 <b>")), "no paragraph number"),
    "lists fifty deep": (holding(nested(50)), "more than 40 deep"),
    "a word without end": (holding(words("x" * 100_000)), "more than 2,000 characters"),
    "a text without end": (holding(words("word " * 30_000)), "150,000 characters"),
    "ten thousand rows": (
        holding(Table("Thefts", (Column("a"),), tuple(row(str(number)) for number in range(10_000)))),
        "10,000 rows",
    ),
    "sixty columns": (holding(Table("Wide", (Column("a"),) * 60, ())), "60 columns"),
    "a table without columns": (holding(Table("None", (), ())), "no columns"),
    "a table without a caption": (holding(Table(" ", (Column("Ward"),), ())), "'Ward' has no caption"),
    "a row too short": (holding(Table("Two", (Column("a"), Column("b")), (row("x"),))), "2 columns, but a row has 1"),
    "a table within a table": (
        holding(Table("Out", (Column("a"),), (Row((Cell((Table("In", (Column("a"),), ()),)),)),))),
        "Cell.blocks takes no Table",
    ),
    "a section within a list": (
        holding(BlockList((Item((Section("S", "s", ()),)),))),
        "Item.blocks takes no Section",
    ),
    "a chart of words": (holding(Chart("C", "", "", (Point("a", "many", "many"),))), "is no number"),
    "a chart that breaks nowhere": (
        holding(Chart("C", "", "", (Point("a", "1", ""), Point("b", "", "")), breaks=(Break("c", "Why"),))),
        "which is none of its labels",
    ),
    "a chart with points beside its series": (
        holding(Chart("C", "", "", (Point("a", "1", "1"),), series=(Series("S", (Point("a", "1", "1"),)),))),
        "make them one too",
    ),
    "a sparkline in a paper": (holding(Chart("C", "", "", (), kind="spark")), "it takes bars, line, slope, stacked"),
    "an unknown marker": (holding(bullets("x", marker="star")), "'star'; it takes bullet"),
    "a number for a text": (holding(Paragraph((Span(7),))), "Span.text should be str, not int"),
    "an address of spaces": (replace(SAMPLE, sections=(Section("S", "a b", ()),)), "'a b' for an address"),
    "a section without a heading": (replace(SAMPLE, sections=(Section("", "s", ()),)), "#s has no heading"),
    "a blank field with words": (
        replace(SAMPLE, header=(replace(SAMPLE.header[0], rows=(HeaderRow("To", "blank", (words("x"),)),)),)),
        "'To' is marked blank",
    ),
    "a colour that is none": (replace(SAMPLE, masthead=Masthead("X", colour='red"')), "write it like #1d3557"),
    "no title": (replace(SAMPLE, title=""), "no title"),
    "no language": (replace(SAMPLE, language=""), "such as en-GB"),
    "a date that is none": (replace(SAMPLE, date="last week"), "year-month-day"),
    "a day that no month has": (replace(SAMPLE, date="2030-02-31"), "year-month-day"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_printed_is_refused_with_a_sentence(name):
    paper, words_of_it = REFUSED[name]
    with pytest.raises(ContentError) as refusal:
        check(paper)
    assert words_of_it in str(refusal.value)
    assert str(refusal.value).endswith(".")
    assert len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("stored", "words_of_it"),
    [
        ("", "not a stored paper"),
        ("[]", "does not start with one"),
        ("[" * 100_000, "not a stored paper"),
        ('{"is":"Paper","schema":2}', "schema 2; this release reads schema 1"),
        ('{"is":"Paper","schema":1,"owner":"me"}', "Paper has the wrong parts"),
        ('{"is":"Paper","schema":1,"title":{"is":"Script"}}', "holds no 'Script'"),
        ('{"is":"Paper","schema":1,"title":1.5}', "holds no float"),
    ],
)
def test_what_is_not_a_stored_paper_is_refused_with_a_sentence(stored, words_of_it):
    with pytest.raises(ContentError, match=words_of_it):
        from_json(stored)


def test_a_stored_paper_is_checked_as_it_is_read():
    stored = to_json(SAMPLE).replace("https://example.org/plan", "javascript:alert(1)")
    with pytest.raises(ContentError, match="no web address"):
        from_json(stored)


def test_checking_a_thousand_rows_takes_no_noticeable_time():
    rows = tuple(row(*(f"cell {number} {column}" for column in range(6))) for number in range(1_000))
    paper = holding(Table("Large", tuple(Column(str(column)) for column in range(6)), rows))
    started = time.process_time()
    check(paper)
    assert time.process_time() - started < 1
