"""Where a figure's words stand in what is told of it, they cite their record."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oscp_portal.gallery import _figure as gallery_figure
from reports import content as c
from reports.compose.figures import citing
from reports.compose.spans import paragraphs
from reports.prose import prose


def figures(*stated: str):
    """Figures with these words, numbered from 1."""
    return [replace(gallery_figure(words, ""), id=number) for number, words in enumerate(stated, 1)]


def cites(text: str, *stated: str) -> list[tuple[str, int]]:
    found = citing(prose(text), figures(*stated))
    spans = [span for paragraph in paragraphs(found) for span in paragraph.spans if span.cite]
    return [(span.text, int(span.cite.removeprefix("achievements.figure:"))) for span in spans]


@pytest.mark.parametrize(
    ("text", "stated", "found"),
    [
        ("There were 2,534 incidents.", ["2,534"], [("2,534", 1)]),
        ("There were 2,534 incidents, an increase of 39.9%.", ["2,534", "39.9%"], [("2,534", 1), ("39.9%", 2)]),
        ("Up to 2012-13 there were 13.", ["13"], [("13", 1)]),
        ("It cost £500.", ["500"], []),
        ("It rose by 12%.", ["12"], []),
        ("It rose by 12.5 points.", ["12"], []),
        ("1,500 people came.", ["500"], []),
        ("Twelvefold.", ["Twelve"], []),
        ("a rise of 12%, or 12% more", ["a rise of 12%", "12%"], [("a rise of 12%", 1), ("12%", 2)]),
        ("12 came, then 12 more.", ["12", "12"], [("12", 1), ("12", 2)]),
        ("12 came, then 12 more.", ["12"], [("12", 1)]),
        ("Nothing of the kind.", ["2,534"], []),
        ("Fell by **8.6%** from\n37,068.", ["8.6% from 37,068"], [("8.6%", 1), (" from 37,068", 1)]),
        ("- one\n- thirty people\n\n  and 5 more", ["thirty people", "5"], [("thirty people", 1), ("5", 2)]),
        ("Anything", [""], []),
    ],
)
def test_words_are_found_exactly_and_between_the_bounds_of_words(
    text: str, stated: list[str], found: list[tuple[str, int]]
) -> None:
    assert cites(text, *stated) == found


def test_a_part_of_a_figure_cites_itself() -> None:
    whole, part = figures("fourteen animals", "twelve dogs")
    found = citing(prose("Of fourteen animals twelve dogs were found."), [replace(whole, breakdown=(part,))])
    assert [span.cite[-1] for span in found[0].spans if span.cite] == ["1", "2"]


@given(st.text(max_size=60), st.lists(st.text(st.sampled_from("12,.%£ ab-"), max_size=4), max_size=4))
def test_no_word_is_changed_and_the_hash_does_not_know_of_it(text: str, stated: list[str]) -> None:
    blocks = prose(text)
    cited = citing(blocks, figures(*stated))
    assert [one.text for one in paragraphs(cited)] == [one.text for one in paragraphs(blocks)]
    assert _json(cited) == _json(blocks)


def _json(blocks: tuple[c.Block, ...]) -> str:
    section = c.Section("H", "section-h", blocks)
    return c.to_json(c.Paper("s", "k", "T", "", "en-GB", "", c.Masthead("M"), (), (section,)))
