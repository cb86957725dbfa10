"""Officers' prose: the small Markdown they type, as content blocks.

Paragraphs, nested bullets and numbered lists, tables, **strong**, *emphasis* and [links](https://…). Nothing else:
HTML, images and headings stay the characters that were typed. Links go to web and e-mail addresses only.
"""

from dataclasses import replace
from typing import TypeGuard

from markdown_it.tree import SyntaxTreeNode

from core.prose import NAMELESS, NUMBERS_CLASS, reader
from reports.content import (
    Block,
    BlockList,
    Cell,
    Column,
    Item,
    Note,
    Paragraph,
    Row,
    Span,
    Table,
    is_unprintable,
)

SAFE_LINKS = ("https://", "http://", "mailto:")


def prose(text: str) -> tuple[Block, ...]:
    """The blocks that a person's text means. Control characters are dropped, since nothing can print them."""
    clean = "".join(character for character in text if character == "\n" or not is_unprintable(character))
    return _blocks(SyntaxTreeNode(reader().parse(clean)))


def running(text: str) -> tuple[Block, ...]:
    """Prose for where no table can stand, such as the cell of another: a table's rows become paragraphs."""
    return without_tables(prose(text))


def without_tables(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks with each table's rows as paragraphs ("Award: £5,000; year: 2025-26"), however deep it stands."""
    return tuple(flat for block in blocks for flat in _flat(block))


def line(text: str, *, strong: bool = False, cite: str = "") -> Paragraph:
    """Plain words as one paragraph; nothing in them is read as Markdown. `cite` names the record they come from."""
    return Paragraph((plain(text, strong=strong, cite=cite),))


def plain(text: str, *, strong: bool = False, cite: str = "") -> Span:
    """Plain words as a run of text, without what cannot be printed."""
    clean = "".join(" " if is_unprintable(character) else character for character in text)
    return Span(clean, strong=strong, cite=cite)


def lead_in(words: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Blocks whose first paragraph begins with words of its own: ("ASB", prose) -> "ASB: Reduce …"."""
    if blocks and isinstance(blocks[0], Paragraph):
        first = replace(blocks[0], spans=(Span(f"{words}: ", strong=True), *blocks[0].spans))
        return (first, *blocks[1:])
    return (line(words, strong=True), *blocks)


def _blocks(node: SyntaxTreeNode) -> tuple[Block, ...]:
    return tuple(block for child in node.children for block in [_block(child)] if _is_something(block))


def _is_something(block: Block | None) -> TypeGuard[Block]:
    return block is not None


def _block(node: SyntaxTreeNode) -> Block | None:
    if node.type == "paragraph":
        spans = _spans(node.children[0], strong=False, emphasis=False, href="")
        return Paragraph(spans) if spans else None
    if node.type in ("bullet_list", "ordered_list"):
        items = tuple(Item(_blocks(child)) for child in node.children)
        return BlockList(items, marker="number" if node.type == "ordered_list" else "bullet")
    if node.type == "table":
        return _table(node)
    return line(node.content) if node.content else None


def _table(node: SyntaxTreeNode) -> Table:
    caption, head, *bodies = node.children
    headings = head.children[0].children
    columns = tuple(Column(_words(cell), "number" if _is_numeric(cell) else "text") for cell in headings)
    rows = tuple(Row(tuple(_cell(cell) for cell in row.children)) for body in bodies for row in body.children)
    return Table(_words(caption).strip() or NAMELESS, columns, rows)


def _is_numeric(cell: SyntaxTreeNode) -> bool:
    return NUMBERS_CLASS in str(cell.attrs.get("class", ""))


def _words(node: SyntaxTreeNode) -> str:
    """The words of a caption or a heading, without their marks."""
    return "".join(span.text for span in _spans(node.children[0], strong=False, emphasis=False, href=""))


def _cell(node: SyntaxTreeNode) -> Cell:
    spans = _spans(node.children[0], strong=False, emphasis=False, href="")
    return Cell((Paragraph(spans),) if spans else ())


def _flat(block: Block) -> tuple[Block, ...]:
    match block:
        case BlockList():
            return (replace(block, items=tuple(Item(without_tables(item.blocks)) for item in block.items)),)
        case Note():
            return (replace(block, blocks=without_tables(block.blocks)),)
        case Table():
            return (line(block.caption, strong=True), *(_row_told(block.columns, row) for row in block.rows))
        case _:
            return (block,)


def _row_told(columns: tuple[Column, ...], row: Row) -> Paragraph:
    spans: list[Span] = []
    for column, cell in zip(columns, row.cells, strict=True):
        told = [span for block in cell.blocks if isinstance(block, Paragraph) for span in block.spans]
        if told:
            spans += [Span("; ")] if spans else []
            spans += [Span(f"{column.heading}: ")] if column.heading else []
            spans += told
    return Paragraph(tuple(spans) or (Span("–"),))


def _spans(node: SyntaxTreeNode, *, strong: bool, emphasis: bool, href: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    for child in node.children:
        match child.type:
            case "softbreak" | "hardbreak":
                found: tuple[Span, ...] = (Span(" ", href, strong, emphasis),)
            case "strong":
                found = _spans(child, strong=True, emphasis=emphasis, href=href)
            case "em":
                found = _spans(child, strong=strong, emphasis=True, href=href)
            case "link":
                address = str(child.attrs.get("href", ""))
                inner = address if address.startswith(SAFE_LINKS) else ""
                found = _spans(child, strong=strong, emphasis=emphasis, href=inner)
            case _:
                found = (Span(child.content, href, strong, emphasis),) if child.content else ()
        for span in found:
            if spans and replace(spans[-1], text="") == replace(span, text=""):
                spans[-1] = replace(span, text=spans[-1].text + span.text)
            else:
                spans.append(span)
    return tuple(spans)
