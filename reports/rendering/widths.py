"""How a table's width is shared among its columns, judged from its words: printing need not measure each cell."""

from math import sqrt
from typing import NamedTuple

from reports.content import Block, BlockList, Cell, Note, Paragraph, Row, Table

PADDING = 3
PORTRAIT, LANDSCAPE = 80, 121  # letters of 12 points that fit side by side on a page of A4
PROSE_COLUMN = 20  # letters that a column of prose needs to be read with ease
LONGEST_WORD = 30  # a longer one is broken
SENTENCE = 60  # letters from which a cell is prose
LONG_CELL = 400  # letters from which a cell takes a good part of a page
NARROW_SCREEN = 34  # letters that fit side by side on a screen of 320 pixels


def column_widths(table: Table, *, is_upright: bool = False) -> list[float]:
    """The share of each column in per cent; `is_upright` where its page never turns.

    A column gets at least its longest word; what is left over goes by the square root of how much text it holds, so
    that a column of paragraphs does not starve the others.
    """
    columns = _columns(table)
    needs = [column.need for column in columns]
    room = LANDSCAPE if _do_not_fit(columns) and not is_upright else PORTRAIT
    spare = max(0.0, room - sum(needs))
    share = spare / (sum(column.want for column in columns) or 1.0)
    raw = [column.need + column.want * share for column in columns]
    return [round(100 * part / sum(raw), 2) for part in raw]


def turns_landscape(table: Table) -> bool:
    """Whether a table is too wide for a portrait page, so that print turns its page.

    It is where the longest words of its columns do not stand side by side, or would leave a column of sentences too
    narrow to read. Only a table that stands in a section itself can turn; in a list or a note it stays as it is.
    """
    return _do_not_fit(_columns(table))


def is_wide(table: Table) -> bool:
    """Whether the longest words of a row, side by side, are wider than a narrow screen."""
    room = 0
    for position, column in enumerate(table.columns):
        words = [*column.heading.split()]
        for row in table.rows:
            for text in _texts(row.cells[position]):
                words.extend([text] if column.align == "number" else text.split())
        room += max(map(len, words), default=1) + 2
    return room > NARROW_SCREEN


def is_prose(table: Table) -> bool:
    """Whether cells hold sentences, which on a narrow screen are read one under the other."""
    return any(sum(map(len, _texts(cell))) > SENTENCE for row in table.rows for cell in row.cells if row.kind == "body")


def is_long(row: Row) -> bool:
    """Whether a row holds so much that it may break over pages, rather than leave much of one empty."""
    return any(sum(map(len, _texts(cell))) > LONG_CELL for cell in row.cells)


class _Column(NamedTuple):
    """What a column asks for, in letters: the least it needs, its share of what is left, whether it holds sentences."""

    need: int
    want: float
    is_prose: bool


def _columns(table: Table) -> list[_Column]:
    rows = [row for row in table.rows if row.kind != "note"]
    columns = []
    for position, column in enumerate(table.columns):
        cells = [_texts(row.cells[position]) for row in rows]
        texts = [column.heading, *(text for cell in cells for text in cell)]
        longest = max(map(len, texts), default=1)
        if column.align == "number":
            columns.append(_Column(min(longest, LONGEST_WORD) + PADDING, 0.0, is_prose=False))
            continue
        longest_word = max((len(word) for text in texts for word in text.split()), default=1)
        amount = sum(map(len, texts)) / max(1, len(table.rows))
        want = sqrt(max(amount, 1.0) * max(longest, 1))
        is_prose = any(sum(map(len, cell)) > SENTENCE for cell in cells)
        columns.append(_Column(min(longest_word, LONGEST_WORD) + PADDING, want, is_prose))
    return columns


def _do_not_fit(columns: list[_Column]) -> bool:
    return sum(max(column.need, PROSE_COLUMN * column.is_prose) for column in columns) > PORTRAIT


def _texts(cell: Cell) -> list[str]:
    """The paragraphs of a cell, however deep they stand."""
    texts: list[str] = []
    stack: list[Block] = list(cell.blocks)
    while stack:
        block = stack.pop()
        match block:
            case Paragraph():
                texts.append(block.text)
            case BlockList(items=items):
                stack.extend(inner for item in items for inner in item.blocks)
            case Note(blocks=blocks):
                stack.extend(blocks)
    return texts
