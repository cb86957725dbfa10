"""Pre-election periods: officers and administrators look at them, administrators keep them."""

from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import administrator_required, keeper_required
from core.edit_pages import act, edit_page
from partners.models import Partnership, User
from reports.forms.styles import PreElectionPeriodForm
from reports.models import PreElectionPeriod
from reports.operations.pre_election import (
    add_pre_election_period,
    change_pre_election_period,
    remove_pre_election_period,
)
from reports.summaries.styles import pre_election_periods_of
from reports.views.style_pages import may_change, partnership_or_404

TEMPLATE = "reports/styles/plain.html"


@keeper_required
@require_safe
def pre_election_periods(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """A partnership's pre-election periods."""
    partnership = partnership_or_404(partnership_slug)
    context = {
        "partnership": partnership,
        "periods": pre_election_periods_of(partnership, on=timezone.localdate()),
        "may_change": may_change(request, partnership),
    }
    return TemplateResponse(request, "reports/styles/pre_election_periods.html", context)


@administrator_required
@require_http_methods(["GET", "POST"])
def pre_election_period_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Adds a pre-election period."""
    partnership, by, now = partnership_or_404(partnership_slug), cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(PreElectionPeriodForm, instance=PreElectionPeriod(partnership=partnership)),
        save=lambda form: add_pre_election_period(partnership=partnership, values=form.values, by=by, now=now),
        heading="Add a pre-election period",
        said="The pre-election period was added.",
        done=_periods(partnership),
        cancel=_periods(partnership),
        template=TEMPLATE,
        context=lambda: _about(partnership),
    )


@administrator_required
@require_http_methods(["GET", "POST"])
def pre_election_period_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes a pre-election period."""
    period, by, now = _period_or_404(partnership_slug, pk), cast("User", request.user), timezone.now()
    partnership = period.partnership
    remove = reverse("styles:pre_election_period_remove", args=[partnership.slug, period.pk])
    return edit_page(
        request,
        form=partial(PreElectionPeriodForm, instance=period),
        save=lambda form: change_pre_election_period(
            period=period, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Change a pre-election period",
        said="The pre-election period was saved.",
        done=_periods(partnership),
        cancel=_periods(partnership),
        template=TEMPLATE,
        context=lambda: {**_about(partnership), "remove": remove},
    )


@administrator_required
@require_POST
def pre_election_period_remove(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Takes a pre-election period away."""
    period, by = _period_or_404(partnership_slug, pk), cast("User", request.user)
    place = _periods(period.partnership)
    return act(
        request,
        lambda: remove_pre_election_period(period=period, place=place, by=by, now=timezone.now()),
        said=f"The pre-election period of “{period}” was removed.",
        done=place,
    )


def _period_or_404(partnership_slug: str, pk: int) -> PreElectionPeriod:
    found = PreElectionPeriod.objects.select_related("partnership")
    return get_object_or_404(found, pk=pk, partnership__slug=partnership_slug)


def _periods(partnership: Partnership) -> str:
    return reverse("styles:pre_election_periods", args=[partnership.slug])


def _about(partnership: Partnership) -> dict[str, Any]:
    return {"partnership": partnership, "up_title": "Pre-election periods", "up_url": _periods(partnership)}
