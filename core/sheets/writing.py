"""Excel workbooks: tables with a frozen heading, lists to choose from, and no cell that runs.

Text stays text, whatever it begins with: a cell that says "=1+1" is written as these characters and marked as such, so
that it does not become a formula when somebody edits it either. The same content at the same `made_at` gives the same
bytes, so a digest of a workbook means something.
"""

import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from io import BytesIO
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.xml.functions import tostring

from core.characters import printable
from core.csv_files import Cell, is_dangerous

__all__ = ["CONTENT_TYPE", "Cell", "Column", "Format", "Notes", "Table", "write_workbook"]

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LISTS = "Lists"
LONGEST_TITLE = 31  # characters, of the name of a sheet
LONGEST_PROMPT = 255  # characters, of what is said beside a cell
OLDEST = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP archive knows
PROPERTIES = "docProps/core.xml"


class Format(Enum):
    """How the cells of a column look; the value is Excel's own number format.

    What is typed into a cell of TEXT stays as typed: "March 2026" would otherwise become a day, and "1.10" a number.
    """

    TEXT = "@"
    DATE = "d mmmm yyyy"
    TIME = "d mmmm yyyy hh:mm"
    MONEY = '"£"#,##0.00;-"£"#,##0.00'
    NUMBER = "#,##0.####"
    WHOLE = "0"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading, how wide it is in characters, and how its cells look.

    `choices` are offered as a list in each cell; another entry is refused there, unless `takes_others`. `prompt` is
    said beside a cell that somebody enters. `is_quiet` is for what the portal needs and people do not: printed grey.
    """

    heading: str
    width: int = 20
    format: Format = Format.TEXT
    choices: Sequence[str] = ()
    takes_others: bool = False
    prompt: str = ""
    is_quiet: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with one table. `spare` rows below it are prepared for more; `foot` is a last row in bold, such as sums.

    Of a long table give `rows` as a generator: they are written while they are read.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]] = ()
    foot: Sequence[Cell] = ()
    spare: int = 0


@dataclass(frozen=True, slots=True)
class Notes:
    """A sheet of plain lines for people: what the workbook is, and how it is filled in. The first is its heading."""

    name: str
    lines: Sequence[str]


def write_workbook(sheets: Sequence[Table | Notes], *, title: str, made_at: datetime) -> bytes:
    """An Excel workbook of these sheets, the first open. Lists to choose from stand on a last sheet named "Lists"."""
    book = Workbook(write_only=True)
    book.properties.title = title
    book.properties.creator = ""
    book.properties.language = "en-GB"
    for style in _styles():
        book.add_named_style(style)
    lists: list[tuple[str, Sequence[str]]] = []
    for sheet in sheets:
        if isinstance(sheet, Table):
            _add_table(book, sheet, lists)
        else:
            _add_notes(book, sheet)
    if lists:
        _add_lists(book, lists)
    written = BytesIO()
    book.save(written)
    return _settled(book, written, made_at)


def _styles() -> Iterable[NamedStyle]:
    top = Alignment(vertical="top", wrap_text=True)
    for look in Format:
        yield NamedStyle(name=f"portal {look.name}", number_format=look.value, alignment=top)
        bold = NamedStyle(name=f"portal {look.name} foot", number_format=look.value, alignment=top)
        bold.font = Font(bold=True)
        yield bold
    quiet = NamedStyle(name="portal quiet", alignment=top)
    quiet.font = Font(color="FF6F777B")
    yield quiet
    heading = NamedStyle(name="portal heading", alignment=top)
    heading.font, heading.fill = Font(bold=True), PatternFill("solid", fgColor="FFE6E8EA")
    yield heading


def _add_table(book: Workbook, table: Table, lists: list[tuple[str, Sequence[str]]]) -> None:
    sheet: Any = book.create_sheet(table.name[:LONGEST_TITLE])
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    for number, column in enumerate(table.columns, 1):
        below = sheet.column_dimensions[get_column_letter(number)]
        below.width, below.number_format = column.width, column.format.value
    sheet.append([_cell(sheet, column.heading, "portal heading") for column in table.columns])
    looks = [_look(column) for column in table.columns]
    count = 1
    for row in table.rows:
        sheet.append([_cell(sheet, value, look) for value, look in zip(row, looks, strict=True)])
        count += 1
    if table.foot:
        bold = [f"portal {column.format.name} foot" for column in table.columns]
        sheet.append([_cell(sheet, value, look) for value, look in zip(table.foot, bold, strict=True)])
    last = count + table.spare
    for number, column in enumerate(table.columns, 1):
        letter = get_column_letter(number)
        if last > 1 and (column.choices or column.prompt):
            _add_hints(sheet, column, f"{letter}2:{letter}{last}", lists)


def _look(column: Column) -> str:
    return "portal quiet" if column.is_quiet else f"portal {column.format.name}"


def _cell(sheet: Any, value: Cell, look: str) -> Any:
    """A cell that holds what it is given and nothing that runs."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value).replace(tzinfo=None)
    text = printable(value) if isinstance(value, str) else None
    content: Any = value if text is None else text
    cell: Any = WriteOnlyCell(sheet, value=content)
    cell.style = look
    if text is not None:
        cell.data_type = "s"
        cell.quotePrefix = is_dangerous(text)
    return cell


def _add_hints(sheet: Any, column: Column, cells: str, lists: list[tuple[str, Sequence[str]]]) -> None:
    """What is said beside the cells of a column, and the list that is offered in them."""
    if column.choices:
        if (column.heading, column.choices) not in lists:
            lists.append((column.heading, column.choices))
        place = get_column_letter(lists.index((column.heading, column.choices)) + 1)
        source = f"{quote_sheetname(LISTS)}!${place}$2:${place}${len(column.choices) + 1}"
        hints = DataValidation(type="list", formula1=source, allow_blank=True)
        hints.showErrorMessage = not column.takes_others
        hints.errorTitle = column.heading[:32]
        hints.error = f"Choose one of those on the sheet “{LISTS}”."
    else:
        hints = DataValidation()
    if column.prompt:
        hints.showInputMessage = True
        hints.promptTitle = column.heading[:32]
        hints.prompt = column.prompt[:LONGEST_PROMPT]
    hints.add(cells)
    sheet.data_validations.append(hints)


def _add_notes(book: Workbook, notes: Notes) -> None:
    sheet: Any = book.create_sheet(notes.name[:LONGEST_TITLE])
    sheet.column_dimensions["A"].width = 100
    for number, line in enumerate(notes.lines):
        sheet.append([_cell(sheet, line, "portal TEXT" if number else "portal TEXT foot")])


def _add_lists(book: Workbook, lists: Sequence[tuple[str, Sequence[str]]]) -> None:
    """Each list in a column of its own, for the cells that offer it and for people to read."""
    sheet: Any = book.create_sheet(LISTS)
    sheet.freeze_panes = "A2"
    for number, (_, choices) in enumerate(lists, 1):
        width = min(60, max(len(choice) for choice in choices) + 2)
        sheet.column_dimensions[get_column_letter(number)].width = max(15, width)
    sheet.append([_cell(sheet, heading, "portal heading") for heading, _ in lists])
    for place in range(max(len(choices) for _, choices in lists)):
        row = (choices[place] if place < len(choices) else None for _, choices in lists)
        sheet.append([_cell(sheet, value, "portal TEXT") for value in row])


def _settled(book: Workbook, written: BytesIO, made_at: datetime) -> bytes:
    """The archive with the moment it was made instead of the clock's, in its properties and on each of its parts."""
    at = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    book.properties.created = book.properties.modified = at
    settled = BytesIO()
    with zipfile.ZipFile(written) as before, zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as after:
        for name in sorted(before.namelist(), key=lambda part: (part != "[Content_Types].xml", part)):
            content = tostring(book.properties.to_tree()) if name == PROPERTIES else before.read(name)
            after.writestr(zipfile.ZipInfo(name, OLDEST), content, zipfile.ZIP_DEFLATED)
    return settled.getvalue()
