"""Approving a return: its documents are kept for good, and its forecasts become those of the allocations.

The documents are composed and printed elsewhere, outside every lock (`reports.operations.returns`); what stands here
runs inside the transaction that keeps them.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Max
from django.utils import timezone

from core.editing import Refused
from core.events import record_event
from core.formats import listed
from funding.models import Forecast, Return, ReturnFile
from funding.summaries.returns import LineSummary
from partners.models import Role, User


class CannotApprove(Refused):
    """The return cannot be approved as it stands, or not by this person; the message says why."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document of a return, ready to be kept."""

    name: str
    content_type: str
    data: bytes

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


def may_approve(funding_return: Return, by: User, *, now: datetime) -> bool:
    """Whether a person approves returns here: an approver; an officer only where nobody is approver. 1 query."""
    roles = Role.objects.as_at(timezone.localdate(now)).filter(
        partnership=funding_return.award.partnership_id, kind__in=[Role.Kind.APPROVER, Role.Kind.OFFICER]
    )
    held = set(roles.values_list("kind", "user"))
    has_approvers = any(kind == Role.Kind.APPROVER for kind, _ in held)
    return (Role.Kind.APPROVER if has_approvers else Role.Kind.OFFICER, by.pk) in held


def check_may_approve(funding_return: Return, lines: Sequence[LineSummary], *, by: User, now: datetime) -> None:
    """Raises CannotApprove where the return is not ready, or this person does not approve it."""
    if funding_return.is_frozen:
        raise CannotApprove("It is approved already, perhaps a moment ago.")
    if funding_return.state != Return.State.IN_REVIEW:
        raise CannotApprove("It is not in review yet.")
    if not lines:
        raise CannotApprove("It has no line.")
    wanting = [line.project for line in lines if line.problems]
    if wanting:
        raise CannotApprove(f"Something is to be put right first in {listed(wanting)}.")
    if not may_approve(funding_return, by, now=now):
        raise CannotApprove("Returns are approved here by an approver. Ask one to look at it.")


def freeze_return(
    *,
    funding_return: Return,
    lines: Sequence[LineSummary],
    documents: Sequence[Document],
    by: User,
    now: datetime,
) -> int:
    """Approve a return that is locked and was checked: keep its documents under the next number, which is answered.

    Must run inside the caller's transaction.
    """
    owner = funding_return
    number = (owner.files.aggregate(last=Max("number"))["last"] or 0) + 1
    for one in documents:
        ReturnFile(
            funding_return=owner,
            number=number,
            name=one.name,
            content_type=one.content_type,
            content=one.data,
            content_hash=one.digest,
            made_at=now,
        ).save()
    owner.state, owner.approved_at, owner.approved_by = Return.State.APPROVED, now, by
    owner.revision += 1
    owner.full_clean()
    owner.save()
    forecasts = [_foresee(line, line.forecast, owner, now) for line in lines if line.forecast is not None]
    record_event(
        chain=owner.award.partnership.event_chain,
        verb="funding.return_approved",
        summary=f"Approved the return on {owner.award} for {owner.period_stated}, approval {number}.",
        by=by,
        now=now,
        subject=owner,
        data={"number": number, "files": {one.name: one.digest for one in documents}},
        also_about=[forecast.allocation for forecast in forecasts],
    )
    return number


def _foresee(line: LineSummary, amount: Decimal, owner: Return, now: datetime) -> Forecast:
    """What a line expects, as its allocation's forecast of that day."""
    on = timezone.localdate(now)
    found = Forecast.objects.select_related("allocation").filter(allocation=line.allocation_id, as_at_date=on).first()
    forecast = found or Forecast(allocation_id=line.allocation_id, as_at_date=on, revision=0)
    forecast.amount = amount
    forecast.note = f"From the return for {owner.period_stated}."
    forecast.revision += 1
    forecast.full_clean()
    forecast.save()
    return forecast
