"""A return as an Excel workbook: one sheet of projects, one of what they count, one of what they say."""

from datetime import datetime

from core.sheets.writing import CONTENT_TYPE, Column, Format, Notes, Table, write_workbook
from funding.summaries.returns import ReturnSummary

__all__ = ["CONTENT_TYPE", "return_workbook"]


def return_workbook(found: ReturnSummary, *, title: str, content_hash: str, made_at: datetime) -> bytes:
    """The workbook. An amount that nobody gave is an empty cell, never nought."""
    return write_workbook(
        [_projects(found), _outputs(found), _words(found), _notes(found, content_hash)], title=title, made_at=made_at
    )


def _projects(found: ReturnSummary) -> Table:
    sums = found.totals
    money = (
        Column("Awarded", 14, Format.MONEY),
        Column("Profile", 14, Format.MONEY),
        Column("Spent", 14, Format.MONEY),
        Column("Variance", 14, Format.MONEY),
        Column("Expected in all", 16, Format.MONEY),
    )
    rows = [
        (
            one.project,
            one.lead_body or one.recipient,
            *(one.awarded, one.profiled, one.actual, one.variance, one.forecast),
            one.variance_reason,
        )
        for one in found.lines
    ]
    total = (
        "Sum of what is known",
        "",
        *(sums.awarded, sums.profiled, sums.actual, sums.whole_variance, sums.forecast),
        "",
    )
    columns = (Column("Project", 34), Column("Lead body", 28), *money, Column("Why it differs", 50))
    return Table("Projects", columns, rows, foot=total)


def _outputs(found: ReturnSummary) -> Table:
    columns = (
        Column("Project", 34),
        Column("What is counted", 34),
        Column("Unit", 14),
        Column("Target", 12, Format.NUMBER),
        Column("Counted", 12, Format.NUMBER),
        Column("Note", 40),
    )
    rows = [
        (one.project, output.measure, output.unit, output.target, output.actual, output.note)
        for one in found.lines
        for output in one.outputs
    ]
    return Table("Outputs", columns, rows)


def _words(found: ReturnSummary) -> Table:
    columns = (
        Column("Project", 34),
        Column("What was done", 50),
        Column("What came of it", 50),
        Column("Risks", 40),
        Column("Case study", 50),
    )
    rows = [(one.project, one.narrative, one.outcome, one.risk, one.case_study) for one in found.lines]
    return Table("What was done", columns, rows)


def _notes(found: ReturnSummary, content_hash: str) -> Notes:
    lines = (
        f"Return on {found.award} for {found.period}",
        f"Partnership: {found.partnership}",
        f"Funder: {found.funder} ({found.fund})",
        f"Award reference: {found.reference or 'none'}",
        "Variance is what was spent less the profile. An empty cell is not known, which is not nought.",
        f"Content hash: {content_hash}",
    )
    return Notes("About", lines)
