"""How much of a spreadsheet is read: more than that, and it is refused before it costs memory or time."""

from dataclasses import dataclass

MEGABYTE = 1 << 20
GIGABYTE = 1 << 30
# A spreadsheet program has no more than these, so a file that speaks of more was made to do harm.
COLUMNS_OF_ANY_SHEET = 16_384
ROWS_OF_ANY_SHEET = 16_777_216


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that is taken from one file.

    `unpacked` is in bytes, of all parts that are read together, or of a CSV file; `rows` of all sheets together; `cell`
    and `shared_text` in characters: of one cell, and of the list of texts that an Excel workbook keeps beside its rows.
    """

    unpacked: int
    rows: int
    columns: int
    cell: int = 32_767  # what Excel takes
    shared_text: int = 8 * MEGABYTE
    sheets: int = 200


# What one person fills in.
OFFICERS_SHEET = Limits(unpacked=25 * MEGABYTE, rows=20_000, columns=200)
# What an office of state publishes for the whole country.
PUBLISHED_TABLE = Limits(unpacked=8 * GIGABYTE, rows=20_000_000, columns=100, shared_text=24 * MEGABYTE)
