"""A comparison as plain text, to be read in a terminal."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from reports.comparing import Change, Comparison, FieldChange, Mark, Part, Passage, Run, TableChange, counted, sentence
from reports.rendering.marks import list_mark, paragraph_mark

SIGNS = {
    Change.SAME: " ",
    Change.CHANGED: "~",
    Change.ADDED: "+",
    Change.REMOVED: "-",
    Change.MOVED_FROM: "<",
    Change.MOVED_TO: ">",
}
MARKS = {Mark.SAME: "{}", Mark.DELETED: "[-{}-]", Mark.INSERTED: "{{+{}+}}"}
KEY = "~ changed, + added, - removed, < moved away, > moved here; [-deleted-], {+inserted+}"


def changes_text(comparison: Comparison) -> str:
    """The comparison, a line for each part. Unchanged lines are only counted."""
    lines = [
        f"From: {comparison.old.title} ({comparison.old.slug})",
        f"To:   {comparison.new.title} ({comparison.new.slug})",
        f"{sentence(comparison.summary)}.",
    ]
    if comparison.summary.total:
        lines.append(KEY)
    if comparison.figures:
        lines += ["", "Figures", *(f"  {one.old} → {one.new} ({one.where})" for one in comparison.figures)]
    fields = [one for one in (*comparison.about, *comparison.header) if one.change is not Change.SAME]
    if fields:
        lines += ["", "Title and header", *(line for one in fields for line in _field(one))]
    if any(part.change is not Change.SAME for part in comparison.parts):
        lines += ["", "Text", *_body(comparison.parts)]
    return "\n".join(lines) + "\n"


def _words(runs: Sequence[Run]) -> str:
    return "".join(MARKS[run.mark].format(run.text) for run in runs)


def _field(field: FieldChange) -> Iterator[str]:
    told = f" ({field.remark})" if field.remark else ""
    inner = " / ".join(_words(one.runs) for one in field.passages)
    yield f"{SIGNS[field.change]} {_words(field.label)}: {inner}{told}"


def _body(parts: Sequence[Part]) -> Iterator[str]:
    for is_same, found in groupby(parts, lambda part: part.change is Change.SAME):
        stretch = list(found)
        if not is_same:
            yield from (line for part in stretch for line in _part(part))
            continue
        yield f"  … {counted(len(stretch), 'part', 'parts')} unchanged"
        headings = [part for part in stretch if isinstance(part, Passage) and part.line.kind == "heading"]
        yield from (line for heading in headings[-1:] for line in _part(heading))


def _part(part: Part) -> Iterator[str]:
    sign = f"{SIGNS[part.change]} "
    move = f" (move {part.move})" if part.move else ""
    if isinstance(part, TableChange):
        yield f"{sign}Table: {_words(part.caption)}{move}"
        yield from _table(part)
        return
    line = part.line
    indent = "  " * max(line.level - 1, 0) if line.kind != "heading" else "#" * line.level + " "
    mark = paragraph_mark(line.number) if line.number else list_mark(line.marker, line.position) if line.marker else ""
    remarks = f" ({' '.join(part.remarks)})" if part.remarks else ""
    yield f"{sign}{indent}{f'{mark} ' if mark else ''}{_words(part.runs)}{remarks}{move}"


def _table(table: TableChange) -> Iterator[str]:
    if table.columns:
        yield "    " + " | ".join(_words(column.heading) for column in table.columns)
    for is_same, found in groupby(table.rows, lambda row: row.change is Change.SAME):
        rows = list(found)
        if is_same:
            yield f"    … {counted(len(rows), 'row', 'rows')} unchanged"
            continue
        for row in rows:
            cells = (" / ".join(_words(one.runs) for one in cell.passages) for cell in row.cells)
            yield f"  {'>' if row.is_moved else SIGNS[row.change]} {' | '.join(cells)}"
