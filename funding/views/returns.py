"""The returns of a year's awards: the list, starting one, one return as it stands, and its moves."""

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import member_required, officer_required
from core.edit_pages import act, edit_page
from funding.forms.returns import MoveForm, ReturnForm, StartReturnForm
from funding.models import Award, Return
from funding.operations.returns import (
    add_missing_lines,
    change_return,
    check_can_change,
    may_approve,
    move_return,
    remove_return,
    start_return,
)
from funding.return_pages import bodies_of_visitor, return_or_404
from funding.return_rules import TOLERANCE_IN_WORDS, halves_of
from funding.return_states import move_between, moves_from
from funding.summaries.return_lists import asked_for, files_of, lacks_lines, overlapping, returns_of
from funding.summaries.returns import return_summary
from partners.models import User
from priorities.pages import plan_or_404

PAGE_NAME = "Returns"


@member_required
@require_safe
def returns(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """The returns of a year's awards; a contributor sees those in which their body has a line."""
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate())
    awards = returns_of(plan.pk, bodies=bodies_of_visitor(request, plan, head))
    context = {"head": head, "page_name": PAGE_NAME, "awards": awards}
    return TemplateResponse(request, "funding/returns.html", context)


@officer_required
@require_http_methods(["GET", "POST"])
def return_start(request: HttpRequest, partnership_slug: str, plan_slug: str, award_pk: int) -> HttpResponse:
    """Starts a return for a period of an award."""
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate())
    award = get_object_or_404(Award, pk=award_pk, plan=plan, partnership=plan.partnership_id)
    told = list(award.returns.order_by("period_start", "pk").values_list("period_stated", flat=True))
    offered = [half for half in halves_of(award.period) if half.stated not in told]
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(StartReturnForm, offered=offered, has_others=bool(told), on=timezone.localdate(now)),
        save=lambda form: start_return(
            award=award,
            period=form.period,
            due_date=form.cleaned_data["due_date"],
            may_overlap=form.cleaned_data.get("may_overlap", False),
            by=by,
            now=now,
        ),
        heading="Start a return",
        said="The return was started.",
        done=lambda made: reverse("funding:return_overview", args=[partnership_slug, plan_slug, made.pk]),
        cancel=reverse("funding:returns", args=[partnership_slug, plan_slug]),
        template="funding/return_start.html",
        context=lambda: {"head": head, "award": award, "told": told},
    )


@member_required
@require_safe
def return_overview(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """One return: how far it is, its lines, what is still to do, and its documents."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    now = timezone.now()
    shown = return_summary(desk.found, bodies=desk.bodies)
    sees_all = desk.bodies is None
    context = {
        "head": desk.head,
        "page_name": PAGE_NAME,
        "shown": shown,
        "overlapping": overlapping(desk.found) if sees_all else (),
        "lacks_lines": sees_all and lacks_lines(desk.found),
        "sees_all": sees_all,
        "may_approve": sees_all and may_approve(desk.found, cast("User", request.user), now=now),
        "moves": moves_from(desk.found.state) if desk.head.may_edit else (),
        "asked": asked_for(desk.found, shown.lines, now=now) if sees_all else (),
        "files": files_of(desk.found) if sees_all else (),
        "tolerance": TOLERANCE_IN_WORDS,
    }
    return TemplateResponse(request, "funding/return_overview.html", context)


@officer_required
@require_http_methods(["GET", "POST"])
def return_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes the dates of a return and what the funder should know."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    if desk.found.is_frozen and request.method == "GET":
        return act(request, lambda: check_can_change(desk.found), done=desk.place)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(ReturnForm, instance=desk.found),
        save=lambda form: change_return(
            funding_return=desk.found, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading="Change the return",
        said="The return was saved.",
        done=desk.place,
        cancel=desk.place,
        template="funding/return_edit.html",
        context=lambda: {"head": desk.head, "found": desk.found},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def return_move(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int, state: str) -> HttpResponse:
    """Moves a return to another state, with what that move asks for."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    move = move_between(desk.found.state, state)
    if state not in Return.State.values or (move is None and request.method != "POST"):
        raise Http404("A return in this state does not go there.")
    if move is None:
        return act(request, lambda: _moved(request, desk.found, state), done=desk.place)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(MoveForm, move=move, record=desk.found, on=timezone.localdate(now)),
        save=lambda form: move_return(
            funding_return=desk.found,
            to=state,
            revision=form.revision,
            values=form.to_keep,
            reason=form.cleaned_data.get("reason", ""),
            by=by,
            now=now,
        ),
        heading=move.button,
        said=lambda moved: f"The return is {moved.get_state_display().lower()}.",
        done=desk.place,
        cancel=desk.place,
        template="funding/return_move.html",
        context=lambda: {"head": desk.head, "found": desk.found, "move": move},
    )


@officer_required
@require_POST
def return_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a return away that was started by mistake."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    by, place = cast("User", request.user), reverse("funding:returns", args=[partnership_slug, plan_slug])
    is_new = desk.found.state == Return.State.NOT_STARTED
    return act(
        request,
        lambda: remove_return(funding_return=desk.found, place=place, by=by, now=timezone.now()),
        said="The return was removed.",
        done=place if is_new else desk.place,
    )


@officer_required
@require_POST
def return_add_missing(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Adds a line for each project that was given money since the return was started."""
    desk = return_or_404(request, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: add_missing_lines(funding_return=desk.found, by=by, now=timezone.now()),
        said=lambda lines: f"Added: {len(lines)}." if lines else "No project is missing.",
        done=desk.place,
    )


def _moved(request: HttpRequest, found: Return, state: str) -> Return:
    """For a page that is old: the refusal of a move that is none any more."""
    by = cast("User", request.user)
    return move_return(funding_return=found, to=state, revision=found.revision, by=by, now=timezone.now())
