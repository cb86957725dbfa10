"""E-mails about returns as they would leave, without leaving: nothing is saved, and their link is none."""

from collections.abc import Sequence
from datetime import date, datetime

from funding.models import Return, ReturnRequest
from funding.return_links import return_link
from funding.return_mails import Kind, compose_return_mail
from funding.summaries.returns import lines_of, lines_of_body
from priorities.links import PLACEHOLDER, end_of_links
from priorities.mails import Mail
from priorities.operations.requests import Asked

EXAMPLE_NOTE = "What you write when you send it back stands here."


def preview_of_asking(
    funding_return: Return, *, due_date: date, bodies: Sequence[Asked], message: str, now: datetime
) -> list[Mail]:
    """The e-mail to each body that would be asked."""
    owner = funding_return
    owner.answers_due_date = due_date
    lines = lines_of(owner)
    mails = []
    for one in bodies:
        asked = ReturnRequest(
            funding_return=owner,
            body=one.body,
            contact_email=one.contact_email,
            lead_email=one.lead_email,
            message=message,
            expires_at=end_of_links(due_date, now=now),
        )
        own = [line for line in lines if line.lead_body_id == one.body.pk and not line.is_answered]
        mails.append(compose_return_mail(Kind.REQUEST, asked, own, link=return_link(PLACEHOLDER)))
    return mails


def preview_to_asked(asked: ReturnRequest, kind: str) -> Mail:
    """The e-mail of a kind to one body, as it would leave now. `asked` comes with everything."""
    every = lines_of_body(asked)
    lines = [line for line in every if not line.is_answered] or list(every)
    notes = {}
    if kind == Kind.RETURNED:
        lines = lines[:1]
        notes = {line.id: EXAMPLE_NOTE for line in lines}
    return compose_return_mail(kind, asked, lines, link=return_link(PLACEHOLDER), notes=notes)
