"""Officers make plans, keep what they say of themselves, and move them from state to state."""

from functools import partial
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from core.access import officer_required
from core.edit_pages import edit_page
from partners.models import Partnership, User
from priorities.forms import PlanForm, PlanMoveForm
from priorities.models import Plan
from priorities.operations import add_plan, change_plan, move_plan
from priorities.plan_states import move_between, moves_from
from priorities.views.desk import desk_of, remembering


@officer_required
@require_http_methods(["GET", "POST"])
def plan_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Begins a new plan."""
    partnership = get_object_or_404(Partnership.objects.select_related("parent"), slug=partnership_slug)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(PlanForm, instance=Plan(partnership=partnership, kind=Plan.Kind.PARTNERSHIP)),
        save=lambda form: add_plan(partnership=partnership, values=form.values, by=by, now=now),
        heading="Begin a plan",
        said="The plan is begun. It is a draft: only people with a role in the partnership can read it.",
        done=lambda plan: reverse("priorities:work", args=[partnership_slug, plan.slug]),
        cancel=partnership.get_absolute_url(),
        template="priorities/of_partnership.html",
        context=lambda: {"partnership": partnership},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def plan_edit(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Changes what a plan says of itself."""
    desk = desk_of(request, partnership_slug, plan_slug)
    plan = desk.plan
    if desk.is_closed and request.method == "GET":
        messages.error(request, "This plan is closed. To change something in it, open it again first.")
        return redirect(desk.place())
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(PlanForm, instance=plan, why=desk.why),
        save=remembering(
            desk,
            lambda form: change_plan(
                plan=plan,
                values=form.values,
                revision=form.revision,
                why=form.cleaned_data.get("why", ""),
                by=by,
                now=now,
            ),
        ),
        heading="Change the plan",
        said="The plan was saved.",
        done=desk.place(),
        cancel=desk.place(),
        template="priorities/plan_edit.html",
        context=lambda: {"head": desk.head},
    )


@officer_required
@require_safe
def plan_state(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Where a plan stands on its way from draft to closed, and where it can go now."""
    desk = desk_of(request, partnership_slug, plan_slug)
    states = [{"status": status.value, "label": status.label} for status in Plan.Status]
    context = {"head": desk.head, "plan": desk.plan, "moves": moves_from(desk.plan.status), "states": states}
    return TemplateResponse(request, "priorities/plan_state.html", {**context, "page_name": "State"})


@officer_required
@require_http_methods(["GET", "POST"])
def plan_move(request: HttpRequest, partnership_slug: str, plan_slug: str, to: str) -> HttpResponse:
    """Moves a plan to another state."""
    desk = desk_of(request, partnership_slug, plan_slug)
    if to not in Plan.Status.values:
        raise Http404("There is no such state.")
    plan, state = desk.plan, reverse("priorities:plan_state", args=[partnership_slug, plan_slug])
    move = move_between(plan.status, to)
    if move is None:
        messages.error(
            request, f"The plan is {plan.get_status_display().lower()} now. These are the moves it can make."
        )
        return redirect(state)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(PlanMoveForm, instance=plan, move=move),
        save=lambda form: move_plan(
            plan=plan,
            to=to,
            values=form.values,
            revision=form.revision,
            reason=form.cleaned_data.get("reason", ""),
            by=by,
            now=now,
        ),
        heading=move.button,
        said=f"The plan is now {move.end.label.lower()}.",
        done=state,
        cancel=state,
        template="priorities/plan_move.html",
        context=lambda: {"head": desk.head, "move": move, "needs": [need.value for need in move.needs]},
    )
