"""What taking over the figures of a file would do to the scorecard: new values, revised ones, the same, and gone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone

from core.typed import digest
from scorecard.importing.feeding import FedIndicator, Feeding, feedings_of
from scorecard.models import ImportRun, Measurement
from scorecard.official.counts import Count, Found
from scorecard.official.values import AreasOn, Missing, Numbers, Value, numbers_of, values_of

FORCE = Measurement.Comparator.FORCE
WHOSE: dict[str, str] = {FORCE: "the police force’s area"}
FILES_BEFORE = 60  # five years of months
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would be written: whose, which, and the measurement it would revise (None for a new one)."""

    indicator: FedIndicator
    value: Value
    revises: Measurement | None
    areas: str  # the counts it is made of by area, in words, where there are several
    comparator: str = ""  # whose value it is, where it is not the partnership's own but one to compare with

    @property
    def whose(self) -> str:
        """Whose value it is, in words; empty of the partnership's own."""
        return WHOSE.get(self.comparator, "")


@dataclass(frozen=True, slots=True)
class Changes:
    """What a file would change, and what it leaves as it is."""

    new: tuple[Change, ...]
    revised: tuple[Change, ...]
    same: int
    gone: tuple[Measurement, ...]  # read in before, within the file's time, and not in it; they are kept
    missing: tuple[tuple[FedIndicator, Missing], ...]
    stale: tuple[FedIndicator, ...]  # whose offences were changed after the file was read

    @property
    def digest(self) -> str:
        """Changes whenever anything that would be written does."""
        revised = [(c.indicator.id, c.value, c.revises.pk, c.revises.revision) for c in self.revised if c.revises]
        new = [(c.indicator.id, c.comparator, c.value) for c in self.new]
        return digest([str(each) for each in (*new, *revised)])


def changes_of(run: ImportRun) -> Changes:
    """What taking over a run that was read would do now. 6 queries."""
    feeding = feedings_of(run.partnership).get(run.feed)
    if feeding is None:
        return Changes((), (), 0, (), (), ())
    found = Found.from_json(run.found)
    selections = {tuple(names): place for place, names in enumerate(run.found["selections"])}
    on_record = _on_record(feeding.indicators)
    earlier = _earlier(run)
    changes: list[Change] = []
    same = 0
    gone: list[Measurement] = []
    missing: list[tuple[FedIndicator, Missing]] = []
    stale: list[FedIndicator] = []
    for indicator in feeding.indicators:
        selection = selections.get(indicator.offences)
        if selection is None:
            stale.append(indicator)
            continue
        numbers, before = numbers_of(found.counts, selection), _numbers_before(earlier, indicator.offences)
        for comparator, areas_on in (("", feeding.areas_on), (FORCE, feeding.forces_on)):
            known = on_record.get((indicator.id, comparator), {})
            counted = _within(numbers, areas_on) if comparator else numbers
            values = _values_until(timezone.localdate(run.started_at), counted, before, indicator, areas_on, feeding)
            lead = f"{WHOSE[comparator]}: " if comparator else ""
            missing.extend(
                (indicator, replace(value, why=f"{lead}{value.why}")) for value in values if isinstance(value, Missing)
            )
            told = {(value.period.start, value.period.end): value for value in values if isinstance(value, Value)}
            for days, value in told.items():
                on_file = known.get(days)
                if on_file and _is_same(on_file, value):
                    same += 1
                else:
                    areas = _areas_in_words(value, feeding)
                    changes.append(Change(indicator, value, on_file, areas, comparator))
            gone.extend(_gone(known, told, found.counts, run.feed))
    return Changes(
        tuple(change for change in changes if not change.revises),
        tuple(change for change in changes if change.revises),
        same,
        tuple(gone),
        tuple(missing),
        tuple(stale),
    )


def missing_in_words(changes: Changes) -> list[str]:
    """Of which periods no value could be made and why: those of one indicator for one reason together."""
    periods: dict[tuple[str, str], list[str]] = {}
    for indicator, value in changes.missing:
        periods.setdefault((indicator.name, value.why), []).append(str(value.period))
    return [
        f"{name}, {some[0]}: {why}"
        if len(some) == 1
        else f"{name}, {len(some):,} periods from {some[0]} to {some[-1]}: {why}"
        for (name, why), some in periods.items()
    ]


def _values_until(
    day: date, numbers: Numbers, earlier: Numbers, indicator: FedIndicator, areas_on: AreasOn, feeding: Feeding
) -> list[Value | Missing]:
    """What the counts make for these areas; of a period that begins after this day there is nothing to count yet."""
    values = values_of(numbers, indicator.basis, areas_on=areas_on, people_in=feeding.people_in, earlier=earlier)
    return [
        Missing(value.period, "It is still to come, so nobody can have counted it.")
        if value.period.start and value.period.start > day
        else value
        for value in values
    ]


def _within(numbers: Numbers, areas_on: AreasOn) -> Numbers:
    """The counts of those areas alone that are asked for at the end of each period."""
    found = {
        span: {key: by_area[key] for key in areas_on(span[1]) if key in by_area} for span, by_area in numbers.items()
    }
    return {span: by_area for span, by_area in found.items() if by_area}


def _earlier(run: ImportRun) -> list[dict[str, Any]]:
    """What was found by the last files of the same publisher that were taken over, oldest first."""
    done = ImportRun.objects.filter(partnership=run.partnership, feed=run.feed, state=ImportRun.State.DONE)
    return list(done.exclude(pk=run.pk).order_by("-ended_at", "-pk").values_list("found", flat=True)[:FILES_BEFORE])[
        ::-1
    ]


def _numbers_before(earlier: Iterable[dict[str, Any]], offences: tuple[str, ...]) -> Numbers:
    """The counts of earlier files for the same offences; of a period that several have, those of the last."""
    numbers: Numbers = {}
    for found in earlier:
        if list(offences) in found["selections"]:
            counts = Found.from_json(found).counts
            for span, by_area in numbers_of(counts, found["selections"].index(list(offences))).items():
                numbers.setdefault(span, {}).update(by_area)
    return numbers


def _on_record(indicators: Iterable[FedIndicator]) -> dict[tuple[int, str], dict[Days, Measurement]]:
    """The partnership's own values of each indicator, and its force's, by their days; where a series has two, the newer
    indicator's.
    """
    newest = {key: indicator.id for indicator in indicators for key in indicator.series}
    place = {key: at for indicator in indicators for at, key in enumerate(indicator.series)}
    found: dict[tuple[int, str], dict[Days, Measurement]] = {}
    whole = Measurement.objects.filter(indicator__in=newest, measure=None, area=None, comparator__in=("", FORCE))
    for measurement in sorted(whole.select_related("import_run", "indicator"), key=lambda m: -place[m.indicator_id]):
        of_series = found.setdefault((newest[measurement.indicator_id], measurement.comparator), {})
        of_series[(measurement.period_start, measurement.period_end)] = measurement
    return found


def _is_same(before: Measurement, value: Value) -> bool:
    return (before.value, before.numerator, before.denominator) == (value.value, value.numerator, value.denominator)


def _gone(
    known: Mapping[Days, Measurement], told: Mapping[Days, Value], counts: tuple[Count, ...], feed: str
) -> Iterator[Measurement]:
    """Values that an earlier file gave for a time that this one has, and that this one does not give."""
    if not counts:
        return
    first, last = min(count.start for count in counts), max(count.end for count in counts)
    for days, measurement in known.items():
        start, end = days
        is_read_in = measurement.import_run is not None and measurement.import_run.feed == feed
        if days not in told and is_read_in and start and end and first <= start and end <= last:
            yield measurement


def _areas_in_words(value: Value, feeding: Feeding) -> str:
    names = {area.id: area.name for area in (*feeding.areas, *feeding.forces)}
    return ", ".join(f"{names[area]} {number:,}" for area, number in value.parts)
