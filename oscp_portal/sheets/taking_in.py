"""Carrying out what an uploaded sheet says: every row by the rules of its app, all of them or none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.editing import Refused, RemovedMeanwhile, SavedMeanwhile
from core.events import record_event
from core.formats import listed
from core.models import Draft
from oscp_portal.sheets.columns import Kind
from oscp_portal.sheets.comparing import Comparison, Line, compare
from oscp_portal.sheets.reading import RowError, Upload, read_upload
from partners.models import User


class NotTakenIn(Refused):
    """The sheet was not taken in: rows are wrong, or what it would change is no longer what was shown."""


MEANWHILE = (
    "The portal’s records changed after this page was made, so nothing was taken in. Look again at what will change"
)
ALREADY = "This spreadsheet was taken in or laid aside already. Look at what the portal has now"


def take_in(*, kind: Kind, upload: Upload, path: str, seen: str, why: str, by: User, now: datetime) -> Comparison:
    """Carry out an upload that was kept at `path`, and whose preview had the digest `seen`; one event tells of it,
    besides those of its rows.

    `why` says why an agreed plan is changed. Everything is read and checked before the transaction, in which others
    wait: there is only the writing in it. Raises NotTakenIn, and then nothing is changed.
    """
    comparison = compare(kind, upload)
    if comparison.errors or comparison.digest != seen:
        raise NotTakenIn(MEANWHILE)
    if kind.asks_why and not why.strip():
        raise NotTakenIn("Say why the agreed plan is changed", field="why")
    batch, errors = _asked(kind, upload, comparison, comparison.lines)
    if errors:
        first = errors[0]
        raise NotTakenIn(f"Row {first.row} cannot be taken in, so nothing was. {first.sentence}")
    try:
        with transaction.atomic():
            if not forget_upload(path=path, user=by):  # which the second of two clicks waits for
                raise NotTakenIn(ALREADY)
            kind.save(batch, why=why)
            _tell(kind, comparison, by=by, now=now)
    except (SavedMeanwhile, RemovedMeanwhile, IntegrityError) as error:
        raise NotTakenIn(MEANWHILE) from error
    return comparison


def _tell(kind: Kind, comparison: Comparison, *, by: User, now: datetime) -> None:
    told = [f"{comparison.added} added" if comparison.added else "", f"{comparison.changed} changed"]
    record_event(
        chain=kind.plan.partnership.event_chain,
        verb="oscp_portal.sheet_taken_in",
        summary=f"Took the {kind.nouns} of {kind.plan} in from a spreadsheet: {listed(filter(None, told))}, "
        f"{comparison.unchanged} left as they were.",
        by=by,
        now=now,
        subject=kind.plan,
        data={
            "kind": kind.slug,
            "added": comparison.added,
            "changed": comparison.changed,
            "digest": comparison.digest,
        },
    )


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """An upload held against the records: what it would do, and everything that is wrong with it, row by row."""

    upload: Upload
    comparison: Comparison
    errors: tuple[RowError, ...]


def look_through(kind: Kind, file: BinaryIO, file_name: str) -> LookedThrough:
    """Read an upload, and hold every row of it to the rules by which it would be taken in. Raises SheetRefused."""
    upload, unread = read_upload(kind, file, file_name)
    comparison = compare(kind, upload)
    wrong = {error.row for error in (*unread, *comparison.errors)}
    sound = [line for line in comparison.lines if line.row not in wrong]
    _, refused = _asked(kind, upload, comparison, sound)
    errors = sorted(
        (*unread, *comparison.errors, *refused), key=lambda error: (error.row, len(error.column), error.column)
    )
    return LookedThrough(upload, comparison, tuple(errors))


def keep_upload(*, path: str, kind: Kind, upload: Upload, by: User, now: datetime) -> Draft:
    """Keep an upload that was looked through until it is confirmed, in place of the last one of this person."""
    title = f"{kind.title} of {kind.plan} from a spreadsheet, not taken in yet"
    draft, _ = Draft.objects.update_or_create(
        user=by, path=path, defaults={"title": title[:300], "typed": upload.to_json(), "kept_at": now}
    )
    return draft


def kept_upload(*, path: str, user: User) -> Upload | None:
    """The upload that this person has not confirmed yet, if any. 1 query."""
    draft = Draft.objects.filter(user=user, path=path).first()
    try:
        return Upload.from_json(draft.typed) if draft else None
    except (ValueError, KeyError, TypeError):
        return None


def forget_upload(*, path: str, user: User) -> int:
    """Forget an upload, and what was typed beside its preview, whose address begins with the same path. Answers how
    many uploads there were, one or none.
    """
    found, _ = Draft.objects.filter(user=user, path=path).delete()
    Draft.objects.filter(user=user, path__startswith=path).delete()
    return found


def _asked(kind: Kind, upload: Upload, comparison: Comparison, lines: Iterable[Line]) -> tuple[Any, list[RowError]]:
    """A batch of the kind's app that was asked for these rows, and those that it refuses. Nothing is written."""
    batch = kind.batch()
    errors: list[RowError] = []
    records = comparison.records
    for line in sorted(lines, key=lambda one: kind.weight(records.get(one.key or 0), one.values)):
        try:
            if line.key is None:
                kind.add(batch, line.values)
            else:
                kind.change(batch, records[line.key], line.values)
        except (Refused, ValidationError) as error:
            errors += [upload.error(line.row, kind, name, sentence) for name, sentence in _told(error)]
    return batch, errors


def _told(error: Exception) -> Iterator[tuple[str, str]]:
    """What a refusal says, by the field it is about."""
    if isinstance(error, Refused):
        yield error.field or "", str(error)
    elif isinstance(error, ValidationError):
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in told.items():
            for sentence in sentences:
                yield name, sentence
