"""A paper as plain text: its reading order, as somebody reading aloud would take it."""

from collections.abc import Iterator
from itertools import count

from reports.content import (
    Block,
    BlockList,
    Cell,
    Chart,
    HeaderTable,
    Item,
    Note,
    Paper,
    Paragraph,
    Section,
    Span,
    Table,
    charted,
)
from reports.rendering.marks import list_mark, paragraph_mark

INDENT = "  "


def text(paper: Paper) -> str:
    """The whole paper as plain text.

    Paragraphs, items, rows and header fields take a line each; what is nested is indented by two spaces; the cells of a
    row are parted by " | "; a link's address follows its words in brackets.
    """
    lines = [paper.masthead.name] if paper.masthead.name else []
    lines += [paper.title]
    if paper.subtitle:
        lines.append(paper.subtitle)
    for table in paper.header:
        lines += ["", *_header(table)]
    for section in paper.sections:
        lines += _section(section)
    if paper.running_foot:
        lines += ["", paper.running_foot]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _header(table: HeaderTable) -> Iterator[str]:
    if table.caption and table.show_caption:
        yield table.caption
    for row in table.rows:
        label = row.label if row.label.rstrip().endswith((":", "?")) else f"{row.label}:"
        lines = [line for block in row.blocks for line in _block(block, "")]
        if len(lines) > 1:
            yield label
            yield from (INDENT + line for line in lines)
        else:
            yield f"{label} {''.join(lines)}"


def _section(section: Section) -> Iterator[str]:
    yield ""
    yield section.heading
    for block in section.blocks:
        if isinstance(block, Section):
            yield from _section(block)
        else:
            yield from _block(block, "")


def _block(block: Block, indent: str) -> Iterator[str]:
    match block:
        case Paragraph():
            yield indent + _paragraph(block)
        case BlockList():
            yield from _list(block, indent)
        case Table():
            yield from _table(block, indent)
        case Chart():
            yield from _chart(block, indent)
        case Note():
            yield from _note(block, indent)


def _paragraph(paragraph: Paragraph) -> str:
    words = "".join(map(_span, paragraph.spans))
    return f"{paragraph_mark(paragraph.number)} {words}" if paragraph.number else words


def _span(span: Span) -> str:
    address = span.href.removeprefix("mailto:")
    if not address or address.startswith("#") or address == span.text:
        return span.text
    return f"{span.text} ({address})"


def _list(block: BlockList, indent: str) -> Iterator[str]:
    for position, item in zip(count(1), block.items):
        yield from _item(item, list_mark(block.marker, position), indent)


def _item(item: Item, mark: str, indent: str) -> Iterator[str]:
    lead = f"{indent}{mark} "
    for block in item.blocks:
        for line in _block(block, ""):
            yield lead + line
            lead = indent + INDENT


def _table(table: Table, indent: str) -> Iterator[str]:
    yield indent + table.caption
    if any(column.heading for column in table.columns):
        yield indent + " | ".join(column.heading for column in table.columns)
    for row in table.rows:
        yield indent + " | ".join(map(_cell, row.cells))


def _cell(cell: Cell) -> str:
    return " ".join(line.strip() for block in cell.blocks for line in _block(block, ""))


def _chart(chart: Chart, indent: str) -> Iterator[str]:
    shown = charted(chart)
    if chart.series:
        yield indent + chart.title
        yield indent + INDENT + " | ".join(shown.table.headings[1:])
    else:
        yield indent + (f"{chart.title} ({chart.unit})" if chart.unit else chart.title)
    for label, *figures in shown.table.rows:
        yield f"{indent}{INDENT}{label}: {' | '.join(figures)}"
    yield from (indent + said for said in (chart.summary, " ".join(shown.remarks)) if said)


def _note(note: Note, indent: str) -> Iterator[str]:
    lines = [line for block in note.blocks for line in _block(block, "")]
    if note.label and lines:
        lines[0] = f"{note.label}: {lines[0]}"
    yield from (indent + line for line in lines or [note.label])
