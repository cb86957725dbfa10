"""What lines, tables, rows and columns are known by when they are matched."""

import re
from collections import Counter
from collections.abc import Sequence

from reports.comparing.align import Unit
from reports.comparing.comparison import Line
from reports.comparing.lines import Grid, Piece, lines, one_space
from reports.content import Cell, Column, Row

WORD = re.compile(r"\w+(?:[.,’'-]\w+)*")
FIGURE = re.compile(r"\b\d")
MOST_LETTERS = 4_000  # how much of a text is looked at to find its like


def units_of(found: Sequence[Piece]) -> list[Unit]:
    """The pieces of a text, each with the heading that it stands under."""
    units: list[Unit] = []
    headings: list[tuple[int, int]] = []
    for place, piece in enumerate(found):
        is_heading = isinstance(piece, Line) and piece.kind == "heading"
        if isinstance(piece, Line) and is_heading:
            headings = [(level, where) for level, where in headings if level < piece.level]
        units.append(_unit(piece, headings[-1][1] if headings else -1))
        if isinstance(piece, Line) and is_heading:
            headings.append((piece.level, place))
    return units


def row_unit(row: Row, *, row_headings: bool) -> Unit:
    """A row of a table, known by its heading."""
    texts = [text_of(cell) for cell in row.cells]
    return Unit("row", "\n".join(texts), words_of(" ".join(texts)), row_heading(row) if row_headings else "")


def row_heading(row: Row) -> str:
    """What heads a row: the first of its cells that has a letter, so that a running number alone does not."""
    return next((text for text in map(text_of, row.cells) if any(map(str.isalpha, text))), "")


def column_unit(column: Column) -> Unit:
    """A column of a table, known by its heading."""
    heading = one_space(column.heading)
    return Unit("column", heading, words_of(heading))


def field_unit(label: str, text: str) -> Unit:
    """A field of a paper's head, known by its label."""
    return Unit("field", f"{label}\n{text}", words_of(f"{label} {text}"), label.casefold())


def words_of(text: str) -> Counter[str]:
    """What a text is known by: its words, and for each figure that there is one."""
    found = WORD.findall(text[:MOST_LETTERS].casefold())
    words = Counter(found)
    if figures := len(FIGURE.findall(text[:MOST_LETTERS])):
        words["0"] += figures
    return words


def text_of(cell: Cell) -> str:
    """All the words of a cell."""
    return " ".join(line.text for line in lines(cell.blocks))


def _unit(piece: Piece, heading: int) -> Unit:
    if isinstance(piece, Grid):
        caption = one_space(piece.table.caption)
        cells = (text_of(cell) for row in piece.table.rows for cell in row.cells)
        texts = [caption, *(one_space(column.heading) for column in piece.table.columns), *cells]
        return Unit("table", "\n".join(texts), words_of(" ".join(texts)), caption, heading)
    sort = "heading" if piece.kind == "heading" else "text"
    return Unit(sort, piece.text, words_of(piece.text), heading=heading)
