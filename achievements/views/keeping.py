"""What the pages share that keep the log: the achievement an address names, and the way back."""

from typing import Any, TypeVar, cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from achievements.keepers import Keeper, keeper_of
from achievements.models import Achievement, Comparator, Evidence, Figure, Quote
from partners.models import User
from priorities.models import Plan

READ_OR_SEND = ["GET", "POST"]
EDIT = "achievements/edit.html"
Part = TypeVar("Part", Figure, Evidence, Quote)


def plan_and_keeper(request: HttpRequest, partnership_slug: str, plan_slug: str) -> tuple[Plan, Keeper]:
    """The plan of an address, and what whoever asks may do to its log. 2 queries."""
    plans = Plan.objects.select_related("partnership")
    plan = get_object_or_404(plans, slug=plan_slug, partnership__slug=partnership_slug)
    return plan, keeper_of(plan, cast("User", request.user), on=timezone.localdate())


def kept_or_404(
    request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int, *, fetching: tuple[str, ...] = ()
) -> tuple[Achievement, Keeper]:
    """The achievement of an address, where it is theirs to keep, with the records that `fetching` names. 2 queries."""
    found = Achievement.objects.select_related("plan__partnership", *fetching)
    achievement = get_object_or_404(found, pk=pk, plan__slug=plan_slug, plan__partnership__slug=partnership_slug)
    keeper = keeper_of(achievement.plan, cast("User", request.user), on=timezone.localdate())
    if not keeper.speaks_for(achievement.provider_id):
        raise Http404("There is no such achievement.")
    return achievement, keeper


def part_or_404(parts: QuerySet[Part], achievement: Achievement, pk: int) -> Part:
    """A figure, evidence or quotation of an achievement, which it then has at hand. 1 query."""
    part = get_object_or_404(parts, achievement=achievement, pk=pk)
    part.achievement = achievement
    return part


def comparator_or_404(achievement: Achievement, figure_pk: int, pk: int) -> Comparator:
    """What a figure of an achievement is compared with. 1 query."""
    found = Comparator.objects.select_related("figure", "area")
    comparator = get_object_or_404(found, pk=pk, figure=figure_pk, figure__achievement=achievement)
    comparator.figure.achievement = achievement
    return comparator


def log_url(plan: Plan, achievement_pk: int | None = None) -> str:
    """The log, at one of its lines."""
    address = reverse("achievements:achievement_log", args=[plan.partnership.slug, plan.slug])
    return f"{address}#achievement-{achievement_pk}" if achievement_pk else address


def figures_url(achievement: Achievement) -> str:
    """The page of an achievement's figures."""
    return _part_url("figure_list", achievement)


def evidence_url(achievement: Achievement) -> str:
    """The page of an achievement's evidence and quotations."""
    return _part_url("evidence_list", achievement)


def about(plan: Plan, achievement: Achievement | None = None, *, part: str = "") -> dict[str, Any]:
    """What the templates of these pages say: whose log, which achievement, and the page before this one."""
    pages = {"figures": figures_url, "evidence": evidence_url}
    way = (part.capitalize(), pages[part](achievement)) if part and achievement else ("Log", log_url(plan))
    return {
        "plan": plan,
        "partnership": plan.partnership,
        "achievement": achievement,
        "log_url": log_url(plan, achievement.pk if achievement else None),
        "up_title": way[0],
        "up_url": way[1],
    }


def _part_url(name: str, achievement: Achievement) -> str:
    plan = achievement.plan
    return reverse(f"achievements:{name}", args=[plan.partnership.slug, plan.slug, achievement.pk])
