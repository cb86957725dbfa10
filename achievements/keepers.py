"""Who keeps the log of achievements, and until when: the one place of the rule.

- Officers of the partnership keep all of it, also after the plan is closed: what was achieved often comes to be known
  when the next plan is running, and the paper about the year is written then. The history says when that was.
- A contributor logs what their own body provided, and changes that and its figures, evidence and quotes, until the plan
  is closed. They read what is public or shared among partners, and all that their body provided.
"""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Q

from core.editing import Refused
from core.formats import listed
from partners.models import Body, Role, User
from priorities.models import Finding, Plan

if TYPE_CHECKING:
    from achievements.models import Achievement

CLOSED = "This plan is closed. Ask the partnership officer to log what is still missing."
SHARED = (Finding.Visibility.PUBLIC, Finding.Visibility.PARTNERS)
NOT_THEIRS = "Another body provided this. Ask the partnership officer to change it."


class NotKept(Refused):
    """Somebody may not add or change this; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Keeper:
    """What one person may do to the log of a plan: everything as an officer, or their own bodies' achievements."""

    is_officer: bool
    bodies: tuple[Body, ...]
    is_closed: bool

    @property
    def may_add(self) -> bool:
        """Whether they may log an achievement at all."""
        return self.is_officer or (bool(self.bodies) and not self.is_closed)

    def may_keep(self, provider_id: int | None) -> bool:
        """Whether they may change what a body provided, None for nobody in particular."""
        return self.is_officer or (not self.is_closed and self.speaks_for(provider_id))

    @property
    def readable(self) -> Q:
        """Which achievements they may read."""
        return Q() if self.is_officer else Q(visibility__in=SHARED) | Q(provider__in=self.bodies)

    def may_read(self, achievement: "Achievement") -> bool:
        """Whether an achievement is among those."""
        return achievement.visibility in SHARED or self.speaks_for(achievement.provider_id)

    def speaks_for(self, provider_id: int | None) -> bool:
        """Whether what a body provided is theirs to keep, as long as the plan is open."""
        return self.is_officer or any(body.pk == provider_id for body in self.bodies)


def keeper_of(plan: Plan, user: User, *, on: date) -> Keeper:
    """What a person may do to a plan's log on a day. 1 query."""
    roles = list(
        Role.objects.held_by(user, on=on)
        .filter(partnership=plan.partnership_id, kind__in=[Role.Kind.OFFICER, Role.Kind.CONTRIBUTOR])
        .select_related("body")
        .order_by("body__name", "pk")
    )
    bodies = {role.body_id: role.body for role in roles if role.body}
    return Keeper(
        is_officer=any(role.kind == Role.Kind.OFFICER for role in roles),
        bodies=tuple(bodies.values()),
        is_closed=plan.status == Plan.Status.CLOSED,
    )


def check_may_add(plan: Plan, provider: Body | None, *, by: User, on: date) -> None:
    """Raises NotKept, on the field `provider` where the body is not theirs to speak for."""
    check_provider(keeper_of(plan, by, on=on), provider)


def check_provider(keeper: Keeper, provider: Body | None) -> None:
    """The same, of somebody whose rights are known."""
    if not keeper.is_officer and keeper.is_closed:
        raise NotKept(CLOSED)
    if not keeper.may_keep(provider.pk if provider else None):
        own = listed(body.name for body in keeper.bodies)
        raise NotKept(f"You can log what {own} provided." if own else NOT_THEIRS, field="provider")


def check_may_keep(achievement: "Achievement", *, by: User, on: date) -> None:
    """Raises NotKept where somebody may not change an achievement and what belongs to it."""
    why = why_not_kept(achievement, by=by, on=on)
    if why:
        raise NotKept(why)


def why_not_kept(achievement: "Achievement", *, by: User, on: date) -> str:
    """Why somebody may not change an achievement and what belongs to it, as a sentence; empty where they may."""
    return why_not_theirs(keeper_of(achievement.plan, by, on=on), achievement)


def why_not_theirs(keeper: Keeper, achievement: "Achievement") -> str:
    """The same, of somebody whose rights are known."""
    if keeper.may_keep(achievement.provider_id):
        return ""
    return CLOSED if keeper.is_closed else NOT_THEIRS
