"""Papers in a real browser: nothing leaves a narrow screen sideways."""

import re
from dataclasses import replace

import pytest

from reports.content import Cell, Column, Masthead, Paragraph, Row, Section, Span, Table
from reports.rendering.assets import paper_css
from reports.rendering.html import article, document
from tests.reports.pictures import as_logo, png
from tests.reports.sample_paper import SAMPLE, row, words
from tests.reports.test_content import holding, nested

WIDE = Table("Wide", tuple(Column(f"Heading {n}") for n in range(20)), (row(*(f"{n},000,000" for n in range(20))),))
PAPERS = {
    "the sample": SAMPLE,
    "lists thirty deep": holding(nested(30)),
    "a word of two thousand letters": holding(words("x" * 2_000), words("y" * 2_000, "1")),
    "twenty columns": holding(WIDE),
}


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_never_scrolls_sideways(page, name, width):
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(document(PAPERS[name], status="Draft"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_table_scrolls_within_a_region_that_the_keyboard_reaches(page):
    page.set_viewport_size({"width": 320, "height": 800})
    page.set_content(document(PAPERS["twenty columns"]))
    region = page.get_by_role("region", name="Wide")
    assert region.evaluate("region => region.scrollWidth > region.clientWidth")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('.paper-scroll').scrollLeft > 0")


CITED = Table(
    "Sums",
    tuple(Column(f"Heading {n}", "number") for n in range(20)),
    (Row(tuple(Cell((Paragraph((Span(f"{n},000,000", cite="funding.award:1"),)),)) for n in range(20))),),
)


@pytest.mark.parametrize("width", [320, 1280])
def test_a_draft_with_its_links_never_scrolls_sideways(page, width):
    logo = Masthead("Wexbridge City Council", as_logo(png(1_900, 60)), "Arms")
    paper = replace(SAMPLE, masthead=logo, sections=(*SAMPLE.sections, Section("Sums", "sums", (CITED,))))
    draft = article(paper, cite_address=lambda _: "/cited/", edit_address=lambda _: "/edit/")
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(f"<style>{paper_css()}</style><main>{draft}</main>")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".paper-cite").count() == 20
    assert page.get_by_role("link", name="Edit Financial implications").is_visible()
    name = page.locator(".paper-logo").bounding_box()
    assert name["width"] <= width


def test_a_citation_says_in_a_readers_ear_that_it_is_from_the_data(page):
    page.set_content(f"<style>{paper_css()}</style>{article(holding(CITED), cite_address=lambda _: '/cited/')}")
    assert page.get_by_role("link", name=re.compile("^7,000,000 ?, from the data$")).count() == 1


def test_a_link_to_a_paragraph_finds_it_and_shows_it(page, tmp_path):
    file = tmp_path / "paper.html"
    file.write_text(document(SAMPLE))
    page.goto(f"{file.as_uri()}#p7")
    assert page.locator("#p7").evaluate("found => found.matches(':target')")
    assert page.locator("#p7").is_visible()
