"""The parts of a paper, as frozen dataclasses, and how to walk them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. `href` makes it a link: http(s), mailto, or `#anchor` within the paper.

    `cite` names the record that a figure comes from ("achievements.figure:12"), while the paper is a draft. It is no
    part of what a paper says: `to_json` leaves it out, so an edition has none and the hash does not know it.
    """

    text: str
    href: str = ""
    strong: bool = False
    emphasis: bool = False
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. `number` is the printed number without its full stop ("7", "1.1"); empty when it has none.

    A numbered paragraph's address is `#p` plus the number, in every format and for ever.
    """

    spans: tuple[Span, ...]
    number: str = ""

    @property
    def anchor(self) -> str:
        return f"p{self.number}" if self.number else ""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: usually a paragraph, then whatever continues it (paragraphs, nested lists)."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class BlockList:
    """A list. `marker` is "bullet", "number" (1. 2.), "letter" (a. b.) or "roman" (i. ii.)."""

    items: tuple[Item, ...]
    marker: str = "bullet"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. `align` is "text" or "number" (money and counts: right-aligned, digits in line)."""

    heading: str
    align: str = "text"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: blocks, because the papers put lists and several paragraphs into one. Empty means a blank cell."""

    blocks: tuple["Block", ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with one cell a column. `kind` is "body", "total" (a sum as stated) or "note" (a remark under the sums)."""

    cells: tuple[Cell, ...]
    kind: str = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a caption and one row of column headings.

    The first cell of each row heads the row if `row_headings`.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    row_headings: bool = True


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a chart: its label, its number as a decimal string, and the same number as the paper states it.

    A `value` of "" is a gap: no figure is known, which is not nought.
    """

    label: str
    value: str
    stated: str
    is_provisional: bool = False


@dataclass(frozen=True, slots=True)
class Series:
    """The values of one of several things that a chart shows side by side."""

    name: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """From the point labelled `before` on, a chart's figures mean something else, for this reason."""

    before: str
    reason: str


@dataclass(frozen=True, slots=True)
class Level:
    """A value that a chart's figures are held against: a target, a baseline. Written as a point's."""

    name: str
    value: str
    stated: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its data; every renderer shows the data in words too. `summary` is what the picture shows.

    `kind` is one of `core.charts.Kind` but the sparkline, which is no figure of its own. One series stands in `points`,
    several in `series`.
    """

    title: str
    summary: str
    unit: str
    points: tuple[Point, ...]
    kind: str = "bars"
    series: tuple[Series, ...] = ()
    breaks: tuple[Break, ...] = ()
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """An aside set apart from the running text: a difference explained, a thing named but not supplied."""

    blocks: tuple["Block", ...]
    label: str = "Note"


@dataclass(frozen=True, slots=True)
class Section:
    """A headed part of the paper, with its own address.

    `kind` is "section", "appendix" (starts a page) or "closing" (author, background papers).
    """

    heading: str
    anchor: str
    blocks: tuple["Block", ...]
    kind: str = "section"


Block = Paragraph | BlockList | Table | Chart | Note | Section


@dataclass(frozen=True, slots=True)
class HeaderRow:
    """One field of the paper's head: its label and what stands there.

    `standing` keeps apart what papers leave unsaid: "stated", "blank" (the field stands, empty), "na" ("n/a"), "none"
    ("None"). A field that is absent has no row. `blocks` is empty when blank, and says "n/a" or "None" for those.
    """

    label: str
    standing: str
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderTable:
    """A block of header fields under an optional heading ("Summary and recommendations")."""

    caption: str
    rows: tuple[HeaderRow, ...]
    show_caption: bool = True


@dataclass(frozen=True, slots=True)
class Masthead:
    """Whose paper it is: the partnership's or council's name, and its logo with alternative text.

    `logo` is the key of one of our own, or an uploaded PNG as a `data:` address. Without `logo_alt` it is decoration.
    """

    name: str
    logo: str = ""
    logo_alt: str = ""
    colour: str = "#1d3557"


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper in reading order: masthead, title, header tables, sections.

    `date` is the ISO date of the meeting or publication ("" when the paper states none); `status` says what the reader
    holds ("Draft", "" once published). `running_foot` is the left of each printed page's foot.
    """

    slug: str
    kind: str
    title: str
    subtitle: str
    language: str
    date: str
    masthead: Masthead
    header: tuple[HeaderTable, ...] = ()
    sections: tuple[Section, ...] = ()
    running_foot: str = ""
    contents: bool = False
    schema: int = field(default=SCHEMA)

    def walk(self) -> Iterator[Block]:
        """Every block of the paper in reading order, containers before what they contain."""
        for table in self.header:
            for row in table.rows:
                yield from walk(row.blocks)
        yield from walk(self.sections)


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Every block under `blocks` in reading order, containers first. Deep trees do not exhaust the stack."""
    stack: list[Block] = list(reversed(blocks))
    while stack:
        block = stack.pop()
        yield block
        stack.extend(reversed(children(block)))


def children(block: Block) -> tuple[Block, ...]:
    """The blocks directly inside a block."""
    match block:
        case BlockList(items=items):
            return tuple(inner for item in items for inner in item.blocks)
        case Table(rows=rows):
            return tuple(inner for row in rows for cell in row.cells for inner in cell.blocks)
        case Note(blocks=blocks) | Section(blocks=blocks):
            return blocks
        case _:
            return ()
