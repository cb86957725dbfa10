"""Financial years and their quarters, as the tables of the Home Office write them."""

import re
from datetime import date, timedelta
from functools import lru_cache

from core.sheets import CellValue
from scorecard.official.names import words

YEAR = re.compile(r"(\d{4})\s*[/_–-]\s*(\d{2}|\d{4})", re.ASCII)
QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "q1": 1, "q2": 2, "q3": 3, "q4": 4}
WHOLE_YEAR = (1, 2, 3, 4)
Span = tuple[date, date]


@lru_cache(maxsize=1000)
def first_year(written: CellValue) -> int | None:
    """2025 of "2025/26"."""
    match = YEAR.fullmatch(str(written).strip())
    if not match or (int(match[1]) + 1) % 100 != int(match[2][-2:]):
        return None
    return int(match[1])


@lru_cache(maxsize=1000)
def quarters_of(written: CellValue) -> tuple[int, ...]:
    """The quarters that a row counts: (1,) of 1, "1" or "Q1"; of "1,2,3,4" all four. Empty where it cannot be read."""
    found = [QUARTERS.get(part, 0) for part in words(str(written)).split()]
    return tuple(sorted(found)) if all(found) and len(set(found)) == len(found) else ()


@lru_cache(maxsize=1000)
def span_of(first: int, quarters: tuple[int, ...]) -> Span:
    """The first and last day of some quarters of the financial year that begins in a year."""
    start = _quarter_start(first, quarters[0])
    end = _quarter_start(first, quarters[-1] + 1) - timedelta(days=1)
    return start, end


def _quarter_start(first: int, quarter: int) -> date:
    """The first day of a quarter of a financial year; the fifth is the first of the next."""
    month = 3 * quarter + 1
    return date(first + (month > 12), (month - 1) % 12 + 1, 1)
