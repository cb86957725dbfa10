"""The composer: a paper's outline and parts beside its live preview; and the draft in every format."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import member_required
from reports import content
from reports.compose import OptionError, compose_paper
from reports.desk import desk_of
from reports.pages import about, kept_by_no_browser, paper_in_hand
from reports.previews import preview_of
from reports.readiness import readiness
from reports.rendering.docx import docx
from reports.rendering.markdown import markdown
from reports.rendering.pdf import RenderingFailed, pdf

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Printer = Callable[[content.Paper, str], bytes]


@member_required
@require_safe
def draft(request: HttpRequest, slug: str) -> HttpResponse:
    """A paper in hand: to keep for officers and administrators, to read and comment on for other members."""
    on = timezone.localdate()
    paper, head = paper_in_hand(request, slug, on=on)
    desk = desk_of(paper)
    preview = preview_of(paper, may_keep=head.may_keep)
    context = {
        **about(head),
        "record": paper,
        "desk": desk,
        "preview": preview,
        "readiness": readiness(paper, on=on, composed=preview.composed) if preview.composed else None,
        "can_remove": head.may_keep and not head.was_published and head.state == "draft",
    }
    return kept_by_no_browser(TemplateResponse(request, "reports/composer/draft.html", context))


@member_required
@require_safe
def draft_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as a PDF that says on each page that it is one."""
    return _file(
        request, slug, "pdf", "application/pdf", lambda paper, status: pdf(paper, content_hash="", status=status)
    )


@member_required
@require_safe
def draft_docx(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as a Word document."""
    return _file(request, slug, "docx", WORD, lambda paper, status: docx(paper, content_hash="", status=status))


@member_required
@require_safe
def draft_markdown(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft as Markdown."""
    return _file(request, slug, "md", "text/markdown; charset=utf-8", lambda paper, _: markdown(paper).encode())


@member_required
@require_safe
def draft_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft's content as data."""
    return _file(request, slug, "json", "application/json", lambda paper, _: content.to_json(paper).encode())


def _file(request: HttpRequest, slug: str, ending: str, content_type: str, made: Printer) -> HttpResponse:
    """The draft in one format; where it cannot be put together, back to the composer with the reason."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    try:
        data = made(compose_paper(paper), head.state_label)
    except (content.ContentError, OptionError, RenderingFailed) as problem:
        messages.error(request, f"This cannot be made yet. {problem}")
        return redirect(reverse("reports:draft", args=[slug]))
    response = HttpResponse(data, content_type=content_type)
    shown = "inline" if ending in ("pdf", "json") else "attachment"
    response["Content-Disposition"] = f'{shown}; filename="{paper.slug}-draft.{ending}"'
    return kept_by_no_browser(response)
