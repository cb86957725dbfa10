"""Pages that read several apps, and the pages for when something went wrong."""

from typing import cast

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access import public, signed_in_required
from funding.models import Allocation
from oscp_portal.bought import what_it_bought
from oscp_portal.gallery import gallery
from oscp_portal.my_work import my_work
from oscp_portal.summaries import contacts, home_page, partnership_page
from partners.models import Partnership, User
from priorities.models import Plan
from priorities.pages import plan_or_404


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The partnerships, the newest papers, the next meeting."""
    on = timezone.localdate()
    return TemplateResponse(request, "oscp_portal/home.html", {"page": home_page(on=on)})


@public
@require_safe
def partnership(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """What a partnership is, its plans by year, its papers and its groups."""
    on = timezone.localdate()
    found = get_object_or_404(Partnership.objects.select_related("parent", "host_body"), slug=partnership_slug)
    page = partnership_page(found, visitor=cast("User", request.user), on=on)
    return TemplateResponse(request, "oscp_portal/partnership.html", {"page": page, "on": on})


@public
@require_safe
def allocation(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """What an allocation of money bought, and whether it works."""
    on = timezone.localdate()
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    found = Allocation.objects.select_related(
        "award__fund__body", "award__partnership", "award__plan__partnership", "recipient", "objective"
    )
    row = get_object_or_404(found, pk=pk, award__plan=plan)
    visitor = request.user if isinstance(request.user, User) else None
    context = {
        "head": head,
        "bought": what_it_bought(row, plan, visitor=visitor, for_members=head.is_member, on=on),
        "may_edit": head.may_edit and plan.status != Plan.Status.CLOSED,
        "may_account": head.may_edit,
    }
    return TemplateResponse(request, "oscp_portal/allocation.html", context)


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    on = timezone.localdate()
    return TemplateResponse(request, "oscp_portal/accessibility.html", {"contacts": contacts(on=on)})


@signed_in_required
@never_cache
@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """Where somebody lands who has logged in: what to do next, and what stands where in their partnerships."""
    work = my_work(cast("User", request.user), on=timezone.localdate())
    return TemplateResponse(request, "oscp_portal/work.html", {"work": work})


@public
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page, for those who build pages; in earnest for staff only."""
    if not (settings.DEBUG or settings.IS_DEMO or request.user.is_staff):
        raise Http404("The gallery of components is for staff.")
    return TemplateResponse(request, "oscp_portal/components.html", gallery())


@public
@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether the portal and its database answer, for whatever watches the server."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The page for what this person may not do (403)."""
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """The page for an address that leads nowhere, or nowhere this person may go (404)."""
    return render(request, "404.html", status=404)


def server_error(_request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours (500). It asks the database for nothing, as that may be what is broken."""
    return render(None, "500.html", status=500)  # no request: no session, no user, no queries
