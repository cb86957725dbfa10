"""A year's achievements as anybody reads them, with their figures as stated."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from achievements.computed_changes import differences_against, differences_within
from achievements.models import Achievement, Comparator, Figure, Visibility
from priorities.summaries import Lineage, findings_of, lineage_of


@dataclass(frozen=True, slots=True)
class ComparatorLine:
    """What a figure is compared with, in words; `differences` are what its numbers do not add up to, as stated."""

    kind_label: str
    stated: str
    period: str
    area: str
    note: str
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure as stated, what it counts, and everything that qualifies it."""

    stated: str
    what: str
    unit: str
    qualifier: str
    basis_label: str
    period: str
    area: str
    evidence: str
    reported_by: str
    denominator: str
    formula: str
    note: str
    comparators: tuple[ComparatorLine, ...]
    breakdown: tuple["FigureLine", ...]
    id: int = 0
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AchievementLine:
    """An achievement with its figures and everything it is filed under. Quotes are those with consent on record."""

    id: int
    heading: str
    text: str
    status: str
    status_label: str
    approach: str
    approach_label: str
    grouping: str
    project: str
    provider: str
    bodies: tuple[str, ...]
    place: str
    when: str
    priorities: tuple[str, ...]
    continues: Lineage | None
    figures: tuple[FigureLine, ...]
    quotes: tuple[str, ...]
    is_for_paper: bool = True


@dataclass(frozen=True, slots=True)
class FindingFigures:
    """Something an assessment found, with its figures as stated."""

    topic: str
    text: str
    evidence: str
    figures: tuple[FigureLine, ...]


def achievements_of(plan_id: int, *, for_paper: bool = False) -> tuple[AchievementLine, ...]:
    """A plan's public achievements in order; `for_paper` leaves out those not marked for the annual paper. 7 queries.

    What is restricted is left out here, so that it never reaches a page or a paper.
    """
    achievements = Achievement.objects.filter(plan_id=plan_id).public()
    if for_paper:
        achievements = achievements.filter(is_for_paper=True)
    return _lines(achievements)


def achievements_for(
    plan_id: int, *, actions: Collection[int] = (), priorities: Collection[int] = ()
) -> tuple[AchievementLine, ...]:
    """A plan's public achievements that are filed under any of some actions or priorities, in order. 7 queries."""
    of_plan = Achievement.objects.filter(plan_id=plan_id).public()
    wanted = of_plan.filter(Q(actions__in=actions) | Q(priorities__in=priorities)).values("pk")
    return _lines(Achievement.objects.filter(pk__in=wanted))


def _lines(achievements: QuerySet[Achievement]) -> tuple[AchievementLine, ...]:
    found = (
        achievements.select_related("project", "provider", "provider_partnership", "continues__plan__partnership")
        .prefetch_related("bodies", "priorities", "quotes")
        .order_by("position", "pk")
    )
    theirs = Figure.objects.filter(achievement__in=achievements.values("pk"))
    figures = figures_of(theirs.values_list("pk", flat=True), "achievement_id")
    return tuple(_line(achievement, figures.get(achievement.pk, ())) for achievement in found)


def priorities_served(plan_id: int) -> dict[int, tuple[int, ...]]:
    """The ids of the priorities that a plan's achievements are filed under, by themselves or by an action, in the
    plan's order. 1 query.
    """
    served: dict[int, set[tuple[int, int]]] = {}
    of_plan = Achievement.objects.filter(plan_id=plan_id)
    by_action = of_plan.filter(actions__isnull=False)
    rows = of_plan.filter(priorities__isnull=False).values_list("pk", "priorities__position", "priorities")
    rows = rows.union(by_action.values_list("pk", "actions__priority__position", "actions__priority"))
    for achievement, position, priority in rows:
        served.setdefault(achievement, set()).add((position, priority))
    return {key: tuple(priority for _, priority in sorted(places)) for key, places in served.items()}


def findings_in_figures(plan_id: int) -> tuple[FindingFigures, ...]:
    """A plan's public findings that state figures, in order. 4 queries."""
    figures = figures_of(Figure.objects.filter(finding__plan_id=plan_id).values_list("pk", flat=True), "finding_id")
    return tuple(
        FindingFigures(finding.topic, finding.text, finding.evidence, figures[finding.id])
        for finding in findings_of(plan_id)
        if finding.id in figures
    )


def figures_of(figure_ids: object, owner: str) -> dict[int, tuple[FigureLine, ...]]:
    """Figures with comparators and breakdowns, by the id in their `owner` column. 2 queries."""
    figures = list(
        Figure.objects.filter(pk__in=figure_ids).select_related("area", "evidence").order_by("position", "pk")  # type: ignore[misc]
    )
    by_key = {figure.pk: figure for figure in figures}
    comparators: dict[int, list[ComparatorLine]] = {}
    found = (
        Comparator.objects.filter(figure__in=[figure.pk for figure in figures]).select_related("area").order_by("pk")
    )
    for comparator in found:
        comparators.setdefault(comparator.figure_id, []).append(
            _comparator_line(comparator, by_key[comparator.figure_id])
        )
    below: dict[int | None, list[Figure]] = {}
    for figure in figures:
        below.setdefault(figure.part_of_id, []).append(figure)

    def line(figure: Figure) -> FigureLine:
        parts = tuple(line(part) for part in below.get(figure.pk, ()))
        return _figure_line(figure, tuple(comparators.get(figure.pk, ())), parts)

    lines: dict[int, list[FigureLine]] = {}
    for figure in below.get(None, ()):
        lines.setdefault(getattr(figure, owner), []).append(line(figure))
    return {key: tuple(value) for key, value in lines.items()}


def _comparator_line(comparator: Comparator, figure: Figure) -> ComparatorLine:
    return ComparatorLine(
        kind_label=comparator.get_kind_display(),
        stated=comparator.stated,
        period=comparator.period_stated,
        area=comparator.area.name if comparator.area else "",
        note=comparator.note,
        differences=tuple(differences_against(figure, comparator)),
    )


def _figure_line(figure: Figure, comparators: tuple[ComparatorLine, ...], parts: tuple[FigureLine, ...]) -> FigureLine:
    denominator = "" if figure.denominator is None else f"{figure.denominator.normalize():,f}"
    if denominator and figure.denominator_note:
        denominator = f"{denominator} ({figure.denominator_note})"
    return FigureLine(
        stated=figure.stated,
        what=figure.what,
        unit=figure.unit,
        qualifier=figure.qualifier,
        basis_label=figure.get_basis_display(),
        period=figure.period_stated,
        area=figure.area.name if figure.area else "",
        evidence=figure.evidence.name if figure.evidence else "",
        reported_by=figure.reported_by,
        denominator=denominator,
        formula=figure.formula,
        note=figure.note,
        comparators=comparators,
        breakdown=parts,
        id=figure.pk,
        differences=tuple(differences_within(figure)),
    )


def _line(achievement: Achievement, figures: tuple[FigureLine, ...]) -> AchievementLine:
    earlier = achievement.continues
    if earlier and earlier.visibility != Visibility.PUBLIC:
        earlier = None
    return AchievementLine(
        id=achievement.pk,
        heading=achievement.heading,
        text=achievement.text,
        status=achievement.status,
        status_label=achievement.get_status_display(),
        approach=achievement.approach,
        approach_label=achievement.get_approach_display() if achievement.approach else "",
        grouping=achievement.grouping,
        project=achievement.project.name if achievement.project else "",
        provider=" and ".join(str(one) for one in (achievement.provider_partnership, achievement.provider) if one),
        bodies=tuple(sorted(body.name for body in achievement.bodies.all())),
        place=achievement.place,
        when=achievement.period_stated,
        priorities=tuple(
            priority.title for priority in sorted(achievement.priorities.all(), key=lambda one: (one.position, one.pk))
        ),
        continues=lineage_of(earlier.heading or earlier.text, earlier.plan) if earlier else None,
        figures=figures,
        quotes=tuple(quote.text for quote in achievement.quotes.all() if quote.has_consent),
        is_for_paper=achievement.is_for_paper,
    )
