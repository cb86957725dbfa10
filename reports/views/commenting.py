"""Members talk about a draft: comments on its paragraphs, answers, and what is settled."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import member_required
from core.edit_pages import act, edit_page
from partners.models import User
from reports.forms import AnswerForm, CommentForm
from reports.models import Comment, Paper
from reports.operations.comments import add_comment, remove_comment, resolve_comment
from reports.pages import about, paper_in_hand
from reports.previews import Spot, spot_of
from reports.views.part_pages import refused_if_out


@member_required
@require_http_methods(["GET", "POST"])
def comment_add(request: HttpRequest, slug: str, place: str) -> HttpResponse:
    """Comments on a paragraph or a section, named by its address in the paper."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    if answer := refused_if_out(request, head):
        return answer
    by, now, spot = cast("User", request.user), timezone.now(), spot_of(paper, place)
    back = reverse("reports:draft", args=[slug])
    return edit_page(
        request,
        form=partial(CommentForm, people=_people(paper, by), quote=spot.quote),
        save=lambda form: add_comment(
            paper=paper,
            text=form.cleaned_data["text"],
            section=spot.section,
            number=spot.number,
            quote=form.cleaned_data["quote"],
            mentions=form.cleaned_data.get("mentions", ()),
            link=request.build_absolute_uri(f"{back}#comments"),
            by=by,
            now=now,
        ),
        heading=f"Comment on {spot.called}",
        said="The comment was added.",
        done=lambda comment: f"{back}#comment-{comment.pk}",
        cancel=f"{back}#{place}",
        template="reports/composer/comment.html",
        context=lambda: {**about(head), "spot": spot},
    )


@member_required
@require_http_methods(["GET", "POST"])
def comment_answer(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Answers a comment."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    comment = _comment_or_404(paper, pk)
    if answer := refused_if_out(request, head):
        return answer
    by, now = cast("User", request.user), timezone.now()
    back = f"{reverse('reports:draft', args=[slug])}#comment-{comment.answers_id or pk}"
    return edit_page(
        request,
        form=partial(AnswerForm, people=_people(paper, by)),
        save=lambda form: add_comment(
            paper=paper,
            text=form.cleaned_data["text"],
            section=comment.section,
            number=comment.number,
            answers=comment,
            mentions=form.cleaned_data.get("mentions", ()),
            link=request.build_absolute_uri(back),
            by=by,
            now=now,
        ),
        heading="Answer a comment",
        said="The answer was added.",
        done=back,
        cancel=back,
        template="reports/composer/comment.html",
        context=lambda: {**about(head), "comment": comment, "spot": Spot("", comment.number, comment.quote, None)},
    )


@member_required
@require_POST
def comment_resolve(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Settles a comment, or opens it again."""
    paper, _ = paper_in_hand(request, slug, on=timezone.localdate())
    comment, by = _comment_or_404(paper, pk), cast("User", request.user)
    is_open = comment.resolved_at is None
    return act(
        request,
        lambda: resolve_comment(comment=comment, is_resolved=is_open, by=by, now=timezone.now()),
        said="The comment is settled." if is_open else "The comment is open again.",
        done=f"{reverse('reports:draft', args=[slug])}#comments",
    )


@member_required
@require_POST
def comment_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Takes back what one said oneself."""
    paper, _ = paper_in_hand(request, slug, on=timezone.localdate())
    comment, by = _comment_or_404(paper, pk), cast("User", request.user)
    place = f"{reverse('reports:draft', args=[slug])}#comments"
    return act(
        request,
        lambda: remove_comment(comment=comment, place=place, by=by, now=timezone.now()),
        said="The comment was removed.",
        done=place,
    )


def _comment_or_404(paper: Paper, pk: int) -> Comment:
    found = Comment.objects.select_related("paper__partnership", "made_by", "section")
    return get_object_or_404(found, pk=pk, paper=paper.pk)


def _people(paper: Paper, by: User) -> list[User]:
    """Who can be told: everybody with a role in the partnership today, but oneself. 1 query."""
    on = timezone.localdate()
    here = User.objects.filter(is_active=True, roles__in=paper.partnership.roles.as_at(on))
    return list(here.exclude(pk=by.pk).distinct().order_by("name", "email", "pk"))
