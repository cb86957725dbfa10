"""Reading official figures in: a run is begun, cancelled, taken over or laid aside."""

import hashlib
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files import File
from django.db import transaction
from django.db.models import Q

from core.editing import Refused
from core.events import record_event
from core.formats import listed
from partners.models import Partnership, User
from scorecard.importing.changes import Change, Changes, changes_of
from scorecard.importing.feeding import feedings_of
from scorecard.importing.watching import watch_aside
from scorecard.models import FormerValue, ImportRun, Indicator, Measurement

State = ImportRun.State
SILENT_FOR = timedelta(seconds=60)
MOST_AT_ONCE = 2
AT_ONCE = 1 << 20


def begin_reading(
    *, partnership: Partnership, file: File, name: str, by: User | None, now: datetime, is_aside: bool = True
) -> ImportRun:
    """Keep a file and begin to read it: in the background, unless the caller watches it itself.

    Raises Refused where nothing would be read from it, or enough is being read already.
    """
    if not feedings_of(partnership):
        raise Refused(
            "No indicator is filled by official figures. Choose what fills one on the scorecard, and come back.",
            field="file",
        )
    file_hash = hash_of(file)  # before the lock, since it takes a while
    with transaction.atomic():
        Partnership.objects.select_for_update().get(pk=partnership.pk)
        reading = ImportRun.objects.filter(state=State.READING).filter(alive(now))
        if reading.filter(partnership=partnership).exists():
            raise Refused("A file is being read already. Wait until it is done, or cancel it.", field="file")
        if reading.count() >= MOST_AT_ONCE:
            raise Refused("Other partnerships’ files are being read just now. Try again in a minute.", field="file")
        run = ImportRun(partnership=partnership, file_name=name, file_hash=file_hash, size=file.size or 0)
        run.started_by, run.started_at, run.heard_at = by, now, now
        run.file.save("official", file, save=False)
        run.save()
        if is_aside:
            transaction.on_commit(partial(watch_aside, run.pk))
    return run


def as_read(
    *, partnership: Partnership, found: dict[str, Any], name: str, file_hash: str, by: User | None, now: datetime
) -> ImportRun:
    """A run of what was read elsewhere already, such as on the command line. Not saved: to look at, or to save."""
    return ImportRun(
        partnership=partnership,
        feed=found["feed"],
        state=State.READ,
        file_name=name,
        file_hash=file_hash,
        rows=found["rows"],
        found=found,
        started_at=now,
        started_by=by,
        heard_at=now,
    )


def alive(now: datetime) -> Q:
    """Runs that gave a sign of life within the last minute."""
    return Q(heard_at__gte=now - SILENT_FOR)


def has_died(run: ImportRun, now: datetime) -> bool:
    """Whether a run should be reading and has not been heard of for a minute."""
    return run.state == State.READING and (run.heard_at or run.started_at) < now - SILENT_FOR


def stop_run(*, run: ImportRun, now: datetime) -> ImportRun:
    """End a reading, or lay aside what was read. Nothing of the scorecard changes, so no event tells of it."""
    with transaction.atomic():
        fresh = ImportRun.objects.select_for_update().get(pk=run.pk)
        if fresh.state == State.READING and not has_died(fresh, now):
            fresh.is_cancel_wanted = True
        elif fresh.state in (State.READING, State.READ):
            _close(fresh, State.CANCELLED, now)
        else:
            raise Refused("This file is not being read any more, so there is nothing to cancel.")
        fresh.save()
    return fresh


@transaction.atomic
def take_over(*, run: ImportRun, seen: str, by: User | None, now: datetime) -> Changes:
    """Write the values that a file has: new ones are added, revised ones keep what they said before.

    `seen` is the digest of the changes that the officer was shown; where they are others by now, Refused is raised. A
    file that changes nothing ends the run without an event.
    """
    fresh = ImportRun.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=run.pk)
    if fresh.state != State.READ:
        raise Refused("This file was taken over or laid aside already.")
    list(Measurement.objects.select_for_update().filter(indicator__partnership=fresh.partnership).values_list("pk"))
    changes = changes_of(fresh)
    if changes.digest != seen:
        raise Refused(
            "What this file changes is not what was shown: values were saved meanwhile. Look again, then take over."
        )
    if changes.new or changes.revised:
        _write(fresh, changes, by, now)
        _tell(fresh, changes, by, now)
    fresh.changes = {
        "new": len(changes.new),
        "revised": len(changes.revised),
        "same": changes.same,
        "gone": len(changes.gone),
    }
    _close(fresh, State.DONE, now)
    fresh.save()
    return changes


def _close(run: ImportRun, state: str, now: datetime) -> None:
    run.state, run.ended_at = state, now
    if run.file:
        transaction.on_commit(partial(run.file.storage.delete, str(run.file.name)))
        run.file = ""


def _write(run: ImportRun, changes: Changes, by: User | None, now: datetime) -> None:
    former = []
    revised = []
    for change in changes.revised:
        measurement = change.revises
        assert measurement is not None  # noqa: S101  for mypy: that is what revised means
        former.append(_former(measurement, run, by, now))
        measurement.revision += 1
        measurement.is_provisional = False
        revised.append(_filled(measurement, change, run, now))
    FormerValue.objects.bulk_create(former)
    Measurement.objects.bulk_update(
        revised,
        [
            "value", "numerator", "denominator", "stated", "is_provisional", "import_run", "recorded_at",
            "source_document", "source_place", "source_text", "revision",
        ],
    )  # fmt: skip
    Measurement.objects.bulk_create(_filled(_new_measurement(change), change, run, now) for change in changes.new)


def _new_measurement(change: Change) -> Measurement:
    measurement = Measurement(indicator_id=change.indicator.id, comparator=change.comparator)
    measurement.period = change.value.period
    return measurement


def _filled(measurement: Measurement, change: Change, run: ImportRun, now: datetime) -> Measurement:
    value = change.value
    measurement.value, measurement.numerator, measurement.denominator = value.value, value.numerator, value.denominator
    measurement.stated = ""
    measurement.import_run, measurement.recorded_at = run, now
    measurement.source_document, measurement.source_place = run.file_name, run.get_feed_display()
    measurement.source_text = change.areas
    return measurement


def _former(measurement: Measurement, run: ImportRun, by: User | None, now: datetime) -> FormerValue:
    return FormerValue(
        measurement=measurement,
        value=measurement.value,
        numerator=measurement.numerator,
        denominator=measurement.denominator,
        stated=measurement.stated,
        is_provisional=measurement.is_provisional,
        source_document=measurement.source_document,
        reason=f"“{run.file_name}” has another figure.",
        replaced_at=now,
        replaced_by=by,
    )


def _tell(run: ImportRun, changes: Changes, by: User | None, now: datetime) -> None:
    """One event, in the history of the run and of every indicator it fills."""
    told: dict[str, dict[str, int]] = {}
    for kind, some in (("new", changes.new), ("revised", changes.revised)):
        for change in some:
            counts = told.setdefault(str(change.indicator.id), {"new": 0, "revised": 0})
            counts[kind] += 1
    record_event(
        chain=run.partnership.event_chain,
        verb="scorecard.figures_read_in",
        summary=f"Read official figures in from “{run.file_name}”: {in_words(changes)}, of {len(told)} "
        f"{'indicator' if len(told) == 1 else 'indicators'}.",
        by=by,
        now=now,
        subject=run,
        data={"indicators": told, "same": changes.same, "file_hash": run.file_hash},
        also_about=Indicator.objects.filter(pk__in=told),
    )


def in_words(changes: Changes) -> str:
    """How much changes, for sentences: "12 new values and 1 revised value"."""
    parts = [
        f"{len(some):,} {kind} {'value' if len(some) == 1 else 'values'}"
        for kind, some in (("new", changes.new), ("revised", changes.revised))
        if some
    ]
    return listed(parts) or "nothing new"


def hash_of(file: File) -> str:
    """SHA-256 of a file, in hexadecimal; leaves it at its start."""
    found = hashlib.sha256()
    for piece in file.chunks(AT_ONCE):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()
