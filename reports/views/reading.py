"""Papers as anybody reads them: the list, each paper's page, its PDF and its data; and drafts, for members."""

import hashlib
from collections.abc import Callable
from functools import lru_cache, wraps
from io import BytesIO
from typing import Any, TypeVar

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from core.access import public
from core.uploads import as_attachment
from reports import content
from reports.compose import OptionError, compose_paper
from reports.models import Edition, EditionFile, Paper
from reports.pages import kept_by_no_browser, kinds_of
from reports.rendering import html
from reports.rendering.markdown import markdown
from reports.summaries import (
    EditionLine,
    EditionShown,
    edition_files,
    edition_shown,
    paper_line,
    public_lines,
    related_papers,
)

PAPERS_PER_PAGE = 50
ARTICLES_KEPT = 64
WORD = "paper.docx"
MARKDOWN = "text/markdown; charset=utf-8"
Answer = TypeVar("Answer", bound=HttpResponseBase)


@public
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """All published papers, newest first."""
    pages = Paginator(Paper.objects.published().select_related("partnership", "plan"), PAPERS_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return TemplateResponse(request, "reports/papers.html", {"papers": public_lines(page), "page": page})


def of_public_paper(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Hands the view the paper of its address; for one that was withdrawn the answer is 410, with when and why."""

    @wraps(view)
    def found(request: HttpRequest, slug: str, **arguments: Any) -> HttpResponseBase:
        paper = paper_or_404(request, slug)
        if paper.state == Paper.State.WITHDRAWN:
            return _withdrawn(request, paper)
        return view(request, paper, **arguments)

    return found


@public
@require_safe
@of_public_paper
def paper(request: HttpRequest, paper: Paper) -> HttpResponse:
    """A paper: its newest edition, or for members its draft."""
    shown = edition_shown(paper.pk)
    if shown is None:
        if paper_line(paper).is_public:
            raise Http404("This paper has no edition.")
        return _draft(request, paper)
    return _edition_page(request, paper, shown)


@public
@require_safe
@of_public_paper
def edition(request: HttpRequest, paper: Paper, number: int) -> HttpResponse:
    """One edition of a paper, with a notice when there is a newer one."""
    return _edition_page(request, paper, edition_or_404(paper, number))


@public
@require_safe
@of_public_paper
def paper_pdf(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The newest edition's PDF, as it was published."""
    return _pdf(request, paper, None)


@public
@require_safe
@of_public_paper
def edition_pdf(request: HttpRequest, paper: Paper, number: int) -> HttpResponse:
    """One edition's PDF, as it was published."""
    return _pdf(request, paper, number)


@public
@require_safe
@of_public_paper
def paper_json(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The newest edition's content as data."""
    return _text(request, paper, None, "application/json", lambda stored: stored)


@public
@require_safe
@of_public_paper
def edition_json(request: HttpRequest, paper: Paper, number: int) -> HttpResponse:
    """One edition's content as data."""
    return _text(request, paper, number, "application/json", lambda stored: stored)


@public
@require_safe
@of_public_paper
def paper_markdown(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The newest edition as Markdown."""
    return _text(request, paper, None, MARKDOWN, _as_markdown)


@public
@require_safe
@of_public_paper
def edition_markdown(request: HttpRequest, paper: Paper, number: int) -> HttpResponse:
    """One edition as Markdown."""
    return _text(request, paper, number, MARKDOWN, _as_markdown)


@public
@require_safe
@of_public_paper
def paper_docx(request: HttpRequest, paper: Paper) -> HttpResponseBase:
    """The newest edition's Word file, as it was published."""
    return _file(request, paper, None, WORD)


@public
@require_safe
@of_public_paper
def edition_docx(request: HttpRequest, paper: Paper, number: int) -> HttpResponseBase:
    """One edition's Word file, as it was published."""
    return _file(request, paper, number, WORD)


@public
@require_safe
@of_public_paper
def paper_appendix(request: HttpRequest, paper: Paper, name: str) -> HttpResponseBase:
    """A PDF that is attached to the newest edition."""
    return _file(request, paper, None, name)


@public
@require_safe
@of_public_paper
def edition_appendix(request: HttpRequest, paper: Paper, number: int, name: str) -> HttpResponseBase:
    """A PDF that is attached to one edition."""
    return _file(request, paper, number, name)


def paper_or_404(request: HttpRequest, slug: str) -> Paper:
    """The paper an address names, if this visitor may read it. 1 query; the partnership and house style are fetched."""
    visible = Paper.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(
        visible.select_related("partnership", "house_style", "plan", "reports_on", "supplements"), slug=slug
    )


def edition_or_404(paper: Paper, number: int | None) -> EditionShown:
    """The edition of that number, or the newest. 1 query."""
    shown = edition_shown(paper.pk, number=number)
    if shown is None:
        raise Http404("This paper has no such edition.")
    return shown


@lru_cache(maxsize=ARTICLES_KEPT)
def _article(edition_id: int, content_hash: str) -> tuple[SafeString, SafeString]:
    """An edition's article and contents list. An edition never changes, so what was made once is kept."""
    stored = Edition.objects.values_list("content", flat=True).get(pk=edition_id, content_hash=content_hash)
    found = content.from_json(stored)
    # The renderer escapes every text that it writes.
    return mark_safe(html.article(found)), mark_safe(html.contents(found))  # noqa: S308


def _edition_page(request: HttpRequest, paper: Paper, shown: EditionShown) -> HttpResponse:
    related = related_papers(paper)
    # The style sheet's address changes with each release; a page kept by a browser must not point to one that is gone.
    known_by = f"{shown.newest.number} {paper.state} {related} {paper.late_reason} {static('portal.css')}"
    around = hashlib.sha256(known_by.encode()).hexdigest()[:12]
    etag = f'W/"{shown.this.content_hash}-{around}"'
    if not request.user.is_authenticated and request.headers.get("If-None-Match") == etag:
        return _cached(HttpResponseNotModified(), etag)
    article, contents = _article(shown.this.id, shown.this.content_hash)
    context = {
        "paper": public_lines([paper])[0],
        "shown": shown,
        "files": edition_files(shown.this.id),
        "related": related,
        "late_reason": paper.late_reason,
        "kinds": kinds_of(request, paper, on=timezone.localdate()),
        "correction": paper.correction,
        "article": article,
        "contents": contents,
    }
    response = TemplateResponse(request, "reports/paper.html", context)
    return _cached(response, etag)


def _withdrawn(request: HttpRequest, paper: Paper) -> HttpResponse:
    """The page at every address of a withdrawn paper. A file is not what was asked for, so no browser may keep it."""
    kinds = kinds_of(request, paper, on=timezone.localdate())
    context = {"paper": public_lines([paper])[0], "record": paper, "kinds": kinds}
    response = TemplateResponse(request, "reports/withdrawn.html", context, status=410)
    patch_cache_control(response, no_store=True)
    return response


def _draft(request: HttpRequest, paper: Paper) -> HttpResponse:
    """A paper as its records stand now, or why they make no paper. Only members get this far."""
    context: dict[str, object] = {"paper": paper_line(paper)}
    try:
        found = compose_paper(paper)
        # The renderer escapes every text that it writes.
        context |= {"article": mark_safe(html.article(found)), "contents": mark_safe(html.contents(found))}  # noqa: S308
    except (content.ContentError, OptionError) as problem:
        context["problem"] = str(problem)
    return kept_by_no_browser(TemplateResponse(request, "reports/draft.html", context))


def _pdf(request: HttpRequest, paper: Paper, number: int | None) -> HttpResponse:
    shown = edition_or_404(paper, number)
    etag = f'"{shown.this.content_hash}"'
    if request.headers.get("If-None-Match") == etag:
        return _cached(HttpResponseNotModified(), etag)
    data = Edition.objects.values_list("pdf", flat=True).get(pk=shown.this.id)
    response = HttpResponse(bytes(data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_file_name(paper, shown.this, shown)}.pdf"'
    return _cached(response, etag)


def _text(
    request: HttpRequest, paper: Paper, number: int | None, content_type: str, written: Callable[[str], str]
) -> HttpResponse:
    """An edition as text, written from its stored content. The same content always gives the same text."""
    shown = edition_or_404(paper, number)
    etag = f'"{shown.this.content_hash}"'
    if request.headers.get("If-None-Match") == etag:
        return _cached(HttpResponseNotModified(), etag)
    data = Edition.objects.values_list("content", flat=True).get(pk=shown.this.id)
    return _cached(HttpResponse(written(data), content_type=content_type), etag)


def _as_markdown(stored: str) -> str:
    return markdown(content.from_json(stored))


def _file(request: HttpRequest, paper: Paper, number: int | None, name: str) -> HttpResponseBase:
    """A further file of record, to be saved and not shown: what others made is never opened at this address."""
    shown = edition_or_404(paper, number)
    found = get_object_or_404(EditionFile.objects.defer("content"), edition=shown.this.id, name=name)
    etag = f'"{found.content_hash}"'
    if request.headers.get("If-None-Match") == etag:
        return _cached(HttpResponseNotModified(), etag)
    stem, _, ending = name.rpartition(".")
    part = "" if name == WORD else f"-{stem}"
    saved_as = f"{_file_name(paper, shown.this, shown)}{part}.{ending}"
    response = as_attachment(BytesIO(bytes(found.content)), name=saved_as)
    return _cached(response, etag)


def _file_name(paper: Paper, this: EditionLine, shown: EditionShown) -> str:
    return paper.slug if shown.is_newest else f"{paper.slug}-edition-{this.number}"


def _cached(response: Answer, etag: str) -> Answer:
    """Lets a browser keep what it got, and ask each time whether it still holds."""
    response["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response
