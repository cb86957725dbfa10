"""The page of a partnership's bodies and groups on a day."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from partners.forms import AsAtForm
from partners.models import Membership, Partnership
from partners.summaries import MemberLine, groups_of, members_of

STANDINGS = {
    Membership.Standing.RESPONSIBLE: "Responsible authorities",
    Membership.Standing.CO_OPERATING: "Co-operating bodies",
    Membership.Standing.INVITED: "Invited",
    Membership.Standing.PARTNER: "Other partners",
    Membership.Standing.OBSERVER: "Observers",
}


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
    members = members_of(found.pk, tier=found.tier, on=on)
    context |= {
        "on": on,
        "members": members,
        "standings": by_standing(members.lines),
        "groups": groups_of(found.pk, on=on),
    }
    return TemplateResponse(request, "partners/bodies.html", context)


def by_standing(lines: Iterable[MemberLine]) -> list[tuple[str, list[MemberLine]]]:
    """Members under a heading for each standing that any has, the most bound first."""
    lines = list(lines)
    grouped = [
        (heading, [line for line in lines if line.standing == standing]) for standing, heading in STANDINGS.items()
    ]
    return [(heading, found) for heading, found in grouped if found]
