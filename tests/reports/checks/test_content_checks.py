"""All the checks of a paper's words together: order, passages, places, any content, and time."""

import time
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports import content as c
from reports.checks import CONTENT_RULES, Facts, content_findings, passages
from reports.checks.facts import KnownBody, KnownFigure, KnownPerson, Promise
from tests.reports.checks.said import bullets, found, paper, row, said, section, words
from tests.reports.content_strategies import papers

FACTS = Facts(
    figures=(KnownFigure("reported retail crimes", Decimal(2534), change=Decimal("39.9"), period="2024-25"),),
    plan_year="2025-26",
    reported_year="2024-25",
    off_track=(Promise("1.3", "Install alley gates behind Station Road"),),
    promised=(Promise("", "Fit window locks for older tenants"),),
    bodies=(KnownBody(("Northam (Old) District Council",), "NODC", None, date(2023, 3, 31)),),
    people=(KnownPerson("Zebedee Quince (Chair)"),),
    partnership_name="Wexbridge Safer Streets Partnership",
    partnership_acronym="WSSP",
)
FRAGMENTS = st.sampled_from(
    [
        "Crime fell by 8.6%, from 37,068 to 33,587.", "14 animals: 12 dogs, a cat and 2 rabbits", "£1,2,3", "75% (15)",
        "2002/23", "31 June 2025", "Crime and Disorder Act 2007", "(OSCP)", "OSCP", "PC 12 Doe", "AB1 2XY",
        "01632 960123",
        "a.b@c.example", "two deaths in Northam", "will be held on 3 March 2025", "has:", "of the", "from", "to", "%",
        "(", ")", "“", "”", "the the the", "Act", "Regulations", "0%", "0",
        "999999999999999999999", "-", "–", "1e9", "½",
        "٣", "²", "①", "ﬁ", "İ", "\u00a0", "...", "!?", "Mr ", "in 1999-00", "9999", "2024-25", "doubled from 0 to 5",
    ]
)  # fmt: skip
TEXTS = st.lists(FRAGMENTS | st.text(max_size=8), max_size=12).map(" ".join)


@given(papers(), papers())
@settings(max_examples=60, deadline=None)
def test_any_paper_can_be_checked(one, other):
    for finding in content_findings(one, previous=other, facts=FACTS):
        assert finding.says
        assert finding.to_do


@given(st.lists(TEXTS, max_size=6), TEXTS)
@settings(max_examples=200, deadline=None)
def test_any_words_can_be_checked(texts, title):
    one = paper(*texts, bullets(*texts) if texts else "None.", title=title)
    findings = content_findings(one, previous=one, facts=FACTS)
    known = {rule.id for rule in CONTENT_RULES}
    assert {finding.rule.id for finding in findings} <= known
    for finding in findings:
        assert len(finding.place.quote) <= 160


def test_rules_have_ids_of_their_own_in_families_and_say_whose_they_are():
    ids = [rule.id for rule in CONTENT_RULES]
    assert len(set(ids)) == len(ids)
    assert {rule_id.partition(".")[0] for rule_id in ids} == {"adds-up", "fair", "times", "names", "safe", "plain"}
    assert all(rule.title and rule.source for rule in CONTENT_RULES)
    assert {rule.level.value for rule in CONTENT_RULES if rule.id.startswith("plain")} == {"notes"}


def test_findings_come_in_reading_order_and_say_where_they_stand():
    findings = found(
        words("It follows from the Crime and Disorder Act 2007.", number="7"),
        bullets("Then", "Crime fell by 8.6%, from 37,068 to 33,587."),
        section("More", "In 2002/23 we met.", anchor="more"),
        title="Update on 31 June 2025",
    )
    assert [(one.rule.id, one.place.anchor, one.place.name) for one in findings] == [
        ("times.impossible-date", "", "Title"),
        ("names.law", "p7", "Paragraph 7"),
        ("adds-up.percentage", "p7", "Paragraph 7, bullet 2"),
        ("times.impossible-years", "more", "Section “More”"),
    ]


def test_passages_hold_every_text_of_a_paper_with_its_place():
    table = c.Table("Sums", (c.Column("A"), c.Column("B")), (row("one", "two"), row("three", "")))
    chart = c.Chart("Burglaries", "They fall.", "offences", (c.Point("2024", "10", "10"),))
    one = paper(
        words("First.", number="1"),
        bullets("Item", ("Outer", bullets("Inner"))),
        table,
        chart,
        c.Note((words("Aside."),)),
        "“All of this is quoted.”",
        header=(said("To", "Council"),),
        subtitle="Under the title",
    )
    told = [(one.kind, one.text, one.place.name) for one in passages(one)]
    assert told == [
        ("title", "Wexbridge community safety", "Title"),
        ("subtitle", "Under the title", "Subtitle"),
        ("header", "Council", "Header field “To”"),
        ("heading", "What was done", "Section “What was done”"),
        ("paragraph", "First.", "Paragraph 1"),
        ("item", "Item", "Paragraph 1, bullet 1"),
        ("item", "Outer", "Paragraph 1, bullet 2"),
        ("item", "Inner", "Paragraph 1, bullet 2"),
        ("caption", "Sums", "Paragraph 1, table “Sums”"),
        ("column", "A", "Paragraph 1, table “Sums”"),
        ("column", "B", "Paragraph 1, table “Sums”"),
        ("cell", "one", "Paragraph 1, table “Sums”, row 1"),
        ("cell", "two", "Paragraph 1, table “Sums”, row 1"),
        ("cell", "three", "Paragraph 1, table “Sums”, row 2"),
        ("caption", "Burglaries", "Paragraph 1, chart “Burglaries”"),
        ("point", "2024", "Paragraph 1, chart “Burglaries”"),
        ("note", "They fall.", "Paragraph 1, chart “Burglaries”"),
        ("note", "Aside.", "Paragraph 1, note"),
        ("paragraph", "“All of this is quoted.”", "Paragraph 1"),
    ]
    assert [one.text for one in passages(one) if one.in_quote] == ["“All of this is quoted.”"]
    assert {one.heads for one in passages(one) if one.kind == "cell"} == {("What was done",)}


PARAGRAPH = (
    "In 2024-25 the Wexbridge Safer Streets Partnership (WSSP) held 24 events for 1,240 residents, an increase of"
    " 12% on the year before, under the Crime and Disorder Act 1998. Officers visited shops in Northam and"
    " Southam, and talked"
    " with their owners about anti-social behaviour. The work will go on in the coming year, with more partners."
)


def long_paper(pages):
    """A paper of about so many pages, at 2,500 characters a page."""
    parts = [section(f"Part {n}", *([PARAGRAPH] * 8), anchor=f"part{n}") for n in range(pages)]
    return paper(*parts, title="A long plan")


def seconds(one):
    best = 9.0
    for _ in range(3):
        begun = time.process_time()
        content_findings(one, facts=FACTS)
        best = min(best, time.process_time() - begun)
    return best


def test_a_plan_of_sixty_pages_is_checked_at_once_and_time_grows_with_length_only():
    short, long = seconds(long_paper(15)), seconds(long_paper(60))
    assert long < 1.5, "three times and more what it takes on a slow machine"
    assert long < 8 * short


@pytest.mark.parametrize(
    "text",
    [
        "1,000 " * 15_000,
        "from 1 to 2 " * 8_000,
        "A" * 1_900 + " " + "aB" * 900,
        "Act Act Act " * 8_000,
        "The Of And Crime and " * 4_000,
        "(ABC) " * 15_000,
        "a" + ", and a" * 10_000 + ": 1 a, 2 b",
        "“" * 50_000,
        "... " * 20_000,
        "2024-25 " * 10_000,
        "0 1 2 3 4 5 " * 8_000,
        "x@" * 45_000,
        "not " * 20_000 + "https://",
        "Mr A " * 18_000,
        "10% (5) " * 10_000,
        "in the A" * 10_000,
        "one hundred and " * 6_000,
    ],
    ids=lambda text: text[:12].strip(),
)
def test_no_words_make_the_checks_slow(text):
    begun = time.process_time()
    content_findings(paper(text[: c.rules.MAX_TEXT]), facts=FACTS)
    assert time.process_time() - begun < 8


def test_the_checks_change_nothing_and_give_the_same_twice():
    one = long_paper(2)
    assert content_findings(one, facts=FACTS) == content_findings(replace(one), facts=FACTS)
