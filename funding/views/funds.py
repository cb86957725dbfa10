"""Officers keep the funds that their partnership's money comes from."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import officer_required
from core.edit_pages import act, edit_page
from funding.forms import FundForm, funds_of
from funding.models import Fund
from funding.operations import add_fund, change_fund, remove_fund
from funding.views.desk import EDIT, READ_OR_SEND, MoneyDesk, money_desk
from partners.models import User
from priorities.forms import bodies_of


@officer_required
@require_safe
def funds(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """The funds that concern a partnership."""
    desk = money_desk(request, partnership_slug, plan_slug)
    context = {"head": desk.head, "funds": funds_of(desk.plan.partnership)}
    return TemplateResponse(request, "funding/funds.html", context)


@officer_required
@require_http_methods(READ_OR_SEND)
def fund_add(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Adds a fund."""
    desk = money_desk(request, partnership_slug, plan_slug)
    partnership = desk.plan.partnership
    by, now = cast("User", request.user), timezone.now()
    bodies = bodies_of(partnership, on=timezone.localdate())
    return edit_page(
        request,
        form=partial(FundForm, instance=Fund(), bodies=bodies),
        save=lambda form: add_fund(partnership=partnership, values=form.values, by=by, now=now),
        heading="Add a fund",
        said="The fund was added.",
        done=_funds(desk),
        cancel=_funds(desk),
        template=EDIT,
        context=lambda: desk.context(up_title="Funds", up_url=_funds(desk)),
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def fund_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a fund, for all partnerships that have money of it."""
    desk = money_desk(request, partnership_slug, plan_slug)
    fund, partnership = _fund_or_404(desk, pk), desk.plan.partnership
    by, now = cast("User", request.user), timezone.now()
    bodies = bodies_of(partnership, on=timezone.localdate())
    return edit_page(
        request,
        form=partial(FundForm, instance=fund, bodies=bodies),
        save=lambda form: change_fund(
            fund=fund, partnership=partnership, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Change a fund",
        said="The fund was saved.",
        done=_funds(desk),
        cancel=_funds(desk),
        template=EDIT,
        context=lambda: {
            **desk.context(up_title="Funds", up_url=_funds(desk)),
            "said_above": "Every partnership that has money of this fund sees what you change.",
        },
    )


@officer_required
@require_POST
def fund_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a fund away that no money is of."""
    desk = money_desk(request, partnership_slug, plan_slug)
    fund, by = _fund_or_404(desk, pk), cast("User", request.user)
    return act(
        request,
        lambda: remove_fund(
            fund=fund, partnership=desk.plan.partnership, place=_funds(desk), by=by, now=timezone.now()
        ),
        said="The fund was removed.",
        done=_funds(desk),
    )


def _fund_or_404(desk: MoneyDesk, pk: int) -> Fund:
    """A fund that concerns the partnership: others are none of its officers' business."""
    found = [fund.pk for fund in funds_of(desk.plan.partnership)]
    return get_object_or_404(Fund.objects.select_related("body"), pk=pk, pk__in=found)


def _funds(desk: MoneyDesk) -> str:
    return desk.address("funding:funds")
