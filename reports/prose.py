"""Officers' prose: the small Markdown they type, as content blocks.

Paragraphs, nested bullets and numbered lists, **strong**, *emphasis* and [links](https://…). Nothing else: HTML, images
and headings stay the characters that were typed. Links go to web and e-mail addresses only.
"""

from dataclasses import replace
from typing import TypeGuard

from markdown_it.tree import SyntaxTreeNode

from core.prose import reader
from reports.content import Block, BlockList, Item, Paragraph, Span, is_unprintable

SAFE_LINKS = ("https://", "http://", "mailto:")


def prose(text: str) -> tuple[Block, ...]:
    """The blocks that a person's text means. Control characters are dropped, since nothing can print them."""
    clean = "".join(character for character in text if character == "\n" or not is_unprintable(character))
    return _blocks(SyntaxTreeNode(reader().parse(clean)))


def line(text: str, *, strong: bool = False) -> Paragraph:
    """Plain words as one paragraph; nothing in them is read as Markdown."""
    clean = "".join(" " if is_unprintable(character) else character for character in text)
    return Paragraph((Span(clean, strong=strong),))


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
    return line(node.content) if node.content else None


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
