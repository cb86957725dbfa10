"""Who was asked, who has answered and who has not: all update requests of a plan, and one of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.utils import timezone

from priorities.cadence import Sent, next_chance
from priorities.models import Answer, BodyRequest, Plan, Reminder, UpdateRequest
from priorities.summaries.requests.answering import AnswerLine, AnswerSheet, answer_sheets

WORDS = {
    Reminder.Kind.REQUEST: "asked",
    Reminder.Kind.DUE: "reminded, due soon",
    Reminder.Kind.OVERDUE: "reminded, overdue",
    Reminder.Kind.ESCALATION: "lead told",
    Reminder.Kind.NUDGE: "nudged",
    Reminder.Kind.RETURNED: "answers sent back",
    Reminder.Kind.RENEWED: "new link",
}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One update request in the list of a plan's."""

    id: int
    period: str
    asked_date: date
    due_date: date
    is_closed: bool
    bodies: int
    complete: int
    waiting: int


@dataclass(frozen=True, slots=True)
class MailLine:
    """One e-mail that left: its kind, and in a word what it did."""

    kind: str
    words: str
    sent_date: date


@dataclass(frozen=True, slots=True)
class BodyRow:
    """One body in an update request: what it was sent, what it answered, whether its link works.

    `link` is "works", "revoked", "expired" or "ended". `nudge_from` is the day from which a nudge may be sent, None
    where it may be sent now.
    """

    id: int
    contact_email: str
    lead_email: str
    sheet: AnswerSheet
    mails: tuple[MailLine, ...]
    opened_at: datetime | None
    answered_at: datetime | None
    link: str
    link_until: date
    nudge_from: date | None

    @property
    def is_complete(self) -> bool:
        return self.answered_at is not None

    @property
    def was_sent(self) -> bool:
        return bool(self.mails)

    @property
    def reminders(self) -> tuple[MailLine, ...]:
        """The e-mails after the first."""
        return tuple(mail for mail in self.mails if mail.kind != Reminder.Kind.REQUEST)

    @property
    def waiting(self) -> tuple[AnswerLine, ...]:
        return tuple(line for line in self.sheet.lines if line.waits)

    @property
    def returned(self) -> int:
        return sum(line.answer is not None and not line.answer.counts for line in self.sheet.lines)


@dataclass(frozen=True, slots=True)
class RequestOverview:
    """One update request with every body that was asked: those that owe an answer first."""

    id: int
    period: str
    asked_at: datetime
    due_date: date
    is_overdue: bool
    closed_at: datetime | None
    message: str
    rows: tuple[BodyRow, ...]

    @property
    def complete(self) -> int:
        return sum(row.is_complete for row in self.rows)

    @property
    def waiting(self) -> int:
        return sum(len(row.waiting) for row in self.rows)

    @property
    def unsent(self) -> tuple[str, ...]:
        """The bodies to which no e-mail could be sent."""
        return tuple(row.sheet.body for row in self.rows if not row.was_sent)


def requests_of(plan: Plan) -> tuple[RequestLine, ...]:
    """The update requests of a plan, the newest first. 1 query."""
    found = UpdateRequest.objects.filter(plan=plan).annotate(
        asked=Count("bodies", distinct=True),
        complete=Count("bodies", filter=Q(bodies__answered_at__isnull=False), distinct=True),
        waiting=Count("bodies__answers", filter=Q(bodies__answers__state=Answer.State.WAITING), distinct=True),
    )
    return tuple(
        RequestLine(
            id=request.pk,
            period=request.period_stated,
            asked_date=timezone.localdate(request.asked_at),
            due_date=request.due_date,
            is_closed=request.closed_at is not None,
            bodies=request.asked,
            complete=request.complete,
            waiting=request.waiting,
        )
        for request in found.order_by("-asked_at", "-pk")
    )


def request_overview(request: UpdateRequest, *, now: datetime) -> RequestOverview:
    """One update request with everybody who was asked. 7 queries."""
    on = timezone.localdate(now)
    all_asked = list(request.bodies.select_related("body", "request__plan").order_by("body__name", "pk"))
    sheets = answer_sheets(all_asked, on=on)
    mails = _mails_to(all_asked, partnership=request.plan.partnership_id)
    rows = [_row(asked, sheets[asked.pk], mails.get(asked.body_id, []), now) for asked in all_asked]
    return RequestOverview(
        id=request.pk,
        period=request.period_stated,
        asked_at=request.asked_at,
        due_date=request.due_date,
        is_overdue=request.due_date < on,
        closed_at=request.closed_at,
        message=request.message,
        rows=tuple(sorted(rows, key=lambda row: row.is_complete)),
    )


def _mails_to(asked: Iterable[BodyRequest], *, partnership: int) -> dict[int, list[Reminder]]:
    """Every e-mail that left to some bodies of a partnership, about any request, by body. 1 query."""
    found: dict[int, list[Reminder]] = {}
    sent = Reminder.objects.filter(
        body_request__body__in=[one.body_id for one in asked],
        body_request__request__plan__partnership=partnership,
        sent_at__isnull=False,
    )
    for reminder in sent.select_related("body_request").order_by("sent_at", "pk"):
        found.setdefault(reminder.body_request.body_id, []).append(reminder)
    return found


def _row(asked: BodyRequest, sheet: AnswerSheet, mails: list[Reminder], now: datetime) -> BodyRow:
    chance = next_chance(Sent(mail.kind, mail.sent_at) for mail in mails if mail.sent_at)
    return BodyRow(
        id=asked.pk,
        contact_email=asked.contact_email,
        lead_email=asked.lead_email,
        sheet=sheet,
        mails=tuple(
            MailLine(mail.kind, WORDS[Reminder.Kind(mail.kind)], timezone.localdate(mail.sent_at))
            for mail in mails
            if mail.body_request_id == asked.pk
        ),
        opened_at=asked.first_opened_at,
        answered_at=asked.answered_at,
        link=_link(asked, now),
        link_until=timezone.localdate(asked.expires_at),
        nudge_from=timezone.localdate(chance) if chance and now < chance else None,
    )


def _link(asked: BodyRequest, now: datetime) -> str:
    if asked.request.closed_at or asked.request.plan.status == Plan.Status.CLOSED:
        return "ended"
    if asked.revoked_at:
        return "revoked"
    return "works" if asked.expires_at > now else "expired"
