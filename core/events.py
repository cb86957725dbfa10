"""The event log: writing one event in the transaction it tells of, and checking that no event was altered since.

An event's hash covers everything it says and the hash before it, so that altering, removing, inserting or reordering
events breaks the chain at the first one touched. The chain is only as strong as the place its last hash is also written
down: each published paper prints its own content hash, whose event stands in the chain.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, models, transaction
from django.db.models import Max

from core.models import AlsoAbout, ChainHead, Event

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

PORTAL_CHAIN = "portal"
ALSO_ABOUT = "also_about"  # where an event's data name the further records it is about
# A hash written down somewhere else: the chain, the place in it, and the hash its event had.
KeptHash = tuple[str, int, str]
# What reading an event can raise that somebody altered behind the portal's back: SQLite keeps any value in any column.
UNREADABLE = (ValueError, TypeError, OverflowError, DatabaseError)


@dataclass(frozen=True, slots=True)
class Told:
    """What one of several events says; `record_event` tells what each part is."""

    verb: str
    summary: str
    subject: models.Model | None = None
    data: dict[str, Any] | None = None
    also_about: tuple[models.Model, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """The first broken place of a chain: where, and what is wrong in one sentence."""

    chain: str
    sequence: int
    problem: str


def record_event(
    *,
    chain: str,
    verb: str,
    summary: str,
    by: "AbstractBaseUser | None",
    now: datetime,
    subject: models.Model | None = None,
    data: dict[str, Any] | None = None,
    on_behalf_of: str = "",
    also_about: Iterable[models.Model] = (),
) -> Event:
    """Append one event to a chain. Must run inside the transaction of the change it records.

    `by` is None for the command line and for a body that answered by a link, whose name is then `on_behalf_of`. `now`
    says its time zone, `subject` is saved. `data` is of text, whole numbers, true, false, None, and lists and dicts of
    these: anything else comes back from one database or the other changed, and its hash would not hold. No person's
    name, address or telephone number belongs in `summary`, `data` or `on_behalf_of`: the log forgets nothing.
    `also_about` are further records in whose history the event stands, besides its subject's.

    Raises TransactionManagementError outside a transaction, since an event without its change, or a change without its
    event, would be a lie; ValueError for a naive time, an unsaved subject or text with control code 0; TypeError for
    other data.
    """
    told = Told(verb, summary, subject, data, tuple(also_about))
    return record_events(chain=chain, told=[told], by=by, now=now, on_behalf_of=on_behalf_of)[0]


def record_events(
    *,
    chain: str,
    told: Iterable[Told],
    by: "AbstractBaseUser | None",
    now: datetime,
    on_behalf_of: str = "",
) -> list[Event]:
    """Append several events to a chain, in this order, as `record_event` appends one; as few queries as for one, until
    they are some dozens.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An event is recorded only inside the transaction it tells of.")
    if now.tzinfo is None:
        raise ValueError("The time of an event needs its time zone.")
    sayings = [(one, *_about(one)) for one in told]
    if not sayings:
        return []
    head = _lock_head(chain)
    events, others = [], []
    for one, subject, also_about, data in sayings:
        event = Event(
            chain=chain,
            sequence=head.sequence + 1,
            occurred_at=now,
            actor_id=by.pk if by else None,
            actor_name=on_behalf_of or (f"Person {by.pk}" if by else "The portal"),
            verb=one.verb,
            subject_type=subject[0],
            subject_id=subject[1],
            summary=one.summary,
            data=data,
            previous_hash=head.hash,
        )
        event.hash = event_hash(event)
        events.append(event)
        others += [
            AlsoAbout(chain=chain, sequence=event.sequence, record_type=kind, record_id=key)
            for kind, _, key in (name.partition(":") for name in also_about)
        ]
        head.sequence, head.hash = event.sequence, event.hash
    Event.objects.bulk_create(events)
    AlsoAbout.objects.bulk_create(others)
    head.save()
    return events


def _about(told: Told) -> tuple[tuple[str, str], list[str], dict[str, Any]]:
    """The subject of an event, the names of what else it is about, and its data, which are checked to be plain."""
    kind, _, key = ("" if told.subject is None else record_name(told.subject)).partition(":")
    others = sorted({record_name(record) for record in told.also_about})
    data = {**(told.data or {}), ALSO_ABOUT: others} if others else told.data or {}
    _check_plain(data, "data")
    return (kind, key), others, data


def record_name(record: models.Model) -> str:
    """A saved record as the log and addresses name it: "priorities.action:12"."""
    if record.pk is None:
        raise ValueError("An event is about saved records.")
    return f"{record._meta.label_lower}:{record.pk}"


def _lock_head(chain: str) -> ChainHead:
    """The end of the chain, which nobody else can move before this transaction ends."""
    head = ChainHead.objects.select_for_update().filter(chain=chain).first()
    if head is None:
        ChainHead.objects.get_or_create(chain=chain)
        head = ChainHead.objects.select_for_update().get(chain=chain)
    return head


def _check_plain(value: Any, place: str) -> None:
    if isinstance(value, dict):
        for key, inner in value.items():
            if not isinstance(key, str):
                raise TypeError(f"The key {key!r} in an event's {place} is not text.")
            _check_plain(key, f"{place}, a key")
            _check_plain(inner, f"{place}[{key!r}]")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _check_plain(inner, f"{place}[{number}]")
    elif isinstance(value, str):
        if "\0" in value or any("\ud800" <= character <= "\udfff" for character in value):
            raise ValueError(f"An event's {place} holds a character that no text has: {value!r}.")
    elif not (value is None or isinstance(value, int)):
        raise TypeError(f"An event's {place} is {value!r}: write it as text, a whole number, true, false or None.")


def event_hash(event: Event) -> str:
    """SHA-256 over all that the event says and the hash before it, in hexadecimal."""
    said = [
        event.chain,
        event.sequence,
        event.occurred_at.astimezone(UTC).isoformat(timespec="microseconds"),
        event.actor_id,
        event.actor_name,
        event.verb,
        event.subject_type,
        event.subject_id,
        event.summary,
        event.data,
        event.previous_hash,
    ]
    return hashlib.sha256(json.dumps(said, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def verify_chains() -> Iterator[Fault]:
    """The first fault of every chain that has one, in order of the chains' names.

    Events recorded meanwhile raise no false alarm: each chain is read up to the end that it had after its last event
    was looked up.
    """
    names: set[str] = set()
    for model in (Event, ChainHead, AlsoAbout):
        try:
            names.update(map(str, model._default_manager.values_list("chain", flat=True).distinct()))
        except UNREADABLE as error:
            yield Fault("", 0, f"The names of the chains cannot be read: {error}.")
    for chain in sorted(names):
        fault = _first_fault(chain)
        if fault:
            yield fault


def verify_kept(kept: Iterable[KeptHash]) -> Iterator[Fault]:
    """A fault for each hash kept elsewhere that its event no longer has: a chain that was cut short, or written anew
    with hashes that fit each other, is found by no other means. 1 query each.
    """
    for chain, sequence, known in kept:
        found = Event.objects.filter(chain=chain, sequence=sequence).values_list("hash", flat=True).first()
        if found is None:
            yield Fault(chain, sequence, f"Event {sequence} is missing, but its hash was kept elsewhere.")
        elif found != known:
            yield Fault(chain, sequence, f"Event {sequence} has another hash than the one kept elsewhere.")


def _first_fault(chain: str) -> Fault | None:
    try:
        last: Any = Event.objects.filter(chain=chain).aggregate(last=Max("sequence"))["last"] or 0
    except UNREADABLE:
        last = None
    try:
        head = ChainHead.objects.filter(chain=chain).first()
        is_readable = head is None or (isinstance(head.sequence, int) and head.sequence >= 0)
    except UNREADABLE:
        is_readable = False
    known_last = last if isinstance(last, int) else 0
    if not is_readable:
        return Fault(chain, known_last, "The recorded end of the chain was altered and cannot be read.")
    if head is None:
        return Fault(chain, known_last, "The chain has events but no recorded end.")
    try:
        others = _others_of(head)
    except UNREADABLE as error:
        return Fault(chain, 0, f"What the events are also about was altered and cannot be read: {error}.")
    try:
        fault = _walk(head, _together(head), others)
    except UNREADABLE:
        fault = _walk(head, _one_by_one(head), others)
    if fault is None and not isinstance(last, int):
        return Fault(chain, head.sequence + 1, "An event of the chain was altered: its place cannot be read.")
    if fault is None and last > head.sequence:
        return Fault(chain, head.sequence + 1, f"The chain should end at event {head.sequence}, but another follows.")
    return fault


def _others_of(head: ChainHead) -> dict[int, list[str]]:
    """The further records that each event of a chain is known to be about, as its data name them."""
    known: dict[int, list[str]] = {}
    rows = AlsoAbout.objects.filter(chain=head.chain, sequence__lte=head.sequence)
    for sequence, kind, key in rows.order_by("record_type", "record_id").values_list(
        "sequence", "record_type", "record_id"
    ):
        known.setdefault(sequence, []).append(f"{kind}:{key}")
    return known


def _together(head: ChainHead) -> Iterator[Event]:
    """The events of a chain up to its end, read in one go. One that cannot be read makes the reading fail."""
    events = Event.objects.filter(chain=head.chain, sequence__lte=head.sequence)
    return events.order_by("sequence", "pk").iterator()


def _one_by_one(head: ChainHead) -> Iterator[Event | Exception | None]:
    """What stands in each place of a chain: an event, nothing, or why it cannot be read. 1 query each."""
    for place in range(1, head.sequence + 1):
        try:
            yield Event.objects.filter(chain=head.chain, sequence=place).first()
        except UNREADABLE as error:
            yield error


def _walk(
    head: ChainHead, events: Iterator[Event | Exception | None] | Iterator[Event], others: dict[int, list[str]]
) -> Fault | None:
    """The first fault met on the way from a chain's beginning to its end."""
    previous = ""
    for expected in range(1, head.sequence + 1):
        event = next(events, None)
        problem = _problem(event, expected, previous, head)
        if problem or not isinstance(event, Event):
            return Fault(head.chain, expected, problem)
        if sorted(event.data.get(ALSO_ABOUT, [])) != sorted(others.pop(expected, [])):
            return Fault(head.chain, expected, f"What event {expected} is also about was altered.")
        previous = event.hash
    if next(events, None):
        return Fault(head.chain, head.sequence, f"Event {head.sequence} stands in the chain twice.")
    if others:
        place = min(others)
        return Fault(head.chain, place, f"There is no event {place}, but records that it is said to be about.")
    if head.hash != previous:
        place = head.sequence
        return Fault(head.chain, place, f"The recorded end of the chain does not match event {place}.")
    return None


def _problem(event: Event | Exception | None, expected: int, previous: str, head: ChainHead) -> str:
    """What is wrong with what was found in a place of the chain; empty when nothing is."""
    if event is None:
        return f"Event {expected} is missing; the chain should end at event {head.sequence}."
    if isinstance(event, Exception):
        return f"Event {expected} was altered and cannot be read: {event}."
    if event.sequence < expected:
        return f"Event {event.sequence} stands in the chain twice, or before its beginning."
    if event.sequence > expected:
        return f"Event {expected} is missing; the next one found is {event.sequence}."
    if event.previous_hash != previous:
        return f"Event {expected} does not follow the event before it: one was put in, removed or moved."
    try:
        is_as_recorded = event.occurred_at is not None and event.hash == event_hash(event)
    except UNREADABLE as error:
        return f"Event {expected} was altered and cannot be read: {error}."
    return "" if is_as_recorded else f"Event {expected} was altered after it was recorded: “{event.summary}”."
