"""The series of indicators: their values by measure and area, over all plans that an indicator continues, and which
way each travels.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.db.models import Prefetch

from core.ordering import in_order
from core.periods import Period
from scorecard.models import Break, FormerValue, Indicator, IndicatorMeasure, Measurement, ScorecardRule
from scorecard.travel import Rule, Step, Travel, Value, Watched, beside, said, travel_of, wrong_in_a_row

COMPARED_WITH = {
    Measurement.Comparator.FORCE: "the police force’s area",
    Measurement.Comparator.MOST_SIMILAR: "the most similar group",
    Measurement.Comparator.NATIONAL: "England and Wales",
}


@dataclass(frozen=True, slots=True)
class FormerLine:
    """What a value said before it was revised."""

    words: str
    replaced_at: datetime
    reason: str
    source: str


@dataclass(frozen=True, slots=True)
class ValueOf:
    """One value of a series: the figure in words, its period, where it was read, and what it said before."""

    id: int
    words: str
    period: str
    source: str
    is_provisional: bool
    indicator_id: int
    value: Value
    period_of: Period | None = None
    former: tuple[FormerLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ComparatorOf:
    """The values of another place: who, how it stands beside ours, and its values, newest first."""

    key: str
    name: str
    sentence: str
    values: tuple[ValueOf, ...]


@dataclass(frozen=True, slots=True)
class SeriesLine:
    """One series: a measure (empty for the indicator as a whole) in an area (empty where none is said), its values
    newest first, which way it travels, and for how many values in a row it went the wrong way.
    """

    measure: str
    area: str
    area_id: int | None
    watched: Watched
    travel: Travel
    values: tuple[ValueOf, ...]
    comparators: tuple[ComparatorOf, ...]
    wrong_in_a_row: int

    @property
    def name(self) -> str:
        """What tells it from the other series of its indicator; empty where there is nothing to tell."""
        return ", ".join(part for part in (self.measure, self.area) if part)

    @property
    def latest(self) -> ValueOf | None:
        return self.values[0] if self.values else None


@dataclass(frozen=True, slots=True)
class Watching:
    """An indicator with its series, and the days on which its way of counting changed; `measures` and `breaks` are its
    own, without those of the plans before.
    """

    indicator: Indicator
    series: tuple[SeriesLine, ...]
    steps: tuple[Step, ...]
    rule: Rule
    measures: tuple[IndicatorMeasure, ...] = ()
    breaks: tuple[Break, ...] = ()


def rule_of(partnership_id: int) -> Rule:
    """The partnership's rule, or the usual one. 1 query."""
    return _rules_of([partnership_id]).get(partnership_id, Rule())


def watching(indicators: Sequence[Indicator], *, with_former: bool = False) -> tuple[Watching, ...]:
    """The series of some indicators, of whichever partnerships. At most 5 queries, 6 with former values."""
    if not indicators:
        return ()
    rules = _rules_of({one.partnership_id for one in indicators})
    lines = _lines_of_descent(indicators)
    ids = {key for line in lines.values() for key in line}
    found = Measurement.objects.filter(indicator__in=ids).select_related("area").order_by("pk")
    if with_former:
        found = found.prefetch_related(Prefetch("former_values", FormerValue.objects.order_by("-replaced_at", "-pk")))
    measurements: dict[int, list[Measurement]] = {}
    for one in found:
        measurements.setdefault(one.indicator_id, []).append(one)
    measures = {one.pk: one for one in IndicatorMeasure.objects.filter(indicator__in=ids)}
    breaks = list(Break.objects.filter(indicator__in=ids).order_by("date", "pk"))
    return tuple(
        _watching(
            one,
            lines[one.pk],
            [value for key in lines[one.pk] for value in measurements.get(key, ())],
            measures,
            breaks,
            rules.get(one.partnership_id, Rule()),
            with_former=with_former,
        )
        for one in indicators
    )


def _rules_of(partnerships: Iterable[int]) -> dict[int, Rule]:
    """The rules of some partnerships that have one. 1 query."""
    return {
        kept.partnership_id: Rule(kept.tolerance, kept.smallest, kept.periods_in_a_row)
        for kept in ScorecardRule.objects.filter(partnership__in=list(partnerships))
    }


def _lines_of_descent(indicators: Sequence[Indicator]) -> dict[int, tuple[int, ...]]:
    """For each indicator itself and those of earlier plans that it continues, newest first. At most 1 query."""
    partnerships = {one.partnership_id for one in indicators if one.continues_id}
    before: dict[int, int | None] = {}
    if partnerships:
        before = dict(Indicator.objects.filter(partnership__in=partnerships).values_list("pk", "continues"))
    lines = {}
    for one in indicators:
        line = [one.pk]
        while (earlier := before.get(line[-1])) is not None and earlier not in line:
            line.append(earlier)
        lines[one.pk] = tuple(line)
    return lines


def _watching(
    indicator: Indicator,
    line: tuple[int, ...],
    measurements: Iterable[Measurement],
    measures: dict[int, IndicatorMeasure],
    breaks: Iterable[Break],
    rule: Rule,
    *,
    with_former: bool,
) -> Watching:
    steps = tuple(Step(one.date, one.reason) for one in breaks if one.indicator_id in line)
    own_measures = in_order(one for one in measures.values() if one.indicator_id == indicator.pk)
    directions = {one.text: one.direction for one in own_measures}
    places = {text: place for place, text in enumerate(directions, 1)}
    ours: dict[tuple[str, int | None], list[Measurement]] = {}
    theirs: dict[tuple[str, str], list[Measurement]] = {}
    for one in measurements:
        measure = measures[one.measure_id].text if one.measure_id else ""
        if one.comparator:
            theirs.setdefault((measure, one.comparator), []).append(one)
        else:
            ours.setdefault((measure, one.area_id), []).append(one)
    if not ours:
        ours[("", None)] = []
    elif any(measure for measure, _ in ours):
        for text in set(directions) - {measure for measure, _ in ours}:
            ours[(text, None)] = []
    series = [
        _series(indicator, measure, directions.get(measure, ""), found, theirs, steps, rule, with_former=with_former)
        for (measure, _), found in ours.items()
    ]
    series.sort(key=lambda one: (places.get(one.measure, 0 if not one.measure else 99), one.area))
    own_breaks = tuple(one for one in breaks if one.indicator_id == indicator.pk)
    return Watching(indicator, tuple(series), steps, rule, tuple(own_measures), own_breaks)


def _series(
    indicator: Indicator,
    measure: str,
    direction: str,
    found: Sequence[Measurement],
    theirs: dict[tuple[str, str], list[Measurement]],
    steps: tuple[Step, ...],
    rule: Rule,
    *,
    with_former: bool,
) -> SeriesLine:
    watched = Watched(
        wanted=direction or indicator.direction,
        basis=indicator.basis,
        unit=indicator.unit,
        is_information_only=indicator.is_information_only,
    )
    values = _values(found, watched, with_former=with_former)
    numbers = [one.value for one in values]
    travel = travel_of(watched, reversed(numbers), steps=steps, rule=rule)
    comparators = []
    for key, name in COMPARED_WITH.items():
        others = _values(theirs.get((measure, key), ()), watched, with_former=with_former)
        if others:
            sentence = beside(watched, travel, [one.value for one in others], name=name, steps=steps, rule=rule)
            comparators.append(ComparatorOf(key.value, name, sentence, others))
    area = found[0].area if found else None
    return SeriesLine(
        measure=measure,
        area=area.name if area else "",
        area_id=area.pk if area else None,
        watched=watched,
        travel=travel,
        values=values,
        comparators=tuple(comparators),
        wrong_in_a_row=wrong_in_a_row(watched, numbers, steps=steps, rule=rule),
    )


def _values(found: Iterable[Measurement], watched: Watched, *, with_former: bool) -> tuple[ValueOf, ...]:
    """Newest first; of two for the same period, as of a plan and the one before, the newer plan's."""
    once: dict[tuple[date | None, date | None, str], Measurement] = {}
    for one in found:
        words = "" if one.period_end else one.period_stated
        once.setdefault((one.period_start, one.period_end, words), one)
    in_time = sorted(
        once.values(), key=lambda one: (one.period_end or date.min, one.period_start or date.min, one.pk), reverse=True
    )
    return tuple(_value(one, watched, with_former=with_former) for one in in_time)


def _value(one: Measurement, watched: Watched, *, with_former: bool) -> ValueOf:
    value = Value(
        value=one.value,
        period=one.period_stated,
        start=one.period_start,
        end=one.period_end,
        stated=one.stated,
        numerator=one.numerator,
        denominator=one.denominator,
        is_provisional=one.is_provisional,
        id=one.pk,
    )
    former = [_former(earlier, value, watched) for earlier in one.former_values.all()] if with_former else []
    return ValueOf(
        id=one.pk,
        words=said(value, watched),
        period=one.period_stated,
        source=_source(one.source_document, one.source_place),
        is_provisional=one.is_provisional,
        indicator_id=one.indicator_id,
        value=value,
        period_of=one.period,
        former=tuple(former),
    )


def _former(earlier: FormerValue, value: Value, watched: Watched) -> FormerLine:
    was = replace(
        value,
        value=Decimal(earlier.value),
        stated=earlier.stated,
        numerator=earlier.numerator,
        denominator=earlier.denominator,
        is_provisional=earlier.is_provisional,
    )
    return FormerLine(said(was, watched), earlier.replaced_at, earlier.reason, earlier.source_document)


def _source(document: str, place: str) -> str:
    return ", ".join(part for part in (document, place) if part)
