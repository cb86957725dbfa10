"""Papers as Word documents: what Word and LibreOffice make of them, and what a person who edits them finds."""

import hashlib
import io
import subprocess
import sys
import zipfile
from dataclasses import replace

import pypdfium2
import pytest
from django.conf import settings as portal
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from reports.content import (
    Chart,
    Column,
    Masthead,
    Paragraph,
    Section,
    Span,
    Table,
    content_hash,
    to_json,
)
from reports.rendering.docx import docx
from reports.rendering.docx.markup import address
from tests.reports.content_strategies import papers
from tests.reports.rendering.reading_word import Word, by_libreoffice, has, out_of_order, run_words
from tests.reports.rendering.word_papers import WIDE, sections, written
from tests.reports.sample_paper import LONG, SAMPLE, bullets, row, words
from tests.reports.test_content import holding, nested

HASH = content_hash(SAMPLE)


class TestTheFile:
    def test_the_same_content_gives_the_same_bytes_in_another_process(self, made_word):
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
        assert other.stdout.strip() == hashlib.sha256(made_word).hexdigest()

    def test_it_holds_what_it_needs_and_nothing_that_nobody_sees(self, word, made_word):
        assert set(word.parts) == {
            *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels"),
            *(f"word/{part}.xml" for part in ("document", "styles", "numbering", "settings", "header", "footer")),
            *("word/media/picture1.png", "word/media/picture2.png"),
        }
        with zipfile.ZipFile(io.BytesIO(made_word)) as archive:
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

    def test_an_address_without_an_end_is_no_link(self):
        word = written(words("a", href="https://"), words("b", href="mailto:"), words("c", href="https://example.org"))
        assert len(list(word.body.iter(qn("w:hyperlink")))) == 1 + len(["A section"])  # in the contents

    def test_who_types_on_after_a_heading_types_a_numbered_paragraph(self, word):
        assert word.document.styles["Heading 2"].next_paragraph_style.name == "Numbered Paragraph"
        assert written(words("Plain")).document.styles["Heading 2"].next_paragraph_style.name == "Normal"

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


def test_libreoffice_opens_it_and_prints_the_pages_it_should(made_word, tmp_path):
    wide = sections(("One", words("Before", "1")), ("Two", words("Leads", "2"), WIDE, words("After", "3")))
    printed = by_libreoffice(
        tmp_path, "pdf", sample=made_word, wide=docx(wide, content_hash=""), hostile=docx(HOSTILE, content_hash="")
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
