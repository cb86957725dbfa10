"""How an e-mail about an exception report leaves: its link is kept first, the mail goes once that is saved."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from priorities.links import end_of_links, new_link
from priorities.mails import Mail, PostOffice, post_office
from scorecard.cadence import Kind
from scorecard.mails import compose_exception_mail
from scorecard.models import ExceptionReport

MAILED = ("token_hash", "expires_at", "last_mailed_at", "times_mailed", "escalated_at")
TO_ANSWER = timedelta(days=21)


@dataclass(frozen=True, slots=True)
class Letter:
    """An e-mail that waits, and what was known of the report's e-mails before it, for the case that it cannot leave."""

    mail: Mail
    report_id: int
    token_hash: str | None
    before: dict[str, object]


def lock_report(report: ExceptionReport) -> ExceptionReport:
    """A report with everything, which nobody else can change before the transaction ends."""
    found = ExceptionReport.objects.select_for_update(of=("self",))
    return found.select_related("indicator__partnership", "indicator__plan", "owner_body", "area").get(pk=report.pk)


def write_letter(report: ExceptionReport, kind: str, *, now: datetime, note: str = "") -> Letter:
    """An e-mail with a new link, in place of every earlier one; not sent yet. `report` is locked.

    The lead is told without a link, so that the contact's works on.
    """
    secret = ""
    before = {name: getattr(report, name) for name in MAILED}
    due_date = report.due_date or timezone.localdate(now) + TO_ANSWER
    report.expires_at = max(report.expires_at or now, end_of_links(due_date, now=now))
    if kind == Kind.ESCALATION:
        report.escalated_at = now
    else:
        link = new_link()
        report.token_hash, secret = link.token_hash, link.secret
    report.last_mailed_at, report.times_mailed = now, report.times_mailed + 1
    report.save(update_fields=MAILED)
    mail = compose_exception_mail(kind, report, secret=secret, note=note)
    return Letter(mail, report.pk, report.token_hash, before)


def post_after_commit(letter: Letter) -> None:
    """Send an e-mail once the transaction has ended well. That none left is seen on the report's page."""

    def send() -> None:
        with post_office() as office:
            post_one(office, letter)

    transaction.on_commit(send, robust=True)


def post_one(office: PostOffice, letter: Letter) -> bool:
    """Send one e-mail; says whether it left. Where it did not, the earlier link works on and it is tried again."""
    if office.send(letter.mail):
        return True
    ExceptionReport.objects.filter(pk=letter.report_id, token_hash=letter.token_hash).update(**letter.before)
    return False
