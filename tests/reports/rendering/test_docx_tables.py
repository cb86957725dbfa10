"""Tables, turned pages, logos and charts in Word documents."""

import base64
import io
import time

import pytest
from docx.oxml.ns import qn
from PIL import Image

from reports.content import (
    Chart,
    Column,
    ContentError,
    Masthead,
    Point,
    Table,
)
from reports.rendering.docx import docx
from tests.reports.rendering.reading import squeezed
from tests.reports.rendering.reading_word import Word, has, out_of_order
from tests.reports.rendering.word_papers import WIDE, sections, written
from tests.reports.sample_paper import CHART, LONG, row, words
from tests.reports.test_content import holding


class TestTables:
    def test_heading_rows_repeat_and_rows_stay_whole(self, word):
        tables = [table for table in word.document.tables if table.style.name == "Paper Table"]
        assert len(tables) == 3
        for table in tables:
            assert [has(row._tr, "w:trPr", "w:tblHeader") for row in table.rows][:2] == [
                True,
                False,
            ]
            assert all(has(row._tr, "w:trPr", "w:cantSplit") for row in table.rows)

    def test_a_very_long_row_may_break(self):
        word = written(Table("T", (Column("a"),), (row((LONG * 20,)), row("short"))))
        assert [has(row, "w:trPr", "w:cantSplit") for row in word.body.iter(qn("w:tr"))] == [
            True,
            False,
            True,
        ]

    def test_a_table_is_named_and_says_what_heads_its_rows(self, word):
        names = [name.get(qn("w:val")) for name in word.body.iter(qn("w:tblCaption"))]
        assert names == [
            *("About this report", "Summary and recommendations", "Recorded thefts from shops, year to March"),
            *("Grant from the Police and Crime Commissioner, 2029-30", "Actions of the plan for 2030-31"),
        ]
        assert [line.words for line in word.of_style("Caption")] == names[1:]
        looks = [
            (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) for look in word.body.iter(qn("w:tblLook"))
        ]
        assert looks == [("0", "1"), ("0", "1"), ("1", "1"), ("1", "1"), ("1", "1")]

    def test_columns_fill_the_page_exactly(self, word):
        for table in word.body.iter(qn("w:tbl")):
            grid = [int(column.get(qn("w:w"))) for column in table.iter(qn("w:gridCol"))]
            assert sum(grid) == 9638
            assert min(grid) > 600

    def test_numbers_stand_at_the_right_and_sums_are_bold(self, word):
        (line,) = [line for line in word.lines if line.words == "333,676"]
        assert line.style == "TableTotal"
        assert line.element.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == "right"

    def test_a_wide_table_turns_its_page_with_what_leads_to_it(self):
        word = Word(
            docx(
                sections(("One", words("Before", "1")), ("Two", words("Leads", "2"), WIDE, words("After", "3"))),
                content_hash="",
            )
        )
        pages = [
            (page.get(qn("w:orient")), page.get(qn("w:w")), page.get(qn("w:h")))
            for page in word.body.iter(qn("w:pgSz"))
        ]
        assert pages == [(None, "11906", "16838"), ("landscape", "16838", "11906"), (None, "11906", "16838")]
        lines = [line.words for line in word.lines]
        ends = [place for place, line in enumerate(word.lines) if line.style == "SectionEnd"]
        assert lines[ends[0] - 1] == "Before"
        assert lines[ends[0] + 1 : ends[0] + 4] == ["Two", "Leads", "Everything at once"]
        assert lines[ends[1] + 1] == "After"
        assert sum(int(column.get(qn("w:w"))) for column in word.body.iter(qn("w:gridCol"))) == 16838 - 2 * 1134

    def test_a_paper_that_ends_with_a_wide_table_ends_with_its_page(self):
        word = Word(docx(sections(("One", words("Before")), ("Two", WIDE)), content_hash=""))
        assert [page.get(qn("w:orient")) for page in word.body.iter(qn("w:pgSz"))] == [None, "landscape"]

    def test_a_thousand_rows_take_seconds_at_most(self):
        rows = tuple(row(*(f"cell {number} {column}" for column in range(6))) for number in range(1_000))
        started = time.process_time()
        made = docx(holding(Table("Large", tuple(Column(f"head {n}") for n in range(6)), rows)), content_hash="")
        assert time.process_time() - started < 5
        assert len(list(Word(made).body.iter(qn("w:tr")))) == 1_001


class TestPictures:
    def test_the_logo_is_a_picture_with_its_words(self, word):
        (properties, *_) = word.body.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
        assert properties.get("descr") == "Three linked rings: the partnership's sign"
        picture = Image.open(io.BytesIO(word.parts["word/media/picture1.png"]))
        assert picture.size[1] == 354
        assert picture.mode == "RGBA"

    def test_a_logo_without_words_is_decoration(self):
        word = written(words("x"), masthead=Masthead("Council", "civic-arch", ""))
        assert b"decorative" in word.parts["word/document.xml"]
        assert out_of_order(word.parts["word/document.xml"]) == []

    def test_an_uploaded_logo_is_shown_as_it_is_within_its_room(self):
        drawn = io.BytesIO()
        Image.new("RGB", (1000, 50), "#123456").save(drawn, "PNG")
        uploaded = "data:image/png;base64," + base64.b64encode(drawn.getvalue()).decode()
        paper = holding(words("x"), masthead=Masthead("Council", uploaded, "A bar"))
        word = Word(docx(paper, content_hash=""))
        assert word.parts["word/media/picture1.png"] == drawn.getvalue()
        (extent,) = word.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent")
        assert (int(extent.get("cx")), int(extent.get("cy"))) == (80 * 36_000, 4 * 36_000)

    @pytest.mark.parametrize("logo", ["data:image/png;base64,AAAA", "data:image/png;base64,%%%", "no-such-logo"])
    def test_a_logo_that_is_none_is_refused(self, logo):
        with pytest.raises(ContentError, match="logo"):
            docx(holding(words("x"), masthead=Masthead("Council", logo, "x")), content_hash="")

    def test_a_chart_is_a_picture_that_says_what_it_shows_and_a_table(self, word):
        (_, chart) = word.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
        assert chart.get("descr") == f"Bar chart: {CHART.title}. {CHART.summary}"
        lines = [line.words for line in word.lines]
        start = lines.index(CHART.title)
        assert lines[start + 2 : start + 6] == ["", "Recorded crimes", "2027", "1,811"]

    def test_its_bars_are_as_long_as_their_values(self, word):
        picture = Image.open(io.BytesIO(word.parts["word/media/picture2.png"])).convert("RGB")
        blue = [
            sum(picture.getpixel((x, y)) == (29, 53, 87) for x in range(picture.width)) for y in range(picture.height)
        ]
        bars = [max(blue[start : start + 64]) for start in (0, 64, 128)]
        assert bars[0] / bars[2] == pytest.approx(1811 / 2534, abs=0.02)
        assert bars[1] / bars[2] == pytest.approx(2240 / 2534, abs=0.02)

    @pytest.mark.parametrize(
        "points",
        [
            (),
            (Point("all nought", "0", "0"),),
            (Point("less", "-5", "−5"), Point("more", "5", "5")),
            (Point("x" * 2_000, "1", "y" * 2_000), Point("", "2", "")),
            (Point("שלום", "1", "مرحبا"),),
            tuple(Point(f"Ward {number}", str(number), str(number)) for number in range(100)),
        ],
    )
    def test_any_chart_can_be_drawn(self, points):
        word = written(Chart("A chart", "", "", points))
        assert ("word/media/picture2.png" in word.parts) == (0 < len(points) <= 60)
        assert all(squeezed(point.label) in squeezed(word.words) for point in points)
