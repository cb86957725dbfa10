"""Asking bodies how their lines stand, and ending that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from core.editing import Refused
from core.events import record_event
from core.formats import day, listed
from core.periods import Period
from partners.models import Body, User
from priorities.links import end_of_links
from priorities.models import Answer, BodyRequest, Plan, Reminder, UpdateRequest
from priorities.operations.requests.posting import post_after_commit, write_letter
from priorities.summaries.requests import answer_sheets

FURTHEST = timedelta(days=366)


class CannotAsk(Refused):
    """Nobody can be asked this now; the message says why."""


class AnswersWait(Refused):
    """The officer has not decided on every answer."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A body to ask, by the address of its contact; `lead_email` is told when no answer comes."""

    body: Body
    contact_email: str
    lead_email: str = ""


@transaction.atomic
def ask_for_updates(
    *, plan: Plan, period: Period, due_date: date, bodies: Sequence[Asked], message: str = "", by: User, now: datetime
) -> UpdateRequest:
    """Ask bodies for their lines of a plan by a date; each gets an e-mail with a link of its own once this is saved.

    Raises CannotAsk (on the form's field, where it is about one) and ValidationError.
    """
    plan = Plan.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=plan.pk)
    _check_can_ask(plan, period, due_date, bodies, on=timezone.localdate(now))
    request = UpdateRequest(plan=plan, due_date=due_date, message=message.strip(), asked_by=by, asked_at=now)
    request.period = period
    request.full_clean()
    request.save()
    asked = [_ask(request, one, now) for one in bodies]
    sheets = answer_sheets(asked, on=timezone.localdate(now))
    for one in asked:
        if not sheets[one.pk].lines:
            raise CannotAsk(f"{one.body} leads no open action of this plan. Take it out, or give it one to lead first.")
    post_after_commit(
        [write_letter(one, Reminder.Kind.REQUEST, sheets[one.pk].lines, now=now) for one in asked], now=now
    )
    names = listed(one.body.name for one in asked)
    record_event(
        chain=plan.partnership.event_chain,
        verb="priorities.updates_asked",
        summary=f"Asked for updates of {plan} for {period} by {day(due_date)}: {names}.",
        by=by,
        now=now,
        subject=request,
        data={
            "plan": plan.pk,
            "period": period.stated,
            "due": due_date.isoformat(),
            "bodies": [one.body_id for one in asked],
        },
    )
    return request


@transaction.atomic
def close_request(*, request: UpdateRequest, by: User, now: datetime) -> UpdateRequest:
    """End a request: its links stop working, and nobody is reminded any more. Raises AnswersWait."""
    locked = UpdateRequest.objects.select_for_update(of=("self",)).get(pk=request.pk)
    if locked.closed_at is not None:
        return locked
    waiting = Answer.objects.filter(body_request__request=locked, state=Answer.State.WAITING).count()
    if waiting:
        answers = "1 answer waits" if waiting == 1 else f"{waiting} answers wait"
        raise AnswersWait(f"{answers} for you. Accept or send back every answer, then end the request.")
    locked.closed_at = now
    locked.save(update_fields=["closed_at"])
    silent = [one.body.name for one in locked.bodies.filter(answered_at__isnull=True).select_related("body")]
    record_event(
        chain=locked.plan.partnership.event_chain,
        verb="priorities.updates_closed",
        summary=f"Ended the request for updates of {locked.plan} for {locked.period_stated}"
        + (f"; not answered in full by {listed(silent)}." if silent else ", answered by all."),
        by=by,
        now=now,
        subject=locked,
        data={"unanswered": len(silent)},
    )
    return locked


def _ask(request: UpdateRequest, asked: Asked, now: datetime) -> BodyRequest:
    one = BodyRequest(
        request=request,
        body=asked.body,
        contact_email=asked.contact_email,
        lead_email=asked.lead_email,
        expires_at=end_of_links(request.due_date, now=now),
    )
    one.full_clean(exclude=["request"])
    one.save()
    return one


def _check_can_ask(plan: Plan, period: Period, due_date: date, bodies: Sequence[Asked], *, on: date) -> None:
    if plan.status == Plan.Status.CLOSED:
        raise CannotAsk("This plan is closed. Ask about the plan that follows it.")
    if plan.status == Plan.Status.DRAFT:
        raise CannotAsk("This plan is a draft. Propose it first: then bodies can be asked about their lines.")
    if due_date <= on:
        raise CannotAsk("The date must be in the future, so that people have time to answer", field="due_date")
    if due_date > on + FURTHEST:
        raise CannotAsk("The date must be within a year from today", field="due_date")
    if not bodies:
        raise CannotAsk("Choose at least one body to ask")
    going_on = BodyRequest.objects.going_on().filter(
        request__plan=plan, request__period_stated=period.stated, body__in=[one.body for one in bodies]
    )
    twice = sorted({one.body.name for one in going_on.select_related("body")})
    if twice:
        are = "is" if len(twice) == 1 else "are"
        raise CannotAsk(
            f"{listed(twice)} {are} already asked about {period}. Nudge from the page of that request, or end it first."
        )
