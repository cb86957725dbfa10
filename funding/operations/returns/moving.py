"""Moving a return from state to state, along the moves of `funding.return_states`. Approving it is in `freezing`."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, claim
from core.events import record_event
from core.formats import day
from funding.models import Return, ReturnLine
from funding.operations.returns.lines import lock_return
from funding.operations.returns.links import extend
from funding.return_states import Move, Need, move_between
from partners.models import User

State = Return.State
# Moves that ask more than this operation does.
HAVE_THEIR_OWN = ((State.NOT_STARTED, State.WITH_BODIES), (State.IN_REVIEW, State.APPROVED))


class CannotMove(Refused):
    """The return cannot go there now; the message says why."""


@transaction.atomic
def move_return(
    *,
    funding_return: Return,
    to: str,
    revision: int,
    values: Mapping[str, Any] | None = None,
    reason: str = "",
    by: User,
    now: datetime,
) -> Return:
    """A return in its next state, or back in an earlier one for a reason. `values` are what the move asks for:
    `sent_date` and `sent_to`, or `query`.

    Raises CannotMove, SavedMeanwhile, ValidationError.
    """
    owner = lock_return(funding_return)
    move = move_between(owner.state, to)
    if move is None or (owner.state, to) in HAVE_THEIR_OWN:
        raise CannotMove(f"A return that is {owner.get_state_display().lower()} cannot go there. Look at it again.")
    check_needs(owner, move, values or {}, reason, now=now)
    was = owner.state
    owner = claim(owner, revision)
    owner.state = to
    for name, value in (values or {}).items():
        setattr(owner, name, value)
    if was in Return.FROZEN and to not in Return.FROZEN:
        owner.approved_at, owner.approved_by = None, None
    owner.full_clean()
    owner.save()
    if to == State.WITH_BODIES:
        for asked in owner.requests.select_for_update():
            extend(asked, now=now)
            asked.save(update_fields=["expires_at"])
    record_event(
        chain=owner.award.partnership.event_chain,
        verb="funding.return_moved",
        summary=_said(owner, move, reason),
        by=by,
        now=now,
        subject=owner,
        data={
            "from": was,
            "to": str(to),
            "reason": reason.strip(),
            "query": owner.query if to == State.QUERIED else "",
        },
    )
    return owner


def check_needs(owner: Return, move: Move, values: Mapping[str, Any], reason: str, *, now: datetime) -> None:
    """Raises CannotMove, on the form's field, where a move's need is not met."""
    if Need.LINES in move.needs and not owner.lines.exists():
        raise CannotMove("The return has no line. Add the projects first.")
    if Need.DECIDED in move.needs and owner.lines.filter(state=ReturnLine.State.GIVEN).exists():
        raise CannotMove("An answer waits for you. Accept or send back every answer first.")
    if Need.REASON in move.needs and not reason.strip():
        raise CannotMove("Say why, so that others understand it later", field="reason")
    if Need.QUERY in move.needs and not str(values.get("query", "")).strip():
        raise CannotMove("Say what the funder asked", field="query")
    if Need.DAY_AND_PLACE in move.needs:
        _check_sent(owner, values, now)


def _check_sent(owner: Return, values: Mapping[str, Any], now: datetime) -> None:
    on = values.get("sent_date")
    if not on:
        raise CannotMove("Enter the day on which it was sent", field="sent_date")
    if on > timezone.localdate(now):
        raise CannotMove("That day is still to come. Enter the day on which it was sent", field="sent_date")
    if owner.approved_at and on < timezone.localdate(owner.approved_at):
        approved = day(timezone.localdate(owner.approved_at))
        raise CannotMove(f"It was approved on {approved}. Enter that day or a later one", field="sent_date")
    if not str(values.get("sent_to", "")).strip():
        raise CannotMove("Enter the post or body it was sent to", field="sent_to")


def _said(owner: Return, move: Move, reason: str) -> str:
    end = {
        State.SENT: f"was sent on {day(owner.sent_date)} to {owner.sent_to}" if owner.sent_date else "was sent",
        State.QUERIED: "was queried by its funder",
    }
    told = (
        end.get(move.end, f"is {move.end.label.lower()}") if not move.is_back else f"is {move.end.label.lower()} again"
    )
    why = f": {reason.strip().rstrip('.')}" if reason.strip() else ""
    return f"The return on {owner.award} for {owner.period_stated} {told}{why}."
