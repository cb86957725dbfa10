"""What the pages of official figures show, as frozen lines: past runs, what fills what, what a file would change."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from core.formats import number
from partners.models import Partnership
from scorecard.importing.changes import Change, Changes, changes_of, missing_in_words
from scorecard.importing.feeding import FedIndicator, feedings_of
from scorecard.importing.operations import has_died
from scorecard.models import ImportRun, Indicator, Measurement
from scorecard.official.counts import Found, NotTaken

RUNS_SHOWN = 20
STATE_WORDS = {
    ImportRun.State.READING: "Being read",
    ImportRun.State.READ: "Read: look at what changes",
    ImportRun.State.DONE: "Taken over",
    ImportRun.State.CANCELLED: "Cancelled",
    ImportRun.State.FAILED: "Could not be read",
}
DIED = "Stopped before its end"


@dataclass(frozen=True, slots=True)
class RunLine:
    """One run in the list."""

    id: int
    file_name: str
    started_at: datetime
    state: str
    result: str


@dataclass(frozen=True, slots=True)
class FeedLine:
    """One publisher: the indicators it fills, and the areas that are added up."""

    name: str
    areas: tuple[str, ...]
    indicators: tuple[FedIndicator, ...]


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One value: of which period, as it stands, as it would be, and what it is made of."""

    period: str
    was: str
    now: str
    made_of: str
    is_typed: bool = False  # what stands was typed in by somebody


@dataclass(frozen=True, slots=True)
class IndicatorChanges:
    """What would change of one indicator."""

    id: int
    name: str
    basis: str
    new: tuple[ChangeLine, ...]
    revised: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """All that a page says of a file that was read."""

    seen: str
    new: int
    revised: int
    same: int
    indicators: tuple[IndicatorChanges, ...]
    gone: tuple[str, ...]
    missing: tuple[str, ...]
    stale: tuple[str, ...]
    not_taken: tuple[NotTaken, ...]
    notes: tuple[str, ...]
    rows: int
    feed: str
    taken_over_before: datetime | None

    @property
    def changes_nothing(self) -> bool:
        return not (self.new or self.revised)


def runs_of(partnership: Partnership, now: datetime) -> tuple[RunLine, ...]:
    """The last runs of a partnership, newest first. 1 query."""
    runs = partnership.import_runs.defer("found").order_by("-started_at", "-pk")[:RUNS_SHOWN]
    return tuple(
        RunLine(
            run.pk,
            run.file_name,
            run.started_at,
            DIED if has_died(run, now) else STATE_WORDS[ImportRun.State(run.state)],
            _result(run.changes),
        )
        for run in runs
    )


def feeds_of(partnership: Partnership) -> tuple[FeedLine, ...]:
    """What official figures fill. 4 queries."""
    return tuple(
        FeedLine(Indicator.Feed(feed).label, tuple(area.name for area in feeding.areas), feeding.indicators)
        for feed, feeding in feedings_of(partnership).items()
    )


def preview_of(run: ImportRun) -> Preview:
    """What taking a file over would do, as it stands now. 6 queries."""
    changes, found = changes_of(run), Found.from_json(run.found)
    before = (
        run.partnership.import_runs.filter(state=ImportRun.State.DONE, file_hash=run.file_hash)
        .exclude(pk=run.pk)
        .order_by("-ended_at")
        .values_list("ended_at", flat=True)
        .first()
    )
    return Preview(
        seen=changes.digest,
        new=len(changes.new),
        revised=len(changes.revised),
        same=changes.same,
        indicators=tuple(_by_indicator(changes)),
        gone=tuple(f"{measurement.indicator}: {measurement}" for measurement in changes.gone),
        missing=tuple(missing_in_words(changes)),
        stale=tuple(indicator.name for indicator in changes.stale),
        not_taken=found.not_taken,
        notes=found.notes,
        rows=found.rows,
        feed=run.get_feed_display(),
        taken_over_before=before,
    )


def _by_indicator(changes: Changes) -> Iterable[IndicatorChanges]:
    for indicator in dict.fromkeys(change.indicator for change in (*changes.new, *changes.revised)):
        yield IndicatorChanges(
            indicator.id,
            indicator.name,
            indicator.basis_label,
            tuple(_line(change) for change in changes.new if change.indicator == indicator),
            tuple(_line(change) for change in changes.revised if change.indicator == indicator),
        )


def _line(change: Change) -> ChangeLine:
    value, before = change.value, change.revises
    of = (
        f"{number(value.numerator)} among {number(value.denominator)} people"
        if value.numerator and value.denominator
        else ""
    )
    return ChangeLine(
        period=", ".join(filter(None, (str(value.period), change.whose))),
        was=_shown(before) if before else "",
        now=number(value.value),
        made_of="; ".join(filter(None, (of, change.areas))),
        is_typed=before is not None and before.import_run_id is None,
    )


def _shown(measurement: Measurement) -> str:
    return measurement.stated or number(measurement.value)


def _result(changes: dict[str, int]) -> str:
    """What became of a run, in words; empty where nothing did."""
    if not changes:
        return ""
    return f"{changes['new']:,} new, {changes['revised']:,} revised, {changes['same']:,} the same"
