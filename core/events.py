"""The event log: writing one event in the transaction it tells of, and checking that no event was altered since.

An event's hash covers everything it says and the hash before it, so that altering, removing, inserting or reordering
events breaks the chain at the first one touched. The chain is only as strong as the place its last hash is also written
down: each published paper prints its own content hash, whose event stands in the chain.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from core.models import ChainHead, Event

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

PORTAL_CHAIN = "portal"


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
) -> Event:
    """Append one event to a chain. Must run inside the transaction of the change it records.

    `by` is None for the command line. `data` must survive JSON unchanged. Raises TransactionManagementError outside a
    transaction, since an event without its change, or a change without its event, would be a lie.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("An event is recorded only inside the transaction it tells of.")
    ChainHead.objects.get_or_create(chain=chain)
    head = ChainHead.objects.select_for_update().get(chain=chain)
    event = Event(
        chain=chain,
        sequence=head.sequence + 1,
        occurred_at=now,
        actor_id=by.pk if by else None,
        actor_name=str(by) if by else "The portal",
        verb=verb,
        subject_type=subject._meta.label_lower if subject else "",
        subject_id=str(subject.pk) if subject else "",
        summary=summary,
        data=data or {},
        previous_hash=head.hash,
    )
    event.hash = event_hash(event)
    event.save()
    head.sequence, head.hash = event.sequence, event.hash
    head.save()
    return event


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
    """The first fault of every chain that has one, in order of the chains' names."""
    heads = {head.chain: head for head in ChainHead.objects.all()}
    chains = sorted({*heads, *Event.objects.values_list("chain", flat=True).distinct()})
    for chain in chains:
        fault = _first_fault(chain, heads.get(chain))
        if fault:
            yield fault


def _first_fault(chain: str, head: ChainHead | None) -> Fault | None:
    expected, previous = 1, ""
    for event in Event.objects.filter(chain=chain).order_by("sequence", "pk").iterator():
        if event.sequence != expected:
            return Fault(chain, expected, f"Event {expected} is missing; the next one found is {event.sequence}.")
        if event.previous_hash != previous:
            return Fault(
                chain,
                expected,
                f"Event {expected} does not follow the event before it: one was put in, removed or moved.",
            )
        if event.hash != event_hash(event):
            return Fault(chain, expected, f"Event {expected} was altered after it was recorded: “{event.summary}”.")
        expected, previous = expected + 1, event.hash
    if head is None:
        return Fault(chain, expected - 1, "The chain has events but no recorded end.")
    if head.sequence != expected - 1 or head.hash != previous:
        return Fault(chain, expected, f"The chain should end at event {head.sequence}, but ends at {expected - 1}.")
    return None
