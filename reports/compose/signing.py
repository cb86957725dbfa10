"""What approvers sign: the paper without the record of their own signatures, which would change it with each one."""

from dataclasses import replace

from reports import content as c
from reports.compose.tokens import officers_prose
from reports.models import HeaderKey, HeaderValue, Paper
from reports.prose import without_tables


def without_signatures(paper: Paper, composed: c.Paper) -> c.Paper:
    """The composed paper whose head does not say who signed it; the words that officers wrote there stay, since they
    are published too. `paper` is the one composed.
    """
    fields = paper.house_style.header_fields.all()
    label = next((field.label for field in fields if field.key == HeaderKey.APPROVED_BY), None)
    values = (value for value in paper.header_values.all() if value.key == HeaderKey.APPROVED_BY)
    value = next(values, None)
    if label is None or value is None or value.standing != HeaderValue.Standing.STATED:
        return composed
    written = len(without_tables(officers_prose(value.text)))
    tables = (replace(table, rows=tuple(_rows(table.rows, label, written))) for table in composed.header)
    return replace(composed, header=tuple(table for table in tables if table.rows))


def _rows(rows: tuple[c.HeaderRow, ...], label: str, written: int) -> list[c.HeaderRow]:
    """The rows; of the one with this label only so many blocks, and nothing of it where there are none."""
    kept = (replace(row, blocks=row.blocks[:written]) if row.label == label else row for row in rows)
    return [row for row in kept if row.label != label or row.blocks]
