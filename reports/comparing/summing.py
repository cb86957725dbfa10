"""How much changed, counted and in a sentence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from reports.comparing.comparison import (
    Change,
    FieldChange,
    Part,
    Passage,
    Summary,
    TableChange,
    Tally,
)

COUNTED = {
    Change.CHANGED: "changed",
    Change.ADDED: "added",
    Change.REMOVED: "removed",
    Change.MOVED_TO: "moved",
}
NOUNS = (
    ("paragraphs", "paragraph", "paragraphs"),
    ("items", "list item", "list items"),
    ("headings", "heading", "headings"),
    ("fields", "header field", "header fields"),
    ("tables", "table", "tables"),
    ("columns", "column", "columns"),
    ("rows", "row", "rows"),
)


def all_passages(
    about: Iterable[FieldChange], header: Iterable[FieldChange], parts: Iterable[Part]
) -> Iterator[Passage]:
    """Every passage in reading order, those in cells too."""
    for one in (*about, *header):
        yield from one.passages
    for part in parts:
        if isinstance(part, Passage):
            yield part
        else:
            yield from (passage for row in part.rows for cell in row.cells for passage in cell.passages)


def summary_of(
    about: Sequence[FieldChange], header: Sequence[FieldChange], parts: Sequence[Part], *, figures: int
) -> Summary:
    """The counts. A table that is all new counts once, not by its rows."""
    lines = [part for part in parts if isinstance(part, Passage)]
    tables = [part for part in parts if isinstance(part, TableChange)]
    kept = [table for table in tables if table.change in (Change.CHANGED, Change.MOVED_TO)]
    rows = [row for table in kept for row in table.rows]
    columns = [column for table in kept for column in table.columns]
    everything = all_passages(about, header, parts)
    return Summary(
        paragraphs=_of_lines(line for line in lines if line.line.kind in ("paragraph", "label")),
        items=_of_lines(line for line in lines if line.line.kind == "item"),
        headings=_of_lines(line for line in lines if line.line.kind == "heading"),
        fields=_tally(one.change for one in (*about, *header)),
        tables=_of_tables(tables),
        columns=_of_places((column.change, column.is_moved) for column in columns),
        rows=_of_places((row.change, row.is_moved) for row in rows if row.change is not Change.CHANGED or row.is_moved),
        cells=_cells(kept),
        figures=figures,
        renumbered=sum(one.is_renumbered for one in everything),
    )


def sentence(summary: Summary) -> str:
    """The summary in words: "12 paragraphs changed, 3 added, 1 removed, 2 moved; 4 figures changed"."""
    parts = [_told(getattr(summary, name), one, many) for name, one, many in NOUNS]
    parts.append(f"{counted(summary.cells, 'cell', 'cells')} changed" if summary.cells else "")
    parts.append(f"{counted(summary.figures, 'figure', 'figures')} changed" if summary.figures else "")
    parts.append(f"{counted(summary.renumbered, 'paragraph', 'paragraphs')} renumbered" if summary.renumbered else "")
    told = "; ".join(part for part in parts if part)
    if told:
        return told
    if summary.is_set_differently:
        return "The words are the same; something in how they are set out differs"
    return "Nothing changed"


def counted(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 paragraph", "2,000 paragraphs"."""
    return f"{number:,} {one if number == 1 else many}"


def _told(tally: Tally, one: str, many: str) -> str:
    parts: list[str] = []
    for verb in ("changed", "added", "removed", "moved"):
        if number := getattr(tally, verb):
            noun = f"{number:,}" if parts else counted(number, one, many)
            also = f" ({tally.moved_changed:,} of them reworded)" if verb == "moved" and tally.moved_changed else ""
            parts.append(f"{noun} {verb}{also}")
    return ", ".join(parts)


def _of_lines(lines: Iterable[Passage]) -> Tally:
    found = list(lines)
    both = sum(line.change is Change.MOVED_TO and line.is_reworded for line in found)
    return _tally((line.change for line in found), both)


def _of_tables(tables: Sequence[TableChange]) -> Tally:
    """Tables added, removed and moved, and those with another caption; other changes count by cell, row and column."""
    changes = [table.change for table in tables if table.change is not Change.CHANGED or len(table.caption) > 1]
    return _tally(changes)


def _of_places(places: Iterable[tuple[Change, bool]]) -> Tally:
    return _tally(Change.MOVED_TO if is_moved else change for change, is_moved in places)


def _tally(changes: Iterable[Change], moved_changed: int = 0) -> Tally:
    counts = Counter(COUNTED[change] for change in changes if change in COUNTED)
    return Tally(**counts, moved_changed=moved_changed)


def _cells(tables: Iterable[TableChange]) -> int:
    return sum(cell.change is Change.CHANGED for table in tables for row in table.rows for cell in row.cells)
