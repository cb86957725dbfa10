"""A paper as Markdown that a person can read and edit: CommonMark, with tables as GitHub writes them.

Nothing in the words is read as markup: marks in them are escaped where they would mean something, and only there, so
that the text stays readable. Letters and Roman numerals of lists, which Markdown lacks, are words after a bullet. A
table's caption stands before it after "Table:", where the portal's own prose looks for it.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from reports.content import (
    Block,
    BlockList,
    Cell,
    Chart,
    Column,
    HeaderRow,
    HeaderTable,
    Item,
    Note,
    Paper,
    Paragraph,
    Row,
    Section,
    Table,
    chart_table,
    charted,
    check,
)
from reports.rendering.markdown_words import bold, heading, plain, words
from reports.rendering.marks import list_mark, paragraph_mark

HEADINGS = 6
BULLETS, FULL_STOPS = "-*", ".)"  # two of each, so that a list right after another is a list of its own
BREAK = "<br>"


def markdown(paper: Paper) -> str:
    """The whole paper as Markdown, from its masthead to its running foot.

    Raises ContentError where the content breaks a rule.
    """
    check(paper)
    parts = [plain(paper.masthead.name), f"# {heading(paper.title)}", plain(paper.subtitle)]
    for table in paper.header:
        parts += _header(table)
    for section in paper.sections:
        parts += _section(section, 2)
    if foot := plain(paper.running_foot):
        parts += ["---", foot]
    return "\n\n".join(filter(None, parts)) + "\n"


def _header(table: HeaderTable) -> Iterator[str]:
    if table.rows and table.caption and table.show_caption:
        yield bold(table.caption)
    for row in table.rows:
        yield from _field(row)


def _field(row: HeaderRow) -> Iterator[str]:
    """A field of the head: its label, then what is stated, on the same line where that is a paragraph."""
    colon = "" if not row.label.strip() or row.label.rstrip().endswith((":", "?")) else ":"
    label, blocks = bold(row.label) + colon, row.blocks
    if blocks and isinstance(blocks[0], Paragraph) and not blocks[0].number:
        yield f"{label} {words(blocks[0].spans, begins=not label)}".strip(" ")
        blocks = blocks[1:]
    else:
        yield label
    yield from _blocks(blocks)


def _section(section: Section, level: int) -> Iterator[str]:
    yield f"{'#' * min(level, HEADINGS)} {heading(section.heading)}"
    running: list[Block] = []
    for block in section.blocks:
        if isinstance(block, Section):
            yield from _blocks(running)
            running = []
            yield from _section(block, level + 1)
        else:
            running.append(block)
    yield from _blocks(running)


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Each block's parts; a list that follows a list is marked otherwise."""
    lists = 0
    for block in blocks:
        parts = list(filter(None, _block(block, lists % 2)))
        yield from parts
        if parts:
            lists = lists + 1 if isinstance(block, BlockList) else 0


def _block(block: Block, marks: int) -> Iterator[str]:
    match block:
        case Paragraph():
            yield _paragraph(block)
        case BlockList():
            yield _list(block, marks)
        case Table():
            yield f"Table: {plain(block.caption, begins=False)}"
            yield _table(block.columns, ([*map(_cell, row.cells)] for row in block.rows))
        case Chart():
            yield from _chart(block)
        case Note():
            yield _note(block)


def _paragraph(paragraph: Paragraph) -> str:
    if not paragraph.number:
        return words(paragraph.spans)
    mark = paragraph_mark(paragraph.number)
    if mark[:-1].isdecimal():
        mark = f"{mark[:-1]}\\."  # or it would be the first of a list
    return f"{mark} {words(paragraph.spans, begins=False)}".strip(" ")


def _list(block: BlockList, marks: int) -> str:
    gap = "\n" if _is_tight(block) else "\n\n"
    return gap.join(_item(item, block.marker, position, marks, gap) for position, item in zip(count(1), block.items))


def _is_tight(block: BlockList) -> bool:
    """Whether no entry needs blank lines: each is a line of words, with at most one list of such entries under it."""
    return all(
        item.blocks
        and isinstance(item.blocks[0], Paragraph)
        and bool(_paragraph(item.blocks[0]))
        and all(isinstance(inner, BlockList) and inner.items and _is_tight(inner) for inner in item.blocks[1:2])
        and not item.blocks[2:]
        for item in block.items
    )


def _item(item: Item, marker: str, position: int, marks: int, gap: str) -> str:
    bullet = f"{position}{FULL_STOPS[marks]}" if marker == "number" else BULLETS[marks]
    inset = " " * (len(bullet) + 1)
    parts = list(_blocks(item.blocks))
    if marker in ("letter", "roman"):
        mark = list_mark(marker, position)
        leads = item.blocks and isinstance(item.blocks[0], Paragraph) and not item.blocks[0].number
        if leads and isinstance(item.blocks[0], Paragraph) and (said := words(item.blocks[0].spans, begins=False)):
            parts[0] = f"{mark} {said}"
        else:
            parts.insert(0, mark)
    lines = gap.join(parts).split("\n")
    begins_with_list = bool(item.blocks) and isinstance(item.blocks[0], BlockList) and marker in ("bullet", "number")
    first = [bullet] if begins_with_list else [f"{bullet} {lines.pop(0)}".strip(" ")]  # "- - -" would be a rule
    return "\n".join(first + [f"{inset}{line}" if line else "" for line in lines])


def _table(columns: Sequence[Column], rows: Iterable[list[str]]) -> str:
    headings = [_in_cell(plain(column.heading, begins=False)) for column in columns]
    rule = ["---:" if column.align == "number" else "---" for column in columns]
    return "\n".join(f"| {' | '.join(row)} |" for row in (headings, rule, *rows))


def _cell(cell: Cell) -> str:
    return _in_cell(BREAK.join(filter(None, _cell_lines(cell.blocks))))


def _in_cell(text: str) -> str:
    return text.replace("|", "\\|")


def _cell_lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    """What a cell holds, line by line: lists with their marks, for a cell has no blocks."""
    for block in blocks:
        match block:
            case Paragraph():
                mark = f"{paragraph_mark(block.number)} " if block.number else ""
                yield f"{mark}{words(block.spans, begins=False)}".strip(" ")
            case BlockList():
                for position, item in zip(count(1), block.items):
                    first, *rest = [*_cell_lines(item.blocks), ""]
                    yield f"{list_mark(block.marker, position)} {first}".strip(" ")
                    yield from rest
            case Note():
                yield bold(block.label)
                yield from _cell_lines(block.blocks)
            case Table():
                yield plain(block.caption, begins=False)
                yield from (plain(column.heading, begins=False) for column in block.columns)
                for row in block.rows:
                    yield from _row_lines(row)
            case Chart():
                yield from _cell_lines((chart_table(block),))
                yield from (plain(text, begins=False) for text in (block.summary, " ".join(charted(block).remarks)))


def _row_lines(row: Row) -> Iterator[str]:
    for cell in row.cells:
        yield from _cell_lines(cell.blocks)


def _chart(chart: Chart) -> Iterator[str]:
    yield f"Table: {plain(chart.title, begins=False)}"
    table = chart_table(chart)
    if table.rows or any(column.heading for column in table.columns):
        yield _table(table.columns, ([*map(_cell, row.cells)] for row in table.rows))
    yield plain(chart.summary)
    yield plain(" ".join(charted(chart).remarks))


def _note(note: Note) -> str:
    inner = "\n\n".join(filter(None, [bold(note.label), *_blocks(note.blocks)]))
    return "\n".join(f"> {line}" if line else ">" for line in inner.split("\n")) if inner else ""
