"""The log of a plan's achievements as those see it who keep it: newest first, narrowed down, by the page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from achievements.keepers import Keeper
from achievements.models import Achievement, Evidence, Figure, Quote, Visibility
from achievements.places import PlaceLine
from partners.models import Body
from priorities.models import Action, Project

LINES_ON_A_PAGE = 25
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Asked:
    """Which achievements somebody wants to see; what is empty does not narrow. Every one of the `words` must occur."""

    words: str = ""
    priority: int | None = None
    body: int | None = None
    project: int | None = None
    place: str = ""
    visibility: str = ""
    for_paper: bool = False


@dataclass(frozen=True, slots=True)
class LoggedFigure:
    """A figure as stated and what it counts, for the log; the page of figures has the rest."""

    stated: str
    what: str
    period: str


@dataclass(frozen=True, slots=True)
class LoggedAchievement:
    """One achievement of the log. `serves` are the numbered priorities and actions it is filed under.

    `visibility_label` is empty where everybody may read it.
    """

    id: int
    heading: str
    text: str
    status: str
    status_label: str
    when: str
    where: str
    provider: str
    bodies: tuple[str, ...]
    project: str
    grouping: str
    serves: tuple[str, ...]
    is_for_paper: bool
    visibility_label: str
    visibility_reason: str
    figures: tuple[LoggedFigure, ...]
    evidence_count: int
    quote_count: int
    may_change: bool


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log; `pages` says which of how many."""

    lines: tuple[LoggedAchievement, ...]
    pages: Page


def log_page(plan_id: int, keeper: Keeper, places: Iterable[PlaceLine], *, asked: Asked, number: Any) -> LogPage:
    """A page of what this keeper may read, the latest logged first. 6 queries. `number` is as an address has it."""
    found = _narrowed(Achievement.objects.filter(plan_id=plan_id).filter(keeper.readable), asked)
    pages = Paginator(_with_counts(found).order_by("-pk"), LINES_ON_A_PAGE).get_page(number)
    ids = [achievement.pk for achievement in pages.object_list]
    bodies, figures, serves = _bodies(ids), _figures(ids), _serves(ids, places)
    lines = tuple(
        _line(one, keeper, bodies.get(one.pk, []), figures.get(one.pk, []), serves.get(one.pk, []))
        for one in pages.object_list
    )
    return LogPage(lines, pages)


def bodies_in_log(plan_id: int) -> list[Body]:
    """The bodies that provided or took part in a plan's achievements, by name. 1 query."""
    there = Q(achievements__plan=plan_id) | Q(achievements_provided__plan=plan_id)
    return list(Body.objects.filter(there).distinct().order_by("name", "pk"))


def projects_in_log(plan_id: int) -> list[Project]:
    """The projects of a plan's achievements, by name. 1 query."""
    return list(Project.objects.filter(achievements__plan=plan_id).distinct().order_by("name", "pk"))


def _narrowed(found: QuerySet[Achievement], asked: Asked) -> QuerySet[Achievement]:
    if asked.priority is not None:
        under = Action.objects.filter(priority=asked.priority)
        found = found.filter(
            Q(pk__in=_through("priorities").filter(priority=asked.priority).values("achievement"))
            | Q(pk__in=_through("actions").filter(action__in=under).values("achievement"))
        )
    if asked.body is not None:
        taking_part = _through("bodies").filter(body=asked.body).values("achievement")
        found = found.filter(Q(provider=asked.body) | Q(pk__in=taking_part))
    if asked.project is not None:
        found = found.filter(project=asked.project)
    if asked.place:
        found = found.filter(place__icontains=asked.place)
    if asked.visibility:
        found = found.filter(visibility=asked.visibility)
    if asked.for_paper:
        found = found.filter(is_for_paper=True)
    for word in asked.words.split()[:MOST_WORDS]:
        anywhere = Q(text__icontains=word) | Q(heading__icontains=word) | Q(grouping__icontains=word)
        found = found.filter(anywhere | Q(place__icontains=word) | Q(project__name__icontains=word))
    return found


def _through(name: str) -> QuerySet[Any]:
    """The rows that link achievements with their bodies, priorities or actions."""
    through: Any = Achievement._meta.get_field(name).remote_field.through  # type: ignore[union-attr]
    rows: QuerySet[Any] = through._default_manager.all()
    return rows


def _with_counts(found: QuerySet[Achievement]) -> QuerySet[Achievement]:
    def count(model: type[Evidence] | type[Quote]) -> Coalesce:
        of_this = model._default_manager.filter(achievement=OuterRef("pk")).order_by()
        return Coalesce(Subquery(of_this.values("achievement").annotate(many=Count("pk")).values("many")), 0)

    return found.select_related("project", "provider", "provider_partnership").annotate(
        evidence_count=count(Evidence), quote_count=count(Quote)
    )


def _bodies(ids: list[int]) -> dict[int, list[str]]:
    rows = _through("bodies").filter(achievement__in=ids).order_by("body__name", "body")
    found: dict[int, list[str]] = {}
    for achievement, name in rows.values_list("achievement", "body__name"):
        found.setdefault(achievement, []).append(name)
    return found


def _figures(ids: list[int]) -> dict[int, list[LoggedFigure]]:
    """The figures of some achievements but the parts of others, in order."""
    rows = Figure.objects.filter(achievement__in=ids, part_of__isnull=True).order_by("position", "pk")
    found: dict[int, list[LoggedFigure]] = {}
    for achievement, stated, what, period in rows.values_list("achievement", "stated", "what", "period_stated"):
        found.setdefault(achievement or 0, []).append(LoggedFigure(stated, what, period))
    return found


def _serves(ids: list[int], places: Iterable[PlaceLine]) -> dict[int, list[str]]:
    priorities = _through("priorities").filter(achievement__in=ids).values_list("achievement", "priority")
    actions = _through("actions").filter(achievement__in=ids).values_list("achievement", "action")
    linked = {(one, ("priority", key)) for one, key in priorities} | {(one, ("action", key)) for one, key in actions}
    found: dict[int, list[str]] = {}
    for line in places:
        for one in ids:
            if (one, line.place) in linked:
                found.setdefault(one, []).append(line.label)
    return found


def _line(
    one: Any, keeper: Keeper, bodies: list[str], figures: list[LoggedFigure], serves: list[str]
) -> LoggedAchievement:
    return LoggedAchievement(
        id=one.pk,
        heading=one.heading,
        text=one.text,
        status=one.status,
        status_label=one.get_status_display(),
        when=one.period_stated,
        where=one.place,
        provider=" and ".join(str(name) for name in (one.provider_partnership, one.provider) if name),
        bodies=tuple(bodies),
        project=one.project.name if one.project else "",
        grouping=one.grouping,
        serves=tuple(serves),
        is_for_paper=one.is_for_paper,
        visibility_label="" if one.visibility == Visibility.PUBLIC else one.get_visibility_display(),
        visibility_reason=one.visibility_reason,
        figures=tuple(figures),
        evidence_count=one.evidence_count,
        quote_count=one.quote_count,
        may_change=keeper.may_keep(one.provider_id),
    )
