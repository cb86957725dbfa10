"""What the checks of a paper’s words take from its records: figures, years, actions, bodies, people."""

from django.db.models import Q

from achievements.models import Figure
from partners.models import Body, Partnership, Person
from priorities.models import Action, ActionStatus, Plan
from priorities.numbering import numbers_of
from reports.checks.facts import Facts, KnownBody, KnownFigure, KnownPerson, Promise
from reports.compose.within_reach import figures_within_reach
from reports.models import Paper
from scorecard.models import Indicator
from scorecard.summaries import watching
from scorecard.travel import Direction

OFF_TRACK = (ActionStatus.OFF_TRACK, ActionStatus.AT_RISK)
WANTED = {"reduce": "down", "increase": "up"}


def facts_of(paper: Paper) -> Facts:
    """The facts of a paper’s plans and partnership. A constant number of queries."""
    partnership = paper.partnership
    bodies = _bodies(partnership)
    return Facts(
        figures=(*_figures(paper), *_watched(paper)),
        plan_year=paper.plan.period_stated if paper.plan else "",
        reported_year=paper.reports_on.period_stated if paper.reports_on else "",
        off_track=_actions(paper.reports_on or paper.plan, only=OFF_TRACK),
        promised=_actions(paper.follows.plan, only=()) if paper.follows and paper.follows.plan else (),
        bodies=tuple(_known(body) for body in bodies),
        people=tuple(
            KnownPerson(person.name, person.may_be_published)
            for person in Person.objects.filter(body__in=bodies).order_by("name", "pk")
        ),
        partnership_name=partnership.name_on(paper.date) if paper.date else partnership.name,
        partnership_acronym=partnership.short_name,
    )


def _figures(paper: Paper) -> list[KnownFigure]:
    """The figures that the paper may state; what is restricted is not even told to its officers' checks."""
    reach = figures_within_reach(paper).select_related("achievement__plan", "finding__plan")
    known = reach.prefetch_related("comparators").order_by("pk")
    return [
        KnownFigure(
            what=figure.what,
            number=figure.number,
            unit=figure.unit,
            stated=figure.stated,
            period=figure.period_stated,
            change=next((one.change_percent for one in figure.comparators.all() if one.change_percent), None),
            year=_year(figure),
        )
        for figure in known
        if figure.qualifier in (Figure.Qualifier.EXACT, "")
    ]


def _watched(paper: Paper) -> list[KnownFigure]:
    """Which way the indicators of the paper’s plans went, where that can be said: "burglaries" have risen.

    Only what is named by its theme and its unit, so that a sentence about something else is not taken for it.
    """
    plans = [plan for plan in (paper.plan, paper.reports_on) if plan]
    indicators = Indicator.objects.filter(plan__in=plans).exclude(unit="").order_by("pk")
    return [
        KnownFigure(
            what=f"{one.indicator.theme} ({one.indicator.unit})",
            number=None,
            stated=series.travel.sentence.removeprefix(series.travel.head).strip(": ."),
            period=series.travel.latest.period,
            change=series.travel.change,
            wanted=WANTED.get(series.watched.wanted, ""),
        )
        for one in watching(list(indicators))
        for series in one.series
        if series.travel.direction in (Direction.RISING, Direction.FALLING)
        and series.travel.latest
        and not series.measure
    ]


def _year(figure: Figure) -> str:
    """The year of the plan under which a figure was told."""
    told = figure.achievement or figure.finding
    return told.plan.period_stated if told and told.plan else ""


def _actions(plan: Plan | None, *, only: tuple[str, ...]) -> tuple[Promise, ...]:
    """Actions of a plan with their numbers; `only` those of a status, or all."""
    if plan is None:
        return ()
    actions = Action.objects.filter(priority__plan=plan).order_by("pk")
    found = list(actions.filter(status__in=only) if only else actions)
    numbers = numbers_of([plan.pk]) if found else {}
    return tuple(Promise(numbers.get(("action", action.pk), ""), action.text) for action in found)


def _bodies(partnership: Partnership) -> list[Body]:
    """Every body that ever was a member here, in the county above or in a district below."""
    near = (
        Q(memberships__partnership=partnership)
        | Q(memberships__partnership__parent=partnership)
        | Q(memberships__partnership=partnership.parent_id)
    )
    found = Body.objects.filter(near).select_related("successor").prefetch_related("names")
    return list(found.distinct().order_by("name", "pk"))


def _known(body: Body) -> KnownBody:
    return KnownBody(
        names=(body.name, *(name.name for name in body.names.all())),
        acronym=body.short_name if body.short_name.isupper() else "",
        existed_from=body.from_date,
        existed_until=body.until_date,
        successor=str(body.successor or ""),
    )
