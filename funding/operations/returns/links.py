"""The link of a body to its lines of a return: a new one, none any more, used for the first time."""

from datetime import datetime

from django.db import transaction

from core.editing import Refused
from core.events import record_event
from funding.models import Return, ReturnRequest
from funding.operations.returns.posting import post_after_commit, write_letter
from funding.return_mails import Kind
from funding.summaries.returns import lines_of_body
from partners.models import User
from priorities.links import end_of_links


class AskingHasEnded(Refused):
    """The return is with the bodies no more."""


def lock_asked(asked: ReturnRequest) -> ReturnRequest:
    """What a body is asked with everything, which nobody else can change before the transaction ends."""
    return ReturnRequest.objects.select_for_update(of=("self",)).with_everything().get(pk=asked.pk)


def check_goes_on(asked: ReturnRequest) -> None:
    """Raises AskingHasEnded where the return is with the bodies no more."""
    if asked.funding_return.state != Return.State.WITH_BODIES:
        raise AskingHasEnded("The return is with the bodies no more. Give it back to them to ask again.")


def extend(asked: ReturnRequest, *, now: datetime) -> None:
    """Let the link work for some time from now."""
    due = asked.funding_return.answers_due_date
    if due:
        asked.expires_at = max(asked.expires_at, end_of_links(due, now=now))


@transaction.atomic
def renew_link(*, asked: ReturnRequest, contact_email: str, lead_email: str, by: User, now: datetime) -> ReturnRequest:
    """Send a body a new link, to these addresses from now on; the one before works no more.

    Raises AskingHasEnded, ValidationError.
    """
    locked = lock_asked(asked)
    check_goes_on(locked)
    locked.contact_email, locked.lead_email = contact_email, lead_email
    locked.revoked_at, locked.token_hash = None, None
    extend(locked, now=now)
    locked.full_clean(exclude=["funding_return", "body"])
    locked.save()
    lines = [line for line in lines_of_body(locked) if not line.is_answered]
    post_after_commit([write_letter(locked, Kind.RENEWED, lines, now=now)])
    words = (
        f"Sent {locked.body} a new link to its lines of the return for {_period(locked)}; earlier ones work no more."
    )
    tell(locked, "funding.return_link_renewed", words, by, now)
    return locked


@transaction.atomic
def revoke_link(*, asked: ReturnRequest, by: User, now: datetime) -> ReturnRequest:
    """End the link of a body. It can be given a new one. Raises AskingHasEnded."""
    locked = lock_asked(asked)
    check_goes_on(locked)
    if locked.revoked_at is None:
        locked.revoked_at, locked.token_hash = now, None
        locked.save(update_fields=["revoked_at", "token_hash"])
        words = f"Revoked the link of {locked.body} to its lines of the return for {_period(locked)}."
        tell(locked, "funding.return_link_revoked", words, by, now)
    return locked


@transaction.atomic
def record_opening(*, asked: ReturnRequest, now: datetime) -> ReturnRequest:
    """Note that somebody began to answer by link, the first time it happens."""
    locked = lock_asked(asked)
    if locked.first_opened_at is None:
        locked.first_opened_at = now
        locked.save(update_fields=["first_opened_at"])
        words = f"{locked.body} opened its link to its lines of the return for {_period(locked)}."
        tell(locked, "funding.return_link_opened", words, None, now, by_body=True)
    return locked


def tell(
    asked: ReturnRequest, verb: str, summary: str, by: User | None, now: datetime, *, by_body: bool = False
) -> None:
    """Tell of something about what a body is asked, in the history of its return; `by_body` where it did it itself."""
    record_event(
        chain=asked.funding_return.award.partnership.event_chain,
        verb=verb,
        summary=summary,
        by=by,
        now=now,
        subject=asked.funding_return,
        data={"request": asked.pk, "body": asked.body_id},
        on_behalf_of=asked.body.name if by_body else "",
    )


def _period(asked: ReturnRequest) -> str:
    return asked.funding_return.period_stated
