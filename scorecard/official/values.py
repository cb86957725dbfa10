"""From counts to values of an indicator, by its basis: plain sums, made only where every part of them is there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from core.periods import Period, month_end
from scorecard.official.counts import Count
from scorecard.official.names import financial_year

POINT, CUMULATIVE, ROLLING_YEAR, RATE = "point", "cumulative", "rolling-12-months", "rate-per-1000"
PER = 1000
NO_PEOPLE = "No population is on record for the year in which it begins, nor for an earlier one."
TO_HUNDREDTHS = Decimal("0.01")
# The areas that a partnership answers for on a day.
AreasOn = Callable[[date], tuple[int, ...]]
# How many people live in an area in the middle of a year; None where nobody has said.
PeopleIn = Callable[[int, int], int | None]
Span = tuple[date, date]
Numbers = dict[Span, dict[int, int]]


@dataclass(frozen=True, slots=True)
class Value:
    """What an indicator would be told of one period: the value, what a rate is made of, and the counts of the areas."""

    period: Period
    value: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    parts: tuple[tuple[int, int], ...] = ()  # each area with its count, where the partnership has several


@dataclass(frozen=True, slots=True)
class Missing:
    """A period for which the file has some counts and there is still no value, and why, as a sentence."""

    period: Period
    why: str


def numbers_of(counts: Iterable[Count], selection: int) -> Numbers:
    """The counts of one selection of offences, by their days and area."""
    found: Numbers = {}
    for count in counts:
        number = count.numbers[selection]
        if number is not None:
            found.setdefault((count.start, count.end), {})[count.area] = number
    return found


def values_of(
    numbers: Numbers, basis: str, *, areas_on: AreasOn, people_in: PeopleIn, earlier: Numbers | None = None
) -> Iterator[Value | Missing]:
    """The values that the counts of a file make for one selection of offences, in order of time.

    `point` is every period that the file has, by itself; `cumulative` the financial year so far; the two others the
    twelve months to the end of each period. A sum of which a part is missing is not made; `earlier` are counts of files
    before, which fill the sums that this one has a part of.
    """
    before = earlier or {}
    together = {span: {**before.get(span, {}), **numbers.get(span, {})} for span in {**before, **numbers}}
    whole = dict(_whole(together, areas_on))
    for span in sorted(numbers if basis == POINT else together):
        wanted = span if basis == POINT else _stretch(span, basis)
        if not any(wanted[0] <= start and end <= wanted[1] for start, end in numbers):
            continue
        period = period_of(*wanted)
        parts = _sum(whole, wanted)
        if span in numbers and span not in whole:
            yield Missing(period, "The file does not have all areas of the partnership for it.")
        elif parts is not None:
            yield _value(period, parts, (areas_on(wanted[1]), areas_on(wanted[0])), wanted, basis, people_in)


def period_of(start: date, end: date) -> Period:
    """A stretch of whole months in the words of papers: "June 2026", "Q1 2026-27", "2025-26", else its two days."""
    if start == end.replace(day=1):
        return Period.parse(f"{start:%B %Y}")
    quarter = Period.quarter_of(start)
    if (quarter.start, quarter.end) == (start, end):
        return quarter
    year = Period.financial_year(financial_year(start))
    if (year.start, year.end) == (start, end):
        return year
    if end == _year_later(start) - timedelta(days=1):
        return Period.parse(f"12 months to {end:%B %Y}")
    return Period.parse(f"{start.day} {start:%B %Y} to {end.day} {end:%B %Y}")


def _whole(by_span: Mapping[Span, Mapping[int, int]], areas_on: AreasOn) -> Iterator[tuple[Span, dict[int, int]]]:
    """The periods for which every area that the partnership had at their end is counted."""
    for span, numbers in by_span.items():
        areas = areas_on(span[1])
        if areas and all(area in numbers for area in areas):
            yield span, {area: numbers[area] for area in areas}


def _stretch(span: Span, basis: str) -> Span:
    """From which day a value runs that ends with this period."""
    end = span[1]
    if basis == CUMULATIVE:
        return date(financial_year(end), 4, 1), end
    return month_end(end.year - 1, end.month) + timedelta(days=1), end


def _sum(whole: Mapping[Span, dict[int, int]], wanted: Span) -> dict[int, int] | None:
    """The counts of a stretch by area, from periods that follow each other without a gap; None where one is missing."""
    parts: dict[int, int] = {}
    start, end = wanted
    following = {span[0]: span for span in sorted(whole, reverse=True) if span[1] <= end}  # the shortest from each day
    if wanted in whole:
        return whole[wanted]
    while start <= end:
        span = following.get(start)
        if span is None:
            return None
        for area, number in whole[span].items():
            parts[area] = parts.get(area, 0) + number
        start = span[1] + timedelta(days=1)
    return parts


def _value(
    period: Period,
    parts: dict[int, int],
    areas: tuple[tuple[int, ...], ...],
    span: Span,
    basis: str,
    people_in: PeopleIn,
) -> Value | Missing:
    """A sum, or a rate among the people of the first of these areas that are known: areas that became one are not
    counted beside it.
    """
    total = sum(parts.values())
    told = tuple(sorted(parts.items())) if len(parts) > 1 else ()
    if total < 0:
        return Missing(period, f"Its counts come to {total:,}, and fewer than none cannot be. Look into the table.")
    if basis != RATE:
        return Value(period, Decimal(total), parts=told)
    people = next(filter(None, (_people(some, span[0].year, people_in) for some in areas)), None)
    if not people:
        return Missing(period, NO_PEOPLE)
    denominator = Decimal(people)
    rate = (Decimal(total * PER) / denominator).quantize(TO_HUNDREDTHS, ROUND_HALF_UP)
    return Value(period, rate, Decimal(total), denominator, told)


def _people(areas: tuple[int, ...], year: int, people_in: PeopleIn) -> int:
    """How many live in some areas together; 0 where it is not known of one."""
    found = [people_in(area, year) or 0 for area in areas]
    return sum(found) if all(found) else 0


def _year_later(day: date) -> date:
    return date(day.year + 1, day.month, 1)
