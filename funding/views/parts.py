"""Officers keep what belongs to an allocation: shares, planned amounts by period, forecasts."""

from collections.abc import Callable
from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import officer_required
from core.edit_forms import EditForm
from core.edit_pages import act, edit_page
from funding.forms import ForecastForm, ProfileForm, ShareForm, sharing
from funding.models import Allocation, Forecast, Profile, Share
from funding.operations import (
    add_forecast,
    add_profile,
    add_share,
    change_forecast,
    change_profile,
    change_share,
    remove_forecast,
    remove_profile,
    remove_share,
)
from funding.views.desk import EDIT, READ_OR_SEND, MoneyDesk, money_desk
from partners.models import User


@officer_required
@require_http_methods(READ_OR_SEND)
def share_add(request: HttpRequest, partnership_slug: str, plan_slug: str, allocation_pk: int) -> HttpResponse:
    """Says what one partnership has of an allocation."""
    desk = money_desk(request, partnership_slug, plan_slug)
    allocation = desk.allocation(allocation_pk)
    return _page(
        request,
        desk,
        allocation,
        form=_share_form(desk, Share(allocation=allocation)),
        save=lambda form, who: add_share(
            allocation=allocation, values=form.values, over_allocated_reason=_why_more(form), **who
        ),
        heading="Add a share",
        said="The share was added.",
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def share_edit(
    request: HttpRequest, partnership_slug: str, plan_slug: str, allocation_pk: int, pk: int
) -> HttpResponse:
    """Changes what one partnership has of an allocation."""
    desk = money_desk(request, partnership_slug, plan_slug)
    allocation = desk.allocation(allocation_pk)
    share = get_object_or_404(Share.objects.select_related("partnership"), allocation=allocation, pk=pk)
    share.allocation = allocation
    return _page(
        request,
        desk,
        allocation,
        form=_share_form(desk, share),
        save=lambda form, who: change_share(
            share=share, values=form.values, over_allocated_reason=_why_more(form), revision=form.revision, **who
        ),
        heading="Change a share",
        said="The share was saved.",
    )


@officer_required
@require_POST
def share_remove(
    request: HttpRequest, partnership_slug: str, plan_slug: str, allocation_pk: int, pk: int
) -> HttpResponse:
    """Takes a partnership's share away."""
    desk = money_desk(request, partnership_slug, plan_slug)
    found = get_object_or_404(Share, allocation=desk.allocation(allocation_pk), pk=pk)
    return _remove(request, desk, allocation_pk, partial(remove_share, share=found), "The share was removed.")


@officer_required
@require_http_methods(READ_OR_SEND)
def profile_add(request: HttpRequest, partnership_slug: str, plan_slug: str, allocation_pk: int) -> HttpResponse:
    """Says what is planned to be spent of an allocation in a period."""
    desk = money_desk(request, partnership_slug, plan_slug)
    allocation = desk.allocation(allocation_pk)
    return _page(
        request,
        desk,
        allocation,
        form=partial(ProfileForm, instance=Profile(allocation=allocation)),
        save=lambda form, who: add_profile(allocation=allocation, values=form.values, **who),
        heading="Plan an amount for a period",
        said="The planned amount was added.",
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def profile_edit(
    request: HttpRequest, partnership_slug: str, plan_slug: str, allocation_pk: int, pk: int
) -> HttpResponse:
    """Changes what is planned for a period."""
    desk = money_desk(request, partnership_slug, plan_slug)
    allocation = desk.allocation(allocation_pk)
    profile = get_object_or_404(Profile, allocation=allocation, pk=pk)
    profile.allocation = allocation
    return _page(
        request,
        desk,
        allocation,
        form=partial(ProfileForm, instance=profile),
        save=lambda form, who: change_profile(profile=profile, values=form.values, revision=form.revision, **who),
        heading="Change a planned amount",
        said="The planned amount was saved.",
    )


@officer_required
@require_POST
def profile_remove(
    request: HttpRequest, partnership_slug: str, plan_slug: str, allocation_pk: int, pk: int
) -> HttpResponse:
    """Takes a period's planned amount away."""
    desk = money_desk(request, partnership_slug, plan_slug)
    found = get_object_or_404(Profile, allocation=desk.allocation(allocation_pk), pk=pk)
    remove = partial(remove_profile, profile=found)
    return _remove(request, desk, allocation_pk, remove, "The planned amount was removed.")


@officer_required
@require_http_methods(READ_OR_SEND)
def forecast_add(request: HttpRequest, partnership_slug: str, plan_slug: str, allocation_pk: int) -> HttpResponse:
    """Says what is expected to be spent of an allocation in all."""
    desk = money_desk(request, partnership_slug, plan_slug)
    allocation = desk.allocation(allocation_pk)
    return _page(
        request,
        desk,
        allocation,
        form=partial(ForecastForm, instance=Forecast(allocation=allocation)),
        save=lambda form, who: add_forecast(allocation=allocation, values=form.values, **who),
        heading="Add a forecast",
        said="The forecast was added.",
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def forecast_edit(
    request: HttpRequest, partnership_slug: str, plan_slug: str, allocation_pk: int, pk: int
) -> HttpResponse:
    """Changes a forecast."""
    desk = money_desk(request, partnership_slug, plan_slug)
    allocation = desk.allocation(allocation_pk)
    forecast = get_object_or_404(Forecast, allocation=allocation, pk=pk)
    forecast.allocation = allocation
    return _page(
        request,
        desk,
        allocation,
        form=partial(ForecastForm, instance=forecast),
        save=lambda form, who: change_forecast(forecast=forecast, values=form.values, revision=form.revision, **who),
        heading="Change a forecast",
        said="The forecast was saved.",
    )


@officer_required
@require_POST
def forecast_remove(
    request: HttpRequest, partnership_slug: str, plan_slug: str, allocation_pk: int, pk: int
) -> HttpResponse:
    """Takes a forecast away."""
    desk = money_desk(request, partnership_slug, plan_slug)
    found = get_object_or_404(Forecast, allocation=desk.allocation(allocation_pk), pk=pk)
    return _remove(request, desk, allocation_pk, partial(remove_forecast, forecast=found), "The forecast was removed.")


def _page(
    request: HttpRequest,
    desk: MoneyDesk,
    allocation: Allocation,
    *,
    form: Callable[..., EditForm],
    save: Callable[[Any, dict[str, Any]], Any],
    heading: str,
    said: str,
) -> HttpResponse:
    """A page with the form of a part of an allocation, which leads back to the allocation's page."""
    who = {"by": cast("User", request.user), "now": timezone.now()}
    place = desk.allocation_page(allocation.pk)
    return edit_page(
        request,
        form=form,
        save=lambda sent: save(sent, who),
        heading=heading,
        said=said,
        done=place,
        cancel=place,
        template=EDIT,
        context=lambda: desk.context(up_title=allocation.stream, up_url=place),
    )


def _remove(
    request: HttpRequest, desk: MoneyDesk, allocation_pk: int, remove: Callable[..., Any], said: str
) -> HttpResponse:
    place, by = desk.allocation_page(allocation_pk), cast("User", request.user)
    return act(request, lambda: remove(place=place, by=by, now=timezone.now()), said=said, done=place)


def _share_form(desk: MoneyDesk, share: Share) -> "partial[ShareForm]":
    return partial(ShareForm, instance=share, partnerships=[("", sharing(desk.plan.partnership))])


def _why_more(form: EditForm) -> str:
    return str(form.cleaned_data["over_allocated_reason"])
