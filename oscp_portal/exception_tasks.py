"""What somebody should do next for indicators that go the wrong way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from oscp_portal.tasks import Task
from partners.models import Role
from priorities.models import Plan
from scorecard.models import ExceptionReport
from scorecard.summaries import Unasked, unasked_of

State = ExceptionReport.State


@dataclass(frozen=True, slots=True)
class OpenExceptions:
    """The exception reports of some partnerships that are not accepted, and what goes the wrong way unasked."""

    reports: tuple[ExceptionReport, ...]
    unasked: tuple[Unasked, ...]


def open_exceptions(
    kept: Collection[int], bodies: Collection[tuple[int, int]], plans: Collection[Plan]
) -> OpenExceptions:
    """What is read of some partnerships: of those that are `kept` everything, else what the bodies are asked that the
    person speaks for. `plans` are those in hand. At most 8 queries.
    """
    mine = Q(indicator__partnership__in=kept)
    for partnership, body in bodies:
        mine |= Q(indicator__partnership=partnership, owner_body=body, state=State.ASKED)
    found = (
        ExceptionReport.objects.filter(mine, indicator__plan__isnull=False)
        .exclude(state=State.ACCEPTED)
        .exclude(indicator__plan__status=Plan.Status.CLOSED)
        .select_related("indicator__plan", "owner_body")
        .order_by("due_date", "pk")
    )
    unasked = unasked_of(*(plan.pk for plan in plans if plan.partnership_id in kept))
    return OpenExceptions(tuple(found), unasked)


def exception_tasks(
    slug: str, partnership: int, found: OpenExceptions, kinds: Collection[str], bodies: Collection[int], on: date
) -> list[Task]:
    """What a person with these roles in a partnership should do for what goes the wrong way."""
    tasks: list[Task] = []
    for one in found.reports:
        if one.indicator.partnership_id == partnership and one.indicator.plan is not None:
            link = reverse("scorecard:exception_report", args=[slug, one.indicator.plan.slug, one.pk])
            tasks += _of_report(one, link, kinds, bodies, on)
    if Role.Kind.OFFICER in kinds:
        for wrong in found.unasked:
            if wrong.indicator.partnership_id == partnership and wrong.indicator.plan is not None:
                link = reverse("scorecard:indicator", args=[slug, wrong.indicator.plan.slug, wrong.indicator.pk])
                text = f"Ask why {wrong.indicator.theme} goes the wrong way: {wrong.series.travel.sentence}"
                tasks.append(Task(text, f"{link}#reports"))
    return tasks


def _of_report(
    one: ExceptionReport, link: str, kinds: Collection[str], bodies: Collection[int], on: date
) -> list[Task]:
    """What one report wants of the person: to answer it, to accept it, or to chase it once it is late."""
    theme, is_late = one.indicator.theme, one.due_date is not None and one.due_date < on
    if one.state == State.ANSWERED:
        return [Task(f"Look at the exception report on {theme}", link)] if Role.Kind.OFFICER in kinds else []
    if one.owner_body_id in bodies:
        return [Task(f"Say why {theme} goes the wrong way, and what will be done", link, one.due_date, is_late)]
    if Role.Kind.OFFICER in kinds and is_late:
        return [Task(f"Chase {one.owner_body} for the exception report on {theme}", link, one.due_date, is_late=True)]
    return []
