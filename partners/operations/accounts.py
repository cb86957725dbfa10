"""People who sign in, and the roles that administrators of a partnership give them and end.

An administrator touches the roles of their own partnership alone. What concerns a whole account (its second step, its
owner's leaving) is refused or limited where another partnership has a say in it too.
"""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from core.editing import Refused, change_record
from core.events import record_event
from core.formats import day
from partners.invitations import is_invited, send_invitation, send_second_step_removed
from partners.models import Body, Partnership, Role, User

ONE_DAY = timedelta(days=1)


class LastAdministrator(Refused):
    """The partnership would be left with nobody to look after its people."""


@transaction.atomic
def invite_person(
    *,
    partnership: Partnership,
    email: str,
    name: str,
    kind: str,
    body: Body | None,
    from_date: date | None,
    until_date: date | None,
    by: User,
    now: datetime,
) -> Role:
    """A role for whoever has this address, with an account where they have none yet, and an e-mail that says so.

    Of somebody with an account the name stays as it is. Raises Refused, ValidationError; OSError where all is saved
    but no mail leaves.
    """
    email = email.strip().lower()
    user = User.objects.filter(email=email).first()
    if user and not user.is_active:
        raise Refused("This person's account is switched off: ask those who run the portal.", field="email")
    is_new = user is None
    user = user or User.objects.create_user(email, name=name)
    role = _new_role(user, partnership, kind, body, from_date, until_date, on=timezone.localdate(now))
    record_event(
        chain=partnership.event_chain,
        verb="partners.person_invited",
        summary=f"Invited a person as {_described(role)}." if is_new else f"Gave a person the role {_described(role)}.",
        by=by,
        now=now,
        subject=role,
        data={**_told(role), "is_new": is_new},
    )
    transaction.on_commit(lambda: send_invitation(role))
    return role


@transaction.atomic
def give_role(
    *,
    user: User,
    partnership: Partnership,
    kind: str,
    body: Body | None,
    from_date: date | None,
    until_date: date | None,
    by: User,
    now: datetime,
) -> Role:
    """Another role for somebody who has, or had, one in the partnership. Raises Refused, ValidationError."""
    if not user.is_active:
        raise Refused("This person has left: invite them anew if they are back.")
    role = _new_role(user, partnership, kind, body, from_date, until_date, on=timezone.localdate(now))
    record_event(
        chain=partnership.event_chain,
        verb="partners.role_given",
        summary=f"Gave a person the role {_described(role)}.",
        by=by,
        now=now,
        subject=role,
        data=_told(role),
    )
    return role


@transaction.atomic
def end_role(*, role: Role, until_date: date, revision: int, by: User, now: datetime) -> Role:
    """The role with its last day. Raises LastAdministrator, SavedMeanwhile, ValidationError."""
    partnership = Partnership.objects.select_for_update().get(pk=role.partnership_id)
    check_administrator_remains(partnership, without=[role], after=until_date)
    return change_record(
        record=role,
        values={"until_date": until_date},
        revision=revision,
        chain=partnership.event_chain,
        verb="partners.role_ended",
        said=lambda ended, _: f"Ended a person's role {_described(ended)} on {day(until_date)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def send_invitation_again(*, user: User, partnership: Partnership, by: User, now: datetime) -> Role:
    """Another e-mail with a link to somebody who has not answered the first; answers the role it speaks of.

    Raises Refused; OSError where no mail leaves.
    """
    on = timezone.localdate(now)
    open_roles = user.roles.filter(partnership=partnership).open_on(on).select_related("partnership", "body", "user")
    role = open_roles.order_by("from_date", "pk").first()
    if not is_invited(user) or not user.is_active or role is None:
        raise Refused("This person has answered already, or has no role any more: there is nothing to send.")
    record_event(
        chain=partnership.event_chain,
        verb="partners.invitation_sent_again",
        summary="Sent a person their invitation again.",
        by=by,
        now=now,
        subject=user,
    )
    transaction.on_commit(lambda: send_invitation(role))
    return role


@transaction.atomic
def remove_second_step(*, user: User, partnership: Partnership, by: User, now: datetime) -> None:
    """Take away the second step of somebody who has lost their telephone, and end their sessions.

    Raises Refused where the account is not this partnership's alone; OSError where all is done but no mail leaves.
    """
    if user.pk == by.pk:
        raise Refused("Change your own second step on the page of your account.")
    if user.is_staff or user.roles.exclude(partnership=partnership).open_on(timezone.localdate(now)).exists():
        raise Refused(
            "This person also works elsewhere on the portal, so their second step is not one partnership's to remove. "
            "Ask those who run the portal."
        )
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise Refused("This person has no second step.")
    end_sessions(user)
    record_event(
        chain=partnership.event_chain,
        verb="partners.second_step_removed_by_administrator",
        summary="Removed a person's second step at log-in.",
        by=by,
        now=now,
        subject=user,
    )
    transaction.on_commit(lambda: send_second_step_removed(user))


def check_administrator_remains(partnership: Partnership, *, without: Collection[Role], after: date) -> None:
    """Refuses to end these roles after a day where nobody would look after the partnership's people from then on.

    Whoever does must have logged in once, and have the role for good. Raises LastAdministrator.
    """
    if not any(role.kind == Role.Kind.ADMINISTRATOR for role in without):
        return
    others = partnership.roles.filter(
        Q(from_date__isnull=True) | Q(from_date__lte=after + ONE_DAY),
        kind=Role.Kind.ADMINISTRATOR,
        until_date__isnull=True,
        user__is_active=True,
        user__last_login__isnull=False,
    )
    if not others.exclude(pk__in=[role.pk for role in without]).exists():
        raise LastAdministrator(
            "The partnership needs an administrator. First give the role to somebody else, without a last day, and "
            "wait until they have logged in."
        )


def end_sessions(user: User) -> None:
    """End all of somebody's sessions, in every browser."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def _new_role(
    user: User,
    partnership: Partnership,
    kind: str,
    body: Body | None,
    from_date: date | None,
    until_date: date | None,
    *,
    on: date,
) -> Role:
    if body and not partnership.memberships.as_at(on).filter(body=body).exists():
        raise Refused(f"{body} is no member of the partnership today. Add its membership first.", field="body")
    same = Role.objects.filter(user=user, partnership=partnership, kind=kind, body=body)
    if same.overlapping(from_date, until_date).exists():
        raise Refused("This person has that role already at that time. See the dates of their roles.", field="kind")
    role = Role(user=user, partnership=partnership, kind=kind, body=body, from_date=from_date, until_date=until_date)
    role.full_clean()
    role.save()
    return role


def _described(role: Role) -> str:
    return f"{role.get_kind_display()} ({role.body})" if role.body else str(role.get_kind_display())


def _told(role: Role) -> dict[str, str | int | None]:
    return {"user": role.user_id, "kind": role.kind, "body": role.body_id}
