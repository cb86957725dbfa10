"""The log of achievements, kept all year by officers, and by contributors for what their body provided."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from achievements.forms import AchievementForm, LogFilter
from achievements.keepers import keeper_of
from achievements.models import Achievement
from achievements.operations import add_achievement, change_achievement, remove_achievement
from achievements.places import places_of
from achievements.summaries import bodies_in_log, log_page, projects_in_log
from achievements.views.keeping import EDIT, READ_OR_SEND, about, kept_or_404, log_url, plan_and_keeper
from core.access import contributor_required
from core.edit_pages import act, edit_page
from partners.models import User
from priorities.pages import plan_or_404


@contributor_required
@require_safe
def achievement_log(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What is logged for a plan, the latest first, narrowed down as the address says."""
    on = timezone.localdate()
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    keeper = keeper_of(plan, cast("User", request.user), on=on)
    places = places_of(plan.pk)
    form = LogFilter(
        request.GET or None, places=places, bodies=bodies_in_log(plan.pk), projects=projects_in_log(plan.pk)
    )
    page = log_page(plan.pk, keeper, places, asked=form.asked, number=request.GET.get("page"))
    context = {
        "head": head,
        "keeper": keeper,
        "form": form,
        "lines": page.lines,
        "page": page.pages,
        "is_narrowed": any(request.GET.get(name) for name in form.fields),
        "narrowing": _without_page(request),
    }
    return TemplateResponse(request, "achievements/achievement_log.html", context)


@contributor_required
@require_http_methods(READ_OR_SEND)
def achievement_add(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Logs an achievement."""
    plan, keeper = plan_and_keeper(request, partnership_slug, plan_slug)
    if not keeper.may_add:
        raise Http404("The log of this plan is not theirs to add to.")
    by, now = cast("User", request.user), timezone.now()
    new = Achievement(plan=plan, provider=None if keeper.is_officer else keeper.bodies[0])
    return edit_page(
        request,
        form=partial(AchievementForm, instance=new, keeper=keeper),
        save=lambda form: add_achievement(plan=plan, values=form.values, project=form.project_named, by=by, now=now),
        heading="Log an achievement",
        said="The achievement was logged. You can add figures and evidence to it now, or later.",
        done=lambda achievement: log_url(plan, achievement.pk),
        cancel=log_url(plan),
        template=EDIT,
        context=lambda: {**about(plan), "keeper": keeper},
    )


@contributor_required
@require_http_methods(READ_OR_SEND)
def achievement_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes an achievement."""
    fetching = ("project", "provider", "provider_partnership", "continues")
    achievement, keeper = kept_or_404(request, partnership_slug, plan_slug, pk, fetching=fetching)
    by, now, back = cast("User", request.user), timezone.now(), log_url(achievement.plan, pk)
    return edit_page(
        request,
        form=partial(AchievementForm, instance=achievement, keeper=keeper),
        save=lambda form: change_achievement(
            achievement=achievement,
            values=form.values,
            project=form.project_named,
            revision=form.revision,
            by=by,
            now=now,
        ),
        heading="Change an achievement",
        said="The achievement was saved.",
        done=back,
        cancel=back,
        template=EDIT,
        context=lambda: {**about(achievement.plan), "keeper": keeper},
    )


@contributor_required
@require_POST
def achievement_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes an achievement out of the log."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, pk)
    by, back = cast("User", request.user), log_url(achievement.plan)
    return act(
        request,
        lambda: remove_achievement(achievement=achievement, place=back, by=by, now=timezone.now()),
        said="The achievement was removed, with its figures, evidence and quotations.",
        done=back,
    )


def _without_page(request: HttpRequest) -> str:
    """What the address narrows the log down to, for the links to its other pages."""
    asked = request.GET.copy()
    asked.pop("page", None)
    return asked.urlencode()
