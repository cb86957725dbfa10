"""Awards that belong to no plan: money on record whose year or use nobody has said yet."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.access import officer_required, public
from core.edit_pages import edit_page
from funding.forms import PlaceAwardForm
from funding.models import Award
from funding.operations import place_award
from funding.summaries import cuts_of, payments_of, summaries_of
from funding.views.desk import READ_OR_SEND
from partners.models import Role, User
from priorities.models import Plan


@public
@require_safe
def lone_award(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """One award of no plan: where it went, what changed hands, and what does not agree."""
    found, on = _award_or_404(partnership_slug, pk), timezone.localdate()
    kinds = _kinds_of(request, found)
    (summary,) = summaries_of([found], on=on, names=bool(kinds))
    context = {
        "partnership": found.partnership,
        "award": summary,
        "cuts": cuts_of([summary]),
        "payments": payments_of(found.pk, for_members=bool(kinds)),
        "is_member": bool(kinds),
        "may_place": Role.Kind.OFFICER in kinds,
    }
    return TemplateResponse(request, "funding/lone_award.html", context)


@officer_required
@require_http_methods(READ_OR_SEND)
def lone_award_place(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Says to which plan an award belongs; there everything else of it is kept."""
    found, by, now = _award_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    plans = Plan.objects.filter(partnership=found.partnership).exclude(status=Plan.Status.CLOSED).in_display_order()
    place = reverse("grants:lone_award", args=[partnership_slug, pk])
    return edit_page(
        request,
        form=partial(PlaceAwardForm, instance=found, plans=[("", list(plans))]),
        save=lambda form: place_award(award=found, plan=form.values["plan"], revision=form.revision, by=by, now=now),
        heading="Add the award to a plan",
        said=lambda placed: f"The award belongs to {placed.plan} now.",
        done=lambda placed: reverse("funding:award", args=[partnership_slug, cast("Plan", placed.plan).slug, pk]),
        cancel=place,
        template="funding/lone_award_place.html",
        context=lambda: {"partnership": found.partnership, "title": found.title, "up_url": place},
    )


def _award_or_404(partnership_slug: str, pk: int) -> Award:
    """An award of the partnership that belongs to no plan, or 404. 1 query."""
    lone = Award.objects.filter(plan=None, partnership__slug=partnership_slug).select_related("partnership")
    return get_object_or_404(lone, pk=pk)


def _kinds_of(request: HttpRequest, award: Award) -> set[str]:
    """The visitor's roles in the award's partnership today; none for the public. 1 query for whoever has logged in."""
    if not isinstance(request.user, User):
        return set()
    held = Role.objects.held_by(request.user, on=timezone.localdate()).filter(partnership=award.partnership_id)
    return set(held.values_list("kind", flat=True))
