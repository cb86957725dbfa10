"""The achievements of a draft: which of them its sections tell, and in whose words."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import keeper_required, member_required
from core.edit_pages import act, edit_page
from partners.models import User
from reports.forms import WordingForm
from reports.models import Paper, Section, Wording
from reports.operations.wordings import remove_wording, reword_achievement, tell_achievement
from reports.pages import about, kept_by_no_browser, paper_in_hand
from reports.summaries.telling import AchievementInPaper, achievements_in
from reports.views.part_pages import refused_if_out


@member_required
@require_safe
def paper_achievements(request: HttpRequest, slug: str) -> HttpResponse:
    """What the sections of a paper tell of the year, and what they could tell."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    context = {**about(head), "years": achievements_in(paper)}
    return kept_by_no_browser(TemplateResponse(request, "reports/paper_achievements.html", context))


@keeper_required
@require_http_methods(["GET", "POST"])
def wording_edit(request: HttpRequest, slug: str, achievement_pk: int) -> HttpResponse:
    """Tells an achievement in other words, in this paper alone."""
    paper, head = paper_in_hand(request, slug, on=timezone.localdate())
    achievement = _achievement_or_404(paper, achievement_pk)
    if answer := refused_if_out(request, head):
        return answer
    by, now, back = cast("User", request.user), timezone.now(), _place_of(slug, achievement.id)
    wording = Wording.objects.filter(paper=paper, achievement=achievement.id).first() or Wording(
        paper=paper, achievement_id=achievement.id, text=achievement.text
    )
    return edit_page(
        request,
        form=partial(WordingForm, instance=wording),
        save=lambda form: reword_achievement(
            wording=wording, text=form.values["text"], revision=form.revision, by=by, now=now
        ),
        heading="Reword for this paper",
        said="The paper tells it in these words. The log is as it was.",
        done=back,
        cancel=back,
        template="reports/wording_edit.html",
        context=lambda: {**about(head), "achievement": achievement},
    )


@keeper_required
@require_POST
def wording_remove(request: HttpRequest, slug: str, achievement_pk: int) -> HttpResponse:
    """Goes back to the log's words."""
    paper, _ = paper_in_hand(request, slug, on=timezone.localdate())
    wordings = Wording.objects.select_related("paper__partnership", "achievement")
    wording = get_object_or_404(wordings, paper=paper.pk, achievement=achievement_pk)
    back, by = _place_of(slug, achievement_pk), cast("User", request.user)
    return act(
        request,
        lambda: remove_wording(wording=wording, place=back, by=by, now=timezone.now()),
        said="The paper tells it in the log’s words again.",
        done=back,
    )


@keeper_required
@require_POST
def achievement_take_in(request: HttpRequest, slug: str, section_pk: int, achievement_pk: int) -> HttpResponse:
    """Takes an achievement into a section."""
    return _tell(request, slug, section_pk, achievement_pk, is_told=True)


@keeper_required
@require_POST
def achievement_leave_out(request: HttpRequest, slug: str, section_pk: int, achievement_pk: int) -> HttpResponse:
    """Leaves an achievement out of a section."""
    return _tell(request, slug, section_pk, achievement_pk, is_told=False)


def _tell(request: HttpRequest, slug: str, section_pk: int, achievement_pk: int, *, is_told: bool) -> HttpResponse:
    paper, _ = paper_in_hand(request, slug, on=timezone.localdate())
    achievement = _achievement_or_404(paper, achievement_pk, section_pk)
    section = get_object_or_404(Section.objects.select_related("paper__partnership"), pk=section_pk, paper=paper.pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: tell_achievement(section=section, achievement=achievement, is_told=is_told, by=by, now=timezone.now()),
        said=f"“{achievement.called}” is {'told in' if is_told else 'left out of'} “{section}”.",
        done=_place_of(slug, achievement.id),
    )


def _achievement_or_404(paper: Paper, pk: int, section_pk: int | None = None) -> AchievementInPaper:
    """The achievement among those that the paper's sections (or one of them) could tell."""
    for year in achievements_in(paper):
        for line in year.lines:
            if line.id == pk and (section_pk is None or any(section.id == section_pk for section in line.sections)):
                return line
    raise Http404("This paper could not tell of that.")


def _place_of(slug: str, achievement_id: int) -> str:
    return f"{reverse('reports:paper_achievements', args=[slug])}#achievement-{achievement_id}"
