"""What taking over the figures of a file would do to the scorecard: new values, revised ones, the same, and gone."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.typed import digest
from scorecard.importing.feeding import FedIndicator, Feeding, feedings_of
from scorecard.models import ImportRun, Measurement
from scorecard.official.counts import Count, Found
from scorecard.official.values import Missing, Numbers, Value, numbers_of, values_of

FILES_BEFORE = 60  # five years of months
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One value that would be written: whose, which, and the measurement it would revise (None for a new one)."""

    indicator: FedIndicator
    value: Value
    revises: Measurement | None
    areas: str  # the counts it is made of by area, in words, where there are several


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
        return digest([str(each) for each in (*((c.indicator.id, c.value) for c in self.new), *revised)])


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
        known = on_record.get(indicator.id, {})
        values = list(
            values_of(
                numbers_of(found.counts, selection),
                indicator.basis,
                areas_on=feeding.areas_on,
                people_in=feeding.people_in,
                earlier=_numbers_before(earlier, indicator.offences),
            )
        )
        missing.extend((indicator, value) for value in values if isinstance(value, Missing))
        told = {(value.period.start, value.period.end): value for value in values if isinstance(value, Value)}
        for days, value in told.items():
            before = known.get(days)
            if before and _is_same(before, value):
                same += 1
            else:
                changes.append(Change(indicator, value, before, _areas_in_words(value, feeding)))
        gone.extend(_gone(known, told, found.counts, run.feed))
    return Changes(
        tuple(change for change in changes if not change.revises),
        tuple(change for change in changes if change.revises),
        same,
        tuple(gone),
        tuple(missing),
        tuple(stale),
    )


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


def _on_record(indicators: Iterable[FedIndicator]) -> dict[int, dict[Days, Measurement]]:
    """The partnership's own values of each indicator, by their days; where a series has two, the newer indicator's."""
    newest = {key: indicator.id for indicator in indicators for key in indicator.series}
    place = {key: at for indicator in indicators for at, key in enumerate(indicator.series)}
    found: dict[int, dict[Days, Measurement]] = {}
    own = Measurement.objects.filter(indicator__in=newest, measure=None, area=None, comparator="")
    for measurement in sorted(own.select_related("import_run", "indicator"), key=lambda m: -place[m.indicator_id]):
        found.setdefault(newest[measurement.indicator_id], {})[(measurement.period_start, measurement.period_end)] = (
            measurement
        )
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
    names = {area.id: area.name for area in feeding.areas}
    return ", ".join(f"{names[area]} {number:,}" for area, number in value.parts)
