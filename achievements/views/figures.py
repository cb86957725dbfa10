"""The figures of an achievement, exactly as stated, and what they are compared with."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from achievements import operations
from achievements.forms import ComparatorForm, FigureForm, NewFigureForm
from achievements.models import Comparator, Figure
from achievements.summaries import figures_kept, read_as
from achievements.views.keeping import (
    EDIT,
    READ_OR_SEND,
    about,
    comparator_or_404,
    figures_url,
    kept_or_404,
    part_or_404,
)
from core.access import contributor_required
from core.edit_pages import act, edit_page
from partners.models import User

NEEDED = "Only the figure itself is needed. It is kept exactly as you type it."


@contributor_required
@require_safe
def figure_list(request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int) -> HttpResponse:
    """The figures an achievement is told in."""
    achievement, keeper = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    may_change = keeper.may_keep(achievement.provider_id)
    context = {
        **about(achievement.plan, achievement),
        "page_name": "Figures",
        "figures": figures_kept(achievement),
        "may_change": may_change,
    }
    return TemplateResponse(request, "achievements/figure_list.html", context)


@contributor_required
@require_http_methods(READ_OR_SEND)
def figure_add(request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int) -> HttpResponse:
    """Gives an achievement a figure, with what it is compared with."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    by, now, back = cast("User", request.user), timezone.now(), figures_url(achievement)
    return edit_page(
        request,
        form=partial(NewFigureForm, instance=Figure(achievement=achievement)),
        save=lambda form: operations.add_figure(
            achievement=achievement, values=form.values, compared=form.compared, by=by, now=now
        ),
        heading="Add a figure",
        said=_how_it_was_read,
        done=back,
        cancel=back,
        template=EDIT,
        context=lambda: {**about(achievement.plan, achievement, part="figures"), "needed": NEEDED},
    )


@contributor_required
@require_http_methods(READ_OR_SEND)
def figure_edit(
    request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int, pk: int
) -> HttpResponse:
    """Changes a figure."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    figure = part_or_404(Figure.objects.select_related("area", "evidence", "part_of"), achievement, pk)
    by, now, back = cast("User", request.user), timezone.now(), figures_url(achievement)
    return edit_page(
        request,
        form=partial(FigureForm, instance=figure),
        save=lambda form: operations.change_figure(
            figure=figure, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Change a figure",
        said=_how_it_was_read,
        done=back,
        cancel=back,
        template=EDIT,
        context=lambda: {**about(achievement.plan, achievement, part="figures"), "needed": NEEDED},
    )


@contributor_required
@require_POST
def figure_remove(
    request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int, pk: int
) -> HttpResponse:
    """Takes a figure away."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    figure = part_or_404(Figure.objects.all(), achievement, pk)
    by, back = cast("User", request.user), figures_url(achievement)
    return act(
        request,
        lambda: operations.remove_figure(figure=figure, place=back, by=by, now=timezone.now()),
        said="The figure was removed.",
        done=back,
    )


@contributor_required
@require_http_methods(READ_OR_SEND)
def comparator_add(
    request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int, figure_pk: int
) -> HttpResponse:
    """Says what a figure is compared with."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    figure = part_or_404(Figure.objects.all(), achievement, figure_pk)
    by, now, back = cast("User", request.user), timezone.now(), figures_url(achievement)
    return edit_page(
        request,
        form=partial(ComparatorForm, instance=Comparator(figure=figure)),
        save=lambda form: operations.add_comparator(figure=figure, values=form.values, by=by, now=now),
        heading=f"Compare “{figure}”",
        said="The comparison was added.",
        done=back,
        cancel=back,
        template=EDIT,
        context=lambda: about(achievement.plan, achievement, part="figures"),
    )


@contributor_required
@require_http_methods(READ_OR_SEND)
def comparator_edit(
    request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int, figure_pk: int, pk: int
) -> HttpResponse:
    """Changes what a figure is compared with."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    comparator = comparator_or_404(achievement, figure_pk, pk)
    by, now, back = cast("User", request.user), timezone.now(), figures_url(achievement)
    return edit_page(
        request,
        form=partial(ComparatorForm, instance=comparator),
        save=lambda form: operations.change_comparator(
            comparator=comparator, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading=f"Change what “{comparator.figure}” is compared with",
        said="The comparison was saved.",
        done=back,
        cancel=back,
        template=EDIT,
        context=lambda: about(achievement.plan, achievement, part="figures"),
    )


@contributor_required
@require_POST
def comparator_remove(
    request: HttpRequest, partnership_slug: str, plan_slug: str, achievement_pk: int, figure_pk: int, pk: int
) -> HttpResponse:
    """Takes away what a figure is compared with."""
    achievement, _ = kept_or_404(request, partnership_slug, plan_slug, achievement_pk)
    comparator = comparator_or_404(achievement, figure_pk, pk)
    by, back = cast("User", request.user), figures_url(achievement)
    return act(
        request,
        lambda: operations.remove_comparator(comparator=comparator, place=back, by=by, now=timezone.now()),
        said="The comparison was removed.",
        done=back,
    )


def _how_it_was_read(figure: Figure) -> str:
    """What the portal makes of the words, so that somebody can put it right."""
    meaning = read_as(figure)
    if not meaning:
        return f"“{figure.stated}” was saved as words: it is not taken to mean a number."
    return f"“{figure.stated}” was saved, and is taken to mean {meaning}."
