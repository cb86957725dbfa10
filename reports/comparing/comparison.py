"""What a comparison of two papers says, as frozen dataclasses."""

from dataclasses import dataclass, field
from enum import StrEnum

SCHEMA = 1


class Change(StrEnum):
    """What became of a part of a paper. What moved stands twice: where it was, and where it is now."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED_FROM = "moved-from"
    MOVED_TO = "moved-to"


class Mark(StrEnum):
    """What became of a run of words."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that share one fate, with the spaces around them."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of one of the papers: a heading, a paragraph, an item of a list, or the label of a note.

    `text` has single spaces. `level` counts from 1: how deep a heading or an item is nested; what stands in no list has
    0. `number` is the printed number of a paragraph; `marker` and `position` make an item's. `under` says where the
    line stands: its heading, or its table with row and column.
    """

    kind: str
    text: str
    level: int = 0
    number: str = ""
    marker: str = ""
    position: int = 0
    under: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that another took the place of, both as stated, and where."""

    old: str
    new: str
    where: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A line and what became of it.

    `runs` hold the words of both sides. `move` is the same number at both ends of a move, else 0. `remarks` say in
    sentences what the words do not show: a new number, deeper nesting, another link.
    """

    change: Change
    old: Line | None
    new: Line | None
    runs: tuple[Run, ...]
    move: int = 0
    remarks: tuple[str, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def line(self) -> Line:
        """The line as it is now, or as it was where it is gone."""
        line = self.new or self.old
        if line is None:
            raise TypeError("A passage has a line on one side at least.")
        return line

    @property
    def is_reworded(self) -> bool:
        """Whether a matched line has other words than before."""
        return bool(self.old and self.new) and any(run.mark != Mark.SAME for run in self.runs)

    @property
    def is_renumbered(self) -> bool:
        return self.old is not None and self.new is not None and self.old.number != self.new.number


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """A column of a table: its place on each side (from 0, -1 where it has none) and its heading.

    A column or row that moved stands once, where it is now, with `is_moved`.
    """

    change: Change
    old: int
    new: int
    heading: tuple[Run, ...]
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell: its lines. Both sides of it stand in one row and one column of the comparison."""

    change: Change
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row of a table: its place on each side (from 0, -1 where it has none) and a cell for each column compared."""

    change: Change
    old: int
    new: int
    kind: str
    heading: str
    cells: tuple[CellChange, ...]
    is_moved: bool = False


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table, or a chart's data, cell by cell. Where it moved from, only its caption stands."""

    change: Change
    caption: tuple[Run, ...]
    columns: tuple[ColumnChange, ...]
    rows: tuple[RowChange, ...]
    under: str = ""
    row_headings: bool = True
    move: int = 0


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a paper's head: its label, how it stood on each side ("" where it was absent), and its lines."""

    change: Change
    label: tuple[Run, ...]
    old_standing: str
    new_standing: str
    passages: tuple[Passage, ...]
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of one kind of thing changed. `moved_changed` counts those of the moved that were reworded too."""

    changed: int = 0
    added: int = 0
    removed: int = 0
    moved: int = 0
    moved_changed: int = 0

    @property
    def total(self) -> int:
        return self.changed + self.added + self.removed + self.moved


@dataclass(frozen=True, slots=True)
class Summary:
    """How much changed. `renumbered` lines are no change; `is_set_differently` says that something other than the words
    did: bold type, a column's alignment, a logo.
    """

    paragraphs: Tally = Tally()
    items: Tally = Tally()
    headings: Tally = Tally()
    fields: Tally = Tally()
    tables: Tally = Tally()
    columns: Tally = Tally()
    rows: Tally = Tally()
    cells: int = 0
    figures: int = 0
    renumbered: int = 0
    is_set_differently: bool = False

    @property
    def total(self) -> int:
        """The number of changes a reader would count; what was only renumbered is none."""
        tallies = (self.paragraphs, self.items, self.headings, self.fields, self.tables, self.columns, self.rows)
        return sum(tally.total for tally in tallies) + self.cells


@dataclass(frozen=True, slots=True)
class Side:
    """Which paper stands on one side."""

    slug: str
    title: str
    date: str


Part = Passage | TableChange


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two papers held against each other: what they say of themselves, their heads, their bodies in reading order."""

    old: Side
    new: Side
    about: tuple[FieldChange, ...]
    header: tuple[FieldChange, ...]
    parts: tuple[Part, ...]
    figures: tuple[Figure, ...]
    summary: Summary
    schema: int = field(default=SCHEMA)

    @property
    def is_empty(self) -> bool:
        """Whether no word differs."""
        return self.summary.total == 0
