"""Lists of grants for people: the seven columns of the Transparency Code, and spreadsheets of all that is published."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from core.csv_files import Cell, csv_parts
from core.prose import gist
from core.sheets.writing import Column, Format, Table, write_workbook
from funding.exports.giving import WHOLE
from funding.exports.grants import Grant
from funding.exports.publisher import Publisher

# Local Government Transparency Code 2015, grants to voluntary, community and social enterprise organisations.
TRANSPARENCY_HEADINGS = (
    "Date awarded",
    "Period",
    "Awarding department",
    "Beneficiary",
    "Registration number of the beneficiary",
    "Summary of the purpose",
    "Amount",
)
COLUMNS = (
    Column("Recipient", 30),
    Column("What it is for", 50),
    Column("Conditions", 40),
    Column("Reasons", 40),
    Column("Amount", 15, Format.MONEY),
    Column("Date awarded", 18, Format.DATE),
    Column("Reference", 18),
    Column("Period", 20),
    Column("Funder", 30),
    Column("Fund", 30),
    Column("Registration number", 18),
    Column("About this record", 40),
    Column("Identifier", 30, is_quiet=True),
)


def transparency_parts(grants: Iterable[Grant], *, mark: bool = True) -> Iterator[str]:
    """The grants that were made, not those received, as the text of a CSV file. What is not recorded stays empty."""
    rows = (transparency_row(grant) for grant in grants if not grant.is_received)
    return csv_parts(TRANSPARENCY_HEADINGS, rows, mark=mark)


def transparency_row(grant: Grant) -> tuple[Cell, ...]:
    """A grant as the Code asks for it."""
    return (
        grant.awarded_date,
        grant.period_words,
        grant.funder.name,
        "; ".join(grant.recipient_names),
        _numbers(grant),
        _what_for(grant),
        grant.amount,
    )


def register_parts(grants: Iterable[Grant], *, mark: bool = True) -> Iterator[str]:
    """All that is published of the grants, as the text of a CSV file."""
    rows = (register_row(grant) for grant in grants)
    return csv_parts([column.heading for column in COLUMNS], rows, mark=mark)


def register_workbook(grants: Iterable[Grant], publisher: Publisher, *, now: datetime) -> bytes:
    """The same as an Excel workbook."""
    table = Table("Grants", COLUMNS, (register_row(grant) for grant in grants))
    return write_workbook([table], title=f"Grants of {publisher.name}", made_at=now)


def register_row(grant: Grant) -> tuple[Cell, ...]:
    """A grant as people read it; its title stands where nobody has said what it is for."""
    return (
        "; ".join(grant.recipient_names),
        gist(grant.purpose, WHOLE) or grant.title,
        gist(grant.conditions, WHOLE),
        gist(grant.reasons, WHOLE),
        grant.amount,
        grant.awarded_date,
        grant.decision,
        grant.period_words,
        grant.funder.name,
        grant.programme,
        _numbers(grant),
        gist(grant.source, WHOLE),
        grant.identifier,
    )


def _what_for(grant: Grant) -> str:
    """Its purpose, with what is inferred of it in brackets: the Code's list has no column for that."""
    purpose, source = gist(grant.purpose, WHOLE) or grant.title, gist(grant.source, WHOLE)
    return f"{purpose} ({source})" if source else purpose


def _numbers(grant: Grant) -> str:
    return "; ".join(recipient.number for recipient in grant.recipients if recipient.number)
