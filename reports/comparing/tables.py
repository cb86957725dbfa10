"""Tables, cell by cell: rows matched by what heads them, columns by their headings."""

from collections.abc import Sequence

from reports.comparing.align import Step, Unit, align
from reports.comparing.comparison import CellChange, Change, ColumnChange, Mark, RowChange, Run, TableChange
from reports.comparing.lines import Grid, lines, one_space
from reports.comparing.passages import compare_lines, passage
from reports.comparing.units import column_unit, row_heading, row_unit
from reports.comparing.words import whole, word_runs
from reports.content import Cell, Column, Table

EMPTY = Table("", (), ())


def compare_tables(old: Grid | None, new: Grid | None, *, move: int = 0) -> TableChange:
    """What became of a table; all of it where only one side has it."""
    ours, theirs = old.table if old else EMPTY, new.table if new else EMPTY
    columns = _steps([column_unit(column) for column in ours.columns], [column_unit(one) for one in theirs.columns])
    rows = _steps(_rows(ours), _rows(theirs))
    caption, _ = word_runs(one_space(ours.caption), one_space(theirs.caption))
    headings = tuple(_column(ours.columns, theirs.columns, step) for step in columns)
    told = tuple(_row(ours, theirs, step, columns) for step in rows)
    found = [*caption, *(run for column in headings for run in column.heading)]
    changes = (*(column.change for column in headings), *(row.change for row in told))
    is_same = all(run.mark is Mark.SAME for run in found) and all(change is Change.SAME for change in changes)
    change = _change(ours is EMPTY, theirs is EMPTY, is_same=is_same)
    stands = new or old
    return TableChange(
        Change.MOVED_TO if move else change,
        caption,
        headings,
        told,
        under=stands.under if stands else "",
        row_headings=(ours if theirs is EMPTY else theirs).row_headings,
        move=move,
    )


def table_gone(grid: Grid, *, move: int) -> TableChange:
    """The place that a table moved away from: its caption alone."""
    caption = whole(Mark.SAME, one_space(grid.table.caption))
    return TableChange(Change.MOVED_FROM, caption, (), (), grid.under, grid.table.row_headings, move)


def _rows(table: Table) -> list[Unit]:
    return [row_unit(row, row_headings=table.row_headings) for row in table.rows]


def _steps(old: list[Unit], new: list[Unit]) -> list[Step]:
    """The steps of an alignment, each row or column once: what moved stands where it is now."""
    steps = align(old, new, by_place=True).steps(len(old), len(new))
    return [step for step in steps if step.new >= 0 or not step.move]


def _change(no_old: bool, no_new: bool, *, is_same: bool) -> Change:  # noqa: FBT001
    if no_old:
        return Change.ADDED
    if no_new:
        return Change.REMOVED
    return Change.SAME if is_same else Change.CHANGED


def _column(old: Sequence[Column], new: Sequence[Column], step: Step) -> ColumnChange:
    before = one_space(old[step.old].heading) if step.old >= 0 else ""
    after = one_space(new[step.new].heading) if step.new >= 0 else ""
    heading: tuple[Run, ...] = word_runs(before, after)[0]
    return ColumnChange(
        _change(step.old < 0, step.new < 0, is_same=before == after), step.old, step.new, heading, bool(step.move)
    )


def _row(old: Table, new: Table, step: Step, columns: Sequence[Step]) -> RowChange:
    table, place = (new, step.new) if step.new >= 0 else (old, step.old)
    row = table.rows[place]
    heading = row_heading(row)
    cells = []
    for column in columns:
        ours = old.rows[step.old].cells[column.old] if step.old >= 0 and column.old >= 0 else None
        theirs = new.rows[step.new].cells[column.new] if step.new >= 0 and column.new >= 0 else None
        headed = new.columns[column.new] if column.new >= 0 else old.columns[column.old]
        stands = (
            f"“{table.caption}”",
            f"row “{heading}”" if heading else "",
            f"column “{headed.heading}”" if headed.heading else "",
        )
        cells.append(_cell(ours, theirs, under=", ".join(part for part in stands if part)))
    in_both = [cell for cell, column in zip(cells, columns, strict=True) if column.old >= 0 and column.new >= 0]
    is_same = all(cell.change is Change.SAME for cell in in_both)
    change = _change(step.old < 0, step.new < 0, is_same=is_same and not step.move)
    return RowChange(change, step.old, step.new, row.kind, heading, tuple(cells), bool(step.move))


def _cell(old: Cell | None, new: Cell | None, *, under: str) -> CellChange:
    before = lines(old.blocks, under=under) if old else []
    after = lines(new.blocks, under=under) if new else []
    if old is None or new is None:
        told = tuple(passage(line, None) for line in before) + tuple(passage(None, line) for line in after)
        return CellChange(_change(old is None, new is None, is_same=True) if old or new else Change.SAME, told)
    told = compare_lines(before, after)
    is_same = all(one.change is Change.SAME for one in told)
    return CellChange(Change.SAME if is_same else Change.CHANGED, told)
