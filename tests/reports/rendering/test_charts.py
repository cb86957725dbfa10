"""Charts of papers: one drawing in every format, its words beside it."""

import io

import pytest
from PIL import Image

from core.charts import WIDE, draw
from reports.content import Chart, Point, charted
from reports.rendering.docx import docx
from reports.rendering.html import article, document, printable
from reports.rendering.pdf import pdf
from tests.reports.rendering.charts_paper import CHARTS
from tests.reports.rendering.reading import tag_tree
from tests.reports.rendering.reading_word import Word
from tests.reports.rendering.test_formats import assert_all_say_the_same
from tests.reports.test_content import holding

KINDS = CHARTS.sections[0].blocks


def test_every_format_says_the_same_of_every_kind():
    assert_all_say_the_same(CHARTS)


def test_pages_and_print_hold_the_very_same_drawing():
    for chart in KINDS:
        drawn = draw(charted(chart), width=WIDE, colour=CHARTS.masthead.colour).svg
        assert drawn in article(CHARTS)
        assert drawn in printable(CHARTS)


def test_pdf_and_word_call_each_picture_by_what_it_shows():
    said = [charted(chart).alternative for chart in KINDS]
    assert [one.attributes["/Alt"] for one in tag_tree(pdf(CHARTS, content_hash="")).all("Figure")] == said
    word = Word(docx(CHARTS, content_hash=""))
    named = word.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
    assert [one.get("descr") for one in named] == said


def test_words_letters_are_drawn_in_the_picture_of_word():
    """resvg draws no letter that it has no font for, and says nothing."""

    def ink(label):
        made = docx(holding(Chart("C", "", "", (Point(label, "1", "1"), Point("b", "9", "9")))), content_hash="")
        picture = Image.open(io.BytesIO(Word(made).parts["word/media/picture2.png"])).convert("L")
        return sum(picture.crop((0, 0, 400, picture.height // 2)).histogram()[:128])

    assert ink(" ") == 0
    assert all(ink(label) > 200 for label in ("Crime", "שלום", "مرحبا"))


def test_a_chart_higher_than_a_page_is_a_table_in_print():
    tall = holding(Chart("C", "", "", tuple(Point(f"Ward {number}", "1", "1") for number in range(50))))
    assert "<svg" not in printable(tall).partition("paper-chart")[2]
    assert "<svg" in article(tall).partition("paper-chart")[2]
    assert "Ward 49" in printable(tall)


@pytest.mark.parametrize(("width", "shown", "hidden"), [(320, "narrow", "wide"), (1280, "wide", "narrow")])
def test_a_screen_shows_one_drawing_whose_letters_can_be_read(page, width, shown, hidden):
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(document(CHARTS))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(f".paper-chart-{hidden} svg:visible").count() == 0
    sizes = page.locator(f".paper-chart-{shown} text").evaluate_all(
        "found => found.map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a)"
    )
    assert len(sizes) > 50
    assert min(sizes) >= 11
    assert max(sizes) <= 20
