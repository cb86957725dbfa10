"""The nets hold: the lists agree with the sources, the exceptions are all used, and one missing fact is noticed."""

import re
import subprocess

import pytest

from tests.facts.copying import contacts_in, copied_runs, people_in
from tests.facts.expressions import first_parts, standings, stands
from tests.facts.extraction import prepared, token_stands, tokens_in
from tests.facts.folding import fold, pattern, without_list_markers
from tests.facts.lists import (
    FOLDER,
    OURS,
    SLUGS,
    SOURCES,
    exceptions_of,
    facts_of,
    repaired_source_of,
    source_of,
    span_pattern,
)
from tests.facts.private import captures_in, private_data_in, private_data_of
from tests.facts.report import findings, in_words, missing_facts

needs_sources = pytest.mark.skipif(
    not SOURCES.is_dir(), reason=f"the source papers are not on this machine: no folder {SOURCES}"
)
each_paper = pytest.mark.parametrize("slug", SLUGS)
pytestmark = pytest.mark.may_skip


def folded_source(slug: str) -> str:
    return fold(without_list_markers(repaired_source_of(slug)))


@needs_sources
@each_paper
def test_every_listed_fact_stands_in_the_source_at_its_line(slug):
    lines = repaired_source_of(slug).split("\n")
    astray = []
    for fact in facts_of(slug):
        if fact.kind == OURS:
            continue
        first = fold(without_list_markers(lines[fact.line - 1]))
        near = fold(without_list_markers("\n".join(lines[fact.line - 1 : fact.line + 2])))
        if not any(start < len(first) for part in first_parts(fact.text) for start, _ in standings(part, near)):
            astray.append(fact)
    assert astray == []


@needs_sources
@each_paper
def test_the_source_itself_lacks_nothing_but_what_the_portal_adds(slug):
    found = [finding for finding in findings(slug, repaired_source_of(slug)) if finding.net != "must not stand"]
    assert all(finding.kind == OURS for finding in found), in_words(found)


@needs_sources
@each_paper
def test_a_text_without_one_listed_fact_is_refused(slug):
    whole = folded_source(slug)
    unnoticed = []
    for fact in facts_of(slug):
        text = whole
        for start, end in standings(fact.text, whole):
            text = text[:start] + "\u0000" * (end - start) + text[end:]
        if stands(fact.text, text):
            unnoticed.append(fact)
    assert unnoticed == []


@needs_sources
@each_paper
def test_a_text_without_one_number_or_short_form_is_refused(slug):
    whole = folded_source(slug)
    tokens = [token for token in tokens_in(prepared(slug, exceptions_of(slug))) if token.kind not in ("name", "link")]
    unnoticed = [token for token in tokens if token_stands(token, pattern(token.text).sub("\u0000", whole))]
    assert len(tokens) > 10
    assert unnoticed == []


@needs_sources
@each_paper
def test_every_exception_is_used(slug):
    exceptions = exceptions_of(slug)
    raw, repaired = source_of(slug), repaired_source_of(slug)
    drawn = {fold(token.text) for token in tokens_in(prepared(slug, exceptions))}
    unused = [text for text in exceptions.repaired if not span_pattern(text).search(raw)]
    spans = (*exceptions.said_as, *exceptions.spans, *exceptions.quoted)
    unused += [text for text in spans if not span_pattern(text).search(repaired)]
    unused += [text for text in exceptions.tokens if fold(text) not in drawn]
    assert unused == []
    assert [capture for capture in captures_in(slug) if len(capture.places) != capture.finds] == []


@needs_sources
@each_paper
def test_no_digit_is_left_out_but_in_contact_data_and_damage(slug):
    exceptions = exceptions_of(slug)
    with_digits = [text for text in (*exceptions.spans, *exceptions.tokens) if re.search(r"\d", text)]
    reasons = {(exceptions.spans | exceptions.tokens)[text] for text in with_digits}
    reasons |= {capture.reason for capture in captures_in(slug) if re.search(r"\d", " ".join(capture.places))}
    assert all("contact data" in reason for reason in reasons)


@needs_sources
def test_a_wrong_figure_is_noticed_although_it_stands_elsewhere():
    slug = "2013-oxfordshire-annual-refresh"
    swapped = repaired_source_of(slug).replace("CSPs\t£286,794", "CSPs\t£112,866")
    swapped = swapped.replace("YOS\t£112,866", "YOS\t£286,794")
    missing = {finding.text for finding in missing_facts(slug, swapped)}
    assert any(text.endswith("~> £286,794") for text in missing)
    assert any(text.endswith("~> £112,866") for text in missing)


@needs_sources
@each_paper
def test_a_copied_sentence_is_noticed(slug):
    assert copied_runs(source_of(slug))


@needs_sources
def test_names_in_a_row_are_no_copied_sentence():
    councils = (
        "Oxfordshire County Council, Oxford City Council, West Oxfordshire District Council, "
        "Cherwell District Council, South Oxfordshire District Council"
    )
    assert copied_runs(councils) == []


def test_a_telephone_number_and_an_address_are_noticed():
    assert contacts_in("Ring 01632 960000 or write to someone@example.org; saferoxford@oxford.gov.uk is a team's.") == [
        "01632 960000",
        "someone@example.org",
    ]
    assert contacts_in("The Commissioner was £112,866 short of 3,500 on 2 February 2015.") == []


@needs_sources
@each_paper
def test_every_private_datum_of_a_source_is_noticed(slug):
    data = private_data_of(slug)
    assert data <= set(private_data_in(source_of(slug)))
    for datum in data:
        assert datum in people_in(f"The post, then {datum.upper()}, and no more.")
    assert people_in("The Commissioner, a Superintendent, a Councillor and the report's author met.") == []


@needs_sources
@each_paper
def test_a_source_less_its_private_data_names_nobody(slug):
    text = repaired_source_of(slug)
    for capture in captures_in(slug):
        text = capture.pattern.sub("", text)
    assert people_in(text) == []


@needs_sources
def test_no_file_of_the_repository_holds_a_private_datum():
    root = FOLDER.parents[1]
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True).stdout.split("\0")
    paths = [root / name for name in listed if (root / name).is_file()]
    holding = [path for path in paths if private_data_in(path.read_text(encoding="utf-8", errors="ignore"))]
    assert len(paths) > 100
    assert holding == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("30th June 2025", "30 June 2025"),
        ("2013/14", "2013\u20132014"),
        ("2024-25", "2024 to 2025"),
        ("thirty-two", "32"),
        ("Just under four thousand", "just under 4,000"),
        ("six hundred", "600"),
        ("39.9 per cent", "39.9%"),
        ("Violence & Vulnerability", "Violence and Vulnerability"),
        ("11 p.m. to 4 a.m.", "11pm to 4am"),
        ("Apr", "April"),
        ("Anti-\nSocial Behaviour", "anti-social behaviour"),
        ("St Michael\u2019s Street", "St Michael's Street"),
        ("Refresh Caf\u00e9", "Refresh Cafe"),
        ("two-hour", "2 hour"),
        ("\u00a3286,794", "\u00a3286794"),
    ],
)
def test_two_spellings_of_a_fact_fold_alike(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("24", "24%"),
        ("24", "124"),
        ("24", "\u00a324"),
        ("24", "24.5"),
        ("14", "2013-14"),
        ("2013", "2013-14"),
        ("3,500", "13,500"),
        ("DIP", "dipped"),
        ("4%", "24%"),
    ],
)
def test_a_part_of_another_number_or_word_does_not_count(term, text):
    assert not stands(term, fold(text))


def test_near_means_near_and_a_choice_is_a_choice():
    text = fold("CSPs: £286,794. " + "word " * 60 + "Positive Futures: £19,500")
    assert stands("£286,794 ~20 CSPs", text)
    assert not stands("£286,794 ~20 Positive Futures", text)
    assert stands("£19,500 ~20 CSPs | Positive Futures", text)
    assert stands("£286,794 ~20 Positive Futures || £19,500", text)
    assert stands("Posit* ~20 £19,500", text)


def test_numbers_of_paragraphs_are_no_facts():
    assert not stands("7", fold(without_list_markers("7. Crime fell.\n7) It rose.\n  - 7. So.\n2.7 Then.")))
    assert stands("7", fold(without_list_markers("7. Crime fell by 7.\n")))
