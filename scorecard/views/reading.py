"""The board's scorecard of a plan, and the page of one indicator."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from scorecard.summaries import board_of, indicator_page
from scorecard.views.desk import desk_of, indicator_desk_of


@public
@require_safe
def scorecard(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What a partnership watches in a plan's year, which way it goes, and what goes the wrong way."""
    desk = desk_of(request, partnership_slug, plan_slug)
    context = {
        "head": desk.head,
        "page_name": "Scorecard",
        "board": board_of(desk.plan.pk, on=timezone.localdate(), for_members=desk.head.is_member),
        "may_change": desk.head.may_edit and not desk.is_closed,
    }
    return TemplateResponse(request, "scorecard/scorecard.html", context)


@public
@require_safe
def indicator(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """All that is known of one indicator: its values with a chart, what they are compared with, and what was asked."""
    desk = indicator_desk_of(request, partnership_slug, plan_slug, pk)
    page = indicator_page(desk.indicator, on=timezone.localdate(), for_members=desk.head.is_member)
    context = {
        "head": desk.head,
        "page": page,
        "line": page.line,
        "may_change": desk.head.may_edit and not desk.is_closed,
        "may_edit": desk.head.may_edit,
        "is_member": desk.head.is_member,
    }
    return TemplateResponse(request, "scorecard/indicator.html", context)
