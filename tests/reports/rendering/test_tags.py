import inspect
import io
from dataclasses import replace

import pypdf
import pytest
import weasyprint
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags as weasyprint_tags
from weasyprint.pdf.stream import Stream

from reports.content import Column, Masthead, Span, Table
from reports.content import Paragraph as Text
from reports.rendering import tags as ours
from reports.rendering.pdf import pdf
from tests.reports.pictures import as_logo, png
from tests.reports.rendering.reading import tag_tree
from tests.reports.sample_paper import CHART, LONG, SAMPLE, bullets, row, words
from tests.reports.test_content import holding


@pytest.fixture(scope="module")
def tags():
    return tag_tree(pdf(SAMPLE, content_hash="", status="Draft"))


def tree_of(*blocks):
    return tag_tree(pdf(holding(*blocks, contents=False), content_hash=""))


def test_weasyprint_is_the_version_whose_inner_parts_we_know():
    assert weasyprint.__version__ == "70.0"
    assert weasyprint.pdf.add_tags is weasyprint_tags.add_tags
    assert list(inspect.signature(weasyprint_tags.add_tags).parameters) == [
        "pdf",
        "document",
        "pdf_version",
        "page_streams",
    ]
    assert len(inspect.signature(ours.add_tags).parameters) == 4
    assert "self._tags[box] = {'tag': tag, 'mcid': mcid}" in inspect.getsource(Stream.marked)
    assert all(hasattr(boxes, name) for name in ("MarginBox", "TextBox", "ReplacedBox"))
    assert "box.link_annotation = pydyf.Dictionary" in inspect.getsource(weasyprint.pdf.anchors)
    assert "build_fonts_dictionary(pdf, document.fonts," in inspect.getsource(weasyprint.pdf.generate_pdf)


def test_feet_of_pages_and_repeated_headings_are_not_read(tags):
    assert "Page 1 of" not in tags.text
    assert "Draft" in tags.text  # once, at the top of the paper
    assert tags.text.count("Draft") == 1
    action_plan = tags.all("Table")[-1]
    assert action_plan.text.count("By when") == 1
    assert action_plan.roles == ["Caption", "THead", "TBody"]


def test_what_breaks_over_pages_is_one(tags):
    made = pdf(SAMPLE, content_hash="")
    pages = len(pypdf.PdfReader(io.BytesIO(made)).pages)
    assert pages > 6
    assert len(tags.all("Table")) == 5
    assert len(tags.all("H2")) == len(SAMPLE.sections)
    assert [tag.roles.count("TR") for tag in tags.all("TBody")][-1] == 30


@pytest.mark.parametrize("block", [words(LONG * 60), words(LONG * 60, "1")])
def test_a_paragraph_over_pages_is_one(block):
    spoken = [tag for tag in tree_of(block).all("P") if "Officers" in tag.text]
    assert len(spoken) == 1
    assert " ".join(spoken[0].text.split()).count("next walk.") == 60


def test_a_cell_and_an_item_over_pages_are_one():
    tree = tree_of(
        Table("T", (Column("a"), Column("b")), (row("x", (LONG * 60, bullets(*[LONG * 9] * 9))),)), bullets(LONG * 60)
    )
    assert len(tree.all("TR")) == 2
    assert len(tree.all("TD")) == 1
    assert [len(found.roles) for found in tree.all("L")] == [9, 1]


def test_headers_of_rows_and_columns_say_what_they_head(tags):
    funding = next(table for table in tags.all("Table") if "Outreach" in table.text)
    scopes = [tag.attributes["/A"]["/Scope"] for tag in funding.all("TH")]
    assert scopes == ["/Column"] * 4 + ["/Row"] * 5
    assert funding.all("TD")[-1].attributes["/A"]["/ColSpan"] == 4


def test_lists_say_how_they_are_numbered_and_nest_within_their_items():
    tree = tree_of(bullets(("one", bullets("i", marker="roman"), words("after")), "two", marker="letter"))
    outer, inner = tree.all("L")
    assert outer.attributes["/A"]["/ListNumbering"] == "/LowerAlpha"
    assert inner.attributes["/A"]["/ListNumbering"] == "/LowerRoman"
    first = outer.kids[0]
    assert first.roles == ["Lbl", "LBody"]
    assert first.kids[1].roles == ["L", "P"]
    assert "".join(outer.text.split()) == "a.onei.iafterb.two"


def test_a_link_says_its_words_even_when_it_wraps():
    long_words = "the plan " * 30
    tree = tree_of(Text((Span("See "), Span(long_words, href="https://example.org/plan"), Span("."))))
    (link,) = tree.all("Link")
    places = [kid for kid in link.kids if isinstance(kid, dict)]
    assert len(places) > 1
    assert {place["/Contents"] for place in places} == {long_words.strip()}
    assert {place["/F"] for place in places} == {4}
    assert {place["/A"]["/URI"] for place in places} == {"https://example.org/plan"}


def test_links_lead_back_to_their_tags():
    reader = pypdf.PdfReader(io.BytesIO(pdf(SAMPLE, content_hash="")))
    numbers = reader.root_object["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    ways_back = dict(zip(numbers[::2], numbers[1::2], strict=True))
    links = [note.get_object() for page in reader.pages for note in page.get("/Annots", [])]
    assert links
    for link in links:
        assert ways_back[link["/StructParent"]].get_object()["/S"] == "/Link"


def test_pictures_say_what_they_show_and_decoration_is_silent(tags):
    logo, chart = tags.all("Figure")
    assert logo.attributes["/Alt"] == "Three linked rings: the partnership's sign"
    assert chart.attributes["/Alt"] == f"Bar chart: {CHART.title}. {CHART.summary}"
    left, bottom, right, top = logo.attributes["/A"]["/BBox"]
    assert 50 < left < right < 200
    assert 700 < bottom < top < 800
    silent = replace(SAMPLE, masthead=replace(SAMPLE.masthead, logo_alt=""))
    assert len(tag_tree(pdf(silent, content_hash="")).all("Figure")) == 1


def test_an_uploaded_logo_says_what_it_shows_or_is_silent():
    def figures(alt):
        logo = Masthead("Council", as_logo(png(300, 60)), alt)
        return tag_tree(pdf(holding(words("x"), masthead=logo), content_hash="")).all("Figure")

    (logo,) = figures("The council's  arms")
    assert logo.attributes["/Alt"] == "The council's arms"
    left, bottom, right, top = logo.attributes["/A"]["/BBox"]
    assert right - left == pytest.approx(5 * (top - bottom), abs=1)
    assert figures("") == []


def test_the_contents_are_marked_as_contents(tags):
    outer, inner = tags.all("TOC")
    assert [entry.roles for entry in outer.kids] == [["Reference"], ["Reference", "TOC"], *[["Reference"]] * 4]
    assert inner.roles == ["TOCI", "TOCI"]
    reference = outer.kids[0].kids[0]
    assert reference.roles == ["Link"]
    assert reference.text.split() == ["Introduction", "and", "background", "2"]
