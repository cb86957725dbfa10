"""When the owner of an exception report is reminded: plain rules over dates, which ask no database.

Five days before the date, the day after it, and 7 and 14 days after it; never within five days of the e-mail before.
What was missed meanwhile comes once. Nothing leaves at night, at a weekend or on a bank holiday
(`priorities.cadence.is_office_hour`).
"""

from datetime import date, datetime

from django.db import models
from django.utils import timezone

from priorities.cadence import APART, BEFORE, OVERDUE_AFTER


class Kind(models.TextChoices):
    """Why the owner gets an e-mail."""

    ASKED = "asked", "The question itself"
    DUE = "due", "Due soon"
    OVERDUE = "overdue", "Overdue"
    RENEWED = "renewed", "A new link"
    RETURNED = "returned", "Sent back"


def chase_due(*, due_date: date | None, last_mailed_at: datetime | None, now: datetime) -> Kind | None:
    """The reminder that somebody who has not answered should have now, if any."""
    if due_date is None or (last_mailed_at is not None and now < last_mailed_at + APART):
        return None
    on = timezone.localdate(now)
    steps = [(due_date - BEFORE, Kind.DUE), *((due_date + after, Kind.OVERDUE) for after in OVERDUE_AFTER)]
    reached = [step for step in steps if step[0] <= on]
    if not reached:
        return None
    day, kind = reached[-1]
    if last_mailed_at is not None and timezone.localdate(last_mailed_at) >= day:
        return None
    return kind
