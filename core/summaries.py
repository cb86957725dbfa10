"""What pages and files read of the event log: the lines of one chain, newest first, narrowed down and by the page.

A page is found by the place of its first or last event in the chain (`before`, `after`), never by counting all there
are, so that the hundred-thousandth event is as near as the first.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from core.models import AlsoAbout, Event

LINES_ON_A_PAGE = 50
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Asked:
    """Which events of a chain somebody wants to see; what is empty does not narrow.

    `kind` is an app ("priorities") or a noun of one ("priorities.action"): the kind of record an event is about, or the
    noun its verb begins with. The two days are inclusive. `hidden` is what the kinds of records begin with of which the
    visitor is told nothing ("funding.return").
    """

    record_type: str = ""
    record_id: str = ""
    person: int | None = None
    kind: str = ""
    from_date: date | None = None
    until_date: date | None = None
    words: str = ""
    hidden: tuple[str, ...] = ()

    @property
    def record(self) -> str:
        """The record asked for, as addresses name it; empty when none is."""
        return f"{self.record_type}:{self.record_id}" if self.record_type else ""


@dataclass(frozen=True, slots=True)
class Change:
    """A field that an event changed, with its value before and after in words."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event: when, who (by the name they have today), what, about which record, and what changed.

    `also_changed` are fields of which the log keeps that they changed, and not their values.
    """

    sequence: int
    at: datetime
    who: str
    person: int | None
    verb: str
    sentence: str
    record_type: str
    record_id: str
    noun: str
    changes: tuple[Change, ...]
    also_changed: tuple[str, ...]
    hash: str

    @property
    def record(self) -> str:
        """The record it is about, as addresses name it ("priorities.action:12"); empty when about none."""
        return f"{self.record_type}:{self.record_id}" if self.record_type else ""

    @property
    def day(self) -> date:
        """The day it happened, in British time."""
        return timezone.localdate(self.at)


@dataclass(frozen=True, slots=True)
class EventPage:
    """Some lines, newest first. `newer` and `older` are what to ask for next as `after` and `before`; None: no more."""

    lines: tuple[EventLine, ...]
    newer: int | None
    older: int | None


def event_page(chain: str, asked: Asked, *, before: int | None = None, after: int | None = None) -> EventPage:
    """The newest lines of a chain; with `before`, those older than that event, with `after` those newer. 1 query."""
    events = _events(chain, asked)
    if after is not None:
        found = list(events.filter(sequence__gt=after).order_by("sequence")[: LINES_ON_A_PAGE + 1])
        there_is_more, shown = len(found) > LINES_ON_A_PAGE, found[:LINES_ON_A_PAGE][::-1]
        newer: int | None = shown[0].sequence if there_is_more else None
        older: int | None = shown[-1].sequence if shown else after + 1
    else:
        events = events if before is None else events.filter(sequence__lt=before)
        found = list(events.order_by("-sequence")[: LINES_ON_A_PAGE + 1])
        there_is_more, shown = len(found) > LINES_ON_A_PAGE, found[:LINES_ON_A_PAGE]
        newest = shown[0].sequence if shown else (before or 1) - 1
        newer = newest if before is not None else None
        older = shown[-1].sequence if there_is_more else None
    return EventPage(tuple(event_line(event, only=asked.record) for event in shown), newer, older)


def event_lines(chain: str, asked: Asked) -> Iterator[EventLine]:
    """All lines of a chain, newest first, read while they are used. 1 query."""
    for event in _events(chain, asked).order_by("-sequence").iterator(chunk_size=ROWS_AT_ONCE):
        yield event_line(event, only=asked.record)


def actors_in(chain: str) -> QuerySet:
    """The accounts of everybody who ever did something that a chain tells of."""
    return get_user_model()._default_manager.filter(Exists(Event.objects.filter(chain=chain, actor=OuterRef("pk"))))


def name_of(user: Any) -> str:
    """What to call somebody in the history: their name of today, else their number; an e-mail address is not shown."""
    return user.name or f"Person {user.pk}"


def noun_of(record_type: str) -> str:
    """What a kind of record is called in a sentence: "action" for "priorities.action"."""
    try:
        return str(apps.get_model(record_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return record_type.rpartition(".")[2]


def _events(chain: str, asked: Asked) -> QuerySet[Event]:
    events = Event.objects.filter(chain=chain).select_related("actor")
    if asked.record_type:
        events = events.filter(sequence__in=_places_of(chain, asked.record_type, asked.record_id))
    if asked.person is not None:
        events = events.filter(actor_id=asked.person)
    if asked.kind:
        part = f"{asked.kind}_" if "." in asked.kind else f"{asked.kind}."
        events = events.filter(Q(verb__startswith=part) | _of_kind(asked.kind))
    if asked.from_date:
        events = events.filter(occurred_at__gte=_moment(asked.from_date, time.min))
    if asked.until_date:
        events = events.filter(occurred_at__lte=_moment(asked.until_date, time.max))
    if asked.words:
        events = events.filter(summary__icontains=asked.words)
    for start in asked.hidden:
        events = events.exclude(subject_type__startswith=start)
    return events


def _places_of(chain: str, record_type: str, record_id: str) -> QuerySet:
    """Where in a chain a record is told of. A union of two looks at an index, where an "or" would read the chain."""
    its_own = Event.objects.filter(chain=chain, subject_type=record_type, subject_id=record_id)
    shared = AlsoAbout.objects.filter(chain=chain, record_type=record_type, record_id=record_id)
    return its_own.values("sequence").union(shared.values("sequence"))


def _of_kind(kind: str) -> Q:
    return Q(subject_type=kind) if "." in kind else Q(subject_type__startswith=f"{kind}.")


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))


def event_line(event: Event, *, only: str = "") -> EventLine:
    """One event as a line; `only` is the record whose history it stands in, if one. Its actor comes fetched."""
    data = event.data if isinstance(event.data, dict) else {}
    actor: Any = event.actor
    return EventLine(
        sequence=event.sequence,
        at=event.occurred_at,
        who=name_of(actor) if actor else event.actor_name,
        person=event.actor_id,
        verb=event.verb,
        sentence=event.summary,
        record_type=event.subject_type,
        record_id=event.subject_id,
        noun=noun_of(event.subject_type),
        changes=tuple(_changes(event.subject_type, data, only)),
        also_changed=tuple(_names_only(event.subject_type, data)),
        hash=event.hash,
    )


def _changes(record_type: str, data: dict[str, Any], only: str) -> Iterator[Change]:
    """The changes in an event's data: by field, or by record and field where one event is about several.

    `only` is the record whose history is shown: of several, its own changes alone.
    """
    told = data.get("changes")
    called = data.get("called") or {}
    for name, pair in told.items() if isinstance(told, dict) else ():
        if not isinstance(pair, dict):
            yield Change(_label(record_type, name), *_before_and_after(pair))
        elif not only or name == only:
            kind, _, key = name.rpartition(":")
            whose = "" if only else f"{_capital(str(called.get(name) or f'{noun_of(kind)} {key}'))}: "
            for field, inner in pair.items():
                yield Change(whose + _label(kind, field), *_before_and_after(inner))


def _before_and_after(pair: Any) -> tuple[str, str]:
    before, after = pair if isinstance(pair, list) and len(pair) == 2 else (None, pair)
    return _in_words(before), _in_words(after)


def _names_only(record_type: str, data: dict[str, Any]) -> Iterator[str]:
    """The fields of which no values are kept: those about people, and those changed in the admin."""
    for name in data.get("also_changed") or ():
        yield _label(record_type, name)
    told_by_admin = data.get("changes")
    for part in told_by_admin if isinstance(told_by_admin, list) else ():
        for what, details in part.items() if isinstance(part, dict) else ():
            name, fields = details.get("name", ""), ", ".join(details.get("fields", ()))
            if fields:
                yield f"{name}: {fields}" if name else fields
            elif name:
                yield f"{name} ({what})"


def _label(record_type: str, name: str) -> str:
    """What a form calls a field; the field's bare name where there is no such field any more."""
    try:
        label = str(apps.get_model(record_type)._meta.get_field(name).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist, AttributeError):
        label = name.replace("_", " ")
    return _capital(label)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _in_words(value: Any) -> str:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, list):
        return ", ".join(_in_words(inner) for inner in value)
    return "" if value is None else str(value)
