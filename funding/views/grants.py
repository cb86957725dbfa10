"""The list of grants that a partnership publishes, and its files."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from funding.exports import (
    FORMS,
    Asked,
    FileKind,
    Grant,
    NothingToPublish,
    file_parts,
    grants_of,
    publisher_of,
    to_bid_for,
)
from funding.forms.grants import GrantsForm
from funding.summaries.grants import by_year, grants_found
from partners.models import Partnership, Role, User

GRANTS_ON_A_PAGE = 50
KEEPERS = (Role.Kind.OFFICER, Role.Kind.ADMINISTRATOR)


@public
@require_safe
def grants(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Who was given what, what for and on what conditions, by year; anybody may take the list away."""
    partnership, asked, on = _partnership_or_404(partnership_slug), _asked(request), timezone.localdate()
    found = grants_found(grants_of(partnership, on=on), asked)
    form = GrantsForm(request.GET or None, years=found.years, recipients=found.recipients)
    page = Paginator(found.grants, GRANTS_ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "partnership": partnership,
        "form": form,
        "found": found,
        "page": page,
        "years": by_year(list(page.object_list)),
        "query": asked.query,
        "keeps": _keeps(request, partnership),
        "bids": () if asked.query else to_bid_for(partnership, on=on),
        "publisher": publisher_of(partnership, on=on),
    }
    return TemplateResponse(request, "funding/grants.html", context)


@public
@require_safe
def grants_file(request: HttpRequest, partnership_slug: str, file_kind: str) -> HttpResponseBase:
    """The same grants as a file, written while it is sent."""
    partnership, asked, now = _partnership_or_404(partnership_slug), _asked(request), timezone.now()
    kind = next((one for one in FileKind if one.value == file_kind), None)
    if kind is None:
        raise Http404("There is no such kind of file.")
    on = timezone.localdate(now)
    found = asked.of(grants_of(partnership, on=on))
    try:
        parts = file_parts(kind, found, publisher_of(partnership, on=on), now=now, tell=_nobody)
    except NothingToPublish:
        raise Http404("No grant has all that this file asks for.") from None
    response = StreamingHttpResponse(parts, content_type=FORMS[kind].content_type)
    name = f"grants-{partnership.slug}-{kind.value}-{on}.{FORMS[kind].ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _partnership_or_404(slug: str) -> Partnership:
    return get_object_or_404(Partnership.objects.select_related("host_body"), slug=slug)


def _asked(request: HttpRequest) -> Asked:
    return Asked(request.GET.get("year", ""), request.GET.get("recipient", ""))


def _keeps(request: HttpRequest, partnership: Partnership) -> bool:
    """Whether somebody keeps the partnership's money, and so is told what the files leave out."""
    if not isinstance(request.user, User):
        return False
    roles = Role.objects.held_by(request.user, on=timezone.localdate())
    return roles.filter(partnership=partnership, kind__in=KEEPERS).exists()


def _nobody(_grant: Grant, _why: str) -> None:
    """A file that somebody downloads says nothing of what it leaves out; the page does."""
