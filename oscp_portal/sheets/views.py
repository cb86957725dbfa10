"""The pages of spreadsheets: taken out, chosen, looked through, and taken in once somebody said yes."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from core.access import officer_required
from core.csv_files import csv_response
from core.edit_pages import edit_page
from core.sheets import SheetRefused
from core.sheets.writing import CONTENT_TYPE
from oscp_portal.sheets.columns import Kind
from oscp_portal.sheets.comparing import Comparison, compare
from oscp_portal.sheets.forms import ConfirmForm, UploadForm
from oscp_portal.sheets.giving_out import empty_workbook, filled_rows, filled_workbook, how_to_fill
from oscp_portal.sheets.kinds import KINDS
from oscp_portal.sheets.taking_in import (
    LookedThrough,
    forget_upload,
    keep_upload,
    kept_upload,
    look_through,
    take_in,
)
from partners.models import User
from priorities.pages import PlanHead, plan_or_404

MOST_ERRORS = 200
LINES_ON_A_PAGE = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """One kind of sheet of one plan, for the officer who asks; `path` is the page on which it is chosen."""

    kind: Kind
    head: PlanHead
    path: str
    check: str
    user: User
    now: datetime


@officer_required
@require_safe
def sheets(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What of a plan may be kept in a spreadsheet."""
    _, head = plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate())
    kinds = [{"slug": kind.slug, "title": kind.title, "about": kind.about} for kind in KINDS.values()]
    return TemplateResponse(request, "oscp_portal/sheets.html", {"head": head, "kinds": kinds})


@officer_required
@never_cache
@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest, partnership_slug: str, plan_slug: str, sheet: str) -> HttpResponse:
    """Takes a sheet out, and looks through one that was filled in."""
    desk = _desk(request, partnership_slug, plan_slug, sheet)
    if request.method != "POST":
        return _page(request, desk, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if desk.kind.closed:
        form.add_error(None, desk.kind.closed)
    if not form.is_valid():
        return _page(request, desk, form)
    forget_upload(path=desk.path, user=desk.user)
    file = form.cleaned_data["file"]
    try:
        looked = look_through(desk.kind, file, file.name)
    except SheetRefused as refusal:
        form.add_error("file", str(refusal))
        return _page(request, desk, form)
    if looked.errors:
        form.add_error(
            "file", f"{_count(looked)} in “{file.name}”. Put right what is listed below, and choose it again"
        )
        return _page(request, desk, form, looked)
    if not looked.comparison.lines:
        rows = looked.comparison.unchanged
        messages.info(request, f"“{file.name}” changes nothing: its {rows:,} rows say what the portal has.")
        return redirect(desk.path)
    keep_upload(path=desk.path, kind=desk.kind, upload=looked.upload, by=desk.user, now=desk.now)
    return redirect(desk.check)


@officer_required
@never_cache
@require_http_methods(["GET", "POST"])
def sheet_check(request: HttpRequest, partnership_slug: str, plan_slug: str, sheet: str) -> HttpResponse:
    """Shows what a sheet that was looked through changes, and takes it in."""
    desk = _desk(request, partnership_slug, plan_slug, sheet)
    upload = kept_upload(path=desk.path, user=desk.user)
    if upload is None:
        messages.info(request, "There is no spreadsheet to take in. Choose one.")
        return redirect(desk.path)
    kind, comparison = desk.kind, compare(desk.kind, upload)

    def save(form: ConfirmForm) -> Comparison:
        why = form.cleaned_data.get("why", "")
        return take_in(kind=kind, upload=upload, path=desk.path, seen=form.seen, why=why, by=desk.user, now=desk.now)

    return edit_page(
        request,
        form=partial(ConfirmForm, comparison=comparison, asks_why=kind.asks_why),
        save=save,
        heading=f"Take in {kind.nouns}",
        said=lambda done: f"The spreadsheet was taken in: {done.added:,} added, {done.changed:,} changed.",
        done=kind.place,
        cancel=desk.path,
        template="oscp_portal/sheet_check.html",
        context=lambda: {
            "head": desk.head,
            "kind": kind,
            "upload": upload,
            "comparison": comparison,
            "errors": comparison.errors[:MOST_ERRORS],
            "page": Paginator(comparison.lines, LINES_ON_A_PAGE).get_page(request.GET.get("page")),
            "sheet_url": desk.path,
        },
    )


@officer_required
@never_cache
@require_safe
def sheet_template(request: HttpRequest, partnership_slug: str, plan_slug: str, sheet: str) -> HttpResponse:
    """An empty workbook to fill in."""
    desk = _desk(request, partnership_slug, plan_slug, sheet)
    return _workbook(empty_workbook(desk.kind), f"{plan_slug}-{sheet}-template.xlsx")


@officer_required
@never_cache
@require_safe
def sheet_workbook(request: HttpRequest, partnership_slug: str, plan_slug: str, sheet: str) -> HttpResponse:
    """A workbook with what there is now."""
    desk = _desk(request, partnership_slug, plan_slug, sheet)
    return _workbook(filled_workbook(desk.kind), f"{plan_slug}-{sheet}-{timezone.localdate(desk.now)}.xlsx")


@officer_required
@never_cache
@require_safe
def sheet_csv(request: HttpRequest, partnership_slug: str, plan_slug: str, sheet: str) -> HttpResponseBase:
    """The same as a CSV file."""
    desk = _desk(request, partnership_slug, plan_slug, sheet)
    header, rows = filled_rows(desk.kind)
    return csv_response(name=f"{plan_slug}-{sheet}-{timezone.localdate(desk.now)}.csv", header=header, rows=rows)


def _desk(request: HttpRequest, partnership_slug: str, plan_slug: str, sheet: str) -> Desk:
    """The kind of sheet and the plan of an address, or 404."""
    now, user = timezone.now(), cast("User", request.user)
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate(now))
    if sheet not in KINDS:
        raise Http404("There is no such kind of spreadsheet.")
    where = [partnership_slug, plan_slug, sheet]
    kind = KINDS[sheet](plan, by=user, now=now)
    return Desk(kind, head, reverse("sheet", args=where), reverse("sheet_check", args=where), user, now)


def _page(request: HttpRequest, desk: Desk, form: UploadForm, looked: LookedThrough | None = None) -> HttpResponse:
    errors = looked.errors if looked else ()
    context: dict[str, Any] = {
        "head": desk.head,
        "kind": desk.kind,
        "form": form,
        "how_to_fill": how_to_fill(desk.kind)[1:],
        "waiting": kept_upload(path=desk.path, user=desk.user),
        "upload": looked.upload if looked else None,
        "errors": errors[:MOST_ERRORS],
        "more_errors": max(0, len(errors) - MOST_ERRORS),
    }
    return TemplateResponse(request, "oscp_portal/sheet.html", context, status=422 if form.errors else 200)


def _count(looked: LookedThrough) -> str:
    count = len(looked.errors)
    return f"There {'is 1 mistake' if count == 1 else f'are {count:,} mistakes'}"


def _workbook(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
