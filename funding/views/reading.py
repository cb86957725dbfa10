"""The page of a year's money."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from funding.summaries import funding_of, posts_of
from priorities.pages import plan_or_404


@public
@require_safe
def funding(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What was announced for a plan's year, where it went, and the posts it pays for."""
    on = timezone.localdate()
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    context = {"head": head, "page_name": "Funding", "awards": funding_of(plan.pk), "posts": posts_of(plan.pk)}
    return TemplateResponse(request, "funding/funding.html", context)
