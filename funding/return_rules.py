"""What a return takes from an award and asks of its lines: plain rules over amounts and days, which ask no database."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from core.formats import day, number
from core.periods import Period, PeriodKind, month_end

TOLERANCE_SHARE = Decimal(5)  # per cent of the profile
TOLERANCE_LEAST = Decimal(100)  # pounds
TOLERANCE_IN_WORDS = "more than 5% of the profile, and more than £100"
MONTHS_OF_A_HALF = 6
# What counts a change may be below nought; what is measured against a plan, or changes, may be beyond the whole.
OF_A_CHANGE = re.compile(r"\b(change|difference|net|increase|decrease|reduction|rise|fall|growth|drop|gain|loss)", re.I)
OF_A_PLAN = re.compile(r"\b(target|plan|profile|budget|baseline|capacity)", re.I)
PER_CENT = re.compile(r"(%|per ?cent(age)?)(\s+of\b.*)?", re.I)
WHOLE = 100


def variance(actual: Decimal | None, profiled: Decimal | None) -> Decimal | None:
    """What was spent less what was profiled: above zero where more was spent. None where either is not known."""
    return None if actual is None or profiled is None else actual - profiled


def wants_reason(actual: Decimal | None, profiled: Decimal | None) -> bool:
    """Whether a line must say why: it differs from its profile by more than 5% and by more than £100, or says nothing
    of what was spent. Nothing spent is 0; an empty amount is not known.
    """
    if actual is None:
        return True
    if profiled is None:
        return False
    apart = abs(actual - profiled)
    return apart > TOLERANCE_LEAST and apart * 100 > TOLERANCE_SHARE * profiled


def why_not_true(amount: Decimal | None, *, measure: str, unit: str) -> str:
    """Why a number cannot be true of what is counted, and what to do; empty where it can. Nothing counted is below
    nought, and no part is more than its whole.
    """
    words = f"{measure} {unit}"
    if amount is None or OF_A_CHANGE.search(words):
        return ""
    is_share = PER_CENT.fullmatch(unit.strip()) is not None
    if amount < 0:
        of_what = unit.strip() if is_share else f" {unit.strip()}".rstrip()
        return f"−{number(-amount)}{of_what} cannot be: enter 0 or more"
    if is_share and amount > WHOLE and not OF_A_PLAN.search(words):
        return f"{number(amount)}% cannot be: a part is at most 100% of its whole. Enter 100 or less"
    return ""


def profile_in(period: Period, rows: Iterable[tuple[date | None, date | None, Decimal]]) -> Decimal | None:
    """What is profiled for a period: the sum of the planned amounts whose days lie within it.

    None where none does, or where one lies half within it: an amount for a year says nothing of its half.
    """
    if period.start is None or period.end is None:
        return None
    found: Decimal | None = None
    for start, end, amount in rows:
        if start is None or end is None:
            return None
        if end < period.start or start > period.end:
            continue
        if start < period.start or end > period.end:
            return None
        found = (found or Decimal(0)) + amount
    return found


def halves_of(period: Period | None) -> tuple[Period, ...]:
    """A period in pieces of six months from its first day, the last as long as is left. None of one without days."""
    if period is None or period.start is None or period.end is None:
        return ()
    found: list[Period] = []
    start = period.start
    while start <= period.end:
        following = _months_on(period.start, MONTHS_OF_A_HALF * (len(found) + 1))
        end = min(following - timedelta(days=1), period.end)
        found.append(Period(PeriodKind.SPAN, f"{day(start)} to {day(end)}", start, end))
        start = following
    return tuple(found)


def total(amounts: Sequence[Decimal | None]) -> Decimal | None:
    """The sum of the amounts that are known; None where none is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal("0.00")) if known else None


def _months_on(start: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    years, month = divmod(start.month - 1 + months, 12)
    last = month_end(start.year + years, month + 1)
    return last.replace(day=min(start.day, last.day))
