"""Changing runs of text in content that is made already; what nothing changes is handed on as it is."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from reports import content as c

Spans = tuple[c.Span, ...]
Change = Callable[[Spans], Spans]
B = TypeVar("B", bound=c.Block)


def respan(blocks: tuple[B, ...], change: Change) -> tuple[B, ...]:
    """The blocks with each paragraph's runs of text as `change` makes them, however deep the paragraph stands."""
    made = tuple(_respanned(block, change) for block in blocks)
    return made if any(new is not old for new, old in zip(made, blocks, strict=True)) else blocks


def _respanned(block: B, change: Change) -> B:
    match block:
        case c.Paragraph():
            spans = change(block.spans)
            return block if spans is block.spans else replace(block, spans=spans)
        case c.BlockList():
            items = tuple(_item(item, change) for item in block.items)
            return block if _same(items, block.items) else replace(block, items=items)
        case c.Table():
            rows = tuple(_row(row, change) for row in block.rows)
            return block if _same(rows, block.rows) else replace(block, rows=rows)
        case c.Note() | c.Section():
            inner = respan(block.blocks, change)
            return block if inner is block.blocks else replace(block, blocks=inner)
        case _:
            return block


def _item(item: c.Item, change: Change) -> c.Item:
    inner = respan(item.blocks, change)
    return item if inner is item.blocks else c.Item(inner)


def _row(row: c.Row, change: Change) -> c.Row:
    cells = tuple(_cell(cell, change) for cell in row.cells)
    return row if _same(cells, row.cells) else replace(row, cells=cells)


def _cell(cell: c.Cell, change: Change) -> c.Cell:
    inner = respan(cell.blocks, change)
    return cell if inner is cell.blocks else c.Cell(inner)


def _same(made: tuple[object, ...], given: tuple[object, ...]) -> bool:
    return all(new is old for new, old in zip(made, given, strict=True))


def paragraphs(blocks: tuple[c.Block, ...]) -> list[c.Paragraph]:
    """The paragraphs of some blocks, in the order in which `respan` comes by them."""
    return [block for block in c.walk(blocks) if isinstance(block, c.Paragraph)]
