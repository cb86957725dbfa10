"""Who signs in to work in a partnership: their roles, and how their account stands."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from partners.invitations import is_invited
from partners.models import Role, User


@dataclass(frozen=True, slots=True)
class RoleLine:
    """A role: what it is, its dates, and when it holds as seen from a day: "now", "later" or "past"."""

    id: int
    kind: str
    kind_label: str
    body: str
    from_date: date | None
    until_date: date | None
    holds: str

    @property
    def words(self) -> str:
        return f"{self.kind_label}: {self.body}" if self.body else self.kind_label


@dataclass(frozen=True, slots=True)
class AccountLine:
    """Somebody with a role in a partnership. Second step and last log-in are as of now, whatever the day."""

    id: int
    name: str
    email: str
    is_invited: bool
    is_active: bool
    has_left: bool
    has_second_step: bool
    last_login: datetime | None
    roles: tuple[RoleLine, ...]

    @property
    def roles_now(self) -> tuple[RoleLine, ...]:
        return tuple(role for role in self.roles if role.holds == "now")


@dataclass(frozen=True, slots=True)
class Accounts:
    """Everybody who has or had a role in a partnership, in the order of their names."""

    on: date
    current: list[AccountLine] = field(default_factory=list)
    coming: list[AccountLine] = field(default_factory=list)
    former: list[AccountLine] = field(default_factory=list)


def accounts_in(partnership_id: int, *, on: date) -> Accounts:
    """The people of a partnership as at a day: with a role on it, with one to come, and with past ones alone.
    2 queries.
    """
    found = Accounts(on)
    for line in _lines(Role.objects.filter(partnership_id=partnership_id), on=on):
        holds = {role.holds for role in line.roles}
        part = found.current if "now" in holds else found.coming if "later" in holds else found.former
        part.append(line)
    return found


def account_in(partnership_id: int, user: User, *, on: date) -> AccountLine | None:
    """One of them; None where they never had a role in the partnership. 2 queries."""
    return next(iter(_lines(Role.objects.filter(partnership_id=partnership_id, user=user), on=on)), None)


def _lines(roles: QuerySet[Role], *, on: date) -> list[AccountLine]:
    held: dict[User, list[Role]] = {}
    for role in roles.select_related("user", "body").order_by("from_date", "pk"):
        held.setdefault(role.user, []).append(role)
    with_step = set(
        Authenticator.objects.filter(user__in=held, type=Authenticator.Type.TOTP).values_list("user_id", flat=True)
    )
    lines = [_line(user, roles_of, has_second_step=user.pk in with_step, on=on) for user, roles_of in held.items()]
    return sorted(lines, key=lambda line: (line.has_left, (line.name or line.email).casefold(), line.id))


def _line(user: User, roles: Iterable[Role], *, has_second_step: bool, on: date) -> AccountLine:
    return AccountLine(
        id=user.pk,
        name=user.name,
        email="" if user.left_at else user.email,
        is_invited=user.left_at is None and is_invited(user),
        is_active=user.is_active,
        has_left=user.left_at is not None,
        has_second_step=has_second_step,
        last_login=user.last_login,
        roles=tuple(_role_line(role, on) for role in roles),
    )


def _role_line(role: Role, on: date) -> RoleLine:
    begins_later = role.from_date is not None and role.from_date > on
    return RoleLine(
        id=role.pk,
        kind=role.kind,
        kind_label=role.get_kind_display(),
        body=role.body.name if role.body else "",
        from_date=role.from_date,
        until_date=role.until_date,
        holds="now" if role.is_current(on) else "later" if begins_later else "past",
    )
