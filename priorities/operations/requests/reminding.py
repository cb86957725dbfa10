"""Reminding bodies that have not answered: by the clock, and by the officer's hand."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.editing import Refused
from core.events import record_event
from core.formats import day
from partners.models import Partnership, User
from priorities.cadence import TAKES_AT_MOST, Sent, is_office_hour, next_chance, reminder_due
from priorities.links import end_of_links
from priorities.mails import post_office
from priorities.models import BodyRequest, Reminder
from priorities.operations.requests.links import check_goes_on, lock_request
from priorities.operations.requests.posting import Letter, post_one, write_letter
from priorities.summaries.requests import AnswerLine, answer_sheet

SAID = {
    Reminder.Kind.DUE: "Reminded {body} that its lines for {period} are due",
    Reminder.Kind.OVERDUE: "Reminded {body} that its lines for {period} are overdue",
    Reminder.Kind.ESCALATION: "Told the lead of {body} that its lines for {period} are overdue",
    Reminder.Kind.NUDGE: "Nudged {body} for its lines for {period}",
}
# A body in a partnership, by their keys.
Owner = tuple[int, int]


class CannotNudge(Refused):
    """A nudge would come too early, or there is nothing to nudge for; the message says which."""


@dataclass(frozen=True, slots=True)
class DueReminder:
    """A reminder that a body should have now."""

    asked: BodyRequest
    kind: str

    @property
    def owner(self) -> Owner:
        """Who gets it."""
        return _owner(self.asked)

    def __str__(self) -> str:
        return f"{self.asked.request.plan.partnership}: {self.asked.body}, {Reminder.Kind(self.kind).label.lower()}"


@dataclass(frozen=True, slots=True)
class Round:
    """What one round of reminders did, each in words. `is_quiet`: it came at an hour when none are sent."""

    sent: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()
    is_quiet: bool = False


def due_reminders(*, now: datetime, not_to: Collection[Owner] = ()) -> list[DueReminder]:
    """The reminders that should leave now, but to those who lately had an e-mail about something else. 2 queries."""
    unanswered = BodyRequest.objects.with_live_links(now=now).filter(answered_at__isnull=True)
    asked = list(unanswered.with_everything().order_by("request__due_date", "pk"))
    mails = _mails_to(asked, now=now)
    due = [DueReminder(one, kind) for one in asked if (kind := _kind_due(one, mails, now))]
    first: dict[Owner, DueReminder] = {}
    for one in due:  # a body that two requests would remind gets one e-mail now, and the other five days later
        first.setdefault(one.owner, one)
    return [one for owner, one in first.items() if owner not in not_to]


def send_due_reminders(*, now: datetime, not_to: Collection[Owner] = ()) -> Round:
    """Send every reminder that is due, but `not_to` those who lately had an e-mail about something else.

    Those that cannot leave stop no other, and are tried again next time. Two that run at once send each reminder once:
    whoever makes its row first.
    """
    if not is_office_hour(now):
        return Round(is_quiet=True)
    due = due_reminders(now=now, not_to=not_to)
    sent: list[str] = []
    failed: list[str] = []
    with post_office() as office:
        for one in due:
            letter = _claim(one.asked, now=now) if office.is_open else None
            if letter:
                left = post_one(office, letter, now=now, tell=partial(_tell, one.asked, letter, by=None, now=now))
                (sent if left else failed).append(str(one))
        if not office.is_open:
            failed = [str(one) for one in due]
    return Round(tuple(sent), tuple(failed))


def nudge(*, asked: BodyRequest, by: User, now: datetime) -> None:
    """Send a body one reminder now, at the officer's wish. Raises CannotNudge, RequestHasEnded."""
    letter = _claim_nudge(asked, now=now)
    with post_office() as office:
        left = post_one(office, letter, now=now, tell=partial(_tell, asked, letter, by=by, now=now))
    if not left:
        raise CannotNudge(
            f"The e-mail to {asked.body} could not be sent. Try again later, or write to its contact yourself."
        )


@transaction.atomic
def _claim(asked: BodyRequest, *, now: datetime) -> Letter | None:
    """The reminder with its row made, or None where somebody else made it first, or an answer came."""
    _take_turns(asked)
    locked = lock_request(asked)
    if not BodyRequest.objects.with_live_links(now=now).filter(pk=asked.pk, answered_at__isnull=True).exists():
        return None
    kind = _kind_due(locked, _mails_to([locked], now=now), now)
    if kind is None:
        return None
    lines = _unanswered_lines(locked, now)
    if lines:
        return write_letter(locked, kind, lines, now=now)
    _note_that_nothing_is_left(locked, now)
    return None


@transaction.atomic
def _claim_nudge(asked: BodyRequest, *, now: datetime) -> Letter:
    _take_turns(asked)
    locked = lock_request(asked)
    check_goes_on(locked)
    if locked.answered_at is not None:
        raise CannotNudge(f"{locked.body} has answered all its lines.")
    if locked.revoked_at is not None:
        raise CannotNudge(f"The links of {locked.body} are revoked. Send it a new link instead.")
    mails = _mails_to([locked], now=now)[_owner(locked)]
    chance = next_chance([sent for _, sent in mails])
    if chance and now < chance:
        last = timezone.localdate(max(sent.sent_at for _, sent in mails))
        raise CannotNudge(
            f"{locked.body} had an e-mail on {day(last)}. A body gets at most one in five days: "
            f"nudge again from {day(timezone.localdate(chance))}."
        )
    lines = _unanswered_lines(locked, now)
    if not lines:
        raise CannotNudge(f"No line is left for {locked.body} to answer.")
    locked.expires_at = max(locked.expires_at, end_of_links(locked.request.due_date, now=now))
    locked.save(update_fields=["expires_at"])
    return write_letter(locked, Reminder.Kind.NUDGE, lines, now=now)


def _take_turns(asked: BodyRequest) -> None:
    """Whoever claims a reminder in a partnership waits here for whoever else does."""
    Partnership.objects.select_for_update(of=("self",)).get(pk=asked.request.plan.partnership_id)


def _unanswered_lines(asked: BodyRequest, now: datetime) -> list[AnswerLine]:
    return [line for line in answer_sheet(asked, on=timezone.localdate(now)).lines if not line.is_answered]


def _note_that_nothing_is_left(asked: BodyRequest, now: datetime) -> None:
    """The lines of a body were completed or given to others meanwhile: it owes no answer any more."""
    asked.answered_at = now
    asked.save(update_fields=["answered_at"])
    record_event(
        chain=asked.request.plan.partnership.event_chain,
        verb="priorities.nothing_left_to_answer",
        summary=f"No line is left for {asked.body} to answer for {asked.request.period_stated}.",
        by=None,
        now=now,
        subject=asked,
        data={"request": asked.request_id, "body": asked.body_id},
    )


def _kind_due(asked: BodyRequest, mails: "Mails", now: datetime) -> str | None:
    about_this = [
        Sent(sent.kind, sent.sent_at, is_of_this=request == asked.pk) for request, sent in mails[_owner(asked)]
    ]
    due_date = asked.request.due_date
    return reminder_due(due_date=due_date, sent=about_this, has_lead=bool(asked.lead_email), now=now)


# For each body of a partnership, its e-mails: about which `BodyRequest`, and what.
Mails = dict[Owner, list[tuple[int, Sent]]]


def _owner(asked: BodyRequest) -> Owner:
    return (asked.request.plan.partnership_id, asked.body_id)


def _mails_to(asked: Iterable[BodyRequest], *, now: datetime) -> Mails:
    """Every e-mail to some bodies in their partnerships that left or is under way. 1 query."""
    owners = {_owner(one) for one in asked}
    rows = (
        Reminder.objects.filter(
            body_request__request__plan__partnership__in={partnership for partnership, _ in owners},
            body_request__body__in={body for _, body in owners},
        )
        .filter(Q(sent_at__isnull=False) | Q(made_at__gt=now - TAKES_AT_MOST))
        .values_list(
            "body_request__request__plan__partnership",
            "body_request__body",
            "body_request",
            "kind",
            "sent_at",
            "made_at",
        )
    )
    found: Mails = defaultdict(list)
    for partnership, body, request, kind, sent_at, made_at in rows:
        found[(partnership, body)].append((request, Sent(kind, sent_at or made_at)))
    return found


def _tell(asked: BodyRequest, letter: Letter, *, by: User | None, now: datetime) -> None:
    kind = Reminder.Kind(letter.reminder.kind)
    words = SAID[kind].format(body=asked.body, period=asked.request.period_stated)
    record_event(
        chain=asked.request.plan.partnership.event_chain,
        verb="priorities.reminder_sent",
        summary=f"{words}.",
        by=by,
        now=now,
        subject=asked,
        data={"kind": kind.value, "request": asked.request_id, "body": asked.body_id},
    )
