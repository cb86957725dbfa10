"""What the forms of achievements offer to choose from, each in one query."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, Value

from achievements.keepers import Keeper
from achievements.models import Achievement, Figure
from achievements.places import PlaceLine, places_of
from partners.models import Area, Body, Partnership
from priorities.models import EvidenceSource, Plan, Project

MOST_EARLIER = 200


@dataclass(frozen=True, slots=True)
class Chosen:
    """Records to choose several of, those first that are chosen now."""

    records: tuple[Body | Area, ...]
    chosen: tuple[Body | Area, ...]


def bodies_offered(achievement: Achievement) -> Chosen:
    """The partnership's members of any time, their services, and who provides or took part already. 1 query."""
    partnership = achievement.plan.partnership_id
    taking_part = Achievement.bodies.through._default_manager.filter(achievement=achievement.pk, body=OuterRef("pk"))
    found = Body.objects.annotate(is_chosen=Exists(taking_part)).filter(
        Q(is_chosen=True)
        | Q(pk=achievement.provider_id)
        | Q(memberships__partnership=partnership)
        | Q(parent__memberships__partnership=partnership)
    )
    return _chosen(found.distinct().order_by("name", "pk"))


def areas_offered(achievement: Achievement) -> Chosen:
    """The partnership's areas, what lies within them, and where its other achievements were. 1 query."""
    partnership = achievement.plan.partnership_id
    there = Achievement.areas.through._default_manager.filter(achievement=achievement.pk, area=OuterRef("pk"))
    found = Area.objects.annotate(is_chosen=Exists(there)).filter(
        Q(is_chosen=True)
        | Q(achievements__plan__partnership=partnership)
        | Q(partnership_links__partnership=partnership)
        | Q(parent__partnership_links__partnership=partnership)
        | Q(parent__parent__partnership_links__partnership=partnership)
    )
    return _chosen(found.distinct().order_by("name", "pk"))


def projects_offered(plan: Plan) -> list[Project]:
    """The partnership's projects, and those that several share. 1 query."""
    theirs = Q(partnership=plan.partnership_id) | Q(partnership__isnull=True)
    return list(Project.objects.filter(theirs).order_by("name", "pk"))


def places_offered(achievement: Achievement) -> tuple[tuple[PlaceLine, ...], list[str]]:
    """The plan's priorities and actions in order, and the keys of those it serves now. 3 queries, 2 for a new one."""
    places = places_of(achievement.plan_id)
    if not achievement.pk:
        return places, []
    priorities = Achievement.priorities.through._default_manager.filter(achievement=achievement.pk)
    actions = Achievement.actions.through._default_manager.filter(achievement=achievement.pk)
    rows = priorities.values_list(Value("priority"), F("priority")).union(
        actions.values_list(Value("action"), F("action"))
    )
    served = {f"{kind}-{key}" for kind, key in rows}
    return places, [line.key for line in places if line.key in served]


def earlier_offered(plan: Plan, keeper: Keeper) -> list[tuple[str, list[Achievement]]]:
    """What the partnership's other plans achieved, as far as the keeper may read it, the latest plan first, by plan.
    1 query.
    """
    others = Achievement.objects.filter(keeper.readable, plan__partnership=plan.partnership_id).exclude(plan=plan)
    found = (
        others.select_related("plan")
        .only("heading", "text", "plan__title")
        .order_by(F("plan__period_start").desc(nulls_last=True), "plan", "position", "pk")[:MOST_EARLIER]
    )
    return [(str(earlier), list(those)) for earlier, those in groupby(found, key=lambda one: one.plan)]


def partnerships_offered(partnership: Partnership) -> list[Partnership]:
    """For a county, the districts that may deliver for it. 1 query; for others none, and no query."""
    if partnership.tier != Partnership.Tier.COUNTY:
        return []
    return list(Partnership.objects.filter(parent=partnership).in_display_order())


def sources_offered(plan: Plan) -> list[EvidenceSource]:
    """The assessments, surveys and statistics that the partnership knows. 1 query."""
    return list(EvidenceSource.objects.filter(partnership=plan.partnership_id).order_by("name", "pk"))


def wholes_offered(figure: Figure) -> list[Figure]:
    """The other figures of an achievement, of which this one may be a part. 1 query."""
    others = Figure.objects.filter(achievement=figure.achievement_id, part_of__isnull=True).exclude(pk=figure.pk)
    return list(others.order_by("position", "pk"))


def _chosen(found: Iterable[Any]) -> Chosen:
    records = list(found)
    chosen = [one for one in records if one.is_chosen]
    return Chosen(tuple(chosen + [one for one in records if not one.is_chosen]), tuple(chosen))
