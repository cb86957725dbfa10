"""Makers of events."""

from datetime import datetime
from typing import Any

from django.db import models, transaction

from core.events import record_event
from core.models import Event
from partners.models import User
from tests.make.shared import NOW


def event(
    *,
    chain: str = "partnership/1",
    summary: str = "Agreed the plan.",
    verb: str = "priorities.plan_agreed",
    by: User | None = None,
    subject: models.Model | None = None,
    data: dict[str, Any] | None = None,
    now: datetime = NOW,
) -> Event:
    """The next event of a chain, in a transaction of its own."""
    with transaction.atomic():
        return record_event(chain=chain, verb=verb, summary=summary, by=by, now=now, subject=subject, data=data)
