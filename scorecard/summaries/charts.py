"""A series as a chart: a line with its breaks and gaps, and the same the height of a word."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.charts import Break, Chart, Kind, Level, Point, Series
from core.periods import Period, PeriodKind, UnreadablePeriod, month_end
from scorecard.summaries.series import SeriesLine, ValueOf
from scorecard.travel import Step, Value, compares_as_it_is

MOST_POINTS = 40
MOST_IN_A_GAP = 8
ABOUT_AS_LONG = 7


@dataclass(frozen=True, slots=True)
class _Place:
    """One place along the chart: a value, or a gap."""

    label: str
    value: ValueOf | None


def line_chart(title: str, unit: str, series: SeriesLine, steps: Sequence[Step]) -> Chart | None:
    """The values of a series that are as long as its latest, the oldest first, beside those of its comparators.

    None where there are fewer than two: one value is no line.
    """
    places = _places(series)
    if sum(place.value is not None for place in places) < 2:
        return None
    lines = [Series("", tuple(_point(place.label, place.value) for place in places))]
    # Counts of a place of another size would flatten the line; how they changed is said in words.
    for other in series.comparators if compares_as_it_is(series.watched) else ():
        known = {_days(one.value): one for one in other.values}
        points = tuple(
            _point(place.label, known.get(_days(place.value.value)) if place.value else None) for place in places
        )
        if any(point.value is not None for point in points):
            lines.append(Series(_capital(other.name), points))
    if len(lines) > 1:
        lines[0] = replace(lines[0], name=series.area or "This partnership")
    return Chart(
        kind=Kind.LINE,
        title=title,
        finding=_finding(series),
        unit=unit,
        series=tuple(lines),
        breaks=_breaks(places, steps),
    )


def spark_chart(chart: Chart | None) -> Chart | None:
    """The first line of a chart, the height of a word."""
    return replace(chart, kind=Kind.SPARK, series=chart.series[:1], levels=()) if chart else None


def with_levels(chart: Chart | None, levels: Iterable[Level]) -> Chart | None:
    """The chart with values to hold the others against."""
    return replace(chart, levels=tuple(levels)) if chart else None


def _places(series: SeriesLine) -> list[_Place]:
    dated = [one for one in reversed(series.values) if one.value.end is not None]
    if not dated:
        return []
    long = _length(dated[-1].value)
    alike = [one for one in dated if abs(_length(one.value) - long) <= ABOUT_AS_LONG][-MOST_POINTS:]
    places: list[_Place] = []
    for one in alike:
        if places and places[-1].value:
            places += [_Place(label, None) for label in _missing(places[-1].value.value, one.value)]
        places.append(_Place(one.period, one))
    return _told_apart(places)


def _told_apart(places: list[_Place]) -> list[_Place]:
    """Labels are what tells places apart, so none may come twice."""
    seen: dict[str, int] = {}
    for index, place in enumerate(places):
        seen[place.label] = seen.get(place.label, 0) + 1
        if seen[place.label] > 1:
            places[index] = _Place(f"{place.label} ({seen[place.label]})", place.value)
    return places


def _missing(before: Value, after: Value) -> list[str]:
    """The periods between two values of which nothing is known, in words; one where they cannot be named."""
    if before.end is None or after.start is None or after.start == after.end:
        return []
    if after.start <= before.end + timedelta(days=1):
        return []
    names: list[str] = []
    period = _parsed(before.period)
    while period and len(names) < MOST_IN_A_GAP:
        period = _following(period)
        if period is None or period.start is None or period.start >= after.start:
            break
        names.append(period.stated)
    return names or [f"between {before.period} and {after.period}"]


def _parsed(words: str) -> Period | None:
    try:
        return Period.parse(words)
    except UnreadablePeriod:
        return None


def _following(period: Period) -> Period | None:
    if period.kind == PeriodKind.MONTH and period.end:
        first = period.end + timedelta(days=1)
        return Period(PeriodKind.MONTH, f"{first:%B} {first.year}", first, month_end(first.year, first.month))
    if period.kind in (PeriodKind.TWELVE_MONTHS_TO, PeriodKind.AS_AT, PeriodKind.DAY):
        return None
    return period.following()


def _breaks(places: Sequence[_Place], steps: Sequence[Step]) -> tuple[Break, ...]:
    found: dict[str, Break] = {}
    for step in steps:
        for index, place in enumerate(places):
            value = place.value.value if place.value else None
            if value is None or value.end is None or value.end < step.day:
                continue
            if any(one.value and (one.value.value.start or one.value.value.end) < step.day for one in places[:index]):  # type: ignore[operator]
                held = found.get(place.label)
                reason = f"{held.reason} {step.reason}" if held else step.reason
                found[place.label] = Break(place.label, reason)
            break
    return tuple(found.values())


def _point(label: str, one: ValueOf | None) -> Point:
    if one is None:
        return Point(label, None)
    return Point(
        label, one.value.value, one.value.stated or one.words.removesuffix(" (provisional)"), one.is_provisional
    )


def _finding(series: SeriesLine) -> str:
    travel = series.travel
    return f"{travel.sentence} {travel.compared}." if travel.compared else travel.sentence


def _days(value: Value) -> tuple[object, object]:
    return (value.start or value.end, value.end)


def _length(value: Value) -> int:
    return (value.end - (value.start or value.end)).days if value.end else 0


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
