"""Reminding whoever was asked for an exception report and has not answered, by the clock."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from core.events import record_event
from priorities.cadence import APART, is_office_hour
from priorities.mails import post_office
from priorities.models import Plan, Reminder
from priorities.operations.requests import Round
from scorecard.cadence import Kind, chase_due
from scorecard.models import ExceptionReport
from scorecard.operations.exceptions.posting import Letter, lock_report, post_one, write_letter
from scorecard.operations.telling import named

# A partnership and a body in it.
Owner = tuple[int, int]
SAID = {
    Kind.DUE: "Reminded {body} that the report on {indicator} is due.",
    Kind.OVERDUE: "Reminded {body} that the report on {indicator} is overdue.",
    Kind.ESCALATION: "Told the lead of {body} that the report on {indicator} is overdue.",
}


@dataclass(frozen=True, slots=True)
class DueException:
    """A reminder that the owner of an indicator should have now."""

    report: ExceptionReport
    kind: Kind

    @property
    def owner(self) -> Owner:
        """Who gets it."""
        return (self.report.indicator.partnership_id, self.report.owner_body_id or 0)

    def __str__(self) -> str:
        owner = self.report.owner_body or "the owner"
        return f"{self.report.indicator.partnership}: {owner}, exception report {self.kind.label.lower()}"


def bodies_asked_lately(*, now: datetime) -> frozenset[Owner]:
    """The bodies, each with the partnership that asks, that had an e-mail about a report in the last five days."""
    rows = ExceptionReport.objects.filter(last_mailed_at__gt=now - APART, owner_body__isnull=False)
    return frozenset(rows.values_list("indicator__partnership", "owner_body"))


def due_exceptions(*, now: datetime, not_to: frozenset[Owner] = frozenset()) -> list[DueException]:
    """The reminders about exception reports that should leave now, one for a body. 3 queries.

    `not_to` are bodies, each with its partnership, that had an e-mail about something else; those that had one about an
    update request in the last five days are known.
    """
    open_reports = (
        ExceptionReport.objects.filter(state=ExceptionReport.State.ASKED)
        .exclude(contact_email="")
        .exclude(indicator__plan__status=Plan.Status.CLOSED)
        .select_related("indicator__partnership", "owner_body")
        .order_by("due_date", "pk")
    )
    lately = Reminder.objects.filter(sent_at__gt=now - APART)
    quiet = not_to | bodies_asked_lately(now=now)
    quiet |= frozenset(lately.values_list("body_request__request__plan__partnership", "body_request__body"))
    first: dict[Owner, DueException] = {}
    for one in open_reports:
        kind = _kind_due(one, now)
        due = DueException(one, kind) if kind else None
        if due and due.owner not in quiet:
            first.setdefault(due.owner, due)
    return list(first.values())


def chase_exceptions(*, now: datetime, not_to: frozenset[Owner] = frozenset()) -> Round:
    """Send every reminder about exception reports that is due; those that cannot leave are tried again next time.

    Two that run at once send each reminder once: whoever locks its row first.
    """
    if not is_office_hour(now):
        return Round(is_quiet=True)
    due = due_exceptions(now=now, not_to=not_to)
    sent: list[str] = []
    failed: list[str] = []
    if not due:
        return Round()
    with post_office() as office:
        for one in due:
            if not office.is_open:
                failed.append(str(one))
            elif letter := _claim(one.report, now=now):
                left = post_one(office, letter)
                if left:
                    _tell(one, now=now)
                (sent if left else failed).append(str(one))
    return Round(tuple(sent), tuple(failed))


@transaction.atomic
def _claim(report: ExceptionReport, *, now: datetime) -> Letter | None:
    """The reminder with its link kept, or None where it was sent or answered meanwhile."""
    locked = lock_report(report)
    kind = _kind_due(locked, now) if locked.state == ExceptionReport.State.ASKED else None
    return write_letter(locked, kind, now=now) if kind else None


@transaction.atomic
def _tell(one: DueException, *, now: datetime) -> None:
    report = one.report
    record_event(
        chain=report.indicator.partnership.event_chain,
        verb="scorecard.exception_reminder_sent",
        summary=SAID[one.kind].format(body=report.owner_body or "the owner", indicator=named(report.indicator)),
        by=None,
        now=now,
        subject=report,
        data={"kind": one.kind.value, "indicator": report.indicator_id},
    )


def _kind_due(report: ExceptionReport, now: datetime) -> Kind | None:
    return chase_due(
        due_date=report.due_date,
        last_mailed_at=report.last_mailed_at,
        now=now,
        has_lead=bool(report.lead_email),
        escalated_at=report.escalated_at,
    )
