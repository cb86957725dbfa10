"""Makers of events, and of what is kept for a while: drafts and removals."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from core.events import record_event
from core.models import AlsoAbout, Draft, Event, Removal
from partners.models import User
from tests.make.partners import user
from tests.make.shared import NOW, slug_for


def event(
    *,
    chain: str = "partnership/1",
    summary: str = "Agreed the plan.",
    verb: str = "priorities.plan_agreed",
    by: User | None = None,
    subject: models.Model | None = None,
    data: dict[str, Any] | None = None,
    now: datetime = NOW,
    **more: Any,
) -> Event:
    """The next event of a chain, in a transaction of its own."""
    with transaction.atomic():
        return record_event(chain=chain, verb=verb, summary=summary, by=by, now=now, subject=subject, data=data, **more)


def also_about(*, of: Event | None = None, **fields: Any) -> AlsoAbout:
    """A further record of an event as it stands in the database; `record_event(also_about=…)` makes them in earnest."""
    told = of or event()
    known = {"record_type": "priorities.action", "record_id": "1"}
    return AlsoAbout.objects.create(chain=told.chain, sequence=told.sequence, **{**known, **fields})


def draft(
    *,
    of: User | None = None,
    path: str = "",
    typed: str = "text=Patrol+the+tow",
    title: str = "Add an action",
    **fields: Any,
) -> Draft:
    return Draft.objects.create(
        user=of or user(),
        path=path or f"/drafts-of/{slug_for('form')}/",
        typed=typed,
        title=title,
        **{"kept_at": NOW, **fields},
    )


def removal(
    *, by: User | None = None, chain: str = "partnership/1", label: str = "Patrol the towpath", **fields: Any
) -> Removal:
    """A removal as it stands in the database; to remove something that can be put back, call `core.removal`."""
    known = {
        "place": "/partnerships/oxford/plans/2025-26/work/",
        "record_type": "priorities.action",
        "record_id": "1",
        "rows": {"rows": [], "emptied": []},
        "removed_at": NOW,
    }
    return Removal.objects.create(removed_by=by or user(), chain=chain, label=label, **{**known, **fields})
