"""Who signs a paper: officers name the functions, who signs for each and who may in their place."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from core.editing import Refused, add_record, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import Role, User
from reports.manuscripts import PaperNotReady
from reports.models import Paper, SignOff
from reports.operations.moving import locked
from reports.operations.settling import settle
from reports.signing_mails import Kind, mails_to_signers, post_after_commit

CANNOT_SIGN = "Choose somebody who is an approver of this partnership"


class CannotSign(Refused):
    """Somebody is named to sign who has no role for it."""


class SignatureWanted(Refused):
    """The house style publishes no paper without this signature, or it was given already."""


@transaction.atomic
def add_sign_off(*, paper: Paper, values: Mapping[str, Any], by: User, now: datetime) -> SignOff:
    """Another function that signs the paper. Raises CannotSign, PaperNotReady, ValidationError."""
    found = _in_work(paper)
    _check_signers(found, values, now=now)
    last = found.sign_offs.aggregate(last=Max("position"))["last"] or 0
    return add_record(
        record=SignOff(paper=found, position=last + 1),
        values=values,
        chain=found.partnership.event_chain,
        verb="reports.sign_off_added",
        said=lambda made, _: f"Added who signs “{found.title}” for {made.function}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_sign_off(*, sign_off: SignOff, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> SignOff:
    """Who signs for a function, with new values. Somebody new is asked, where the paper is out for sign-off.

    Raises CannotSign, SignatureWanted, PaperNotReady, SavedMeanwhile, ValidationError.
    """
    found = _in_work(sign_off.paper)
    _check_signers(found, values, now=now)
    before = SignOff.objects.get(pk=sign_off.pk)
    _check_keeps_signature(before, values)
    _check_not_wanted(found, before, values)
    known = {before.approver_id, before.deputy_id}
    saved = change_record(
        record=sign_off,
        values=values,
        revision=revision,
        chain=found.partnership.event_chain,
        verb="reports.sign_off_changed",
        said=lambda changed, _: f"Changed who signs “{found.title}” for {changed.function}.",
        by=by,
        now=now,
    )
    is_asked = found.state == Paper.State.IN_REVIEW and saved.state == SignOff.State.ASKED
    if is_asked:
        mails = mails_to_signers(Kind.ASKED, found, [saved])
        told = {user.email for user in (saved.approver, saved.deputy) if user and user.pk not in known}
        post_after_commit(mail for mail in mails if mail.to in told)
    settle(found)
    return saved


@transaction.atomic
def remove_sign_off(*, sign_off: SignOff, place: str, by: User, now: datetime) -> Removal:
    """A function that need not sign the paper after all. Raises SignatureWanted, PaperNotReady."""
    found = _in_work(sign_off.paper)
    _check_not_wanted(found, SignOff.objects.get(pk=sign_off.pk), {"function": "", "is_required": False})
    removal = remove_record(
        record=sign_off,
        chain=found.partnership.event_chain,
        place=place,
        verb="reports.sign_off_removed",
        summary=f"Took {sign_off.function} from those who sign “{found.title}”.",
        by=by,
        now=now,
    )
    settle(found)
    return removal


def name_signers(*, paper: Paper, now: datetime) -> None:
    """Who signs a new paper: for each function that its house style asks, whoever signed for it last time and still
    may, or else the only approver that the partnership has. 4 queries and one for each function.
    """
    held = Role.objects.as_at(timezone.localdate(now)).filter(
        partnership=paper.partnership_id, kind=Role.Kind.APPROVER, user__is_active=True
    )
    able = set(held.values_list("user_id", flat=True))
    only = next(iter(able)) if len(able) == 1 else None
    last_time = (
        {one.function: one for one in SignOff.objects.filter(paper=paper.follows_id)} if paper.follows_id else {}
    )
    for position, role in enumerate(paper.house_style.approver_roles.order_by("position", "pk"), 1):
        before = last_time.get(role.function)
        approver = before.approver_id if before and before.approver_id in able else only
        deputy = before.deputy_id if before and before.deputy_id in able and before.deputy_id != approver else None
        SignOff.objects.create(
            paper=paper,
            position=position,
            function=role.function,
            post_title=role.post_title,
            is_required=role.is_required,
            approver_id=approver,
            deputy_id=deputy,
        )


def _in_work(paper: Paper) -> Paper:
    found = locked(paper)
    if found.state not in Paper.IN_WORK:
        raise PaperNotReady(
            "The paper is out. Who signed it stays as it is; begin a correction to have it signed anew."
        )
    return found


def _check_keeps_signature(before: SignOff, values: Mapping[str, Any]) -> None:
    """Raises SignatureWanted where a signature that was given would stand for something else."""
    if before.state != SignOff.State.SIGNED:
        return
    for name in ("function", "post_title"):
        if values[name] != getattr(before, name):
            raise SignatureWanted("This is signed already. Add another signature in place of changing it", field=name)


def _check_not_wanted(paper: Paper, before: SignOff, values: Mapping[str, Any]) -> None:
    """Raises SignatureWanted where the paper would go out without a signature that its house style insists on."""
    if before.is_required and values["is_required"] and values["function"] == before.function:
        return
    if paper.house_style.approver_roles.filter(function=before.function, is_required=True).exists():
        raise SignatureWanted(
            f"The house style publishes no paper without the signature for {before.function}. "
            "An administrator can change that."
        )


def _check_signers(paper: Paper, values: Mapping[str, Any], *, now: datetime) -> None:
    """Raises CannotSign where somebody is named who is no approver of the partnership today, or the same one twice."""
    approver, deputy = values.get("approver"), values.get("deputy")
    if approver is not None and approver == deputy:
        raise CannotSign("Choose somebody else as the deputy: this is the approver", field="deputy")
    held = Role.objects.as_at(timezone.localdate(now)).filter(
        partnership=paper.partnership_id,
        kind=Role.Kind.APPROVER,
        user__in=[user for user in (approver, deputy) if user],
    )
    able = set(held.values_list("user_id", flat=True))
    for name, user in (("approver", approver), ("deputy", deputy)):
        if user is not None and user.pk not in able:
            raise CannotSign(CANNOT_SIGN, field=name)
