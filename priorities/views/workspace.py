"""The plan in place: what officers keep, with a way to change each line where it stands."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from core.access import officer_required
from priorities.views.desk import desk_of


@officer_required
@require_safe
def work(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """A plan with its priorities and actions, to be changed in place."""
    desk = desk_of(request, partnership_slug, plan_slug)
    return TemplateResponse(request, "priorities/work.html", desk.context())
