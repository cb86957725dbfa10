"""The figures of a draft: where each comes from, who entered it, and what the paper says in its place."""

from functools import partial
from typing import cast
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import keeper_required, member_required
from core.edit_pages import act, edit_page
from partners.models import User
from reports.compose.citations import CitedFigure, cited
from reports.forms import OverrideForm
from reports.models import Override, Paper
from reports.operations.figures import override_figure, remove_override
from reports.pages import about, kept_by_no_browser, paper_in_hand
from reports.summaries.overriding import overrides_of
from reports.views.part_pages import refused_if_out


def figure_address(paper_slug: str, cite: str) -> str:
    """The address of the page about a figure of a paper."""
    return f"{reverse('reports:paper_figure', args=[paper_slug])}?{urlencode({'cite': cite})}"


@member_required
@require_safe
def paper_figure(request: HttpRequest, slug: str) -> HttpResponse:
    """A figure of a draft with its record, who entered that, and what the paper says in its place; without one, all
    that are overridden.
    """
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    cite = request.GET.get("cite", "")
    if not cite:
        context = {**about(head), "overrides": overrides_of(paper)}
        return kept_by_no_browser(TemplateResponse(request, "reports/overrides.html", context))
    figure = cited(paper, cite)
    override = Override.objects.filter(paper=paper, cite=cite).select_related("made_by").first()
    if figure is None and override is None:
        raise Http404("This paper states no such figure.")
    context = {**about(head), "cite": cite, "figure": figure, "override": override}
    return kept_by_no_browser(TemplateResponse(request, "reports/paper_figure.html", context))


@keeper_required
@require_http_methods(["GET", "POST"])
def figure_override(request: HttpRequest, slug: str, cite: str) -> HttpResponse:
    """Lets the paper state a figure otherwise, with a reason."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    figure = _figure_or_404(paper, cite)
    if answer := refused_if_out(request, head):
        return answer
    by, now, back = cast("User", request.user), timezone.now(), figure_address(slug, cite)
    override = Override.objects.filter(paper=paper, cite=cite).first() or Override(
        paper=paper, cite=cite, text=figure.stated
    )
    return edit_page(
        request,
        form=partial(OverrideForm, instance=override),
        save=lambda form: override_figure(
            override=override, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Let the paper say something else",
        said="The paper says it in these words. Its approvers are shown why.",
        done=back,
        cancel=back,
        template="reports/figure_override.html",
        context=lambda: {**about(head), "figure": figure},
    )


@keeper_required
@require_POST
def override_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lets a figure say what its record says again."""
    paper, _ = paper_in_hand(request, slug, on=timezone.localdate())
    override = get_object_or_404(Override.objects.select_related("paper__partnership"), pk=pk, paper=paper.pk)
    back, by = figure_address(slug, override.cite), cast("User", request.user)
    there = cited(paper, override.cite) is not None
    return act(
        request,
        lambda: remove_override(override=override, place=back, by=by, now=timezone.now()),
        said="The paper says again what the record says.",
        done=back if there else reverse("reports:draft", args=[slug]),
    )


def _figure_or_404(paper: Paper, cite: str) -> CitedFigure:
    found = cited(paper, cite)
    if found is None:
        raise Http404("This paper states no such figure.")
    return found
