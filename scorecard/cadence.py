"""When the owner of an exception report is reminded: plain rules over dates, which ask no database.

Five days before the date, the day after it, and 7 and 14 days after it; ten days after it its lead, once, where one is
known; never within five days of the e-mail before, whoever had that. What was missed meanwhile comes once. Nothing
leaves at night, at a weekend or on a bank holiday (`priorities.cadence.is_office_hour`).
"""

from datetime import date, datetime

from django.db import models
from django.utils import timezone

from priorities.cadence import APART, BEFORE, ESCALATED_AFTER, OVERDUE_AFTER


class Kind(models.TextChoices):
    """Why the owner gets an e-mail."""

    ASKED = "asked", "The question itself"
    DUE = "due", "Due soon"
    OVERDUE = "overdue", "Overdue"
    ESCALATION = "escalation", "To the body’s lead"
    RENEWED = "renewed", "A new link"
    RETURNED = "returned", "Sent back"


def chase_due(
    *,
    due_date: date | None,
    last_mailed_at: datetime | None,
    now: datetime,
    has_lead: bool = False,
    escalated_at: datetime | None = None,
) -> Kind | None:
    """The reminder that a body which has not answered should have now, if any. `escalated_at` is when its lead was
    told.
    """
    if due_date is None or (last_mailed_at is not None and now < last_mailed_at + APART):
        return None
    on = timezone.localdate(now)
    if has_lead and escalated_at is None and on >= due_date + ESCALATED_AFTER:
        return Kind.ESCALATION
    steps = [(due_date - BEFORE, Kind.DUE), *((due_date + after, Kind.OVERDUE) for after in OVERDUE_AFTER)]
    reached = [step for step in steps if step[0] <= on]
    if not reached:
        return None
    day, kind = reached[-1]
    if last_mailed_at is not None:
        # Where the last went to the lead, the contact's own was at least so much earlier.
        had_until = last_mailed_at - APART if last_mailed_at == escalated_at else last_mailed_at
        if timezone.localdate(had_until) >= day:
            return None
    return kind
