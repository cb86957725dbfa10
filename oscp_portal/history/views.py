"""The pages of the history, and the same as files for a spreadsheet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, cast
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.access import administrator_required, member_required
from core.csv_files import csv_response
from core.events import PORTAL_CHAIN
from core.summaries import Asked, EventPage, event_lines, event_page
from oscp_portal.history.files import HEADER, row_of
from oscp_portal.history.forms import MOST, HistoryForm
from oscp_portal.history.records import HAVE_PAGES, called, page_of
from oscp_portal.history.summaries import narrowed_to, people_in, people_of
from partners.models import Partnership, Role, User

# A contributor sees of a return the lines of their own body only; the log tells of all of them, word for word.
FOR_OVERSEERS = ("funding.return",)
OVERSEERS = (Role.Kind.OFFICER, Role.Kind.APPROVER, Role.Kind.ADMINISTRATOR)
MAY_TAKE_NAMES = (Role.Kind.OFFICER, Role.Kind.ADMINISTRATOR)


@member_required
@never_cache
@require_safe
def history(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """What happened in a partnership, newest first; narrowed by what the address asks for.

    `?record=priorities.action:12` is the history of a record, `?person=12` that of a person.
    """
    found, hidden = _partnership_or_404(request, partnership_slug)
    context = {"partnership": found, "have_pages": HAVE_PAGES}
    return _history(request, "history", found.event_chain, lambda: people_of(found), context, hidden=hidden)


@member_required
@never_cache
@require_safe
def history_csv(request: HttpRequest, partnership_slug: str) -> HttpResponseBase:
    """The same as a file, which leaves the portal: with the names of people for officers and administrators alone."""
    found, hidden = _partnership_or_404(request, partnership_slug)
    held = Role.objects.held_by(cast("User", request.user), on=timezone.localdate())
    with_names = held.filter(partnership=found, kind__in=MAY_TAKE_NAMES).exists()
    return _file(
        request, partnership_slug, found.event_chain, lambda: people_of(found), with_names=with_names, hidden=hidden
    )


@member_required
@never_cache
@require_safe
def history_record(_request: HttpRequest, partnership_slug: str, record: str) -> HttpResponse:
    """Leads to the page on which a record stands; where it is gone or has none, to what the history says of it."""
    record_type, _, record_id = record.partition(":")
    page = page_of(record_type, record_id, partnership_slug=partnership_slug)
    return redirect(page or f"{reverse('history', args=[partnership_slug])}?{urlencode({'record': record}, safe=':')}")


@administrator_required
@never_cache
@require_safe
def portal_history(request: HttpRequest) -> HttpResponse:
    """What happened in the portal beyond any one partnership: bodies, areas, people, loading."""
    return _history(request, "portal_history", PORTAL_CHAIN, lambda: people_in(PORTAL_CHAIN), {})


@administrator_required
@never_cache
@require_safe
def portal_history_csv(request: HttpRequest) -> HttpResponseBase:
    """The same as a file."""
    return _file(request, "portal", PORTAL_CHAIN, lambda: people_in(PORTAL_CHAIN), with_names=True)


def _partnership_or_404(request: HttpRequest, slug: str) -> tuple[Partnership, tuple[str, ...]]:
    """The partnership of an address, and the kinds of records of which this visitor is told nothing. 1 query."""
    held = Role.objects.held_by(cast("User", request.user), on=timezone.localdate())
    sees_all = Exists(held.filter(partnership=OuterRef("pk"), kind__in=OVERSEERS))
    found = get_object_or_404(Partnership.objects.annotate(sees_all=sees_all), slug=slug)
    return found, () if found.sees_all else FOR_OVERSEERS  # type: ignore[attr-defined]


def _history(
    request: HttpRequest,
    name: str,
    chain: str,
    people: Callable[[], dict[int, str]],
    context: Mapping[str, Any],
    *,
    hidden: tuple[str, ...] = (),
) -> HttpResponse:
    known = None if request.GET.get("record") else people()
    form = HistoryForm(request.GET, people=known)
    context = {**context, "form": form}
    if not form.is_valid():
        return TemplateResponse(request, f"oscp_portal/{name}.html", context)
    if form.is_roundabout:
        return redirect(f"{request.path}?{form.query}" if form.query else request.path)
    asked = replace(form.asked, hidden=hidden)
    page = event_page(chain, asked, before=_place(request, "before"), after=_place(request, "after"))
    context |= {
        "page": page,
        "asked": asked,
        "query": form.query,
        "of": called(asked.record_type, asked.record_id) if asked.record_type and page.lines else "",
        "narrowed_to": narrowed_to(asked, who=_who(asked, known, page)),
    }
    return TemplateResponse(request, f"oscp_portal/{name}.html", context)


def _file(
    request: HttpRequest,
    name: str,
    chain: str,
    people: Callable[[], dict[int, str]],
    *,
    with_names: bool,
    hidden: tuple[str, ...] = (),
) -> HttpResponseBase:
    form = HistoryForm(request.GET, people=None if request.GET.get("record") else people())
    if not form.is_valid():
        page = request.path.removesuffix("events.csv")
        return redirect(f"{page}?{request.GET.urlencode()}")  # which says what is wrong
    rows = (row_of(line, with_names=with_names) for line in event_lines(chain, replace(form.asked, hidden=hidden)))
    return csv_response(name=f"history-{name}-{timezone.localdate()}.csv", header=HEADER, rows=rows)


def _who(asked: Asked, known: Mapping[int, str] | None, page: EventPage) -> str:
    """The name of the person asked for: from the list of people, else from what they did."""
    if known is not None:
        return known.get(asked.person or 0, "")
    return page.lines[0].who if page.lines else f"person {asked.person}"


def _place(request: HttpRequest, name: str) -> int | None:
    """A place in the chain as an address gives it; None for anything else, which leads to the newest."""
    text = request.GET.get(name, "")
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
    return number if 0 < number <= MOST else None
