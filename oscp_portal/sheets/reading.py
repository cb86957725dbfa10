"""Taking an uploaded spreadsheet apart: its heading row found, its cells as text, its odd cells as errors with their
place.
"""

import json
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

from openpyxl.utils import get_column_letter

from core.formats import listed
from core.sheets import OFFICERS_SHEET, CellError, CellValue, Formula, Row, SheetRefused, open_spreadsheet
from core.sheets.writing import LISTS
from oscp_portal.sheets.cells import Unreadable, as_text, in_words
from oscp_portal.sheets.columns import KEY, OWN_COLUMNS, REVISION, Kind

MOST_ROWS = 2_000
MOST_TEXT = 3_000_000  # characters, of all cells together
LONGEST_SHOWN = 200  # characters, of a value beside its mistake
HEADINGS_WITHIN = 30  # rows from the top
NOTES = "Read me"


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in one place of a sheet. `column` is its letter, empty where it is about the whole row."""

    sheet: str
    row: int
    column: str
    heading: str
    value: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of an upload: its number as the spreadsheet shows it, and its cells as text by the names of columns."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Upload:
    """A spreadsheet as it was uploaded: the sheet that was read, where its columns stand, and its rows.

    `unread` are headings and sheets that the portal does not know, in words.
    """

    file_name: str
    sheet: str
    letters: dict[str, str]
    unread: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Upload":
        """Raises ValueError, KeyError or TypeError for anything else."""
        kept = json.loads(text)
        rows = tuple(SheetRow(row["number"], row["cells"]) for row in kept.pop("rows"))
        return cls(**{**kept, "unread": tuple(kept["unread"]), "rows": rows})

    def error(self, row: int, kind: Kind, name: str, sentence: str, *, value: str = "") -> RowError:
        """An error in a row, at the column of this name where it has one."""
        column = kind.column(name)
        key = column.name if column else name
        heading = column.heading if column else OWN_HEADINGS.get(name, "")
        place = bisect_left(self.rows, row, key=lambda one: one.number)
        cells = self.rows[place].cells if place < len(self.rows) else {}
        shown = value or in_words(cells.get(key, ""))[:LONGEST_SHOWN]
        return RowError(self.sheet, row, self.letters.get(key, ""), heading, shown, sentence)


OWN_HEADINGS = dict(zip((KEY, REVISION), (column.heading for column in OWN_COLUMNS), strict=True))


def read_upload(kind: Kind, file: BinaryIO, file_name: str) -> tuple[Upload, list[RowError]]:
    """What somebody uploaded, and the cells of it that hold no value. Raises SheetRefused."""
    names: list[str] = []
    found: tuple[Upload, list[RowError]] | None = None

    def wanted(name: str) -> bool:
        names.append(name)
        return found is None and name not in (NOTES, LISTS)

    with open_spreadsheet(file, file_name, limits=OFFICERS_SHEET) as book:
        for sheet in book.sheets(wanted):
            if found is None:
                found = _read_rows(kind, sheet.name, sheet.rows(), file_name)
    if found is None:
        required = listed(f"“{column.heading}”" for column in kind.columns if column.is_required)
        raise SheetRefused(
            f"“{file_name}” has no row with the headings of this sheet, such as {required}. Start from the template, "
            "or give your columns its headings."
        )
    upload, errors = found
    others = [f"the sheet “{name}”" for name in names if name not in (upload.sheet, NOTES, LISTS)]
    if not upload.rows and not errors:
        raise SheetRefused(f"“{file_name}” has no rows below its headings. Fill some in and choose it again.")
    return Upload(upload.file_name, upload.sheet, upload.letters, (*upload.unread, *others), upload.rows), errors


def _read_rows(kind: Kind, sheet: str, rows: Iterable[Row], file_name: str) -> tuple[Upload, list[RowError]] | None:
    """The rows of a sheet below its headings; None where it has no such headings."""
    columns: dict[int, str] = {}
    upload = Upload(file_name, sheet, {}, (), ())
    read: list[SheetRow] = []
    errors: list[RowError] = []
    room = MOST_TEXT
    for number, cells in rows:
        if not columns:
            columns, unread = _headings(kind, cells, file_name)
            if not columns and number > HEADINGS_WITHIN:
                return None
            letters = {name: get_column_letter(place + 1) for place, name in columns.items()}
            upload = Upload(file_name, sheet, letters, unread, ())
            continue
        row = _read_row(kind, upload, columns, number, cells, errors)
        room -= sum(len(text) for text in row.cells.values())
        if any(row.cells.values()):
            read.append(row)
        if len(read) > MOST_ROWS or room < 0:
            raise SheetRefused(
                f"“{file_name}” has more than {MOST_ROWS:,} rows, or too much text. Save it in parts and choose each."
            )
    return (Upload(file_name, sheet, upload.letters, upload.unread, tuple(read)), errors) if columns else None


def _headings(kind: Kind, cells: Sequence[CellValue], file_name: str) -> tuple[dict[int, str], tuple[str, ...]]:
    """The names of columns by their place, and the headings nobody knows; nothing where this is no row of headings."""
    known = {_plain(column.heading): column.name for column in kind.columns}
    known |= {_plain(heading): name for name, heading in OWN_HEADINGS.items()}
    columns: dict[int, str] = {}
    unread = []
    for place, cell in enumerate(cells):
        heading = " ".join(cell.split()) if isinstance(cell, str) else ""
        name = known.get(_plain(heading))
        if name is None:
            if cell is not None:
                unread.append(f"the column “{heading[:60] or '…'}” ({get_column_letter(place + 1)})")
            continue
        if name in columns.values():
            first = next(other for other, taken in columns.items() if taken == name)
            letters = f"{get_column_letter(first + 1)} and {get_column_letter(place + 1)}"
            raise SheetRefused(f"“{file_name}” has two columns headed “{heading}”: {letters}. Take one of them out.")
        columns[place] = name
    required = {column.name for column in kind.columns if column.is_required}
    is_one = bool(required & set(columns.values())) and (KEY in columns.values() or required <= set(columns.values()))
    return (columns, tuple(unread)) if is_one else ({}, ())


def _read_row(
    kind: Kind,
    upload: Upload,
    columns: dict[int, str],
    number: int,
    cells: Sequence[CellValue],
    errors: list[RowError],
) -> SheetRow:
    texts = {}
    for place, name in columns.items():
        cell = cells[place] if place < len(cells) else None
        try:
            texts[name] = as_text(cell)
        except Unreadable as error:
            column = kind.column(name)
            if column is None or column.reader is not None:  # what is not read may hold what it likes
                errors.append(upload.error(number, kind, name, str(error), value=_shown(cell)))
    return SheetRow(number, texts)


def _shown(cell: Any) -> str:
    if isinstance(cell, Formula):
        return f"={cell.text.removeprefix('=')}"[:60]
    return cell.shown[:60] if isinstance(cell, CellError) else ""


def _plain(heading: str) -> str:
    return heading.replace("’", "'").casefold()
