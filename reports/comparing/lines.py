"""A paper's blocks as lines and tables in reading order, which is what gets compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count

from reports.comparing.comparison import Line
from reports.content import (
    Block,
    BlockList,
    Chart,
    Item,
    Note,
    Paragraph,
    Section,
    Table,
    chart_table,
    charted,
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or a chart's data as one, and the heading it stands under."""

    table: Table
    under: str


Piece = Line | Grid


def pieces(blocks: Iterable[Block], *, under: str = "") -> list[Piece]:
    """The blocks in reading order. What has no words is left out."""
    return [piece for piece in _blocks(blocks, under, depth=0) if isinstance(piece, Grid) or piece.text]


def lines(blocks: Iterable[Block], *, under: str = "") -> list[Line]:
    """The lines of a cell, or of a field of the head. Of a table within one, each cell gives its own."""
    return [line for piece in pieces(blocks, under=under) for line in _lines_of(piece)]


def one_space(text: str) -> str:
    """The text with single spaces, as it is read."""
    return " ".join(text.split())


def _lines_of(piece: Piece) -> Iterator[Line]:
    if isinstance(piece, Line):
        yield piece
        return
    table = piece.table
    for text in (table.caption, *(column.heading for column in table.columns)):
        if text.strip():
            yield Line("paragraph", one_space(text), under=piece.under)
    for row in table.rows:
        for cell in row.cells:
            yield from lines(cell.blocks, under=piece.under)


def _blocks(blocks: Iterable[Block], under: str, *, depth: int, sections: int = 0) -> Iterator[Piece]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _line(block, under, depth)
            case BlockList():
                yield from _list(block, under, depth)
            case Table():
                yield Grid(block, under)
            case Chart():
                yield Grid(chart_table(block), under)
                for said in (block.summary, *charted(block).remarks):
                    yield Line("paragraph", one_space(said), under=under)
            case Note():
                yield Line("label", one_space(block.label), depth, under=under)
                yield from _blocks(block.blocks, under, depth=depth)
            case Section():
                heading = one_space(block.heading)
                yield Line("heading", heading, sections + 1, under=under)
                yield from _blocks(block.blocks, heading, depth=0, sections=sections + 1)


def _line(paragraph: Paragraph, under: str, depth: int) -> Line:
    links = tuple(span.href for span in paragraph.spans if span.href)
    return Line("paragraph", one_space(paragraph.text), depth, paragraph.number, under=under, links=links)


def _list(block: BlockList, under: str, depth: int) -> Iterator[Piece]:
    for position, item in zip(count(1), block.items):
        yield from _item(item, block.marker, position, under, depth + 1)


def _item(item: Item, marker: str, position: int, under: str, depth: int) -> Iterator[Piece]:
    rest = item.blocks
    if rest and isinstance(rest[0], Paragraph):
        first, rest = rest[0], rest[1:]
        links = tuple(span.href for span in first.spans if span.href)
        text = one_space(first.text)
        yield Line("item", text, depth, first.number, marker, position, under=under, links=links)
    yield from _blocks(rest, under, depth=depth)
