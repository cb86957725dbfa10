"""Sheets for an officer to fill in: empty, or with what the portal has now."""

from collections.abc import Iterable, Sequence

from core.csv_files import Cell
from core.sheets.writing import Notes, Table, write_workbook
from oscp_portal.sheets.columns import OWN_COLUMNS, Kind
from oscp_portal.sheets.reading import MOST_ROWS, NOTES


def empty_workbook(kind: Kind) -> bytes:
    """A workbook with the headings, room for rows, and how it is filled in."""
    return _workbook(kind, [])


def filled_workbook(kind: Kind) -> bytes:
    """The same with every record of the plan. Taken in again as it is, it changes nothing."""
    return _workbook(kind, kind.records())


def filled_rows(kind: Kind) -> tuple[Sequence[str], Iterable[Sequence[Cell]]]:
    """The headings and rows of the same, for a CSV file."""
    header = [column.heading for column in kind.columns] + [column.heading for column in OWN_COLUMNS]
    return header, [kind.row_of(record) for record in kind.records()]


def how_to_fill(kind: Kind) -> list[str]:
    """What somebody needs to know who fills in a sheet, line by line."""
    required = [column.heading for column in kind.columns if column.is_required]
    return [
        f"{kind.title} of {kind.plan}",
        f"Each row below the headings is one {kind.noun}. The columns may stand in any order, and columns of your own "
        "may stand beside them: they are not read.",
        f"A new {kind.noun} is a row with nothing under “{OWN_COLUMNS[0].heading}”. It needs: {', '.join(required)}.",
        f"A row with its key changes the {kind.noun} that has it. Leave the key and the revision as they are: by the "
        f"revision the portal knows when somebody else changed the {kind.noun} since.",
        "A row that you take out removes nothing. To remove one, do it in the portal.",
        "Put values in the cells, not formulas. Leave what you do not know empty.",
        f"At most {MOST_ROWS:,} rows. Nothing is changed before you have seen what will be, and said yes.",
        "",
        *(f"{column.heading}: {column.help}" for column in kind.columns if column.help),
    ]


def _workbook(kind: Kind, records: Sequence[object]) -> bytes:
    sheets: list[Table | Notes] = [kind.table(records), Notes(NOTES, how_to_fill(kind))]
    return write_workbook(sheets, title=f"{kind.title} of {kind.plan}", made_at=kind.now)
