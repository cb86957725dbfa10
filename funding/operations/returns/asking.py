"""Asking bodies for their lines of a return: one request each, however many projects they lead."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, claim
from core.events import record_event
from core.formats import day, listed
from funding.models import Return, ReturnRequest
from funding.operations.returns.lines import lock_return
from funding.operations.returns.posting import post_after_commit, write_letter
from funding.return_mails import Kind
from funding.summaries.returns import lines_of_body
from partners.models import User
from priorities.links import end_of_links
from priorities.operations.requests import Asked

FURTHEST = timedelta(days=366)
MAY_ASK = (Return.State.NOT_STARTED, Return.State.WITH_BODIES)


class CannotAskForReturn(Refused):
    """Nobody can be asked this now; the message says why."""


@transaction.atomic
def ask_bodies(
    *,
    funding_return: Return,
    bodies: Sequence[Asked],
    answers_due_date: date,
    message: str = "",
    by: User,
    now: datetime,
) -> Return:
    """Ask bodies for their lines by a date; each gets an e-mail with its link once this is saved.

    Raises CannotAskForReturn (on the form's field, where it is about one) and ValidationError.
    """
    owner = lock_return(funding_return)
    _check_can_ask(owner, bodies, answers_due_date, on=timezone.localdate(now))
    owner = claim(owner, owner.revision)
    owner.state, owner.answers_due_date = Return.State.WITH_BODIES, answers_due_date
    owner.full_clean()
    owner.save()
    letters = []
    for one in bodies:
        asked = _ask(owner, one, message.strip(), by, now)
        lines = [line for line in lines_of_body(asked) if not line.is_answered]
        if not lines:
            raise CannotAskForReturn(f"{one.body} has no line left to answer in this return. Take it out.")
        letters.append(write_letter(asked, Kind.REQUEST, lines, now=now))
    post_after_commit(letters)
    names = listed(one.body.name for one in bodies)
    record_event(
        chain=owner.award.partnership.event_chain,
        verb="funding.return_asked",
        summary=f"Asked for lines of the return on {owner.award} for {owner.period_stated} "
        f"by {day(answers_due_date)}: {names}.",
        by=by,
        now=now,
        subject=owner,
        data={"due": answers_due_date.isoformat(), "bodies": [one.body.pk for one in bodies]},
    )
    return owner


def _ask(owner: Return, one: Asked, message: str, by: User, now: datetime) -> ReturnRequest:
    asked = ReturnRequest(
        funding_return=owner,
        body=one.body,
        contact_email=one.contact_email,
        lead_email=one.lead_email,
        message=message,
        expires_at=end_of_links(owner.answers_due_date or timezone.localdate(now), now=now),
        asked_at=now,
        asked_by=by,
    )
    asked.full_clean(exclude=["funding_return"])
    asked.save()
    return asked


def _check_can_ask(owner: Return, bodies: Sequence[Asked], due: date, *, on: date) -> None:
    if owner.state not in MAY_ASK:
        raise CannotAskForReturn("This return is in review or approved. Give it back to the bodies first.")
    if due <= on:
        raise CannotAskForReturn(
            "The date must be in the future, so that people have time to answer", field="answers_due_date"
        )
    if due > on + FURTHEST:
        raise CannotAskForReturn("The date must be within a year from today", field="answers_due_date")
    if not bodies:
        raise CannotAskForReturn("Choose at least one body to ask")
    asked = owner.requests.filter(body__in=[one.body for one in bodies]).select_related("body")
    twice = sorted(one.body.name for one in asked)
    if twice:
        are = "is" if len(twice) == 1 else "are"
        raise CannotAskForReturn(f"{listed(twice)} {are} already asked. Nudge from the page of the return instead.")
