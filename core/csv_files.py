"""CSV files that people open in a spreadsheet: streamed, in UTF-8 with a mark for Excel, and never a formula.

A spreadsheet runs a cell that begins with "=" (or "+", "-", "@"), whoever typed it. Such text gets an apostrophe before
it, which spreadsheets take for "this is text"; the numbers and dates of the portal itself stay as they are.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal

from django.http import StreamingHttpResponse
from django.utils import timezone

Cell = str | int | Decimal | date | datetime | None
BYTE_ORDER_MARK = "\ufeff"  # without it, Excel reads UTF-8 as an old code page
STARTS_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BREAKS_OUT = ("\t", "\r", "\n")
ROWS_AT_ONCE = 200


def csv_response(*, name: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> StreamingHttpResponse:
    """A CSV file for the browser to store as `name`, written while it is sent: of any length, in little memory."""
    response = StreamingHttpResponse(csv_parts(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_parts(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, mark: bool = True) -> Iterator[str]:
    """The text of a CSV file, some rows at a time. Every cell is quoted, so that no separator in one can end it.

    Without `mark`, for programs that take the mark for a part of the first heading.
    """
    lines: list[str] = [BYTE_ORDER_MARK] if mark else []
    writer = csv.writer(_Lines(lines), quoting=csv.QUOTE_ALL)
    writer.writerow([cell_text(cell) for cell in header])
    for row in rows:
        writer.writerow([cell_text(cell) for cell in row])
        if len(lines) >= ROWS_AT_ONCE:
            yield "".join(lines)
            lines.clear()
    yield "".join(lines)


def cell_text(value: Cell) -> str:
    """What stands in a cell: dates as ISO 8601 (times in British time with their offset), numbers bare, text inert."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, str):
        return f"'{value}" if is_dangerous(value) else value
    return str(value)


def is_dangerous(text: str) -> bool:
    """Whether a spreadsheet might take a text for a formula, or for more than one cell."""
    return text.startswith(BREAKS_OUT) or text.lstrip().startswith(STARTS_FORMULA)


class _Lines:
    """What `csv.writer` takes for a file."""

    def __init__(self, lines: list[str]) -> None:
        self.write = lines.append
