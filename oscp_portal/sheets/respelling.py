"""What spreadsheet programs make of text when they open a CSV file: "37,068" becomes 37068, "1.10" becomes 1.1,
"11 January 2014" becomes 11/01/14 and "March 2023" becomes Mar-23. Nobody changed anything by it.
"""

import re
from decimal import Decimal

from core.forms import bare_number
from core.periods import MONTHS

NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
LONGEST_NUMBER = 40
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})", re.ASCII)
DAY = re.compile(r"(?P<day>\d{1,2})[./ -](?P<month>\d{1,2}|[a-z]+)[./ -](?P<year>\d{4}|\d{2})", re.ASCII)
MONTH = re.compile(r"(?P<month>[a-z]+)[ -](?P<year>\d{4}|\d{2})", re.ASCII)


def is_respelt(text: str, before: str) -> bool:
    """Whether a spreadsheet program may have made this text of the one before."""
    return _is_same_number(text, before) or _is_same_day(text.lower(), before.lower())


def _is_same_number(text: str, before: str) -> bool:
    numbers = [bare_number(one) for one in (text, before)]
    if not all(len(one) <= LONGEST_NUMBER and NUMBER.fullmatch(one) for one in numbers):
        return False
    return "%" not in text + before and Decimal(numbers[0]) == Decimal(numbers[1])


def _is_same_day(text: str, before: str) -> bool:
    """A month turns into its first day; written in words, that day is something that a person wrote."""
    is_month = MONTH.fullmatch(before) is not None
    if MONTH.fullmatch(text) and not is_month:
        return False
    if is_month and (found := DAY.fullmatch(text)) and not found["month"].isdigit():
        return False
    now, was = _day_in(text), _day_in(before)
    if now is None or was is None or now[1:] != was[1:]:
        return False
    years = (now[0], was[0])
    known = min(map(len, years))  # a year of two digits says nothing of its century
    return years[0][-known:] == years[1][-known:]


def _day_in(text: str) -> tuple[str, int, int] | None:
    """The year as it is written, the month and the day."""
    found = ISO.fullmatch(text) or DAY.fullmatch(text) or MONTH.fullmatch(text)
    if not found:
        return None
    written = found.groupdict()
    month = int(written["month"]) if written["month"].isdigit() else MONTHS.get(written["month"], 0)
    return (written["year"], month, int(written.get("day", "1"))) if month else None
