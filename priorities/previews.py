"""E-mails about update requests as they would leave, without leaving: nothing is saved, and their link is none."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils import timezone

from core.periods import Period
from priorities.links import PLACEHOLDER, end_of_links, link_address
from priorities.mails import Mail, compose_mail, mail_facts
from priorities.models import BodyRequest, Plan, Reminder, UpdateRequest
from priorities.operations.requests import Asked
from priorities.summaries.requests import answer_sheet, sheets_to_ask

EXAMPLE_NOTE = "What you write when you send it back stands here."


def preview_of_request(
    plan: Plan, period: Period, *, due_date: date, bodies: Sequence[Asked], message: str, now: datetime
) -> list[Mail]:
    """The e-mail to each body that would be asked. 4 queries."""
    request = UpdateRequest(plan=plan, due_date=due_date, message=message)
    request.period = period
    sheets = sheets_to_ask(plan, period, [one.body for one in bodies], on=timezone.localdate(now))
    expires_at = end_of_links(due_date, now=now)
    mails = []
    for one in bodies:
        asked = BodyRequest(request=request, body=one.body, contact_email=one.contact_email, expires_at=expires_at)
        facts = mail_facts(asked, sheets[one.body.pk].lines, link=link_address(PLACEHOLDER))
        mails.append(compose_mail(Reminder.Kind.REQUEST, facts, to=one.contact_email))
    return mails


def preview_to_body(asked: BodyRequest, kind: str, *, on: date) -> Mail:
    """The e-mail of a kind to one body, as it would leave now. `asked` comes with everything. 5 queries."""
    every = answer_sheet(asked, on=on).lines
    lines = [line for line in every if not line.is_answered] or list(every)
    notes = {}
    if kind == Reminder.Kind.RETURNED:
        lines = lines[:1]
        notes = {line.action_id: EXAMPLE_NOTE for line in lines}
    to = asked.lead_email if kind == Reminder.Kind.ESCALATION else asked.contact_email
    return compose_mail(kind, mail_facts(asked, lines, link=link_address(PLACEHOLDER), notes=notes), to=to)
