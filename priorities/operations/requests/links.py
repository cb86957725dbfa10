"""The links of a body's part of a request: a new one, none any more, used for the first time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.editing import Refused
from core.events import record_event
from partners.models import User
from priorities.links import end_of_links
from priorities.models import BodyRequest, Reminder
from priorities.operations.requests.posting import post_after_commit, write_letter
from priorities.summaries.requests import answer_sheet


class RequestHasEnded(Refused):
    """Nothing of an ended request changes any more."""


def lock_request(asked: BodyRequest) -> BodyRequest:
    """A body's part of a request with everything, which nobody else can change before the transaction ends."""
    locked = BodyRequest.objects.select_for_update(of=("self",)).with_everything()
    return locked.get(pk=asked.pk)


def check_goes_on(asked: BodyRequest) -> None:
    """Raises RequestHasEnded where the request or its plan is closed."""
    if not BodyRequest.objects.going_on().filter(pk=asked.pk).exists():
        raise RequestHasEnded("This request has ended. Make a new one to ask again.")


@transaction.atomic
def renew_link(*, asked: BodyRequest, contact_email: str, lead_email: str, by: User, now: datetime) -> BodyRequest:
    """Send a body a new link, to these addresses from now on; none of its earlier links works any more.

    Raises RequestHasEnded, ValidationError.
    """
    locked = lock_request(asked)
    check_goes_on(locked)
    _end_links(locked)
    locked.contact_email, locked.lead_email = contact_email, lead_email
    locked.revoked_at = None
    locked.expires_at = max(locked.expires_at, end_of_links(locked.request.due_date, now=now))
    locked.full_clean(exclude=["request", "body"])
    locked.save()
    open_lines = [line for line in answer_sheet(locked, on=timezone.localdate(now)).lines if not line.is_answered]
    post_after_commit([write_letter(locked, Reminder.Kind.RENEWED, open_lines, now=now)], now=now)
    _tell(
        locked,
        "priorities.link_renewed",
        f"Sent {locked.body} a new link to its lines for {locked.request.period_stated}; earlier ones no longer work.",
        by,
        now,
    )
    return locked


@transaction.atomic
def revoke_link(*, asked: BodyRequest, by: User, now: datetime) -> BodyRequest:
    """End every link of a body to its part of a request. It can be given a new one. Raises RequestHasEnded."""
    locked = lock_request(asked)
    check_goes_on(locked)
    if locked.revoked_at is not None:
        return locked
    _end_links(locked)
    locked.revoked_at = now
    locked.save(update_fields=["revoked_at"])
    words = f"Revoked the links of {locked.body} to its lines for {locked.request.period_stated}."
    _tell(locked, "priorities.link_revoked", words, by, now)
    return locked


@transaction.atomic
def record_opening(*, asked: BodyRequest, now: datetime) -> BodyRequest:
    """Note that somebody began to answer by link, the first time it happens."""
    locked = lock_request(asked)
    if locked.first_opened_at is None:
        locked.first_opened_at = now
        locked.save(update_fields=["first_opened_at"])
        words = f"{locked.body} opened its link to its lines for {locked.request.period_stated}."
        _tell(locked, "priorities.link_opened", words, None, now)
    return locked


def _end_links(asked: BodyRequest) -> None:
    asked.reminders.filter(token_hash__isnull=False).update(token_hash=None)


def _tell(asked: BodyRequest, verb: str, summary: str, by: User | None, now: datetime) -> None:
    record_event(
        chain=asked.request.plan.partnership.event_chain,
        verb=verb,
        summary=summary,
        by=by,
        now=now,
        subject=asked,
        data={"request": asked.request_id, "body": asked.body_id},
        on_behalf_of="" if by else asked.body.name,
    )
