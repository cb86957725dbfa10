"""The page of a plan."""

from collections import Counter
from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from priorities.models import ActionStatus
from priorities.pages import plan_or_404
from priorities.summaries import (
    ActionLine,
    PriorityLine,
    challenges_of,
    evidence_of,
    findings_of,
    objective_set_of,
    plan_summary,
)


@public
@require_safe
def plan(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What a partnership set out to do in a period: priorities, actions, and what they rest on."""
    on = timezone.localdate()
    found, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    summary = plan_summary(found)
    context = {
        "head": head,
        "plan": summary,
        "statuses": count_statuses(summary.priorities),
        "objective_set": objective_set_of(found),
        "evidence": evidence_of(found),
        "findings": findings_of(found.pk),
        "challenges": challenges_of(found.pk),
    }
    return TemplateResponse(request, "priorities/plan.html", context)


def count_statuses(priorities: Iterable[PriorityLine]) -> list[dict[str, str | int]]:
    """How many actions of a plan have each status, in the order of the statuses; those of none are left out."""
    counts = Counter(action.status for priority in priorities for action in _actions_of(priority))
    return [
        {"status": status.value, "label": str(status.label), "count": counts[status.value]}
        for status in ActionStatus
        if counts[status.value]
    ]


def _actions_of(priority: PriorityLine) -> Iterator[ActionLine]:
    yield from _with_parts(priority.actions)
    for part in priority.parts:
        yield from _actions_of(part)


def _with_parts(actions: Iterable[ActionLine]) -> Iterator[ActionLine]:
    for action in actions:
        yield action
        yield from _with_parts(action.parts)
