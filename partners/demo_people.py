"""People for a demonstration: one per role, so that a visitor can try each without asking anybody for an account."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from core.events import record_event
from partners.models import Body, Partnership, Role, User

# Four groups of four, to be read from one screen and typed into another: no letter that looks like a digit.
PASSWORD_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # noqa: S105


class NobodyToSpeakFor(Exception):
    """The partnership has no member for its contributor to speak for."""


@dataclass(frozen=True, slots=True)
class DemoLogin:
    """How one person of the demonstration signs in. The password is in clear: there is nothing private behind it."""

    role: str
    email: str
    password: str


@transaction.atomic
def ensure_demo_people(
    *, partnership: Partnership, passwords: Mapping[str, str], by: User | None, now: datetime
) -> list[DemoLogin]:
    """One person per role of this partnership, each able to sign in; the logins come in the order of the roles.

    `passwords` holds those made up earlier, by e-mail address; a person without one gets a new one. People who are
    already there keep everything they did. Raises NobodyToSpeakFor.
    """
    logins = []
    for kind in Role.Kind:
        email = f"{kind.value}@{partnership.slug}.example"
        login = DemoLogin(str(kind.label), email, passwords.get(email) or _new_password())
        user = User.objects.filter(email=email).first() or _make_person(email, partnership, kind)
        if not user.check_password(login.password):
            user.set_password(login.password)
            user.save(update_fields=["password"])
        _ensure_role(user, partnership=partnership, kind=kind, by=by, now=now)
        logins.append(login)
    return logins


def _new_password() -> str:
    return "-".join("".join(secrets.choice(PASSWORD_LETTERS) for _ in range(4)) for _ in range(4))


def _make_person(email: str, partnership: Partnership, kind: Role.Kind) -> User:
    runs_it = kind == Role.Kind.ADMINISTRATOR
    name = f"{kind.label} ({partnership.name}, demonstration)"
    return User.objects.create_user(email, name=name, is_staff=runs_it, is_superuser=runs_it)


def _ensure_role(user: User, *, partnership: Partnership, kind: Role.Kind, by: User | None, now: datetime) -> None:
    if user.roles.filter(partnership=partnership, kind=kind).exists():
        return
    body = _spoken_for(partnership, now) if kind == Role.Kind.CONTRIBUTOR else None
    role = Role(user=user, partnership=partnership, kind=kind, body=body)
    role.full_clean()
    role.save()
    record_event(
        chain=partnership.event_chain,
        verb="partners.role_given",
        summary=f"Gave a person the role {role.get_kind_display()}" + (f" (for {body})." if body else "."),
        by=by,
        now=now,
        subject=role,
        data={"user": user.pk, "kind": kind.value, "body": body.pk if body else None},
    )


def _spoken_for(partnership: Partnership, now: datetime) -> Body:
    """The police where they are a member today, as they have most to report; else the first member."""
    today = timezone.localdate(now)
    members = [
        membership.body for membership in partnership.memberships.as_at(today).select_related("body").in_display_order()
    ]
    if not members:
        raise NobodyToSpeakFor(
            f"{partnership} has no member on {today:%-d %B %Y}, so its contributor has nobody to speak for."
        )
    return next((body for body in members if body.kind == Body.Kind.POLICE), members[0])
