"""Excel workbooks as we write them: what stands in them, what their cells offer, and that nothing in them runs."""

import zipfile
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from core.sheets.writing import Column, Format, Notes, Table, write_workbook

AT = datetime(2026, 3, 31, 11, 30, tzinfo=UTC)
COLUMNS = [
    Column("What", width=60, prompt="As you would tell it to a councillor"),
    Column("Lead", choices=("Thames Valley Police", "Oxford City Council")),
    Column("Due", format=Format.DATE),
    Column("Amount", format=Format.MONEY),
    Column("Key", format=Format.WHOLE, is_quiet=True),
]
ROW = ["Patrol the towpath\nby night", "Oxford City Council", date(2026, 3, 31), Decimal("746294.10"), 12]


def written(*sheets: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(write_workbook(sheets, title="Actions", made_at=AT)))


def test_a_table_reads_back_as_it_was_written() -> None:
    book = written(Table("Actions", COLUMNS, [ROW], foot=["Together", None, None, Decimal("746294.10"), None]))
    sheet = book["Actions"]
    assert [cell.value for cell in sheet[1]] == ["What", "Lead", "Due", "Amount", "Key"]
    assert [cell.value for cell in sheet[2]] == [ROW[0], ROW[1], datetime.fromisoformat("2026-03-31"), 746294.1, 12]
    assert (sheet["C2"].number_format, sheet["D2"].number_format) == ("d mmmm yyyy", '"£"#,##0.00;-"£"#,##0.00')
    assert (sheet["A3"].value, sheet["A3"].font.b, sheet["D3"].value) == ("Together", True, 746294.1)
    assert (sheet.freeze_panes, sheet.column_dimensions["A"].width) == ("A2", 60)
    assert book.properties.title == "Actions"


def test_choices_stand_on_a_sheet_of_their_own_and_are_offered_in_every_row_and_the_spare_ones() -> None:
    book = written(Table("Actions", COLUMNS, [ROW], spare=100))
    assert book.sheetnames == ["Actions", "Lists"]
    assert [row[0].value for row in book["Lists"].iter_rows()] == [
        "Lead",
        "Thames Valley Police",
        "Oxford City Council",
    ]
    hints = {str(one.sqref): one for one in book["Actions"].data_validations.dataValidation}
    assert hints["B2:B102"].formula1 == "'Lists'!$A$2:$A$3"
    assert hints["B2:B102"].showErrorMessage
    assert hints["A2:A102"].prompt == "As you would tell it to a councillor"


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1", "@SUM(A1)", "#N/A", '=HYPERLINK("http://x.example")', "\t=1"])
def test_no_text_becomes_a_formula_or_a_fault(text: str) -> None:
    cell = written(Table("Sheet", [Column("=What")], [[text]]))["Sheet"]["A2"]
    assert (cell.data_type, cell.value) == ("s", text)
    assert cell.quotePrefix == (not text.startswith("#"))


def test_what_excel_cannot_hold_is_left_out_and_times_are_british() -> None:
    row = ["a\x00b\ud800c", datetime(2026, 7, 1, 11, 0, tzinfo=UTC)]
    sheet = written(Table("Sheet", [Column("What"), Column("When", format=Format.TIME)], [row]))["Sheet"]
    assert [cell.value for cell in sheet[2]] == ["abc", datetime.fromisoformat("2026-07-01T12:00")]


def test_notes_are_lines_under_a_heading() -> None:
    sheet = written(Notes("Read me", ["How to fill it in", "One row for each action."]))["Read me"]
    assert [(row[0].value, row[0].font.b) for row in sheet.iter_rows()] == [
        ("How to fill it in", True),
        ("One row for each action.", False),
    ]


def test_the_same_content_gives_the_same_bytes() -> None:
    def once() -> bytes:
        return write_workbook([Table("Actions", COLUMNS, [ROW]), Notes("Notes", ["One"])], title="A", made_at=AT)

    assert once() == once()
    with zipfile.ZipFile(BytesIO(once())) as archive:
        assert b"2026-03-31T11:30:00Z" in archive.read("docProps/core.xml")
