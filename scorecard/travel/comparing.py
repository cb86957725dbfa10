"""Which values are held against each other: of the same season, of the same length, and never across a break."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from core.periods import month_end
from scorecard.travel.terms import Step, Value

PART_OF_A_YEAR = 300  # days; whatever is shorter has a season
ABOUT_AS_LONG = 7  # days by which two years, of weeks or with a leap day, may differ


def in_time(values: Iterable[Value]) -> list[Value]:
    """Those whose last day is known, in time; of two that end together the longer last."""
    dated = [one for one in values if one.end is not None and one.value.is_finite()]
    return sorted(dated, key=lambda one: (one.end, -first_day(one).toordinal(), one.id))


def first_day(value: Value) -> date:
    """The first day of a value; of one whose first is not known its last."""
    return value.start or value.end or date.min


def days_of(value: Value) -> int:
    """How many days a value covers; none where they are not known."""
    return (value.end - first_day(value)).days + 1 if value.end else 0


def to_compare_with(latest: Value, earlier: Sequence[Value], basis: str) -> Value | None:
    """The earlier value that the latest is held against, by the rule; None where it is missing."""
    if days_of(latest) == 1:
        return next((one for one in reversed(earlier) if days_of(one) == 1 and one.end != latest.end), None)
    if basis == "cumulative" or days_of(latest) < PART_OF_A_YEAR:
        wanted = (_year_before(first_day(latest)), _year_before(latest.end))
        return next((one for one in earlier if (first_day(one), one.end) == wanted), None)
    return next((one for one in reversed(earlier) if _comes_before(one, latest)), None)


def _comes_before(one: Value, latest: Value) -> bool:
    """Whether a value is of as long a time and does not overlap."""
    return one.end is not None and one.end < first_day(latest) and abs(days_of(one) - days_of(latest)) <= ABOUT_AS_LONG


def follows(later: Value, earlier: Value) -> bool:
    """Whether nothing is missing between two values in a row."""
    is_day = days_of(later) == 1 or days_of(earlier) == 1
    return earlier.end is not None and (is_day or first_day(later) <= earlier.end + timedelta(days=1))


def _year_before(on: date | None) -> date | None:
    """The same day a year before; the last day of February stays the last."""
    if on is None or on.year == date.min.year:
        return None
    if on == month_end(on.year, on.month):
        return month_end(on.year - 1, on.month)
    return on.replace(year=on.year - 1)


def same_days(value: Value | None, others: Iterable[Value]) -> Value | None:
    """The one of these that covers the same days as a value; of one in words, the same words."""
    if value is None:
        return None
    if value.end is None:
        return next((one for one in others if one.end is None and one.period == value.period), None)
    return next((one for one in others if (first_day(one), one.end) == (first_day(value), value.end)), None)


def break_between(earlier: Value, latest: Value, steps: Sequence[Step]) -> Step | None:
    """The last break after the earlier value began and until the latest ended."""
    found = [one for one in steps if latest.end and first_day(earlier) < one.day <= latest.end]
    return max(found, key=lambda one: one.day, default=None)
