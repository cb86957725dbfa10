"""What officers should do next for the money of their partnerships: say why what does not agree does not."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse

from funding.models import Award
from funding.summaries import reconciled
from oscp_portal.tasks import Task
from priorities.models import Plan


@dataclass(frozen=True, slots=True)
class Unexplained:
    """An award with differences that nobody explained, or not as they are now."""

    award: Award
    count: int


def unexplained_awards(partnerships: Collection[int], *, on: date) -> tuple[Unexplained, ...]:
    """The awards of some partnerships' plans, but for closed ones, that do not agree without an explanation. 8 queries,
    1 where there are no awards.
    """
    settled = Q(plan=None) | Q(plan__status=Plan.Status.CLOSED)
    awards = Award.objects.filter(partnership__in=partnerships).exclude(settled).select_related("plan")
    found = list(awards.order_by("plan__period_start", "position", "pk"))
    sums = reconciled(found, on=on) if found else {}
    return tuple(Unexplained(award, len(sums[award.pk].unexplained)) for award in found if sums[award.pk].unexplained)


def money_tasks(slug: str, partnership: int, found: Collection[Unexplained]) -> list[Task]:
    """A task for each award of a partnership that does not agree."""
    tasks = []
    for one in found:
        if one.award.partnership_id == partnership and one.award.plan:
            link = reverse("funding:award", args=[slug, one.award.plan.slug, one.award.pk])
            differences = "a difference" if one.count == 1 else f"{one.count} differences"
            tasks.append(Task(f"Explain {differences} in the money of “{one.award}”", link))
    return tasks
