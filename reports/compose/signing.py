"""What approvers sign: the paper without the record of their own signatures, which would change it with each one."""

from dataclasses import replace

from reports import content as c
from reports.models import HeaderKey, Paper


def without_signatures(paper: Paper, composed: c.Paper) -> c.Paper:
    """The composed paper without the field of its head that says who approved it. `paper` is the one composed."""
    fields = paper.house_style.header_fields.all()
    labels = {field.label for field in fields if field.key == HeaderKey.APPROVED_BY}
    tables = (
        replace(table, rows=tuple(row for row in table.rows if row.label not in labels)) for table in composed.header
    )
    return replace(composed, header=tuple(table for table in tables if table.rows))
