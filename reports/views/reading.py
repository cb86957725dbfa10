"""Papers as anybody reads them: the list, each paper's page, its PDF and its data; and drafts, for members."""

import hashlib
from functools import lru_cache

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.templatetags.static import static
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from core.access import public
from reports import content
from reports.compose import OptionError, compose_paper
from reports.models import Edition, Paper
from reports.rendering import html
from reports.summaries import EditionLine, EditionShown, edition_shown, paper_line

PAPERS_PER_PAGE = 50
ARTICLES_KEPT = 64


@public
@require_safe
def papers(request: HttpRequest) -> HttpResponse:
    """All published papers, newest first."""
    pages = Paginator(Paper.objects.published().select_related("partnership", "plan"), PAPERS_PER_PAGE)
    page = pages.get_page(request.GET.get("page"))
    lines = [paper_line(paper) for paper in page]
    return TemplateResponse(request, "reports/papers.html", {"papers": lines, "page": page})


@public
@require_safe
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """A paper: its newest edition, or for members its draft."""
    found = paper_or_404(request, slug)
    shown = edition_shown(found.pk)
    if shown is None:
        if paper_line(found).is_public:
            raise Http404("This paper has no edition.")
        return _draft(request, found)
    return _edition_page(request, found, shown)


@public
@require_safe
def edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition of a paper, with a notice when there is a newer one."""
    found = paper_or_404(request, slug)
    return _edition_page(request, found, edition_or_404(found, number))


@public
@require_safe
def paper_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest edition's PDF, as it was published."""
    return _pdf(request, paper_or_404(request, slug), None)


@public
@require_safe
def edition_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition's PDF, as it was published."""
    return _pdf(request, paper_or_404(request, slug), number)


@public
@require_safe
def paper_json(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest edition's content as data."""
    return _json(request, paper_or_404(request, slug), None)


@public
@require_safe
def edition_json(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition's content as data."""
    return _json(request, paper_or_404(request, slug), number)


def paper_or_404(request: HttpRequest, slug: str) -> Paper:
    """The paper an address names, if this visitor may read it. 1 query; the partnership and house style are fetched."""
    visible = Paper.objects.visible_to(request.user, on=timezone.localdate())
    return get_object_or_404(visible.select_related("partnership", "house_style", "plan", "reports_on"), slug=slug)


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
    # The style sheet's address changes with each release; a page kept by a browser must not point to one that is gone.
    around = hashlib.sha256(f"{shown.newest.number} {paper.state} {static('portal.css')}".encode()).hexdigest()[:12]
    etag = f'W/"{shown.this.content_hash}-{around}"'
    if not request.user.is_authenticated and request.headers.get("If-None-Match") == etag:
        return _cached(HttpResponseNotModified(), etag)
    article, contents = _article(shown.this.id, shown.this.content_hash)
    context = {"paper": paper_line(paper), "shown": shown, "article": article, "contents": contents}
    response = TemplateResponse(request, "reports/paper.html", context)
    return _cached(response, etag)


def _draft(request: HttpRequest, paper: Paper) -> HttpResponse:
    """A paper as its records stand now, or why they make no paper. Only members get this far."""
    context: dict[str, object] = {"paper": paper_line(paper)}
    try:
        found = compose_paper(paper)
        # The renderer escapes every text that it writes.
        context |= {"article": mark_safe(html.article(found)), "contents": mark_safe(html.contents(found))}  # noqa: S308
    except (content.ContentError, OptionError) as problem:
        context["problem"] = str(problem)
    response = TemplateResponse(request, "reports/draft.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def _pdf(request: HttpRequest, paper: Paper, number: int | None) -> HttpResponse:
    shown = edition_or_404(paper, number)
    etag = f'"{shown.this.content_hash}"'
    if request.headers.get("If-None-Match") == etag:
        return _cached(HttpResponseNotModified(), etag)
    data = Edition.objects.values_list("pdf", flat=True).get(pk=shown.this.id)
    response = HttpResponse(bytes(data), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{_file_name(paper, shown.this, shown)}.pdf"'
    return _cached(response, etag)


def _json(request: HttpRequest, paper: Paper, number: int | None) -> HttpResponse:
    shown = edition_or_404(paper, number)
    etag = f'"{shown.this.content_hash}"'
    if request.headers.get("If-None-Match") == etag:
        return _cached(HttpResponseNotModified(), etag)
    data = Edition.objects.values_list("content", flat=True).get(pk=shown.this.id)
    return _cached(HttpResponse(data, content_type="application/json"), etag)


def _file_name(paper: Paper, this: EditionLine, shown: EditionShown) -> str:
    return paper.slug if shown.is_newest else f"{paper.slug}-edition-{this.number}"


def _cached(response: HttpResponse, etag: str) -> HttpResponse:
    """Lets a browser keep what it got, and ask each time whether it still holds."""
    response["ETag"] = etag
    patch_cache_control(response, no_cache=True)
    patch_vary_headers(response, ["Cookie"])
    return response
