import hashlib
import io
import json
import subprocess
import sys
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from django.conf import settings as portal
from hypothesis import HealthCheck, Phase, given, settings

from reports.content import Column, Table, content_hash, to_json
from reports.rendering.pdf import RenderingFailed, pdf
from tests.reports.content_strategies import papers, printed_text
from tests.reports.rendering.reading import marked_text, squeezed, strings, tag_tree
from tests.reports.rendering.validators import faults
from tests.reports.sample_paper import SAMPLE, row, words
from tests.reports.test_content import holding


@pytest.fixture(scope="module")
def printed():
    return pdf(SAMPLE, content_hash=content_hash(SAMPLE), status="Draft")


@pytest.fixture(scope="module")
def tags(printed):
    return tag_tree(printed)


@settings(
    suppress_health_check=list(HealthCheck),
    deadline=None,
    max_examples=25,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(paper=papers(printed_text))
def test_every_string_and_cell_stands_in_the_pdf_and_the_pdf_is_accessible(paper):
    made = pdf(paper, content_hash="")
    said = squeezed(tag_tree(made).text)
    for string in strings(paper):
        assert squeezed(string) in said
    assert faults(made) == []


def test_every_string_and_cell_of_the_sample_stands_in_its_pdf(tags):
    said = squeezed(tags.text)
    assert [string for string in strings(SAMPLE) if squeezed(string) not in said] == []


def test_the_pages_hold_the_same_words_as_the_tags(printed, tags):
    """What is seen and what is heard are the same, feet of pages and letters in pictures apart."""
    drawn = "".join(text for page in marked_text(printed) for mark, text in sorted(page.items()) if mark >= 0)
    pictured = "".join(letters for figure in tags.all("Figure") for letters in figure.kids)
    assert "2,534" in pictured
    assert sorted(squeezed(drawn)) == sorted(squeezed(tags.text + pictured))


def test_it_says_who_wrote_it_when_and_in_which_language(printed):
    reader = pypdf.PdfReader(io.BytesIO(printed))
    assert reader.metadata.title == "Wexbridge Safer Streets Partnership annual update 2030-31"
    assert reader.metadata.author == "Wexbridge City Council"
    assert reader.metadata.creation_date.isoformat().startswith("2030-10-14T00:00:00")
    assert reader.metadata["/contenthash"] == content_hash(SAMPLE)
    assert reader.root_object["/Lang"] == "en-GB"
    assert reader.root_object["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert reader.pages[0].mediabox[2:] == [pytest.approx(595.3, abs=0.1), pytest.approx(841.9, abs=0.1)]


def test_a_paper_without_a_date_has_none_in_its_pdf():
    reader = pypdf.PdfReader(io.BytesIO(pdf(replace(SAMPLE, date=""), content_hash="")))
    assert "/CreationDate" not in reader.metadata


def test_bookmarks_follow_the_headings(printed):
    def titles(outline):
        return [titles(entry) if isinstance(entry, list) else entry.title for entry in outline]

    assert titles(pypdf.PdfReader(io.BytesIO(printed)).outline) == [
        SAMPLE.title,
        [
            "Introduction and background",
            "Priorities for 2030-31",
            ["Serious violence", "Violence against women and girls"],
            "What was done in 2029-30",
            "Financial implications",
            "Appendix A: action plan",
            "Report author",
        ],
    ]


def test_each_page_says_which_of_how_many_it_is_and_what_it_belongs_to(printed):
    pages = pypdfium2.PdfDocument(printed)
    for number, page in enumerate(pages, start=1):
        text = page.get_textpage().get_text_range()
        assert f"Content {content_hash(SAMPLE)[:12]} · Page {number} of {len(pages)}" in text
        assert "Wexbridge Safer Streets Partnership annual update 2030-31" in text
        assert "Draft" in text
    assert 6 <= len(pages) <= 10


def test_an_appendix_starts_a_page(printed):
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(printed)]
    with_appendix = next(text for text in pages if "Appendix A: action plan" in text and "Contents" not in text)
    assert squeezed(with_appendix).removeprefix("Draft").startswith("AppendixA:actionplan")


def test_its_fonts_are_ours_and_within_it(printed):
    fonts = set()
    for page in pypdf.PdfReader(io.BytesIO(printed)).pages:
        for font in page["/Resources"]["/Font"].values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "/FontFile2" in inner["/FontDescriptor"]
            fonts.add(str(inner["/BaseFont"]).split("+")[-1])
    assert fonts <= {"Paper", "Paper-Bold", "Paper-Italic"}


def test_the_same_content_gives_the_same_bytes_in_another_process(printed):
    script = (
        "import hashlib, sys; from reports.content import from_json; from reports.rendering.pdf import pdf;"
        "paper = from_json(sys.stdin.read());"
        f"print(hashlib.sha256(pdf(paper, content_hash={content_hash(SAMPLE)!r}, status='Draft')).hexdigest())"
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
    assert other.stdout.strip() == hashlib.sha256(printed).hexdigest()
    assert hashlib.sha256(pdf(SAMPLE, content_hash=content_hash(SAMPLE), status="Draft")).digest() == (
        hashlib.sha256(printed).digest()
    )


def test_letters_that_no_font_has_are_refused_by_name():
    with pytest.raises(RenderingFailed, match=r"lack 漢 \(U\+6F22\), 😀 \(U\+1F600\); write it in other letters"):
        pdf(holding(words("漢 and 😀")), content_hash="")


def test_right_to_left_words_are_heard_in_the_order_they_are_written():
    made = pdf(holding(words("שלום עולם, 2030"), words("Council مرحبا said", "1")), content_hash="")
    said = tag_tree(made).text
    assert "שלום עולם, 2030" in said
    assert "1.Council مرحبا said" in said


def test_marks_without_ink_do_no_harm():
    made = pdf(
        holding(words("soft\u00adhyphen, zero\u200bwidth, \u2067isolate\u2069, joined\u200d, mark\ufeff")),
        content_hash="",
    )
    assert "softhyphen,zerowidth,isolate,joined,mark" in squeezed(tag_tree(made).text)


def test_a_thousand_rows_are_printed_with_one_heading_to_hear():
    rows = tuple(row(*(f"cell {number} {column}" for column in range(4))) for number in range(1_000))
    made = pdf(holding(Table("Large", tuple(Column(f"head {n}") for n in range(4)), rows)), content_hash="")
    tags = tag_tree(made)
    assert len(tags.all("Table")) == 1
    assert len(tags.all("THead")) == 1
    assert len(tags.all("TR")) == 1_001
    drawn = "".join("".join(page.values()) for page in marked_text(made))
    assert drawn.count("head 3") > 10


def test_words_as_long_as_may_be_do_not_leave_the_page():
    made = pdf(
        holding(words("x" * 2_000), Table("T", (Column("a"), Column("b")), (row("y" * 2_000, "z"),))), content_hash=""
    )
    for page in pypdfium2.PdfDocument(made):
        for drawn in page.get_objects():
            left, _, right, _ = drawn.get_bounds()
            assert left >= 55
            assert right <= 541


def test_json_of_a_request_never_reaches_the_page():
    made = pdf(holding(words(json.dumps({"html": "<p>", "seconds": 1}))), content_hash="")
    assert '"html": "<p>"' in tag_tree(made).text
