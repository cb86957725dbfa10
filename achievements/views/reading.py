"""The page of a year's achievements."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from achievements.summaries import AchievementLine, achievements_of, findings_in_figures
from core.access import public
from partners.models import Role
from priorities.pages import plan_or_404

KEEPERS = frozenset({Role.Kind.OFFICER.value, Role.Kind.CONTRIBUTOR.value})


@public
@require_safe
def achievements(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What came of a plan in its year, each figure as it was stated."""
    on = timezone.localdate()
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    lines = achievements_of(plan.pk)
    groups = [{"heading": heading, "lines": tuple(found)} for heading, found in groupby(lines, _heading)]
    context = {
        "head": head,
        "page_name": "Achievements",
        "groups": groups,
        "findings": findings_in_figures(plan.pk),
        "may_keep": bool(head.kinds & KEEPERS),
    }
    return TemplateResponse(request, "achievements/achievements.html", context)


def _heading(line: AchievementLine) -> str:
    """What an achievement is filed under, as its paper files it: its own grouping, else whom it works with."""
    return line.grouping or line.approach_label
