"""Officers keep what was announced, and where it goes."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import officer_required
from core.edit_pages import act, edit_page
from funding.forms import AllocationForm, AwardForm, allocation_offers, awards_beside, funds_of, passed_to
from funding.models import Allocation, Award
from funding.operations import (
    add_allocation,
    add_award,
    change_allocation,
    change_award,
    move_allocation,
    remove_allocation,
    remove_award,
)
from funding.views.desk import EDIT, READ_OR_SEND, MoneyDesk, money_desk
from partners.models import User


@officer_required
@require_http_methods(READ_OR_SEND)
def award_add(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Adds an award to a plan's money."""
    desk = money_desk(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=_award_form(desk, _new_award(desk)),
        save=lambda form: add_award(plan=desk.plan, values=form.values, by=by, now=now),
        heading="Add an award",
        said="The award was added. Now say where it goes.",
        done=lambda award: desk.award_page(award.pk),
        cancel=desk.page,
        template=EDIT,
        context=lambda: {
            **desk.context(),
            "said_above": "Is the fund missing from the list? Add it on the page of funds first.",
        },
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def award_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes an award."""
    desk = money_desk(request, partnership_slug, plan_slug)
    award = desk.award(pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=_award_form(desk, award),
        save=lambda form: change_award(
            award=award,
            values=form.values,
            over_allocated_reason=form.cleaned_data["over_allocated_reason"],
            revision=form.revision,
            by=by,
            now=now,
        ),
        heading="Change an award",
        said="The award was saved.",
        done=desk.award_page(pk),
        cancel=desk.award_page(pk),
        template=EDIT,
        context=lambda: desk.context(up_title=award.title, up_url=desk.award_page(pk)),
    )


@officer_required
@require_POST
def award_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes an award away with where it went."""
    desk = money_desk(request, partnership_slug, plan_slug)
    award, by = desk.award(pk), cast("User", request.user)
    return act(
        request,
        lambda: remove_award(award=award, place=desk.page, by=by, now=timezone.now()),
        said="The award was removed.",
        done=desk.page,
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def allocation_add(request: HttpRequest, partnership_slug: str, plan_slug: str, award_pk: int) -> HttpResponse:
    """Adds a row to an award."""
    desk = money_desk(request, partnership_slug, plan_slug)
    award = desk.award(award_pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=_allocation_form(Allocation(award=award)),
        save=lambda form: add_allocation(
            award=award,
            values=form.values,
            over_allocated_reason=form.cleaned_data["over_allocated_reason"],
            by=by,
            now=now,
        ),
        heading="Add an allocation",
        said="The allocation was added.",
        done=lambda added: f"{desk.award_page(award_pk)}#allocation-{added.pk}",
        cancel=desk.award_page(award_pk),
        template=EDIT,
        context=lambda: desk.context(up_title=award.title, up_url=desk.award_page(award_pk)),
    )


@officer_required
@require_http_methods(READ_OR_SEND)
def allocation_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a row of an award."""
    desk = money_desk(request, partnership_slug, plan_slug)
    allocation = desk.allocation(pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=_allocation_form(allocation),
        save=lambda form: change_allocation(
            allocation=allocation,
            values=form.values,
            over_allocated_reason=form.cleaned_data["over_allocated_reason"],
            revision=form.revision,
            by=by,
            now=now,
        ),
        heading="Change an allocation",
        said="The allocation was saved.",
        done=desk.allocation_page(pk),
        cancel=desk.allocation_page(pk),
        template=EDIT,
        context=lambda: desk.context(up_title=allocation.stream, up_url=desk.allocation_page(pk)),
    )


@officer_required
@require_POST
def allocation_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a row out of its award."""
    desk = money_desk(request, partnership_slug, plan_slug)
    allocation, by = desk.allocation(pk), cast("User", request.user)
    place = desk.award_page(allocation.award_id)
    return act(
        request,
        lambda: remove_allocation(allocation=allocation, place=place, by=by, now=timezone.now()),
        said=f"“{allocation}” was removed.",
        done=place,
    )


@officer_required
@require_POST
def allocation_up(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Moves a row one place up."""
    return _move(request, money_desk(request, partnership_slug, plan_slug), pk, up=True)


@officer_required
@require_POST
def allocation_down(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Moves a row one place down."""
    return _move(request, money_desk(request, partnership_slug, plan_slug), pk, up=False)


def _award_form(desk: MoneyDesk, award: Award) -> "partial[AwardForm]":
    partnership = desk.plan.partnership
    return partial(
        AwardForm,
        instance=award,
        funds=[("", funds_of(partnership))],
        awards=[("", awards_beside(award))],
        passed_to=passed_to(partnership),
    )


def _allocation_form(allocation: Allocation) -> "partial[AllocationForm]":
    offers = allocation_offers(allocation, on=timezone.localdate())
    return partial(AllocationForm, instance=allocation, offers=offers)


def _move(request: HttpRequest, desk: MoneyDesk, pk: int, *, up: bool) -> HttpResponse:
    allocation, by = desk.allocation(pk), cast("User", request.user)
    return act(
        request,
        lambda: move_allocation(allocation=allocation, up=up, by=by, now=timezone.now()),
        done=f"{desk.award_page(allocation.award_id)}#allocation-{pk}",
    )


def _new_award(desk: MoneyDesk) -> Award:
    """An award for the plan's own period, until somebody says another."""
    award = Award(plan=desk.plan, partnership=desk.plan.partnership)
    award.period = desk.plan.period
    return award
