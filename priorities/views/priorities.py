"""Officers keep the priorities of a plan, each in its place."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.access import officer_required
from core.prose import gist
from partners.models import User
from priorities.forms import ObjectiveLinkForm, PriorityForm, offers_of
from priorities.models import Objective, Priority, PriorityObjective
from priorities.operations import (
    add_priority,
    change_priority,
    link_objective,
    move_priority,
    remove_priority,
    unlink_objective,
)
from priorities.views.desk import Desk, Editing, button, desk_of, in_place

LENGTH = 60


@officer_required
@require_http_methods(["GET", "POST"])
def priority_add(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Adds a priority at the end of a plan."""
    desk = desk_of(request, partnership_slug, plan_slug)
    return _add(desk, None, Editing("priorities"), "Add a priority", "priorities-add")


@officer_required
@require_http_methods(["GET", "POST"])
def priority_part_add(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Adds a priority within another."""
    desk = desk_of(request, partnership_slug, plan_slug)
    parent = priority_or_404(desk, pk)
    heading = f"Add a priority within “{gist(parent.title, LENGTH)}”"
    return _add(desk, parent, Editing("parts of priority", pk), heading, f"priority-{pk}")


@officer_required
@require_http_methods(["GET", "POST"])
def priority_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a priority."""
    desk = desk_of(request, partnership_slug, plan_slug)
    priority = priority_or_404(desk, pk)
    by, now = cast("User", request.user), timezone.now()
    offers = offers_of(desk.plan, desk.priorities, on=timezone.localdate(), projects=False)
    return in_place(
        desk,
        editing=Editing("priority", pk),
        form=partial(PriorityForm, instance=priority, plan=desk.plan, offers=offers, why=desk.why),
        save=lambda form: change_priority(
            priority=priority,
            values=form.values,
            strands=form.strands_chosen,
            revision=form.revision,
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading=f"Change “{gist(priority.title, LENGTH)}”",
        said="The priority was saved.",
        done=f"priority-{pk}",
        cancel=f"priority-{pk}",
    )


@officer_required
@require_http_methods(["GET", "POST"])
def priority_up(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Moves a priority one place up."""
    return _move(desk_of(request, partnership_slug, plan_slug), pk, up=True)


@officer_required
@require_http_methods(["GET", "POST"])
def priority_down(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Moves a priority one place down."""
    return _move(desk_of(request, partnership_slug, plan_slug), pk, up=False)


@officer_required
@require_http_methods(["GET", "POST"])
def priority_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a priority out of a plan, with its actions."""
    desk = desk_of(request, partnership_slug, plan_slug)
    priority = priority_or_404(desk, pk)
    by, words = cast("User", request.user), gist(priority.title, LENGTH)
    place = desk.place(f"priority-{priority.parent_id}" if priority.parent_id else "priorities")
    return button(
        desk,
        lambda why: remove_priority(priority=priority, place=place, why=why, by=by, now=timezone.now()),
        heading=f"Remove “{words}”",
        label="Remove the priority and its actions",
        said=f"“{words}” was removed.",
        done="priorities",
        cancel=f"priority-{pk}",
    )


@officer_required
@require_http_methods(["GET", "POST"])
def priority_objectives(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """The police and crime objectives that a priority serves, and one more."""
    desk = desk_of(request, partnership_slug, plan_slug)
    priority = priority_or_404(desk, pk)
    by, now = cast("User", request.user), timezone.now()
    links = list(priority.objective_links.select_related("objective").order_by("position", "pk"))
    objectives = list(Objective.objects.filter(objective_set=desk.plan.objective_set_id).order_by("position", "pk"))
    return in_place(
        desk,
        editing=Editing("objectives of priority", pk),
        form=partial(ObjectiveLinkForm, plan=desk.plan, objectives=objectives, why=desk.why),
        save=lambda form: link_objective(
            priority=priority,
            objective=form.cleaned_data["objective"],
            sub_theme=form.cleaned_data["sub_theme"],
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading=f"Police and crime objectives of “{gist(priority.title, LENGTH)}”",
        said="The objective was added.",
        done=f"priority-{pk}",
        cancel=f"priority-{pk}",
        context={"links": links, "objectives": objectives, "objective_set": desk.plan.objective_set},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def priority_unlink(
    request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int, priority_objective_pk: int
) -> HttpResponse:
    """Says that a priority no longer serves an objective."""
    desk = desk_of(request, partnership_slug, plan_slug)
    found = PriorityObjective.objects.select_related("objective", "priority__plan__partnership")
    link = get_object_or_404(found, pk=priority_objective_pk, priority=pk, priority__plan=desk.plan.pk)
    by = cast("User", request.user)
    return button(
        desk,
        lambda why: unlink_objective(link=link, why=why, by=by, now=timezone.now()),
        heading=f"Remove the objective “{link}”",
        label="Remove the objective",
        said="The objective was removed.",
        done=f"priority-{pk}",
        cancel=f"priority-{pk}",
    )


def priority_or_404(desk: Desk, pk: int) -> Priority:
    """The priority of the desk's plan with a key, with what its form shows. 1 query."""
    found = Priority.objects.select_related("plan", "parent", "lead_body", "lead_group")
    return get_object_or_404(found, pk=pk, plan=desk.plan.pk)


def _add(desk: Desk, parent: Priority | None, editing: Editing, heading: str, cancel: str) -> HttpResponse:
    by, now = cast("User", desk.request.user), timezone.now()
    offers = offers_of(desk.plan, desk.priorities, on=timezone.localdate(), projects=False)
    priority = Priority(plan=desk.plan, parent=parent)
    return in_place(
        desk,
        editing=editing,
        form=partial(PriorityForm, instance=priority, plan=desk.plan, offers=offers, why=desk.why),
        save=lambda form: add_priority(
            plan=desk.plan,
            parent=parent,
            values=form.values,
            strands=form.strands_chosen,
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading=heading,
        said="The priority was added.",
        done=lambda added: f"priority-{added.pk}",
        cancel=cancel,
    )


def _move(desk: Desk, pk: int, *, up: bool) -> HttpResponse:
    """Moves a priority, and goes back to the same button for the next step."""
    priority, by = priority_or_404(desk, pk), cast("User", desk.request.user)
    way = "up" if up else "down"
    return button(
        desk,
        lambda why: move_priority(priority=priority, up=up, why=why, by=by, now=timezone.now()),
        heading=f"Move “{gist(priority.title, LENGTH)}” {way}",
        label=f"Move it {way}",
        said="",
        done=f"priority-{pk}-{way}",
        cancel=f"priority-{pk}",
    )
