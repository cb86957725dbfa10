"""A paper's words in reading order, each passage with its place and the headings that stand over it."""

from dataclasses import dataclass, field

from reports import content as c
from reports.checks.finding import Passage, Place

OPENING, CLOSING = ("“", "‘", '"', "'"), ("”", "’", '"', "'")
MARKERS = {"bullet": "bullet", "number": "item", "letter": "item", "roman": "item"}
NAME_LENGTH = 70


@dataclass(frozen=True, slots=True)
class Placed:
    """A table with its place and the headings over it; `first` is the index of the passage of its caption, `last` of
    the one after its last cell.
    """

    table: c.Table
    place: Place
    heads: tuple[str, ...]
    first: int
    last: int


def passages(paper: c.Paper) -> tuple[Passage, ...]:
    """Every heading, paragraph, item, caption and cell of a paper that holds words, in reading order."""
    return walk(paper)[0]


def walk(paper: c.Paper) -> tuple[tuple[Passage, ...], tuple[Placed, ...]]:
    """The paper's passages and its tables, both in reading order."""
    walker = _Walker()
    walker.say(paper.title, "title", Place(name="Title"))
    walker.say(paper.subtitle, "subtitle", Place(name="Subtitle"))
    for table in paper.header:
        for row in table.rows:
            walker.name, walker.heads = f"Header field “{_short(row.label)}”", (table.caption, row.label)
            walker.blocks(row.blocks, "header")
    walker.heads = ()
    for section in paper.sections:
        walker.section(section)
    return tuple(walker.found), tuple(walker.tables)


@dataclass
class _Walker:
    """Where the walk stands: what it found, the headings over it, and the address nearest above it."""

    found: list[Passage] = field(default_factory=list)
    tables: list[Placed] = field(default_factory=list)
    heads: tuple[str, ...] = ()
    anchor: str = ""
    name: str = ""

    def say(self, text: str, kind: str, place: Place, spans: tuple[c.Span, ...] = ()) -> None:
        if text and not text.isspace():
            self.found.append(Passage(text, place, self.heads, kind, spans, _is_quoted(text)))

    def section(self, section: c.Section) -> None:
        above = self.heads, self.anchor, self.name
        self.anchor, self.name = section.anchor, f"Section “{_short(section.heading)}”"
        self.say(section.heading, "heading", self.place())
        self.heads = (*self.heads, section.heading)
        self.blocks(section.blocks, "paragraph")
        self.heads, self.anchor, self.name = above

    def place(self, detail: str = "") -> Place:
        return Place(self.anchor, f"{self.name}, {detail}" if detail else self.name)

    def blocks(self, blocks: tuple[c.Block, ...], kind: str, detail: str = "") -> None:
        for block in blocks:
            match block:
                case c.Paragraph():
                    if block.number:
                        self.anchor, self.name = block.anchor, f"Paragraph {block.number}"
                    self.say(block.text, kind, self.place(detail), block.spans)
                case c.BlockList():
                    self.items(block, kind, detail)
                case c.Table():
                    self.table(block)
                case c.Chart():
                    self.chart(block)
                case c.Note():
                    self.blocks(block.blocks, "note" if kind == "paragraph" else kind, detail or "note")
                case c.Section():
                    self.section(block)

    def items(self, block: c.BlockList, kind: str, detail: str) -> None:
        kind = "item" if kind in ("paragraph", "note") else kind
        for position, item in enumerate(block.items, 1):
            own = detail or f"{MARKERS[block.marker]} {position}"
            self.blocks(item.blocks, kind, own)

    def table(self, table: c.Table) -> None:
        first, named = len(self.found), f"table “{_short(table.caption)}”"
        place = self.place(named)
        self.say(table.caption, "caption", place)
        for column in table.columns:
            self.say(column.heading, "column", place)
        for position, row in enumerate(table.rows, 1):
            for one in row.cells:
                self.blocks(one.blocks, "cell", f"{named}, row {position}")
        self.tables.append(Placed(table, place, self.heads, first, len(self.found)))

    def chart(self, chart: c.Chart) -> None:
        place = self.place(f"chart “{_short(chart.title)}”")
        self.say(chart.title, "caption", place)
        for one in chart.series:
            self.say(one.name, "point", place)
        for point in chart.points or (chart.series[0].points if chart.series else ()):
            self.say(point.label, "point", place)
        self.say(chart.summary, "note", place)
        for broken in chart.breaks:
            self.say(broken.reason, "note", place)


def _short(text: str) -> str:
    text = " ".join(text.split()).rstrip(":")
    return text if len(text) <= NAME_LENGTH else f"{text[: NAME_LENGTH - 1].rstrip()}…"


def _is_quoted(text: str) -> bool:
    text = text.strip().rstrip(".,;")
    return len(text) > 2 and text.startswith(OPENING) and text.endswith(CLOSING)
