"""Papers as Word documents: what Word and LibreOffice make of them, and what a person who edits them finds."""

import base64
import hashlib
import io
import subprocess
import sys
import time
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from django.conf import settings as portal
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from PIL import Image

from reports.content import (
    Chart,
    Column,
    ContentError,
    Masthead,
    Paragraph,
    Point,
    Section,
    Span,
    Table,
    content_hash,
    to_json,
)
from reports.rendering.docx import docx
from reports.rendering.docx.markup import address
from tests.reports.content_strategies import papers
from tests.reports.rendering.reading import squeezed
from tests.reports.rendering.reading_word import Word, by_libreoffice, has, out_of_order, run_words
from tests.reports.sample_paper import CHART, LONG, SAMPLE, bullets, row, words
from tests.reports.test_content import holding, nested

HASH = content_hash(SAMPLE)
WIDE = Table(
    "Everything at once",
    tuple(Column(f"Responsibilities {number}") for number in range(9)),
    tuple(row(*(f"Safeguarding arrangements {cell}" for cell in range(9))) for _ in range(3)),
)


@pytest.fixture(scope="module")
def made():
    return docx(SAMPLE, content_hash=HASH, status="Draft")


@pytest.fixture(scope="module")
def word(made):
    return Word(made)


def written(*blocks, **changes):
    return Word(docx(holding(*blocks, **changes), content_hash=""))


def sections(*parts, **changes):
    """A paper of sections; each part is a heading and its blocks."""
    made = tuple(Section(heading, f"s{place}", tuple(blocks)) for place, (heading, *blocks) in enumerate(parts))
    return replace(SAMPLE, header=(), contents=False, sections=made, **changes)


def numbers(word):
    """The numbers of numbered paragraphs as Word shows them, with those that stand as text."""
    return [line.mark or line.words.partition("\t")[0] for line in word.of_style("NumberedParagraph")]


def numbered(*given):
    return [words(f"Paragraph {number}", number) for number in given]


class TestTheFile:
    def test_the_same_content_gives_the_same_bytes_in_another_process(self, made):
        script = (
            "import hashlib, sys; from reports.content import from_json; from reports.rendering.docx import docx;"
            "paper = from_json(sys.stdin.read());"
            f"print(hashlib.sha256(docx(paper, content_hash={HASH!r}, status='Draft')).hexdigest())"
        )
        other = subprocess.run(
            [sys.executable, "-c", script],
            input=to_json(SAMPLE),
            capture_output=True,
            text=True,
            check=True,
            cwd=portal.BASE_DIR,
            env={"PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"},
        )
        assert other.stdout.strip() == hashlib.sha256(made).hexdigest()

    def test_it_holds_what_it_needs_and_nothing_that_nobody_sees(self, word, made):
        assert set(word.parts) == {
            *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels"),
            *(f"word/{part}.xml" for part in ("document", "styles", "numbering", "settings", "header", "footer")),
            *("word/media/picture1.png", "word/media/picture2.png"),
        }
        with zipfile.ZipFile(io.BytesIO(made)) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    def test_its_properties_say_what_it_is_whose_and_when(self, word):
        properties = word.document.core_properties
        assert properties.title == SAMPLE.title
        assert properties.author == properties.last_modified_by == "Wexbridge City Council"
        assert properties.language == "en-GB"
        assert properties.identifier == HASH
        assert properties.created.isoformat().startswith("2030-10-14T00:00:00")
        assert properties.modified == properties.created

    def test_a_paper_without_a_date_has_none(self):
        core = Word(docx(replace(SAMPLE, date=""), content_hash="")).parts["docProps/core.xml"].decode()
        assert "created" not in core
        assert "modified" not in core

    def test_its_parts_keep_to_the_order_of_the_standard(self, word):
        for name, part in word.parts.items():
            if name.startswith("word/") and name.endswith(".xml"):
                assert out_of_order(part) == [], name

    @settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=50)
    @given(paper=papers())
    def test_any_paper_keeps_to_it_and_ends_its_cells_with_a_paragraph(self, paper):
        word = Word(docx(paper, content_hash="abc", status="Draft"))
        assert out_of_order(word.parts["word/document.xml"]) == []
        assert out_of_order(word.parts["word/numbering.xml"]) == []
        assert all(cell[-1].tag == qn("w:p") for cell in word.body.iter(qn("w:tc")))
        for table in word.body.iter(qn("w:tbl")):
            across = len(table.find(qn("w:tblGrid")))
            for found in table.findall(qn("w:tr")):
                spans = [int(span.get(qn("w:val"))) - 1 for span in found.iter(qn("w:gridSpan"))]
                assert len(found.findall(qn("w:tc"))) + sum(spans) == across
        names = [mark.get(qn("w:name")) for mark in word.body.iter(qn("w:bookmarkStart"))]
        assert len({name.lower() for name in names}) == len(names)
        assert all(len(name) <= 40 and name.replace("_", "a").isalnum() for name in names)

    def test_the_language_is_that_of_the_paper(self):
        welsh = Word(docx(replace(SAMPLE, language="cy-GB"), content_hash=""))
        assert b'<w:lang w:val="cy-GB"' in welsh.parts["word/styles.xml"]
        assert welsh.document.core_properties.language == "cy-GB"


class TestHeadingsAndText:
    def test_headings_are_real_and_follow_the_sections(self, word):
        headings = [(line.style, line.words) for line in word.lines if line.style.startswith(("Title", "Heading"))]
        assert headings == [
            ("Title", SAMPLE.title),
            ("Heading1", "Introduction and background"),
            ("Heading1", "Priorities for 2030-31"),
            ("Heading2", "Serious violence"),
            ("Heading2", "Violence against women and girls"),
            ("Heading1", "What was done in 2029-30"),
            ("Heading1", "Financial implications"),
            ("Heading1", "Appendix A: action plan"),
            ("Heading1", "Report author"),
        ]
        assert word.document.styles["Heading 1"].element.find(qn("w:pPr")).find(qn("w:outlineLvl")) is not None

    def test_an_appendix_starts_a_page(self, word):
        breaks = [line.words for line in word.lines if has(line.element, "w:pPr", "w:pageBreakBefore")]
        assert breaks == ["Appendix A: action plan"]

    def test_bold_italic_and_links_are_what_they_were(self, word):
        (line,) = [line for line in word.lines if "Crime and Disorder Act" in line.words]
        styled = {run_words(run): {part.tag for part in run.iter()} for run in line.element.iter(qn("w:r"))}
        assert qn("w:b") in styled["Crime and Disorder Act 1998"]
        assert qn("w:i") in styled["strategic assessment"]
        assert qn("w:b") not in styled["It works to the "]

    def test_links_lead_where_they_did(self, word):
        relations = word.document.part.rels
        out = [
            relations[link.get(qn("r:id"))].target_ref
            for link in word.body.iter(qn("w:hyperlink"))
            if link.get(qn("r:id"))
        ]
        assert out == ["https://example.org/plan", "https://example.org/assessment/2030/"]
        places = {mark.get(qn("w:name")) for mark in word.body.iter(qn("w:bookmarkStart"))}
        within = {link.get(qn("w:anchor")) for link in word.body.iter(qn("w:hyperlink")) if link.get(qn("w:anchor"))}
        assert "p5" in within
        assert within <= places
        assert {f"p{number}" for number in range(1, 12)} | {"introduction", "serious_violence"} <= places

    def test_addresses_that_differ_in_marks_and_case_alone_stay_apart(self):
        long = "a" * 60
        word = written(
            *(
                Section("S", anchor, (words("x", href=f"#{anchor}"),))
                for anchor in ("a-b", "a.b", "A_b", long, long + "b")
            ),
        )
        places = [mark.get(qn("w:name")) for mark in word.body.iter(qn("w:bookmarkStart"))][1:]
        within = [link.get(qn("w:anchor")) for link in word.body.iter(qn("w:hyperlink"))][-5:]
        assert places == within == ["a_b", "a_b_2", "A_b_3", "a" * 40, "a" * 38 + "_2"]

    @pytest.mark.parametrize(
        ("href", "expected"),
        [
            ("https://example.org/a?b=c&d=e#f", "https://example.org/a?b=c&d=e#f"),
            ('https://example.org/a b<c>"d"', "https://example.org/a%20b%3Cc%3E%22d%22"),
            ("https://example.org/100%", "https://example.org/100%25"),
            ("https://example.org/ä", "https://example.org/%C3%A4"),
            ("https://example.org/#a#b", "https://example.org/#a%23b"),
            ("https://[example", "https://%5Bexample"),
            ("https://example.org:port/x", "https://example.org%3Aport/x"),
            ("mailto:a team@example.org", "mailto:a%20team@example.org"),
        ],
    )
    def test_no_address_makes_word_call_the_file_broken(self, href, expected):
        assert address(href) == expected
        assert address(expected) == expected

    def test_characters_special_to_xml_are_only_characters(self):
        text = "<w:p> & \"quoted\" 'it' ]]> <!-- -->"
        word = written(words(text, "1"), Table(text, (Column(text),), (row(text),)), masthead=Masthead(text))
        assert [line.words for line in word.lines].count(text) == 5
        assert word.document.core_properties.author == text

    def test_words_from_right_to_left_run_so(self):
        word = written(words("שלום עולם, 2030 and Council", "1"), words("Council مرحبا said"))
        first = next(line for line in word.lines if line.mark == "1.")
        assert has(first.element, "w:pPr", "w:bidi")
        runs = [(run_words(run), has(run, "w:rPr", "w:rtl")) for run in first.element.iter(qn("w:r"))]
        assert runs == [("שלום עולם, 2030 ", True), ("and Council", False)]
        second = next(line for line in word.lines if "said" in line.words)
        assert not has(second.element, "w:pPr", "w:bidi")
        assert [has(run, "w:rPr", "w:rtl") for run in second.element.iter(qn("w:r"))] == [
            False,
            True,
            False,
        ]

    def test_a_note_is_set_apart(self, word):
        assert [line.words for line in word.of_style("NoteLabel")] == ["Note", "Why the two totals differ"]


class TestParagraphNumbers:
    def test_word_counts_them_by_their_style_alone(self, word):
        assert numbers(word) == [f"{number}." for number in range(1, 12)]
        own = [line for line in word.of_style("NumberedParagraph") if has(line.element, "w:pPr", "w:numPr")]
        assert own == []
        style = word.document.styles["Numbered Paragraph"].element
        assert style.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}").get(qn("w:val")) == "1"

    def test_decimal_numbers_count_sections_by_their_headings(self):
        word = Word(
            docx(
                sections(
                    ("One", *numbered("1.1", "1.2"), Section("Within", "w", (words("x", "1.3"),))),
                    ("Not numbered", words("Plain")),
                    ("Two", *numbered("2.1", "2.2")),
                ),
                content_hash="",
            )
        )
        assert numbers(word) == ["1.1", "1.2", "1.3", "2.1", "2.2"]
        assert not [line for line in word.of_style("NumberedParagraph") if has(line.element, "w:pPr", "w:numPr")]
        assert [line.mark for line in word.of_style("Heading1")] == ["", "", ""]

    @pytest.mark.parametrize(
        "given",
        [
            ["1", "2", "4", "5", "3", "6"],
            ["5", "6", "7"],
            ["1.1", "1.3", "2.1", "1.4"],
            ["2.1", "2.2"],
            ["1", "1.1", "1.2", "2", "2.1.1", "2.1.2", "3"],
            ["1", "2a", "2", "007", "3", "0", "A1", "99999", "4"],
        ],
    )
    def test_numbers_that_depart_from_counting_are_shown_all_the_same(self, given, tmp_path):
        word = Word(docx(sections(("One", *numbered(*given))), content_hash=""))
        assert [number.removesuffix(".") for number in numbers(word)] == given

    def test_lists_and_tables_between_do_not_disturb_them(self):
        steps = bullets("x", ("y", words("within", "3")), marker="number")
        word = written(words("a", "1"), steps, Table("T", (Column("c"),), (row((words("b", "4"),)),)), words("c", "5"))
        assert numbers(word) == ["1.", "3.", "4.", "5."]


class TestLists:
    def test_each_list_counts_from_one(self):
        word = written(bullets("a", "b", marker="number"), words("x"), bullets("c", "d", marker="number"))
        assert [line.mark for line in word.of_style("ListNumber")] == ["1.", "2.", "1.", "2."]

    def test_lists_in_lists_have_their_own_marks_and_styles(self, word):
        found = [(line.style, line.mark, line.words) for line in word.lines if line.style.startswith("List")]
        start = found.index(("ListNumber2", "a.", "plan together;"))
        assert found[start - 1 : start + 9] == [
            ("ListBullet", "•", "Meet the duty in Part 2 of the Police, Crime, Sentencing and Courts Act 2022:"),
            ("ListNumber2", "a.", "plan together;"),
            ("ListNumber2", "b.", "find the kinds of violence and their causes:"),
            ("ListBullet3", "▪", "by place"),
            ("ListBullet3", "▪", "by time"),
            ("ListNumber4", "i.", "by day"),
            ("ListNumber4", "ii.", "by night"),
            ("ListNumber2", "c.", "carry out a strategy."),
            ("ListContinue", "", "The strategy is reviewed each January."),
            ("ListBullet", "•", "Keep on with the NightWatch partnership in the old town."),
        ]

    def test_a_list_within_a_cell_within_a_list_leaves_the_outer_one_counting(self):
        table = Table("T", (Column("c"),), (row(bullets("in", "ner", marker="number")),))
        word = written(bullets(("one", table), "two", marker="number"))
        assert [line.mark for line in word.lines if line.mark] == ["1.", "1.", "2.", "2."]

    def test_forty_lists_one_in_another_keep_their_marks(self):
        deep = words("deepest")
        for _ in range(40):
            deep = bullets("before", ("deep", deep), "after", marker="number")
        word = written(deep)
        marks = [line.mark for line in word.lines if line.words in ("before", "deep", "after")]
        assert marks == ["1.", "2."] * 40 + ["3."] * 40
        assert max(int(left.get(qn("w:left"), 0)) for left in word.body.iter(qn("w:ind"))) < 6000

    def test_an_entry_without_words_has_its_mark(self):
        word = written(bullets("", ("x", bullets("z")), (bullets("only"),)))
        assert [(line.mark, line.words) for line in word.lines if line.mark] == [
            *(("•", ""), ("•", "x"), ("○", "z"), ("•", ""), ("○", "only"))
        ]


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


class TestHeadAndFoot:
    def test_each_page_says_which_of_how_many_it_is(self, word):
        foot = word.parts["word/footer.xml"].decode()
        assert SAMPLE.running_foot in foot
        assert f"Content {HASH[:12]} · Page " in foot
        assert '" PAGE "' in foot
        assert '" NUMPAGES "' in foot
        assert "Draft" in word.parts["word/header.xml"].decode()

    def test_contents_are_filled_in_and_word_can_renew_them(self, word):
        (contents,) = word.body.iter(qn("w:sdt"))
        entries = ["".join(text.text for text in line.iter(qn("w:t"))) for line in contents.iter(qn("w:p"))]
        assert entries[:4] == ["Contents", "Introduction and background", "Priorities for 2030-31", "Serious violence"]
        assert len(entries) == 9
        kinds = [mark.get(qn("w:fldCharType")) for mark in contents.iter(qn("w:fldChar"))]
        assert kinds[:2] == ["begin", "separate"]
        assert kinds.count("begin") == kinds.count("end") == kinds.count("separate") == 9
        assert "TOC" in next(contents.iter(qn("w:instrText"))).text
        assert b"updateFields" not in word.parts["word/settings.xml"]  # Word would ask each reader a question

    def test_a_paper_without_contents_has_none(self):
        assert not list(written(words("x"), contents=False).body.iter(qn("w:sdt")))


HOSTILE = holding(
    nested(40),
    words("<script>alert(1)</script> & ]]>"),
    words("שלום עולם, 12,345", "1"),
    words("مرحبا"),
    words(""),
    bullets("", ("x", words("y", "2"), bullets("z"))),
    Paragraph((Span("a link", href='https://[bad/ x"><'), Span("\u00ad\u200b soft"))),
    Table("Over pages", (Column(""), Column("b")), (row("x", (LONG * 30, bullets(*[LONG] * 20))), row("", ""))),
    Table("Empty", (Column(""),), ()),
    Chart("No points", "", "", ()),
    Table("Large", tuple(Column(f"head {n}") for n in range(4)), tuple(row("a", "", "b", "c") for _ in range(1_000))),
    masthead=Masthead(""),
)


def test_libreoffice_opens_it_and_prints_the_pages_it_should(made, tmp_path):
    wide = sections(("One", words("Before", "1")), ("Two", words("Leads", "2"), WIDE, words("After", "3")))
    printed = by_libreoffice(
        tmp_path, "pdf", sample=made, wide=docx(wide, content_hash=""), hostile=docx(HOSTILE, content_hash="")
    )
    document = pypdfium2.PdfDocument(printed["sample"])
    texts = [page.get_textpage().get_text_range() for page in document]
    for number, text in enumerate(texts, start=1):
        assert f"Content {HASH[:12]} · Page {number} of {len(texts)}" in text
        assert SAMPLE.running_foot in text
        assert "Draft" in text
    assert 6 <= len(texts) <= 11
    assert sum("By when" in text for text in texts) >= 3  # the heading row, on each page of its table
    sizes = [page.get_size() for page in pypdfium2.PdfDocument(printed["wide"])]
    assert [width > height for width, height in sizes] == [False, True, False]
    assert len(pypdfium2.PdfDocument(printed["hostile"])) > 20


def test_libreoffice_shows_the_numbers_of_the_paper(tmp_path):
    given = {
        "plain": ["1", "2", "4", "5", "3", "6", "7a", "8", "9.1", "9.2"],
        "decimal": ["1.1", "1.2", "1.4", "2.1", "1.5", "1.6.1", "1.6.2"],
    }
    lists = (
        bullets("a", ("b", bullets("c", "d", marker="letter")), "e", marker="number"),
        bullets("f", marker="number"),
    )
    documents = {
        name: docx(sections(("One", *numbered(*found), *lists)), content_hash="") for name, found in given.items()
    }
    documents["sections"] = docx(
        sections(
            ("One", *numbered("1.1", "1.2")),
            ("None", words("Plain")),
            ("Two", *numbered("2.1"), Section("Sub", "x", tuple(numbered("2.2")))),
            ("Four", *numbered("4.1", "4.2")),
            ("Three", *numbered("3.1")),
        ),
        content_hash="",
    )
    given["sections"] = ["1.1", "1.2", "2.1", "2.2", "4.1", "4.2", "3.1"]
    read = by_libreoffice(tmp_path, "txt:Text (encoded):UTF8", **documents)
    for name, found in given.items():
        lines = [line.split() for line in read[name].decode("utf-8-sig").splitlines()]
        shown = [line[0].removesuffix(".") for line in lines if line[1:2] == ["Paragraph"]]
        assert shown == found, name
        if name != "sections":
            assert [line for line in lines if len(line) == 2][-6:] == [
                *(["1.", "a"], ["2.", "b"], ["a.", "c"], ["b.", "d"], ["3.", "e"], ["1.", "f"])
            ]
