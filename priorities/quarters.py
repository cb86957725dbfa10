"""The quarters of a plan: for which of them progress is recorded, and how addresses name them."""

from datetime import date, timedelta

from django.utils.text import slugify

from core.periods import Period

SPEAKS_OF_THE_LAST_FOR = timedelta(weeks=6)
MOST_SHOWN = 20  # five years


def quarters_of(start: date | None, end: date | None, *, on: date) -> tuple[Period, ...]:
    """The quarters of a plan's period that have begun on a day, the latest first; its first one where none has.

    Where the period's words name no days, those of the financial year that runs; of a long plan the latest 20.
    """
    first = start or _year_of(on)
    quarter = Period.quarter_of(max(first, min(on, end or on)))
    found = [quarter]
    while quarter.start and quarter.start > first and len(found) < MOST_SHOWN:
        quarter = Period.quarter_of(quarter.start - timedelta(days=1))
        found.append(quarter)
    return tuple(found)


def quarter_to_tell_of(quarters: tuple[Period, ...], *, on: date) -> Period:
    """The quarter that people speak of on a day: for six weeks the one that ended last, then the one that runs."""
    return next((one for one in quarters if one.start and one.start + SPEAKS_OF_THE_LAST_FOR <= on), quarters[0])


def period_slug(period: Period) -> str:
    """A period as addresses name it: "q2-2025-26"."""
    return slugify(period.stated)


def _year_of(on: date) -> date:
    return date(on.year if on.month > 3 else on.year - 1, 4, 1)
