"""Who signs a paper and how far each has come, and what an approver has seen of it."""

from dataclasses import dataclass
from datetime import date, datetime

from core.ordering import in_order
from partners.models import User
from reports.models import Look, Paper, SignOff
from reports.signatures import signed_something_else

WAITING = "waiting"
EARLIER = "earlier"


@dataclass(frozen=True, slots=True)
class SignerLine:
    """One function that signs a paper.

    `standing` is "new" (not asked now), "waiting", "signed", "earlier" (signed an earlier version) or "returned".
    `deputised` where the deputy signed for the approver; `is_recorded` where an officer recorded it from elsewhere.
    """

    id: int
    function: str
    post: str
    approver: str
    deputy: str
    standing: str
    is_required: bool
    due_date: date | None
    is_late: bool
    asked_at: datetime | None
    acted_at: datetime | None
    signed_date: date | None
    signed_by: str
    deputised: bool
    is_recorded: bool
    note: str
    is_waited_for: bool
    may_nudge: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody has seen of a paper, and when."""

    content: str
    hash: str
    looked_at: datetime


def signer_lines(paper: Paper, *, known_by: str | None, on: date) -> tuple[SignerLine, ...]:
    """Who signs a paper, in order. `known_by` is the hash of its manuscript; None where it is not compared. 1 query."""
    found = SignOff.objects.filter(paper=paper).select_related("approver", "deputy", "signed_by", "person", "meeting")
    return tuple(_line(sign_off, paper, known_by, on) for sign_off in in_order(found))


def seen_by(paper: Paper, user: User) -> Seen | None:
    """What somebody has last seen of a paper; None where they never said so. 1 query."""
    look = Look.objects.filter(paper=paper, user=user).first()
    return Seen(look.content, look.content_hash, look.looked_at) if look else None


def _line(sign_off: SignOff, paper: Paper, known_by: str | None, on: date) -> SignerLine:
    standing = _standing(sign_off, paper, known_by)
    is_asked = paper.state == Paper.State.IN_REVIEW and sign_off.state == SignOff.State.ASKED
    return SignerLine(
        id=sign_off.pk,
        function=sign_off.function,
        post=sign_off.post_title or str(sign_off.person or sign_off.meeting or ""),
        approver=str(sign_off.approver or ""),
        deputy=str(sign_off.deputy or ""),
        standing=standing,
        is_required=sign_off.is_required,
        due_date=sign_off.due_date,
        is_late=is_asked and sign_off.due_date is not None and sign_off.due_date < on,
        asked_at=sign_off.asked_at,
        acted_at=sign_off.signed_at,
        signed_date=sign_off.signed_date,
        signed_by=str(sign_off.signed_by or ""),
        deputised=sign_off.signed_by_id is not None and sign_off.signed_by_id == sign_off.deputy_id,
        is_recorded=sign_off.state == SignOff.State.SIGNED and sign_off.signed_by_id is None,
        note=sign_off.note,
        is_waited_for=is_asked,
        may_nudge=is_asked and bool(sign_off.approver_id or sign_off.deputy_id),
    )


def _standing(sign_off: SignOff, paper: Paper, known_by: str | None) -> str:
    if sign_off.state == SignOff.State.RETURNED:
        return "returned"
    if sign_off.state == SignOff.State.SIGNED:
        return EARLIER if known_by is not None and signed_something_else(sign_off, known_by) else "signed"
    if sign_off.asked_at is None or (paper.state == Paper.State.DRAFT and not sign_off.content_hash):
        return "new"
    return EARLIER if sign_off.content_hash else WAITING
