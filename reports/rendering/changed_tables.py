"""The rows of a compared table as HTML."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from reports.comparing import CellChange, Change, ColumnChange, Passage, RowChange, TableChange, counted
from reports.rendering.changed_words import plain, words

FEW = 2  # so many unchanged rows in a row stay in sight
TOLD = {Change.ADDED: "Added", Change.REMOVED: "Removed"}


def table_rows(table: TableChange) -> tuple[str, str]:
    """The cells of the table's head, and its rows. Of a long stretch of unchanged rows only their number is told."""
    head = "".join(map(_heading, table.columns))
    return f'<th scope="col">Change</th>{head}', "".join(_rows(table))


def _heading(column: ColumnChange) -> str:
    told = _told_of_column(column)
    tag = f'<span class="changes-tag">{told}</span> ' if told else ""
    inner = words(column.heading)
    return f'<th scope="col">{tag}{inner}</th>' if inner or tag else "<td></td>"


def _label(column: ColumnChange) -> str:
    """What stands before a cell where a narrow screen has no room for columns."""
    told = _told_of_column(column)
    return f"{plain(column.heading)} ({told.lower()})" if told else plain(column.heading)


def _told_of_column(column: ColumnChange) -> str:
    return "Moved" if column.is_moved else TOLD.get(column.change, "")


def _rows(table: TableChange) -> Iterator[str]:
    across = len(table.columns) + 1
    labels = [_label(column) for column in table.columns]
    for is_same, found in groupby(table.rows, lambda row: row.change is Change.SAME):
        rows = list(found)
        if is_same and len(rows) > FEW:
            told = f"{counted(len(rows), 'row', 'rows')} unchanged"
            yield f'<tr class="changes-row--same"><td colspan="{across}">{told}</td></tr>'
        else:
            yield from (_row(row, labels, row_headings=table.row_headings) for row in rows)


def _row(row: RowChange, labels: Sequence[str], *, row_headings: bool) -> str:
    told = "Moved" if row.is_moved else {**TOLD, Change.CHANGED: "Changed"}.get(row.change, "")
    cells = []
    for place, (cell, label) in enumerate(zip(row.cells, labels, strict=True)):
        heads = row_headings and place == 0 and row.kind != "note"
        cells.append(_cell(cell, label, heads=heads))
    return f'<tr class="changes-row--{row.change}"><td class="changes-tag">{told}</td>{"".join(cells)}</tr>'


def _cell(cell: CellChange, label: str, *, heads: bool) -> str:
    lines = [words(one.runs) + _remarks(one) for one in cell.passages]
    inner = lines[0] if len(lines) == 1 else "".join(f"<p>{line}</p>" for line in lines)
    if heads and inner:
        return f'<th scope="row">{inner}</th>'
    named = f' data-label="{escape(label)}"' if label and inner else ""
    return f"<td{named}>{inner}</td>"


def _remarks(passage: Passage) -> str:
    return f' <span class="changes-remark">({escape(" ".join(passage.remarks))})</span>' if passage.remarks else ""
