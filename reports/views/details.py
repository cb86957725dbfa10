"""What a paper says of itself: its details, its head, and whether it has background papers."""

from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import keeper_required
from core.edit_pages import act, edit_page
from core.ordering import in_order
from partners.models import User
from reports.forms import HeadForm, PaperForm
from reports.operations.papers import change_head, change_paper, say_background
from reports.pages import about, paper_in_hand
from reports.views.part_pages import refused_if_out


@keeper_required
@require_http_methods(["GET", "POST"])
def paper_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Changes a paper's title, meeting, plans, author and the like."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    if answer := refused_if_out(request, head):
        return answer
    by, now, back = cast("User", request.user), timezone.now(), reverse("reports:draft", args=[slug])
    return edit_page(
        request,
        form=partial(PaperForm, instance=paper),
        save=lambda form: change_paper(paper=paper, values=form.values, revision=form.revision, by=by, now=now),
        heading="Title, meeting and authors",
        said="The details were saved.",
        done=f"{back}#details",
        cancel=f"{back}#details",
        template="reports/composer/edit.html",
        context=lambda: about(head),
    )


@keeper_required
@require_http_methods(["GET", "POST"])
def head_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Changes what stands in the fields of a paper's head."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    if answer := refused_if_out(request, head):
        return answer
    by, now, back = cast("User", request.user), timezone.now(), reverse("reports:draft", args=[slug])
    fields = in_order(paper.house_style.header_fields.all())

    def form(*args: Any, **options: Any) -> HeadForm:
        values = {value.key: value for value in paper.header_values.all()}
        return HeadForm(*args, fields=fields, values=values, **{"record": paper, **options})

    return edit_page(
        request,
        form=form,
        save=lambda form: change_head(paper=paper, head=form.values, revision=form.revision, by=by, now=now),
        heading="The head of the paper",
        said="The head was saved.",
        done=f"{back}#head",
        cancel=f"{back}#head",
        template="reports/composer/head.html",
        context=lambda: about(head),
    )


@keeper_required
@require_POST
def background_none(request: HttpRequest, slug: str) -> HttpResponse:
    """Says outright that a paper has no background papers, or takes that back."""
    paper, _ = paper_in_hand(request, slug, on=timezone.localdate())
    by, none = cast("User", request.user), not paper.background_none
    return act(
        request,
        lambda: say_background(paper=paper, none=none, by=by, now=timezone.now()),
        done=f"{reverse('reports:draft', args=[slug])}#background",
    )
