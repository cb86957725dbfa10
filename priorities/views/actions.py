"""Officers keep the actions of a plan, each in its place."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.access import officer_required
from core.prose import gist
from partners.models import User
from priorities.forms import ActionForm, offers_of
from priorities.models import Action, Priority
from priorities.operations import add_action, change_action, move_action, remove_action
from priorities.views.desk import Desk, Editing, button, desk_of, in_place

LENGTH = 60


@officer_required
@require_http_methods(["GET", "POST"])
def priority_action_add(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Adds an action at the end of a priority."""
    desk = desk_of(request, partnership_slug, plan_slug)
    priority = get_object_or_404(Priority, pk=pk, plan=desk.plan.pk)
    return _add(desk, priority, None, Editing("actions of priority", pk), f"priority-{pk}-add")


@officer_required
@require_http_methods(["GET", "POST"])
def action_part_add(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Adds a part to an action."""
    desk = desk_of(request, partnership_slug, plan_slug)
    parent = action_or_404(desk, pk)
    return _add(desk, parent.priority, parent, Editing("parts of action", pk), f"action-{pk}")


@officer_required
@require_http_methods(["GET", "POST"])
def action_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes an action."""
    desk = desk_of(request, partnership_slug, plan_slug)
    action = action_or_404(desk, pk)
    by, now = cast("User", request.user), timezone.now()
    offers = offers_of(desk.plan, desk.priorities, on=timezone.localdate())
    return in_place(
        desk,
        editing=Editing("action", pk),
        form=partial(ActionForm, instance=action, plan=desk.plan, offers=offers, why=desk.why),
        save=lambda form: change_action(
            action=action,
            values=form.values,
            new_project=form.cleaned_data["new_project"],
            revision=form.revision,
            reason=form.cleaned_data["reason"],
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading=f"Change “{gist(action.text, LENGTH)}”",
        said="The action was saved.",
        done=f"action-{pk}",
        cancel=f"action-{pk}",
    )


@officer_required
@require_http_methods(["GET", "POST"])
def action_up(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Moves an action one place up."""
    return _move(desk_of(request, partnership_slug, plan_slug), pk, up=True)


@officer_required
@require_http_methods(["GET", "POST"])
def action_down(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Moves an action one place down."""
    return _move(desk_of(request, partnership_slug, plan_slug), pk, up=False)


@officer_required
@require_http_methods(["GET", "POST"])
def action_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes an action out of a plan."""
    desk = desk_of(request, partnership_slug, plan_slug)
    action = action_or_404(desk, pk)
    by, words = cast("User", request.user), gist(action.text, LENGTH)
    place = f"action-{action.parent_id}" if action.parent_id else f"priority-{action.priority_id}"
    return button(
        desk,
        lambda why: remove_action(action=action, place=desk.place(place), why=why, by=by, now=timezone.now()),
        heading=f"Remove “{words}”",
        label="Remove the action",
        said=f"“{words}” was removed.",
        done=place,
        cancel=f"action-{pk}",
        context={"better_dropped": action if action.progress.exists() else None},
    )


def action_or_404(desk: Desk, pk: int) -> Action:
    """The action of the desk's plan with a key, with what its form shows. 1 query."""
    found = Action.objects.select_related("priority__plan", "parent", "lead_body", "lead_group", "project")
    return get_object_or_404(found, pk=pk, priority__plan=desk.plan.pk)


def _add(desk: Desk, priority: Priority, parent: Action | None, editing: Editing, cancel: str) -> HttpResponse:
    by, now = cast("User", desk.request.user), timezone.now()
    offers = offers_of(desk.plan, desk.priorities, on=timezone.localdate())
    of = gist(parent.text if parent else priority.title, LENGTH)
    return in_place(
        desk,
        editing=editing,
        form=partial(
            ActionForm,
            instance=Action(priority=priority, parent=parent),
            plan=desk.plan,
            offers=offers,
            why=desk.why,
        ),
        save=lambda form: add_action(
            priority=priority,
            parent=parent,
            values=form.values,
            new_project=form.cleaned_data["new_project"],
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading=f"Add a part to “{of}”" if parent else f"Add an action to “{of}”",
        said="The action was added.",
        done=lambda added: f"action-{added.pk}",
        cancel=cancel,
    )


def _move(desk: Desk, pk: int, *, up: bool) -> HttpResponse:
    """Moves an action, and goes back to the same button for the next step."""
    action, by = action_or_404(desk, pk), cast("User", desk.request.user)
    way = "up" if up else "down"
    return button(
        desk,
        lambda why: move_action(action=action, up=up, why=why, by=by, now=timezone.now()),
        heading=f"Move “{gist(action.text, LENGTH)}” {way}",
        label=f"Move it {way}",
        said="",
        done=f"action-{pk}-{way}",
        cancel=f"action-{pk}",
    )
