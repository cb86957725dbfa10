"""Tables in Word: heading rows that repeat, columns as wide as their words ask, cells that hold whatever cells hold."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

from reports.content import Block, Column, HeaderTable, Paragraph, Row, Table, walk
from reports.rendering.direction import is_right_to_left
from reports.rendering.docx.markup import line, paragraph, runs
from reports.rendering.docx.pages import PORTRAIT
from reports.rendering.docx.places import CELL_STEP, Place
from reports.rendering.widths import column_widths

if TYPE_CHECKING:
    from reports.rendering.docx.writer import Writer

LABELS = 0.32  # the share of a header table that its labels take
MARGINS = 200  # twips that the sides of a cell take
NARROWEST = 600
SHORT, SHORT_LETTERS = 8, 1_000  # rows and letters of a table that stays on one page
ENDS = ("total", "note")
LONG_ROW = 1_200  # letters from which a row may break over pages
RIGHT = '<w:jc w:val="right"/>'
STYLES = {"body": "TableText", "total": "TableTotal", "note": "TableNote"}


def table(writer: "Writer", table: Table, place: Place, *, is_upright: bool = False) -> str:
    """A table of rows, without its caption; `is_upright` where its page never turns."""
    widths = _twips(column_widths(table, is_upright=is_upright), place.room)
    headings = ""
    if any(column.heading for column in table.columns):
        cells = [_heading(column, width) for column, width in zip(table.columns, widths, strict=True)]
        headings = _row(cells, is_heading=True)
    is_short = len(table.rows) <= SHORT and sum(map(_letters, table.rows)) <= SHORT_LETTERS
    rows = ""
    for row, after in zip_longest(table.rows, table.rows[1:]):
        keeps = after is not None and (is_short or after.kind in ENDS)
        rows += _body_row(writer, table, row, widths, keeps=keeps)
    look = _look(first_row=bool(headings), first_column=table.row_headings)
    return _table("PaperTable", widths, look, headings + rows, caption=table.caption, left=place.left)


def header_table(writer: "Writer", table: HeaderTable) -> str:
    """A block of header fields: each row its label, then what is stated."""
    widths = _twips([100 * LABELS, 100 - 100 * LABELS], PORTRAIT)
    rows = []
    for row in table.rows:
        label = line("TableHeading", row.label)
        value = _cell_blocks(writer, row.blocks, _place(writer, "TableText", widths[1]))
        rows.append(_row([_cell(label, widths[0]), _cell(value, widths[1])]))
    look = _look(first_row=False, first_column=True)
    return _table("PaperHeader", widths, look, "".join(rows), caption=table.caption)


def _table(style: str, widths: Sequence[int], look: str, rows: str, *, caption: str, left: int = 0) -> str:
    if not rows:
        return ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    named = f'<w:tblCaption w:val="{escape(caption)}"/>' if caption else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{left}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"{look}{named}</w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _look(*, first_row: bool, first_column: bool) -> str:
    """What of a table heads the rest: a screen reader says the first cell of its column and of its row with each."""
    flags = 0x0020 * first_row + 0x0080 * first_column + 0x0200 + 0x0400
    return (
        f'<w:tblLook w:val="{flags:04X}" w:firstRow="{first_row:d}" w:lastRow="0" w:firstColumn="{first_column:d}"'
        ' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
    )


def _body_row(writer: "Writer", table: Table, row: Row, widths: Sequence[int], *, keeps: bool) -> str:
    """A row. It `keeps` with the one after it where the table is short or a sum follows."""
    style = STYLES[row.kind]
    filled = [cell for cell in row.cells if cell.blocks]
    if row.kind == "note" and len(filled) == 1 and len(table.columns) > 1:
        remark = _cell_blocks(writer, filled[0].blocks, replace(_place(writer, style, sum(widths)), keeps=keeps))
        return _row([_cell(remark, sum(widths), across=len(widths))])
    cells = []
    for column, cell, width in zip(table.columns, row.cells, widths, strict=True):
        align = RIGHT if column.align == "number" else ""
        inside = replace(_place(writer, style, width), align=align, keeps=keeps)
        cells.append(_cell(_cell_blocks(writer, cell.blocks, inside), width))
    return _row(cells, may_break=_letters(row) > LONG_ROW)


def _row(cells: list[str], *, is_heading: bool = False, may_break: bool = False) -> str:
    whole = "" if may_break else "<w:cantSplit/>"
    repeats = "<w:tblHeader/>" if is_heading else ""
    properties = f"<w:trPr>{whole}{repeats}</w:trPr>" if whole or repeats else ""
    return f"<w:tr>{properties}{''.join(cells)}</w:tr>"


def _cell(inner: str, width: int, *, across: int = 1) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}</w:tcPr>{inner}</w:tc>'


def _heading(column: Column, width: int) -> str:
    backwards = is_right_to_left(column.heading)
    align = RIGHT if column.align == "number" else ""
    inner = runs(column.heading, right_to_left=backwards)
    return _cell(paragraph("TableHeading", inner, right_to_left=backwards, align=align), width)


def _place(writer: "Writer", style: str, width: int) -> Place:
    return Place(
        style, left=0, usual=writer.indent, room=max(NARROWEST, width - MARGINS), step=CELL_STEP, is_styled=True
    )


def _cell_blocks(writer: "Writer", blocks: tuple[Block, ...], place: Place) -> str:
    """What a cell holds, with the paragraph at its end that Word wants: it calls a cell without one broken."""
    inner = writer.blocks(blocks, place)
    return inner if inner.endswith("</w:p>") else inner + paragraph(place.style, "")


def _letters(row: Row) -> int:
    return sum(len(block.text) for cell in row.cells for block in walk(cell.blocks) if isinstance(block, Paragraph))


def _twips(shares: Sequence[float], room: int) -> list[int]:
    """The widths of columns, which together are exactly the room there is."""
    total = sum(shares)
    widths = [int(room * share / total) for share in shares]
    widths[-1] += room - sum(widths)
    return widths
