"""Working days in England, and when a paper must go out.

A working day is a weekday that is no bank holiday in England. Bank holidays come from the package `holidays`: those of
the Banking and Financial Dealings Act 1971, Good Friday and Christmas Day, and those given once by proclamation. A day
proclaimed after the installed release of that package is not known here until it is updated.

Local Government Act 1972 s.100B(3): the agenda and the reports for a meeting are open to inspection at least five clear
days before it (three until the Local Authorities (Access to Meetings and Documents) (Period of Notice) (England) Order
2002, SI 2002/715). Clear days leave out both the day of despatch and that of the meeting, and are working days alone
(R v Swansea City Council, ex parte Elitestone Ltd, Court of Appeal, 5 May 1993).
"""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of a year in England, worked out once; none before 1872 or after 2100, which no one knows."""
    return frozenset(holidays.UnitedKingdom(subdiv="ENG", years=year))


def is_working_day(on: date) -> bool:
    """Whether a day is a weekday and no bank holiday in England."""
    return on.weekday() < SATURDAY and on not in bank_holidays(on.year)


def working_days_between(first: date, last: date) -> int:
    """How many working days lie between two days, neither of them counted: the clear days of a notice."""
    return sum(is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days))


def clear_working_days_before(meeting_date: date, days: int = 5) -> date:
    """The latest working day on which a paper may be despatched so that so many clear working days lie between.

    Neither the day of despatch nor that of the meeting counts (Local Government Act 1972 s.100B(3)). Raises ValueError
    for fewer than no days.
    """
    if days < 0:
        raise ValueError(f"There are no {days} clear days before a meeting.")
    backwards = _working_days_before(meeting_date)
    for _ in range(days):
        next(backwards)
    return next(backwards)


def _working_days_before(on: date) -> Iterator[date]:
    """The working days before a day, the latest first."""
    while True:
        on -= ONE_DAY
        if is_working_day(on):
            yield on
