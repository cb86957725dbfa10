"""When a body is reminded of an update request: plain rules over dates, which ask no database.

    five days before the date    once
    the day after it             and again 7 and 14 days after it
    ten days after it            once, to the body's lead where one is known

Never within five days of another e-mail to the same body, whichever that was and whoever sent it: a reminder that would
come too early waits. What was missed meanwhile, because nothing ran, comes once and not several times. Nothing leaves
at night, at a weekend or on a bank holiday.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from core.calendar import is_working_day
from priorities.models import Reminder

APART = timedelta(days=5)
BEFORE = timedelta(days=5)
OVERDUE_AFTER = tuple(timedelta(days=days) for days in (1, 7, 14))
ESCALATED_AFTER = timedelta(days=10)
OPENS, CLOSES = time(8), time(18)
# An e-mail that was begun and not sent within this time was not sent: whatever sent it has died.
TAKES_AT_MOST = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Sent:
    """An e-mail to a body, about whichever request; `is_of_this` says whether about the one in question.

    `sent_at` is when it left or, while it is under way, when it was begun.
    """

    kind: str
    sent_at: datetime
    is_of_this: bool = True


def is_office_hour(now: datetime) -> bool:
    """Whether reminders leave at this moment: between 8am and 6pm on a working day in England."""
    local = timezone.localtime(now)
    return is_working_day(local.date()) and OPENS <= local.time() < CLOSES


def next_chance(sent: Iterable[Sent]) -> datetime | None:
    """The moment from which a body may be reminded again, or None where it never had an e-mail."""
    last = max((mail.sent_at for mail in sent), default=None)
    return last + APART if last else None


def reminder_due(*, due_date: date, sent: Iterable[Sent], has_lead: bool, now: datetime) -> str | None:
    """The kind of reminder (of `Reminder.Kind`) that a body which has not answered should have now, if any."""
    mails = list(sent)
    chance = next_chance(mails)
    if chance and now < chance:
        return None
    on = timezone.localdate(now)
    own = [mail for mail in mails if mail.is_of_this]
    if on <= due_date:
        is_near = on >= due_date - BEFORE
        return Reminder.Kind.DUE if is_near and not _had(own, Reminder.Kind.DUE) else None
    if has_lead and on >= due_date + ESCALATED_AFTER and not _had(own, Reminder.Kind.ESCALATION):
        return Reminder.Kind.ESCALATION
    steps = [due_date + after for after in OVERDUE_AFTER if due_date + after <= on]
    if steps and not _had(own, Reminder.Kind.OVERDUE, since=steps[-1]):
        return Reminder.Kind.OVERDUE
    return None


def _had(mails: Iterable[Sent], kind: str, *, since: date = date.min) -> bool:
    return any(mail.kind == kind and timezone.localdate(mail.sent_at) >= since for mail in mails)
