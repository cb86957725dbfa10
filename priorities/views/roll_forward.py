"""Officers roll a plan forward into the next period, step by step; nothing happens before the last step."""

from functools import partial
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import officer_required
from core.edit_pages import edit_page
from core.editing import Refused
from partners.models import User
from priorities.forms import FatesForm, NextPlanForm
from priorities.forms.offers import Bodies, bodies_of
from priorities.models import Plan
from priorities.operations import ActionChoice, PriorityChoice, roll_forward_plan
from priorities.prospect import RollForward, prospects_of
from priorities.rolling import NEXT, Rolling
from priorities.summaries import PriorityLine, count_statuses


@officer_required
@require_safe
def roll_forward(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Where rolling a plan forward begins, and where it is taken up again."""
    rolling = _rolling_or_404(request, partnership_slug, plan_slug)
    context = {"rolling": rolling, "plan": rolling.plan, "statuses": count_statuses(rolling.priorities)}
    return TemplateResponse(request, "priorities/roll_forward.html", context)


@officer_required
@require_http_methods(["GET", "POST"])
def roll_forward_next(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """The first step: what the next plan is called, and what it begins with."""
    rolling = _rolling_or_404(request, partnership_slug, plan_slug)
    if rolling.is_stopped:
        return redirect(rolling.path)
    return _step(
        request,
        rolling,
        NEXT,
        form=partial(NextPlanForm, plan=rolling.plan, seen=rolling.seen_now(), chosen=rolling.chosen.get(NEXT)),
        heading="The next plan",
        template="priorities/roll_forward_next.html",
    )


@officer_required
@require_http_methods(["GET", "POST"])
def roll_forward_priority(
    request: HttpRequest, partnership_slug: str, plan_slug: str, priority_pk: int
) -> HttpResponse:
    """One step for each priority: what becomes of its actions."""
    rolling = _rolling_or_404(request, partnership_slug, plan_slug)
    priority = next((one for one in rolling.priorities if one.id == priority_pk), None)
    if priority is None:
        raise Http404("There is no such priority at the top of this plan.")
    if rolling.is_stopped:
        return redirect(rolling.path)
    place = rolling.priorities.index(priority) + 1
    return _step(
        request,
        rolling,
        str(priority.id),
        form=partial(_fates, rolling, priority, _bodies(rolling)),
        heading=f"{priority.number} {priority.title}",
        template="priorities/roll_forward_priority.html",
        caption=f"Priority {place} of {len(rolling.priorities)}",
        statuses=count_statuses([priority]),
    )


@officer_required
@require_http_methods(["GET", "POST"])
def roll_forward_check(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """The last step: everything that will happen; and, once confirmed, it happens."""
    rolling = _rolling_or_404(request, partnership_slug, plan_slug)
    if rolling.is_stopped:
        return redirect(rolling.path)
    whole = _chosen(request, rolling)
    refusal = ""
    if request.method == "POST":
        try:
            new = _carry_out(rolling, whole)
        except (Refused, ValidationError) as error:
            refusal = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            rolling = _rolling_or_404(request, partnership_slug, plan_slug)  # as it is now
            whole = _chosen(request, rolling)
        else:
            messages.success(request, f"“{new}” was begun as a draft.")
            return redirect(new)
    context = {"rolling": rolling, "plan": rolling.plan, "whole": whole, "refusal": refusal}
    status = 409 if refusal else 200
    return TemplateResponse(request, "priorities/roll_forward_check.html", context, status=status)


@officer_required
@require_POST
def roll_forward_discard(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Throws away what was chosen so far."""
    rolling = _rolling_or_404(request, partnership_slug, plan_slug)
    rolling.forget()
    messages.success(request, "What you had chosen was thrown away. The plan is as it was.")
    return redirect(rolling.path)


def _rolling_or_404(request: HttpRequest, partnership_slug: str, plan_slug: str) -> Rolling:
    found = Plan.objects.select_related("partnership", "objective_set")
    plan = get_object_or_404(found, partnership__slug=partnership_slug, slug=plan_slug)
    return Rolling(plan, cast("User", request.user))


def _step(
    request: HttpRequest, rolling: Rolling, key: str, *, form: Any, heading: str, template: str, **more: Any
) -> HttpResponse:
    """One page of the way: what is sent is kept, and the way goes on."""
    return edit_page(
        request,
        form=form,
        save=lambda _: rolling.keep(key, request.POST, now=timezone.now()),
        heading=heading,
        said="",
        done=lambda _: rolling.after(key),
        cancel="",
        template=template,
        context=lambda: {
            "rolling": rolling,
            "plan": rolling.plan,
            "back": rolling.before(key),
            "changes": next(step.changes for step in rolling.steps if step.key == key),
            **more,
        },
    )


def _carry_out(rolling: Rolling, whole: RollForward | None) -> Plan:
    """Rolls the plan forward as it was chosen, and forgets the choices."""
    if whole is None:
        raise Refused("Nothing is saved yet. Go through the steps that are marked first.")
    new = roll_forward_plan(
        plan=rolling.plan,
        to=whole.to,
        priorities=whole.priorities,
        actions=whole.actions,
        by=rolling.user,
        now=timezone.now(),
    )
    rolling.forget()
    return new


def _chosen(request: HttpRequest, rolling: Rolling) -> RollForward | None:
    """Everything as it was chosen, where every step was gone through since the plan last changed."""
    if not rolling.is_settled:
        return None
    next_plan = NextPlanForm(rolling.chosen[NEXT], plan=rolling.plan, seen="", editor=request.user)
    bodies = _bodies(rolling)
    fates = {
        str(one.id): _fates(rolling, one, bodies, rolling.chosen[str(one.id)], editor=request.user)
        for one in rolling.priorities
    }
    forms: dict[str, NextPlanForm | FatesForm] = {NEXT: next_plan, **fates}
    doubtful = [key for key, form in forms.items() if not form.is_valid()]
    for key in doubtful:
        rolling.doubt(key)
    if doubtful:
        return None
    priorities: dict[int, PriorityChoice] = {}
    actions: dict[int, ActionChoice] = {}
    for key, fate in fates.items():
        priorities |= fate.priorities(rolling.seen(key))
        actions |= fate.actions(rolling.seen(key))
    return RollForward(next_plan.to, priorities, actions, prospects_of(rolling.priorities, priorities, actions))


def _fates(rolling: Rolling, priority: PriorityLine, bodies: Bodies, *sent: Any, **more: Any) -> FatesForm:
    """The form of a priority's step."""
    return FatesForm(
        *sent,
        priority=priority,
        bodies=bodies,
        years=rolling.years_on(),
        seen=rolling.seen_now(priority),
        chosen=rolling.chosen.get(str(priority.id)),
        **more,
    )


def _bodies(rolling: Rolling) -> Bodies:
    """The bodies that may lead an action of the next plan."""
    period = rolling.next_period()
    begins = period.start if period else None
    return bodies_of(rolling.plan.partnership, on=max(begins or timezone.localdate(), timezone.localdate()))
