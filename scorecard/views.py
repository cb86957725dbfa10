"""The page of a year's scorecard."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from priorities.pages import plan_or_404
from scorecard.summaries import indicators_of


@public
@require_safe
def scorecard(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What a partnership watches in a plan's year, which way it should go, and its latest values."""
    on = timezone.localdate()
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    indicators = sorted(indicators_of(plan.pk), key=lambda line: line.indicator_set)
    sets = [
        {"label": label, "lines": tuple(lines)} for label, lines in groupby(indicators, lambda line: line.set_label)
    ]
    return TemplateResponse(request, "scorecard/scorecard.html", {"head": head, "page_name": "Scorecard", "sets": sets})
