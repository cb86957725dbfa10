"""Officers keep what a plan's scorecard watches."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import officer_required
from core.edit_pages import act, edit_page
from partners.models import User
from scorecard.forms import IndicatorForm, TakeOverForm
from scorecard.models import Indicator
from scorecard.offers import indicator_offers
from scorecard.operations import (
    add_indicator,
    change_indicator,
    move_indicator,
    remove_indicator,
    take_over_indicators,
)
from scorecard.views.desk import Desk, desk_of, indicator_desk_of


@officer_required
@require_http_methods(["GET", "POST"])
def indicator_add(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Adds an indicator to a plan's scorecard."""
    desk = desk_of(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    offers = indicator_offers(desk.plan, on=timezone.localdate(now))
    return edit_page(
        request,
        form=partial(
            IndicatorForm, instance=Indicator(partnership=desk.plan.partnership, plan=desk.plan), offers=offers
        ),
        save=lambda form: add_indicator(plan=desk.plan, values=form.values, by=by, now=now),
        heading="Add an indicator",
        said="The indicator was added. Record its first value here.",
        done=lambda made: reverse("scorecard:indicator", args=[partnership_slug, plan_slug, made.pk]),
        cancel=desk.place,
        template="scorecard/edit.html",
        context=desk.context,
    )


@officer_required
@require_http_methods(["GET", "POST"])
def indicator_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes an indicator."""
    desk = indicator_desk_of(request, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    offers = indicator_offers(desk.plan, on=timezone.localdate(now))
    return edit_page(
        request,
        form=partial(IndicatorForm, instance=desk.indicator, offers=offers),
        save=lambda form: change_indicator(
            indicator=desk.indicator, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Change the indicator",
        said="The indicator was saved.",
        done=desk.page,
        cancel=desk.page,
        template="scorecard/edit.html",
        context=desk.context,
    )


@officer_required
@require_POST
def indicator_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes an indicator off the scorecard."""
    desk = indicator_desk_of(request, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: remove_indicator(indicator=desk.indicator, place=desk.place, by=by, now=timezone.now()),
        said="The indicator was removed, with its values.",
        done=desk.place,
    )


@officer_required
@require_POST
def indicator_up(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Moves an indicator one place up."""
    return _move(request, partnership_slug, plan_slug, pk, up=True)


@officer_required
@require_POST
def indicator_down(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Moves an indicator one place down."""
    return _move(request, partnership_slug, plan_slug, pk, up=False)


@officer_required
@require_http_methods(["GET", "POST"])
def indicators_take_over(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Takes indicators of the partnership's earlier plans over into this plan's scorecard."""
    desk = desk_of(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    offered = _of_earlier_plans(desk)
    return edit_page(
        request,
        form=partial(TakeOverForm, indicators=offered),
        save=lambda form: take_over_indicators(plan=desk.plan, indicators=form.indicators, by=by, now=now),
        heading="Take indicators over from an earlier plan",
        said=lambda taken: f"{len(taken)} {'indicator was' if len(taken) == 1 else 'indicators were'} taken over.",
        done=desk.place,
        cancel=desk.place,
        template="scorecard/take_over.html",
        context=lambda: {**desk.context(), "offered": offered},
    )


def _of_earlier_plans(desk: Desk) -> list[Indicator]:
    """The newest of each line of indicators that this plan does not watch yet. 1 query."""
    ours = Indicator.objects.filter(partnership=desk.plan.partnership_id).exclude(plan=None)
    known = list(ours.select_related("plan", "partnership").order_by("-plan__period_start", "position", "pk"))
    continued = {one.continues_id for one in known}
    start = desk.plan.period_start
    return [
        one
        for one in known
        if one.plan_id != desk.plan.pk
        and one.pk not in continued
        and (start is None or one.plan is None or one.plan.period_start is None or one.plan.period_start <= start)
    ]


def _move(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int, *, up: bool) -> HttpResponse:
    desk = indicator_desk_of(request, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: move_indicator(indicator=desk.indicator, up=up, by=by, now=timezone.now()),
        done=f"{desk.place}#indicator-{pk}",
    )
