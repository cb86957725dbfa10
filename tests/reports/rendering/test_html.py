import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings as portal
from hypothesis import HealthCheck, given, settings

from reports.content import (
    Cell,
    Column,
    ContentError,
    HeaderRow,
    HeaderTable,
    Masthead,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    content_hash,
)
from reports.rendering.html import article, contents, document, printable, section_html
from tests.reports.content_strategies import papers
from tests.reports.pictures import as_logo, png
from tests.reports.rendering.reading import Words, squeezed, strings
from tests.reports.sample_paper import SAMPLE, bullets, row, words
from tests.reports.test_content import holding, nested

WRITTEN = {
    *(
        "svg",
        "circle",
        "path",
        "g",
        "rect",
        "text",
        "title",
        "div",
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "table",
    ),
    *("caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "ul", "ol", "li", "a", "span", "strong", "em"),
}


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(paper=papers())
def test_every_string_and_cell_stands_in_the_article(paper):
    said = squeezed(Words(article(paper)).text)
    for string in strings(paper):
        assert squeezed(string) in said


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(paper=papers())
def test_every_element_is_one_that_we_write(paper):
    for tag, attributes in Words(article(paper)).tags:
        assert tag in WRITTEN
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(paper=papers())
def test_no_address_stands_twice(paper):
    idents = [attributes["id"] for _, attributes in Words(article(paper)).tags if "id" in attributes]
    assert len(idents) == len(set(idents))


def test_a_paragraph_has_its_number_in_its_text_and_its_address():
    html = article(holding(words("said", "7"), words("and said", "1.1")))
    number = '<a class="paper-number" href="#p7" aria-label="Paragraph 7.">7.</a>'
    assert f'<p class="paper-numbered" id="p7">{number} said</p>' in html
    assert '<p class="paper-numbered" id="p1.1"><a class="paper-number" href="#p1.1"' in html
    assert ">1.1</a> and said</p>" in html


def test_what_looks_like_code_is_text():
    html = article(holding(words("<script>alert('1')</script> & \"so\""), title="<b>"))
    assert "&lt;script&gt;alert(&#x27;1&#x27;)&lt;/script&gt; &amp; &quot;so&quot;" in html
    assert "<script" not in html
    assert "<b>" not in html


def test_headings_follow_one_another_without_a_gap():
    deep = Section("7", "s7", ())
    for level in range(6, 1, -1):
        deep = Section(str(level), f"s{level}", (deep,))
    tags = [tag for tag, _ in Words(article(replace(SAMPLE, sections=(deep,)))).tags if re.fullmatch("h[1-6]", tag)]
    assert tags == ["h1", "h2", "h3", "h4", "h5", "h6", "h6"]


def test_blank_and_not_applicable_header_fields_differ():
    rows = (HeaderRow("Blank:", "blank"), HeaderRow("Na:", "na", (words("n/a"),)))
    html = article(replace(SAMPLE, header=(HeaderTable("Head", rows),)))
    assert '<th scope="row">Blank:</th><td class="paper-is-blank"></td>' in html
    assert '<th scope="row">Na:</th><td class="paper-is-na">n/a</td>' in html
    assert "Absent" not in html


def test_tables_have_captions_scopes_and_money_to_the_right():
    html = article(SAMPLE)
    assert ">Grant from the Police and Crime Commissioner, 2029-30</caption>" in html
    assert '<th scope="col" class="paper-figure">Amount (£)</th>' in html
    assert '<th scope="row">Outreach</th>' in html
    assert '<td class="paper-figure">84,310</td>' in html
    assert '<tr class="paper-row-total"><th scope="row">Sum of the rows</th>' in html
    assert '<tr class="paper-row-note"><td colspan="4">The award was announced as £333,810' in html


def test_only_tables_too_wide_for_a_phone_scroll_in_a_region_of_their_own():
    wide = SAMPLE.sections[4].blocks[1]
    scroller = '<section class="paper-scroll" aria-labelledby="paper-table-1" tabindex="0"><table'
    assert scroller in article(holding(wide))
    assert "paper-scroll" not in article(holding(replace(wide, columns=wide.columns[:2], rows=())))


def test_a_chart_says_in_words_what_it_draws():
    html = article(SAMPLE)
    title = re.search('id="(paper-table-[0-9]+)">Recorded thefts from shops, year to March</p>', html)
    assert f'<table class="paper-table" aria-labelledby="{title[1]}"><thead>' in html
    assert html.count("<title>Bar chart: Recorded thefts from shops, year to March. Thefts from shops rose for") == 2
    assert '<td class="paper-figure">2,534</td>' in html


def test_right_to_left_paragraphs_say_so():
    html = article(holding(words("שלום, 12 councils"), words("Council שלום")))
    assert '<p class="paper-text" dir="rtl">שלום' in html
    assert '<p class="paper-text">Council' in html


def test_lists_forty_deep_are_written():
    assert article(holding(nested(40))).count("<ul") == 40


def test_empty_lists_and_paragraphs_leave_nothing_behind():
    html = article(holding(bullets(), words("")))
    assert "<ul" not in html
    assert '<p class="paper-text"' not in html


def test_contents_are_links_two_levels_deep():
    html = contents(SAMPLE)
    assert '<a class="paper-link" href="#priorities">Priorities for 2030-31</a><ol' in html
    assert '<a class="paper-link" href="#vawg">Violence against women and girls</a>' in html
    assert contents(replace(SAMPLE, sections=())) == ""


def test_a_logo_is_drawn_in_the_page_with_its_words():
    html = article(SAMPLE)
    assert 'class="paper-logo" role="img"><title>Three linked rings: the partnership&#x27;s sign</title>' in html
    assert 'class="paper-logo" aria-hidden="true">' in article(
        replace(SAMPLE, masthead=Masthead("Council", "civic-arch"))
    )


def test_an_unknown_logo_is_refused_with_a_sentence():
    with pytest.raises(ContentError, match=r"no logo '../../etc/passwd'; choose one of"):
        article(replace(SAMPLE, masthead=Masthead("Council", "../../etc/passwd")))


def test_an_uploaded_logo_is_a_picture_with_its_words_and_its_size():
    logo = as_logo(png(300, 60))
    html = article(replace(SAMPLE, masthead=Masthead("Council", logo, 'The "arms"')))
    assert f'<img class="paper-logo" alt="The &quot;arms&quot;" width="300" height="60" src="{logo}">' in html
    assert '<img class="paper-logo" alt="" ' in article(replace(SAMPLE, masthead=Masthead("Council", logo)))


CITING = holding(
    Paragraph((Span("Crime fell by "), Span("8.6%", strong=True, cite="achievements.figure:12"), Span(".")), "1"),
    Paragraph((Span("the plan", href="https://example.org/", cite="priorities.plan:3"), Span(" ", cite="x"))),
)


def test_a_figure_of_a_draft_leads_to_what_stands_behind_it():
    html = article(CITING, cite_address=lambda cite: f"/cited/{cite}/?a=1&b=2")
    assert (
        '<a class="paper-cite" href="/cited/achievements.figure:12/?a=1&amp;b=2"><strong>8.6%</strong>'
        '<span class="paper-hidden">, from the data</span></a>.</p>'
    ) in html
    assert html.count("paper-cite") == 1  # no link within a link, and none of spaces
    assert '<a class="paper-link" href="https://example.org/">the plan</a>' in html


def test_a_figure_without_a_page_of_its_own_is_plain_text():
    assert article(CITING, cite_address=lambda _: "") == article(CITING)


def test_what_a_draft_cites_is_nowhere_else():
    plain = article(holding(words("Crime fell by 8.6%.", "1")))
    assert Words(article(CITING)).text.count("8.6%") == 1
    for made in (article(CITING), document(CITING), printable(CITING), plain):
        assert "paper-cite" not in made.partition("</style>")[2] + made.partition("<style>")[0]
        assert "achievements.figure" not in made


def test_a_section_of_a_draft_leads_to_where_it_is_edited():
    html = article(SAMPLE, edit_address=lambda anchor: "" if anchor == "vawg" else f"/edit/{anchor}/")
    assert (
        '<div class="paper-editable"><h2>Financial implications</h2><a class="paper-edit" href="/edit/finance/">Edit'
        '<span class="paper-hidden"> Financial implications</span></a></div>'
    ) in html
    assert '<h3>Violence against women and girls</h3><ul class="paper-list' in html
    assert html.count("paper-edit") == 2 * 7
    assert "paper-edit" not in article(SAMPLE)


@pytest.mark.parametrize("section", SAMPLE.sections)
def test_a_section_alone_is_as_it_stands_in_the_article(section):
    alone = section_html(SAMPLE, section.anchor)
    inner = alone.removeprefix('<div class="paper-body paper-has-numbers" lang="en-GB">')
    inner = inner.removeprefix('<div class="paper-body" lang="en-GB">').removesuffix("</div>")
    assert inner.startswith("<section")
    assert _without_idents(inner) in _without_idents(article(SAMPLE))


def test_a_section_within_a_section_keeps_its_level_and_its_margin():
    alone = section_html(SAMPLE, "vawg", edit_address=lambda anchor: f"/edit/{anchor}/")
    assert alone.startswith(
        '<div class="paper-body paper-has-numbers" lang="en-GB"><section class="paper-section" id="v'
    )
    assert '<h3>Violence against women and girls</h3><a class="paper-edit" href="/edit/vawg/">' in alone
    assert section_html(SAMPLE, "nowhere") == ""


def _without_idents(html):
    """Tables are counted from the first of the page that they stand on."""
    return re.sub("paper-table-[0-9]+", "paper-table", html)


def test_an_old_edition_reads_as_it_always_did():
    """The words of the sample, in order. Editions are drawn anew from what is stored: these words must never change."""
    lines = [" ".join(part.split()) for part in Words(article(SAMPLE)).parts]
    golden = Path(__file__).with_name("words_of_the_sample.txt")
    assert [line for line in lines if line] == golden.read_text().splitlines()


def test_a_document_needs_nothing_beside_it():
    html = document(SAMPLE, content_hash=content_hash(SAMPLE), status="Draft")
    assert html.startswith('<!DOCTYPE html><html lang="en-GB">')
    assert "<style>/* A paper on screen" in html
    assert '<p class="paper-status">Draft</p>' in html
    assert content_hash(SAMPLE) in html
    assert not re.search(r'(src|href)="(?!#|https://example\.org/)', html)


def draft_page():
    """A whole page with a draft in it: an uploaded logo, figures that are links, and ways to edit."""
    paper = replace(CITING, masthead=Masthead("Council", as_logo(png()), "Arms"))
    draft = article(paper, cite_address=lambda cite: f"/cited/{cite}/", edit_address=lambda anchor: f"/edit/{anchor}/")
    return f'<!DOCTYPE html><html lang="en-GB"><head><title>Draft</title></head><body>{draft}</body></html>\n'


@pytest.mark.parametrize("html", [document(SAMPLE, status="Draft"), draft_page()], ids=["document", "draft"])
def test_what_is_written_is_valid_html(tmp_path, html):
    """By the rules of html-validate's `standard` preset."""
    (tmp_path / ".htmlvalidate.json").write_text('{"root": true, "extends": ["html-validate:standard"]}')
    page = tmp_path / "paper.html"
    page.write_text(html)
    command = [portal.BASE_DIR / "node_modules" / ".bin" / "html-validate", page]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_print_has_no_links_to_itself_and_carries_its_foot():
    html = printable(SAMPLE, content_hash="0123456789abcdef", status="Draft")
    assert '<p class="paper-numbered" id="p1"><span class="paper-number">1.</span>The partnership' in html
    assert 'data-end="Content 0123456789ab · " data-status="Draft"' in html
    assert "paper-scroll" not in html


def test_a_long_row_may_break_over_pages_in_print():
    table = Table("T", (Column("a"), Column("b")), (row("x", "word " * 90), row("y", "z", kind="total")))
    assert '<tr class="paper-long"><th' in printable(holding(table))
    assert '<tr class="paper-row-total"><th' in printable(holding(table))
    assert "paper-long" not in article(holding(table))


def test_cells_of_prose_carry_their_columns_heading_for_narrow_screens():
    def row(*texts):
        return Row(tuple(Cell((words(text),)) for text in texts))

    prose = "A sentence that is too long to stand beside another on the screen of a telephone."
    wordy = Table("Themes", (Column("Theme"), Column("Activity")), (row("Rural crime", prose),))
    brief = Table("Sums", (Column("Stream"), Column("Amount", "number")), (row("CSPs", "£286,794"),))
    html = article(holding(wordy, brief))
    assert f'<td data-label="Activity">{prose}</td>' in html
    assert '<td class="paper-figure">£286,794</td>' in html
    assert "data-label" not in printable(holding(wordy))
