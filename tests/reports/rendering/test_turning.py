"""Pages turned for wide tables, and how large print is."""

import io
from dataclasses import replace

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from reports.content import Column, Paragraph, Section, Table
from reports.rendering.pdf import pdf
from reports.rendering.turning import turned
from tests.reports.rendering.reading import tag_tree
from tests.reports.sample_paper import LONG, SAMPLE, bullets, row, words
from tests.reports.test_content import holding

PROSE = "Wardens and officers walk the route together each month, and write down what is broken or dark."
PLAN = Table(
    "Actions by priority",
    tuple(map(Column, ("Action", "Lead", "Partners", "Measure", "Progress", "By when"))),
    tuple(
        row(f"{n}. {PROSE}", "Neighbourhood policing team", "River Valley Probation", PROSE, PROSE * 2, f"{n} March")
        for n in range(1, 12)
    ),
)
SUMS = Table(
    "Grant by year",
    (Column("Stream"), *(Column(f"20{year}-{year + 1}", "number") for year in range(20, 28))),
    tuple(row(stream, *["£1,234,567"] * 8) for stream in ("Outreach", "Drug testing", "Youth justice")),
)
TURNED = replace(
    SAMPLE,
    header=(),
    contents=False,
    sections=(
        Section(
            "Plan",
            "plan",
            (
                words(LONG * 4, "1"),
                words("The whole plan is in the table.", "2"),
                PLAN,
                words(f"Upright again. {LONG * 2}", "3"),
                Section(
                    "Money",
                    "money",
                    (words("What each year brought:", "4"), SUMS, words("As was stated:", "5"), SUMS),
                ),
            ),
        ),
        Section("After", "after", (words(LONG * 4, "6"), bullets("x"))),
        Section("Appendix A", "a", (Section("Sums", "sums", (SUMS,)), words("Upright too.")), kind="appendix"),
        Section("Appendix B", "b", (words("And this."),), kind="appendix"),
    ),
)


def pages(made):
    """Page by page, whether it is turned, and its text."""
    shown = []
    for page in pypdfium2.PdfDocument(made):
        text = " ".join(page.get_textpage().get_text_range().split())
        shown.append(("turned" if page.get_width() > page.get_height() else "upright", text))
    return shown


@pytest.fixture(scope="module")
def printed():
    return pdf(TURNED, content_hash="", status="Draft")


def test_wide_tables_stand_on_turned_pages_and_all_else_upright(printed):
    upright = " ".join(text for way, text in pages(printed) if way == "upright")
    sideways = " ".join(text for way, text in pages(printed) if way == "turned")
    for words_of_it in ("What was done", "1. Officers", "Upright again.", "6. Officers", "Upright too.", "And this."):
        assert words_of_it in upright
    for words_of_it in ("The whole plan", "Actions by priority", "11. Wardens", "Money", "What each year", "As was"):
        assert words_of_it in sideways
        assert words_of_it not in upright


def test_a_table_keeps_its_heading_its_lead_in_and_its_caption_on_its_page(printed):
    texts = [text for _, text in pages(printed)]
    assert any(
        "The whole plan is in the table. Actions by priority Action Lead Partners" in text and "1. Wardens" in text
        for text in texts
    )
    assert any("Money 4. What each year brought: Grant by year Stream" in text for text in texts)
    assert any("Appendix A Sums Grant by year Stream" in text for text in texts)


def test_a_page_is_turned_only_as_long_as_it_must_be(printed):
    ways = [way for way, _ in pages(printed)]
    assert [way for way, before in zip(ways, [None, *ways], strict=False) if way != before] == [
        *["upright", "turned"] * 3,
        "upright",
    ]
    assert all(text.replace("Draft", "").strip() for _, text in pages(printed))
    boxes = {tuple(round(float(side)) for side in page.mediabox) for page in pypdf.PdfReader(io.BytesIO(printed)).pages}
    assert boxes == {(0, 0, 595, 842), (0, 0, 842, 595)}


def test_turned_pages_have_their_feet_and_are_one_table_to_hear(printed):
    shown = pages(printed)
    for number, (_, text) in enumerate(shown, start=1):
        assert f"Page {number} of {len(shown)}" in text
    tags = tag_tree(printed)
    assert len(tags.all("Table")) == 4
    assert "Page 1 of" not in tags.text
    assert tags.text.count("By when") == 1


def test_nothing_leaves_a_turned_page(printed):
    for page in pypdfium2.PdfDocument(printed):
        for drawn in page.get_objects():
            left, _, right, _ = drawn.get_bounds()
            assert left >= 55
            assert right <= page.get_width() - 55


def test_only_a_short_lead_in_goes_along():
    long, short = words(LONG * 4), words("As follows:")
    assert turned(Section("S", "s", (long, short, PLAN))) == (False, {1, 2})
    assert turned(Section("S", "s", (short, short, PLAN))) == (True, {0, 1, 2})
    assert turned(Section("S", "s", (long, PLAN, short))) == (False, {1})
    assert turned(Section("S", "s", (bullets("x"), PLAN))) == (False, {1})
    assert turned(Section("S", "s", (short, Section("T", "t", (PLAN,))))) == (True, {0, 1})
    assert turned(Section("S", "s", (short, Section("T", "t", (long, PLAN))))) == (False, set())
    assert turned(Section("S", "s", (Paragraph(()), bullets((short, PLAN))))) == (False, set())


def sizes(made):
    """The sizes of letters in points: of what the paper says, and of what stands at the feet and heads of pages."""
    said, around = set(), set()
    for page in pypdfium2.PdfDocument(made):
        for position in range(pdfium.FPDFPage_CountObjects(page.raw)):
            drawn = pdfium.FPDFPage_GetObject(page.raw, position)
            if pdfium.FPDFPageObj_GetType(drawn) != pdfium.FPDF_PAGEOBJ_TEXT:
                continue
            size, matrix = pdfium.c_float(), pdfium.FS_MATRIX()
            pdfium.FPDFTextObj_GetFontSize(drawn, size)
            pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
            marked = pdfium.FPDFPageObj_GetMarkedContentID(drawn) >= 0
            (said if marked else around).add(round(size.value * abs(matrix.d), 2))
    return said, around


@pytest.mark.django_db
def test_print_is_twelve_points_at_least_and_ten_at_the_feet_of_pages(printed, sample_pdfs):
    made = [printed, pdf(SAMPLE, content_hash=""), *sample_pdfs.values()]
    for said, around in map(sizes, made):
        assert min(said) >= 12
        assert min(around) >= 10


@pytest.mark.django_db
def test_the_tables_of_the_sample_papers_fit_upright(sample_pdfs):
    for made in sample_pdfs.values():
        assert {way for way, _ in pages(made)} == {"upright"}


def test_a_table_in_a_list_or_a_note_stays_where_it_is():
    made = pdf(holding(bullets(("The plan:", PLAN))), content_hash="")
    assert {way for way, _ in pages(made)} == {"upright"}
