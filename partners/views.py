"""The page of a partnership's bodies and groups on a day."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from partners.forms import AsAtForm
from partners.models import Partnership
from partners.summaries import groups_of, members_of


@public
@require_safe
def bodies(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Who belonged to a partnership on a day (`?on=2025-10-06`, else today), and which authorities it lacked."""
    today = timezone.localdate()
    found = get_object_or_404(Partnership, slug=partnership_slug)
    asked = any(name == "on" or name.startswith("on_") for name in request.GET)
    form = AsAtForm(request.GET) if asked else AsAtForm(initial={"on": today})
    context = {"partnership": found, "form": form, "today": today}
    if asked and not form.is_valid():
        return TemplateResponse(request, "partners/bodies.html", context)
    on = form.cleaned_data["on"] if asked else today
    if asked and "on" not in request.GET:  # the three boxes of the form: lead to the day's own address
        return redirect(f"{request.path}?on={on.isoformat()}")
    context |= {"on": on, "members": members_of(found.pk, tier=found.tier, on=on), "groups": groups_of(found.pk, on=on)}
    return TemplateResponse(request, "partners/bodies.html", context)
