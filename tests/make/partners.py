"""Makers of partnerships, bodies, groups, meetings and people, and the standing cast of every page's tests."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser

from core.periods import Period
from partners.models import (
    Area,
    Body,
    BodyName,
    CycleTask,
    Decision,
    GlossaryTerm,
    Group,
    Link,
    Meeting,
    Membership,
    MembershipCategory,
    Partnership,
    PartnershipArea,
    PartnershipName,
    Person,
    Protocol,
    Role,
    Seat,
    User,
)
from tests.make.shared import read_period, slug_for


def user(*, email: str = "", password: str = "", **fields: Any) -> User:
    """Somebody who signs in; with a role, use `officer`, `contributor` or `approver`."""
    return User.objects.create_user(email or f"{slug_for('somebody')}@example.org", password or None, **fields)


def area(*, name: str = "Oxford", kind: str = Area.Kind.DISTRICT, slug: str = "", **fields: Any) -> Area:
    return Area.objects.create(name=name, kind=kind, slug=slug or slug_for("area"), **fields)


def body(*, name: str = "Thames Valley Police", kind: str = Body.Kind.POLICE, slug: str = "", **fields: Any) -> Body:
    return Body.objects.create(name=name, kind=kind, slug=slug or slug_for("body"), **fields)


def body_name(*, of: Body | None = None, name: str = "The Force", **fields: Any) -> BodyName:
    return BodyName.objects.create(body=of or body(), name=name, **fields)


def partnership(
    *,
    name: str = "Oxford Safer Communities Partnership",
    tier: str = Partnership.Tier.DISTRICT,
    slug: str = "",
    **fields: Any,
) -> Partnership:
    return Partnership.objects.create(name=name, tier=tier, slug=slug or slug_for("partnership"), **fields)


def partnership_name(*, of: Partnership | None = None, name: str = "A former name", **fields: Any) -> PartnershipName:
    return PartnershipName.objects.create(partnership=of or partnership(), name=name, **fields)


def partnership_area(*, of: Partnership | None = None, covers: Area | None = None, **fields: Any) -> PartnershipArea:
    return PartnershipArea.objects.create(partnership=of or partnership(), area=covers or area(), **fields)


def membership(
    *,
    of: Partnership | None = None,
    member: Body | None = None,
    standing: str = Membership.Standing.RESPONSIBLE,
    categories: tuple[str, ...] = (),
    **fields: Any,
) -> Membership:
    made = Membership.objects.create(
        partnership=of or partnership(), body=member or body(), standing=standing, **fields
    )
    for category in categories:
        membership_category(of=made, category=category)
    return made


def membership_category(
    *, of: Membership | None = None, category: str = MembershipCategory.Category.POLICE, **fields: Any
) -> MembershipCategory:
    return MembershipCategory.objects.create(membership=of or membership(), category=category, **fields)


def group(
    *, of: Partnership | None = None, name: str = "Executive Group", kind: str = Group.Kind.EXECUTIVE, **fields: Any
) -> Group:
    return Group.objects.create(partnership=of or partnership(), name=name, kind=kind, **fields)


def person(*, name: str = "A. Member", **fields: Any) -> Person:
    return Person.objects.create(name=name, **fields)


def seat(*, on: Group | None = None, post_title: str = "Local police commander", **fields: Any) -> Seat:
    return Seat.objects.create(group=on or group(), post_title=post_title, **fields)


def meeting(*, of: Partnership | None = None, on: date | None = date(2025, 6, 30), **fields: Any) -> Meeting:
    return Meeting.objects.create(partnership=of or partnership(), date=on, **fields)


def decision(*, at: Meeting | None = None, text: str = "To agree the priorities.", **fields: Any) -> Decision:
    return Decision.objects.create(meeting=at or meeting(), text=text, **fields)


def cycle_task(
    *,
    of: Group | None = None,
    text: str = "Review the plan",
    stage: str = "Agreeing priorities",
    period: Period | str | None = "Q1 2013-14",
    **fields: Any,
) -> CycleTask:
    return CycleTask.objects.create(group=of or group(), text=text, stage=stage, period=read_period(period), **fields)


def protocol(*, of: Partnership | None = None, name: str = "Working protocol", **fields: Any) -> Protocol:
    return Protocol.objects.create(partnership=of or partnership(), name=name, **{"text": "Be open.", **fields})


def link(
    *, of: Partnership | None = None, label: str = "Assessment", url: str = "https://example.org/", **fields: Any
) -> Link:
    return Link.objects.create(partnership=of or partnership(), label=label, url=url, **fields)


def glossary_term(
    *,
    of: Partnership | None = None,
    term: str = "ASB",
    meaning: str = "Anti-social behaviour",
    **fields: Any,
) -> GlossaryTerm:
    return GlossaryTerm.objects.create(partnership=of or partnership(), term=term, meaning=meaning, **fields)


def role(
    *,
    of: Partnership | None = None,
    held_by: User | None = None,
    kind: str = Role.Kind.OFFICER,
    **fields: Any,
) -> Role:
    return Role.objects.create(partnership=of or partnership(), user=held_by or user(), kind=kind, **fields)


# The standing cast of every page's tests.


def officer(*, of: Partnership) -> User:
    """Somebody who keeps this partnership's plan."""
    return role(of=of, held_by=user(name="The officer")).user


def contributor(*, of: Partnership, speaks_for: Body) -> User:
    """Somebody who answers for one member body's lines."""
    return role(of=of, held_by=user(name="The contributor"), kind=Role.Kind.CONTRIBUTOR, body=speaks_for).user


def approver(*, of: Partnership) -> User:
    """Somebody who signs this partnership's papers."""
    return role(of=of, held_by=user(name="The approver"), kind=Role.Kind.APPROVER).user


def administrator(*, of: Partnership) -> User:
    """Somebody who looks after this partnership's people and roles."""
    return role(of=of, held_by=user(name="The administrator"), kind=Role.Kind.ADMINISTRATOR).user


def stranger() -> User:
    """The officer of another partnership."""
    return officer(of=partnership(name="Another partnership"))


def anonymous() -> AnonymousUser:
    """Nobody in particular: the public."""
    return AnonymousUser()
