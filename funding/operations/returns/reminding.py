"""Reminding bodies that have not answered for a return: by the clock, and by the officer's hand.

When is one rule for everything that the portal asks of bodies (`priorities.cadence`): never within five days of another
e-mail to the same body, whether about a return or an update request.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils import timezone

from core.editing import Refused
from core.formats import day
from funding.models import ReturnRequest
from funding.operations.returns.links import check_goes_on, extend, lock_asked, tell
from funding.operations.returns.posting import Letter, post_one, write_letter
from funding.return_mails import Kind
from funding.summaries.returns import LineSummary, lines_of_body
from partners.models import Partnership, User
from priorities.cadence import APART, BEFORE, Sent, is_office_hour, next_chance, reminder_due
from priorities.mails import post_office
from priorities.models import Reminder
from priorities.operations.requests import Round

SAID = {
    Kind.DUE: "Reminded {body} that its lines of the return for {period} are due",
    Kind.OVERDUE: "Reminded {body} that its lines of the return for {period} are overdue",
    Kind.ESCALATION: "Told the lead of {body} that its lines of the return for {period} are overdue",
    Kind.NUDGE: "Nudged {body} for its lines of the return for {period}",
}
# A body in a partnership.
Owner = tuple[int, int]


class CannotNudge(Refused):
    """A nudge would come too early, or there is nothing to nudge for; the message says which."""


@dataclass(frozen=True, slots=True)
class DueReturnReminder:
    """A reminder about a return that a body should have now."""

    asked: ReturnRequest
    kind: str

    @property
    def owner(self) -> Owner:
        """Who gets it."""
        return _owner(self.asked)

    def __str__(self) -> str:
        partnership = self.asked.funding_return.award.partnership
        return f"{partnership}: {self.asked.body}, return, {Kind(self.kind).label.lower()}"


def due_return_reminders(*, now: datetime) -> list[DueReturnReminder]:
    """The reminders about returns that should leave now, one a body. 3 queries."""
    unanswered = ReturnRequest.objects.with_live_links(now=now).filter(answered_at__isnull=True)
    asked = list(unanswered.with_everything().order_by("funding_return__answers_due_date", "pk"))
    mailed = bodies_mailed_lately(now=now) | _mailed_for_updates(now)
    due: dict[Owner, DueReturnReminder] = {}
    for one in asked:
        kind = None if _owner(one) in mailed else _kind_due(one, now)
        if kind:
            found = DueReturnReminder(one, kind)
            due.setdefault(found.owner, found)
    return list(due.values())


def send_due_return_reminders(*, now: datetime) -> Round:
    """Send every reminder about returns that is due; one that cannot leave stops no other, and is tried again."""
    if not is_office_hour(now):
        return Round(is_quiet=True)
    due = due_return_reminders(now=now)
    sent: list[str] = []
    failed: list[str] = []
    with post_office() as office:
        for one in due:
            letter = _claim(one.asked, now=now) if office.is_open else None
            if letter:
                left = post_one(office, letter, tell=partial(_tell, letter, by=None, now=now))
                (sent if left else failed).append(str(one))
        if not office.is_open:
            failed = [str(one) for one in due]
    return Round(tuple(sent), tuple(failed))


def nudge_for_return(*, asked: ReturnRequest, by: User, now: datetime) -> None:
    """Send a body one reminder now, at the officer's wish. Raises CannotNudge, AskingHasEnded."""
    letter = _claim_nudge(asked, now=now)
    with post_office() as office:
        left = post_one(office, letter, tell=partial(_tell, letter, by=by, now=now))
    if not left:
        raise CannotNudge(
            f"The e-mail to {asked.body} could not be sent. Try again later, or write to its contact yourself."
        )


def bodies_mailed_lately(*, now: datetime) -> frozenset[Owner]:
    """The bodies, each with the partnership that asks, that had an e-mail about a return in the last five days."""
    rows = ReturnRequest.objects.filter(last_mailed_at__gt=now - APART)
    return frozenset(rows.values_list("funding_return__award__partnership", "body"))


@transaction.atomic
def _claim(asked: ReturnRequest, *, now: datetime) -> Letter | None:
    """The reminder with its link made, or None where somebody else made it first, or an answer came."""
    _take_turns(asked)
    locked = lock_asked(asked)
    is_live = ReturnRequest.objects.with_live_links(now=now).filter(pk=asked.pk, answered_at__isnull=True).exists()
    kind = _kind_due(locked, now)
    if not is_live or kind is None or _owner(locked) in bodies_mailed_lately(now=now):
        return None
    lines = _unanswered(locked)
    return write_letter(locked, kind, lines, now=now) if lines else None


@transaction.atomic
def _claim_nudge(asked: ReturnRequest, *, now: datetime) -> Letter:
    _take_turns(asked)
    locked = lock_asked(asked)
    check_goes_on(locked)
    if locked.revoked_at is not None:
        raise CannotNudge(f"The link of {locked.body} is revoked. Send it a new link instead.")
    chance = next_chance(_sent(locked))
    if chance and now < chance and locked.last_mailed_at:
        raise CannotNudge(
            f"{locked.body} had an e-mail on {day(timezone.localdate(locked.last_mailed_at))}. A body gets at most one "
            f"in five days: nudge again from {day(timezone.localdate(chance))}."
        )
    lines = _unanswered(locked)
    if not lines:
        raise CannotNudge(f"No line is left for {locked.body} to answer.")
    extend(locked, now=now)
    locked.save(update_fields=["expires_at"])
    return write_letter(locked, Kind.NUDGE, lines, now=now)


def _take_turns(asked: ReturnRequest) -> None:
    """Whoever claims a reminder in a partnership waits here for whoever else does."""
    Partnership.objects.select_for_update(of=("self",)).get(pk=asked.funding_return.award.partnership_id)


def _unanswered(asked: ReturnRequest) -> list[LineSummary]:
    return [line for line in lines_of_body(asked) if not line.is_answered]


def _owner(asked: ReturnRequest) -> Owner:
    return (asked.funding_return.award.partnership_id, asked.body_id)


def _kind_due(asked: ReturnRequest, now: datetime) -> str | None:
    due_date = asked.funding_return.answers_due_date
    if due_date is None:
        return None
    return reminder_due(due_date=due_date, sent=_sent(asked), has_lead=bool(asked.lead_email), now=now)


def _sent(asked: ReturnRequest) -> list[Sent]:
    """The e-mails that a body had about a return, as far as the rule asks: the last one, and whether its lead was told.

    One sent in the five days before the date has told that the date comes near.
    """
    found = []
    due_date = asked.funding_return.answers_due_date
    if asked.last_mailed_at and due_date:
        is_near = timezone.localdate(asked.last_mailed_at) >= due_date - BEFORE
        kinds = [Kind.DUE, Kind.OVERDUE] if is_near else [Kind.REQUEST]
        found += [Sent(kind, asked.last_mailed_at) for kind in kinds]
    if asked.escalated_at:
        found.append(Sent(Kind.ESCALATION, asked.escalated_at))
    return found


def _mailed_for_updates(now: datetime) -> frozenset[Owner]:
    """The bodies that had an e-mail about an update request in the last five days."""
    rows = Reminder.objects.filter(made_at__gt=now - APART, sent_at__isnull=False)
    return frozenset(rows.values_list("body_request__request__plan__partnership", "body_request__body"))


def _tell(letter: Letter, *, by: User | None, now: datetime) -> None:
    asked = letter.asked
    words = SAID[Kind(letter.kind)].format(body=asked.body, period=asked.funding_return.period_stated)
    tell(asked, "funding.return_reminder_sent", f"{words}.", by, now)
