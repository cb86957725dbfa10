"""Approvers sign a paper or return it; officers send it to them, remind them, and ask again where it has changed.

What is signed is known by its hash (`reports.manuscripts`): whatever changes afterwards, in the paper or in the plan,
makes it another, and asks for the signature again.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import models, transaction
from django.utils import timezone

from core.calendar import is_working_day
from core.editing import Refused
from core.events import record_event
from core.formats import day, listed
from core.ordering import in_order
from partners.models import Role, User
from reports import content
from reports.despatch import despatch_date, sign_by
from reports.manuscripts import Manuscript, PaperNotReady, manuscript
from reports.models import Look, Paper, SignOff
from reports.operations.moving import locked, move
from reports.operations.settling import settle
from reports.operations.signers import name_signers
from reports.signatures import signed_something_else
from reports.signing_mails import Kind, mails_to_keepers, mails_to_signers, post_after_commit

OUT = (Paper.State.IN_REVIEW, Paper.State.APPROVED, Paper.State.SCHEDULED)
USUAL_DAYS = 5
ONE_DAY = timedelta(days=1)


class CannotSignNow(Refused):
    """This person cannot sign this, or not now; the message says why."""


class ChangedMeanwhile(CannotSignNow):
    """The paper is not any more what the approver read."""


@transaction.atomic
def send_for_sign_off(*, paper: Paper, by: User, now: datetime) -> Paper:
    """Ask everybody who signs the paper; where nobody is named, those whom its house style asks.

    Whoever signed exactly this before is not asked again. Raises PaperNotReady.
    """
    found = locked(paper)
    if found.state != Paper.State.DRAFT:
        raise PaperNotReady(f"Only a draft is sent for sign-off. This paper is {found.get_state_display().lower()}.")
    known = manuscript(found)
    if not _signers(found):
        name_signers(paper=found, now=now)
    sign_offs = _signers(found)
    if not sign_offs:
        raise PaperNotReady("Nobody is named to sign it. Add who signs, or publish it without.")
    asked = [one for one in sign_offs if one.state != SignOff.State.SIGNED or signed_something_else(one, known.hash)]
    _ask(found, asked, now=now)
    move(found, Paper.State.IN_REVIEW)
    settle(found, known)
    told = listed(one.function for one in asked) or "nobody: all have signed it as it is"
    _tell(found, "reports.sent_for_sign_off", f"Sent “{found.title}” for sign-off to {told}.", asked, by=by, now=now)
    post_after_commit(mails_to_signers(Kind.ASKED, found, asked))
    return found


@transaction.atomic
def sign_paper(*, sign_off: SignOff, seen: str, by: User, now: datetime) -> SignOff:
    """The signature of the approver, or of the deputy, under the paper that they read: the one whose hash they `seen`.

    With the last one that it needs the paper is approved. Raises CannotSignNow, ChangedMeanwhile, PaperNotReady.
    """
    paper = locked(sign_off.paper)
    own = _to_sign(sign_off, paper, by, now=now)
    known = manuscript(paper)
    if known.hash != seen:
        raise ChangedMeanwhile("The paper was changed while you read it. Look at what changed, then sign.")
    if own.state == SignOff.State.SIGNED and own.content_hash == known.hash:
        raise CannotSignNow("It is signed already.")
    _sign(own, known, signed_date=timezone.localdate(now), by=by, now=now)
    keep_look(paper=paper, as_seen=known, by=by, now=now)
    is_approved = settle(paper, known)
    as_deputy = " as deputy" if own.deputy_id == by.pk and own.approver_id != by.pk else ""
    ending = " That was the last signature that it needs." if is_approved else ""
    said = f"Signed “{paper.title}”{as_deputy} for {own.function}.{ending}"
    _tell(paper, "reports.paper_signed", said, [own], by=by, now=now, content_hash=known.hash)
    if is_approved:
        post_after_commit(mails_to_keepers(Kind.APPROVED, paper, on=timezone.localdate(now)))
    return own


@transaction.atomic
def record_signature(*, sign_off: SignOff, signed_date: date, by: User, now: datetime) -> SignOff:
    """A signature that was given elsewhere, on paper or by e-mail, as an officer records it. Raises PaperNotReady."""
    paper = locked(sign_off.paper)
    _check_out(paper)
    if signed_date > timezone.localdate(now):
        raise PaperNotReady("The day on which it was signed must be today or in the past", field="signed_date")
    known = manuscript(paper)
    own = SignOff.objects.select_for_update(of=("self",)).get(pk=sign_off.pk)
    _sign(own, known, signed_date=signed_date, by=None, now=now)
    ending = " That was the last signature that it needs." if settle(paper, known) else ""
    said = f"Recorded that “{paper.title}” was signed elsewhere for {own.function} on {day(signed_date)}.{ending}"
    _tell(paper, "reports.signature_recorded", said, [own], by=by, now=now, content_hash=known.hash)
    return own


@transaction.atomic
def return_paper(*, sign_off: SignOff, note: str, by: User, now: datetime) -> SignOff:
    """The paper back in draft, with a note for its officers and for everybody who signs it.

    Raises CannotSignNow, PaperNotReady.
    """
    paper = locked(sign_off.paper)
    own = _to_sign(sign_off, paper, by, now=now)
    if not note.strip():
        raise CannotSignNow("Say what to change", field="note")
    own.state, own.note = SignOff.State.RETURNED, note.strip()
    own.signed_date, own.signed_at, own.signed_by, own.content_hash = None, now, by, ""
    _save(own)
    keep_look(paper=paper, as_seen=manuscript(paper), by=by, now=now)
    move(paper, Paper.State.DRAFT, publish_at=None)
    said = f"Returned “{paper.title}” with a note, for {own.function}. It is a draft again."
    _tell(paper, "reports.paper_returned", said, [own], by=by, now=now)
    others = [one for one in _signers(paper) if one.pk != own.pk]
    post_after_commit(
        [
            *mails_to_keepers(Kind.RETURNED, paper, told=own.note, on=timezone.localdate(now)),
            *mails_to_signers(Kind.RETURNED, paper, others, told=own.note),
        ]
    )
    return own


@transaction.atomic
def ask_again(*, paper: Paper, by: User | None, now: datetime) -> Paper:
    """Ask those again who signed an earlier version; the paper is out for sign-off until they have.

    Raises PaperNotReady.
    """
    found = locked(paper)
    _check_out(found)
    known = manuscript(found)
    asked = [one for one in _signers(found) if signed_something_else(one, known.hash)]
    if not asked:
        raise PaperNotReady("Nothing has changed since it was signed, so nobody need sign again.")
    _ask(found, asked, now=now)
    if found.state != Paper.State.IN_REVIEW:
        move(found, Paper.State.IN_REVIEW, publish_at=None)
    told = listed(one.function for one in asked)
    said = f"Asked again for signatures under “{found.title}”, which has changed: {told}."
    _tell(found, "reports.signatures_asked_again", said, asked, by=by, now=now)
    post_after_commit(mails_to_signers(Kind.CHANGED, found, asked))
    return found


@transaction.atomic
def nudge_signer(*, sign_off: SignOff, by: User, now: datetime) -> SignOff:
    """Remind whoever has not signed yet, at most once a day. Raises PaperNotReady."""
    paper = locked(sign_off.paper)
    own = _with_people().select_for_update(of=("self",)).get(pk=sign_off.pk)
    if paper.state != Paper.State.IN_REVIEW or own.state != SignOff.State.ASKED:
        raise PaperNotReady("Nobody waits for this signature now.")
    if own.approver is None and own.deputy is None:
        raise PaperNotReady(f"Nobody is named to sign for {own.function}. Choose somebody first.")
    if own.asked_at and timezone.localdate(own.asked_at) == timezone.localdate(now):
        raise PaperNotReady("They were asked today already. Give them until tomorrow.")
    own.asked_at = now
    _save(own)
    said = f"Reminded whoever signs “{paper.title}” for {own.function}."
    _tell(paper, "reports.signer_nudged", said, [own], by=by, now=now)
    post_after_commit(mails_to_signers(Kind.NUDGE, paper, [own]))
    return own


@transaction.atomic
def take_back(*, paper: Paper, by: User, now: datetime) -> Paper:
    """The paper as a draft again, which nobody is asked to sign. Raises PaperNotReady."""
    found = locked(paper)
    _check_out(found)
    move(found, Paper.State.DRAFT, publish_at=None)
    _tell(found, "reports.paper_taken_back", f"Took “{found.title}” back to draft.", (), by=by, now=now)
    return found


@transaction.atomic
def read_paper(*, paper: Paper, seen: str, by: User, now: datetime) -> Look:
    """What an approver says they have read: the paper whose hash they `seen`.

    Raises ChangedMeanwhile, PaperNotReady.
    """
    found = locked(paper)
    known = manuscript(found)
    if known.hash != seen:
        raise ChangedMeanwhile("The paper was changed while you read it. Look at what changed.")
    return keep_look(paper=found, as_seen=known, by=by, now=now)


def keep_look(*, paper: Paper, as_seen: Manuscript, by: User, now: datetime) -> Look:
    """What somebody has seen of a paper, kept so that they are shown what changes after it. Tells nobody."""
    seen = {"content": content.to_json(as_seen.to_sign), "content_hash": as_seen.hash, "looked_at": now}
    return Look.objects.update_or_create(paper=paper, user=by, defaults=seen)[0]


def _ask(paper: Paper, sign_offs: Iterable[SignOff], *, now: datetime) -> None:
    """Mark sign-offs as asked, with a day by which: so many working days before despatch, and never in the past."""
    days = dict(paper.house_style.approver_roles.values_list("function", "days_before"))
    despatch, tomorrow = despatch_date(paper), timezone.localdate(now) + ONE_DAY
    while not is_working_day(tomorrow):
        tomorrow += ONE_DAY
    for one in sign_offs:
        one.state, one.asked_at, one.signed_date = SignOff.State.ASKED, now, None
        if one.due_date is None or one.due_date < tomorrow:
            wanted = sign_by(despatch, days_before=days.get(one.function, USUAL_DAYS)) if despatch else None
            one.due_date = max(wanted, tomorrow) if wanted else None
        _save(one)


def _sign(sign_off: SignOff, known: Manuscript, *, signed_date: date, by: User | None, now: datetime) -> None:
    sign_off.state, sign_off.content_hash, sign_off.note = SignOff.State.SIGNED, known.hash, ""
    sign_off.signed_date, sign_off.signed_at, sign_off.signed_by = signed_date, now, by
    _save(sign_off)


def _save(sign_off: SignOff) -> None:
    sign_off.revision += 1
    sign_off.save()


def _to_sign(sign_off: SignOff, paper: Paper, by: User, *, now: datetime) -> SignOff:
    """The sign-off, locked, where this person may sign it now. Raises CannotSignNow."""
    own = SignOff.objects.select_for_update(of=("self",)).get(pk=sign_off.pk)
    if by.pk not in (own.approver_id, own.deputy_id):
        raise CannotSignNow("Somebody else is named to sign this.")
    roles = Role.objects.held_by(by, on=timezone.localdate(now))
    if not roles.filter(partnership=paper.partnership_id, kind=Role.Kind.APPROVER).exists():
        raise CannotSignNow("You are no approver of this partnership any more. Ask its administrator.")
    _check_out(paper)
    return own


def _check_out(paper: Paper) -> None:
    if paper.state not in OUT:
        raise PaperNotReady(f"This paper is {paper.get_state_display().lower()} now: nobody is asked to sign it.")


def _with_people() -> models.QuerySet[SignOff]:
    return SignOff.objects.select_related("approver", "deputy")


def _signers(paper: Paper) -> list[SignOff]:
    return in_order(_with_people().filter(paper=paper))


def _tell(
    paper: Paper,
    verb: str,
    summary: str,
    sign_offs: Iterable[SignOff],
    *,
    by: User | None,
    now: datetime,
    content_hash: str = "",
) -> None:
    data = {"sign_offs": [one.pk for one in sign_offs], "state": str(paper.state)}
    if content_hash:
        data["content_hash"] = content_hash
    record_event(
        chain=paper.partnership.event_chain, verb=verb, summary=summary, by=by, now=now, subject=paper, data=data
    )
