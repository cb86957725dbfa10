"""What forms of plans offer to choose from, each list fetched once and in an order in which it is soon found."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from core.prose import gist
from partners.models import Body, Group, Membership, Partnership
from priorities.models import Action, ObjectiveSet, Plan, Priority, Project
from priorities.summaries import ActionLine, PriorityLine

MEMBERS = "Members of the partnership"
OTHERS = "Their services, and others that its plans name"
LENGTH = 60
# Records under a heading.
Bodies = Sequence[tuple[str, Sequence[Body]]]


@dataclass(frozen=True, slots=True)
class Offers:
    """What the forms of one plan's priorities and actions offer; `priorities` is the plan as it stands."""

    bodies: Bodies
    groups: Sequence[Group]
    projects: Sequence[Project]
    priorities: tuple[PriorityLine, ...]


def offers_of(plan: Plan, priorities: tuple[PriorityLine, ...], *, on: date, projects: bool = True) -> Offers:
    """What a plan's forms offer, as at its own time where that is past. 2 or 3 queries."""
    then = min(on, plan.period_end or on)
    groups = Group.objects.filter(partnership=plan.partnership_id).as_at(then).order_by("position", "name", "pk")
    mine = Q(partnership=plan.partnership_id) | Q(partnership=None)
    found = list(Project.objects.filter(mine).order_by("name", "pk")) if projects else []
    return Offers(bodies_of(plan.partnership, on=then), list(groups), found, priorities)


def bodies_of(partnership: Partnership, *, on: date) -> Bodies:
    """The bodies that a partnership has to do with on a day: its members first, then their services and whatever its
    plans name. 1 query.
    """
    members = Membership.objects.filter(partnership=partnership)
    today = members.as_at(on).filter(body=OuterRef("pk"))
    near = Body.objects.as_at(on).filter(near_to(partnership)).annotate(is_member=Exists(today))
    found = list(near.order_by("name", "pk"))
    return [
        (MEMBERS, [body for body in found if body.is_member]),
        (OTHERS, [body for body in found if not body.is_member]),
    ]


def near_to(partnership: Partnership) -> Q:
    """Bodies that are or were members, their services, and those that the partnership's plans name."""
    members = Membership.objects.filter(partnership=partnership).values("body")
    of_plan, of_action = {"plan__partnership": partnership}, {"priority__plan__partnership": partnership}
    return (
        Q(pk__in=members)
        | Q(parent__in=members)
        | Q(pk__in=Action.objects.filter(**of_action, lead_body__isnull=False).values("lead_body"))
        | Q(
            pk__in=Action.supporting_bodies.through._default_manager.filter(
                action__priority__plan__partnership=partnership
            ).values("body")
        )
        | Q(pk__in=Priority.objects.filter(**of_plan, lead_body__isnull=False).values("lead_body"))
        | Q(pk__in=ObjectiveSet.objects.filter(plans__partnership=partnership).values("body"))
    )


def objective_sets_of(partnership: Partnership) -> list[ObjectiveSet]:
    """The sets of objectives that a partnership's plans use, or that a body near to it set: the newest first."""
    near = Body.objects.filter(near_to(partnership)).values("pk")
    used = ObjectiveSet.objects.filter(plans__partnership=partnership).values("pk")
    found = ObjectiveSet.objects.filter(Q(body__in=near) | Q(pk__in=used)).select_related("body")
    return list(found.order_by("-from_date", "name", "pk"))


def places_in(priorities: Iterable[PriorityLine], *, without: int) -> list[tuple[str, str]]:
    """Where an action may stand: under each priority and each action but itself and its own parts."""
    return list(_places(priorities, without))


def titles_in(priorities: Iterable[PriorityLine], *, without: int | None = None) -> list[tuple[int, str]]:
    """The priorities of a plan by key, numbered; without one and its parts, where it is named."""
    found: list[tuple[int, str]] = []
    for priority in priorities:
        if priority.id != without:
            found.append((priority.id, f"{priority.number} {gist(priority.title, LENGTH)}"))
            found += titles_in(priority.parts, without=without)
    return found


def _places(priorities: Iterable[PriorityLine], without: int) -> Iterator[tuple[str, str]]:
    for priority in priorities:
        yield f"priority-{priority.id}", f"{priority.number} {gist(priority.title, LENGTH)}"
        yield from _under(priority.actions, without)
        yield from _places(priority.parts, without)


def _under(actions: Iterable[ActionLine], without: int) -> Iterator[tuple[str, str]]:
    for action in actions:
        if action.id != without:
            yield f"action-{action.id}", f"{action.number} {gist(action.text, LENGTH)}"
            yield from _under(action.parts, without)
