"""Returns as documents: checked and approved, and read as they were approved."""

from functools import partial
from io import BytesIO
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from core.access import overseer_required
from core.edit_pages import edit_page
from core.uploads import as_attachment
from funding.models import ReturnFile
from funding.operations.returns import may_approve
from funding.return_pages import ReturnDesk, return_or_404
from funding.summaries.return_lists import files_of
from partners.models import User
from reports import content
from reports.forms.returns import ApproveForm
from reports.operations.returns import approve_return, return_manuscript
from reports.pages import kept_by_no_browser
from reports.rendering import html
from reports.returns import hints
from reports.returns.printing import CONTENT


@overseer_required
@require_http_methods(["GET", "POST"])
def return_approve(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """The return as it would be frozen, with what the checks point to; and the approval."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    manuscript = return_manuscript(desk.found, now=now)
    found = hints(manuscript.composed, partnership_id=desk.plan.partnership_id)
    answer = edit_page(
        request,
        form=partial(ApproveForm, record=desk.found, has_hints=bool(found)),
        save=lambda form: approve_return(
            funding_return=desk.found, has_looked=form.cleaned_data.get("has_looked", False), by=by, now=now
        ),
        heading="Check and approve",
        said="The return is approved, and its documents are kept.",
        done=desk.place,
        cancel=desk.place,
        template="reports/return_approve.html",
        context=lambda: {
            "head": desk.head,
            "found": desk.found,
            "shown": manuscript.found,
            "hints": found,
            "may_approve": may_approve(desk.found, by, now=now),
            # The renderer escapes every text that it writes.
            "article": mark_safe(html.article(manuscript.composed)),  # noqa: S308
        },
    )
    return kept_by_no_browser(answer)


@overseer_required
@require_safe
def return_document(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int, number: int) -> HttpResponse:
    """A return as it was approved, made of the content that is kept."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    kept = _file_or_404(desk, number, CONTENT)
    composed = content.from_json(bytes(kept.content).decode())
    context = {
        "head": desk.head,
        "found": desk.found,
        "number": number,
        "kept": kept,
        "files": [file for file in files_of(desk.found) if file.number == number],
        "heading": f"Approval {number}",
        "article": mark_safe(html.article(composed)),  # noqa: S308  # the renderer escapes every text that it writes
    }
    return kept_by_no_browser(TemplateResponse(request, "reports/return_document.html", context))


@overseer_required
@require_safe
def return_file(
    request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int, number: int, name: str
) -> HttpResponseBase:
    """One document of a return as it was approved, to be saved."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    kept = _file_or_404(desk, number, name)
    stem, _, ending = name.rpartition(".")
    saved_as = f"{stem}-{desk.found.pk}-{number}.{ending}"
    return kept_by_no_browser(as_attachment(BytesIO(bytes(kept.content)), name=saved_as))


def _file_or_404(desk: ReturnDesk, number: int, name: str) -> ReturnFile:
    return get_object_or_404(ReturnFile, funding_return=desk.found, number=number, name=name)
