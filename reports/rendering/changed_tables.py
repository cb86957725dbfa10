"""The rows of a compared table as HTML."""

from collections.abc import Iterator
from itertools import groupby

from reports.comparing import CellChange, Change, ColumnChange, RowChange, TableChange, counted
from reports.rendering.changed_words import words

FEW = 2  # so many unchanged rows in a row stay in sight
TOLD = {Change.ADDED: "Added", Change.REMOVED: "Removed"}


def table_rows(table: TableChange) -> tuple[str, str]:
    """The cells of the table's head, and its rows. Of a long stretch of unchanged rows only their number is told."""
    head = "".join(map(_heading, table.columns))
    return f'<th scope="col">Change</th>{head}', "".join(_rows(table))


def _heading(column: ColumnChange) -> str:
    told = (
        f'<span class="changes-tag">{_told(column.change, is_moved=column.is_moved)}</span> '
        if _is_told(column)
        else ""
    )
    inner = words(column.heading)
    return f'<th scope="col">{told}{inner}</th>' if inner or told else "<td></td>"


def _is_told(column: ColumnChange) -> bool:
    return column.change in TOLD or column.is_moved


def _rows(table: TableChange) -> Iterator[str]:
    across = len(table.columns) + 1
    for is_same, found in groupby(table.rows, lambda row: row.change is Change.SAME):
        rows = list(found)
        if is_same and len(rows) > FEW:
            told = f"{counted(len(rows), 'row', 'rows')} unchanged"
            yield f'<tr class="changes-row--same"><td colspan="{across}">{told}</td></tr>'
        else:
            yield from (_row(row, row_headings=table.row_headings) for row in rows)


def _row(row: RowChange, *, row_headings: bool) -> str:
    told = _told(row.change, is_moved=row.is_moved)
    cells = "".join(
        _cell(cell, heads=row_headings and place == 0 and row.kind != "note") for place, cell in enumerate(row.cells)
    )
    return f'<tr class="changes-row--{row.change}"><td class="changes-tag">{told}</td>{cells}</tr>'


def _told(change: Change, *, is_moved: bool) -> str:
    if is_moved:
        return "Moved"
    return {**TOLD, Change.CHANGED: "Changed"}.get(change, "")


def _cell(cell: CellChange, *, heads: bool) -> str:
    lines = [words(one.runs) for one in cell.passages]
    inner = lines[0] if len(lines) == 1 else "".join(f"<p>{line}</p>" for line in lines)
    return f'<th scope="row">{inner}</th>' if heads and inner else f"<td>{inner}</td>"
