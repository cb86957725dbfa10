"""What stands in cells, and the one way in which a file is refused."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation

NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?", re.ASCII)
LONGEST_NUMBER = 40
PLACES_SHOWN = 10
A_TO_Z = 26


class SheetRefused(Exception):
    """A file that is not read; the message says what is wrong and what to do, for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A cell that computes: its formula as the file writes it (empty where it shares another cell's), and the value
    that was last computed, as far as the file keeps it.
    """

    text: str
    value: "CellValue" = None


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell whose value is none: an error such as "#REF!", or a number or date that cannot be read. As shown."""

    shown: str


@dataclass(frozen=True, slots=True)
class Percentage:
    """A number that its cell shows as a percentage: 8.6 where that shows 8.6%, although the file says 0.086."""

    number: int | Decimal


# None is an empty cell. Numbers are exactly as the file writes them, days are days, times of day are text. All cells
# of a CSV file are text.
CellValue = None | str | int | Decimal | bool | date | datetime | Percentage | Formula | CellError
# The row's number as a spreadsheet program shows it, and its cells without the empty ones at its end. Rows without any
# value are left out.
Row = tuple[int, tuple[CellValue, ...]]
Refuse = Callable[[str], SheetRefused]


def number(written: str | None) -> int | Decimal | CellError:
    """A number as a spreadsheet's XML writes it."""
    if written is None:
        return CellError("")
    try:
        if len(written) <= LONGEST_NUMBER:
            return int(written)
    except ValueError:
        pass
    if len(written) > LONGEST_NUMBER or not NUMBER.fullmatch(written):
        return CellError(written[:LONGEST_NUMBER])
    try:
        return Decimal(written)
    except InvalidOperation:
        return CellError(written)


def percentage(written: str | None) -> Percentage | CellError:
    """A share, as a spreadsheet's XML writes it, in per cent. What a program computed with is rounded as it shows it: a
    tenth and a bit is 10.1%, and not 10.100000000000001%.
    """
    share = number(written)
    if isinstance(share, CellError):
        return share
    try:
        shown = round(share * Decimal(100), PLACES_SHOWN).normalize()
        return Percentage(shown.quantize(Decimal(1)) if shown == shown.to_integral_value() else shown)
    except InvalidOperation:  # it has more digits than anybody counts with
        return CellError(str(share))


def day_or_moment(written: str | None) -> date | datetime | CellError:
    """A date as ISO 8601 writes it; with a time of day only where that is not midnight."""
    try:
        moment = datetime.fromisoformat((written or "")[:LONGEST_NUMBER]).replace(tzinfo=None)
    except ValueError:
        return CellError((written or "")[:LONGEST_NUMBER])
    return moment.date() if moment.time() == time() else moment


def column_index(letters: str) -> int:
    """The column under such letters, counted from 0; -1 for none."""
    index = 0
    for letter in letters:
        index = index * A_TO_Z + ord(letter) - ord("A") + 1
    return index - 1
