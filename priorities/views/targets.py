"""Officers keep targets, each where it stands."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from core.access import officer_required
from core.prose import gist
from partners.models import User
from priorities.forms import TargetForm
from priorities.models import Action, Priority, Target
from priorities.operations import add_target, change_target, remove_target
from priorities.views.actions import action_or_404
from priorities.views.desk import Desk, Editing, button, desk_of, in_place
from priorities.views.priorities import priority_or_404

LENGTH = 60


@officer_required
@require_http_methods(["GET", "POST"])
def priority_target_add(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Adds a target to a priority."""
    desk = desk_of(request, partnership_slug, plan_slug)
    priority = priority_or_404(desk, pk)
    return _add(desk, priority, Target(priority=priority), Editing("targets of priority", pk))


@officer_required
@require_http_methods(["GET", "POST"])
def action_target_add(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Adds a target to an action."""
    desk = desk_of(request, partnership_slug, plan_slug)
    action = action_or_404(desk, pk)
    return _add(desk, action, Target(action=action), Editing("targets of action", pk))


@officer_required
@require_http_methods(["GET", "POST"])
def target_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a target, or records its result."""
    desk = desk_of(request, partnership_slug, plan_slug)
    target = _target_or_404(desk, pk)
    by, now = cast("User", request.user), timezone.now()
    return in_place(
        desk,
        editing=Editing("target", pk),
        form=partial(TargetForm, instance=target, plan=desk.plan, why=desk.why),
        save=lambda form: change_target(
            target=target,
            values=form.values,
            revision=form.revision,
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading=f"Change the target “{target}”",
        said="The target was saved.",
        done=f"target-{pk}",
        cancel=f"target-{pk}",
    )


@officer_required
@require_http_methods(["GET", "POST"])
def target_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a target away."""
    desk = desk_of(request, partnership_slug, plan_slug)
    target, by = _target_or_404(desk, pk), cast("User", request.user)
    owner = f"priority-{target.priority_id}" if target.priority_id else f"action-{target.action_id}"
    return button(
        desk,
        lambda why: remove_target(target=target, place=desk.place(owner), why=why, by=by, now=timezone.now()),
        heading=f"Remove the target “{target}”",
        label="Remove the target",
        said=f"The target “{target}” was removed.",
        done=owner,
        cancel=f"target-{pk}",
    )


def _target_or_404(desk: Desk, pk: int) -> Target:
    found = Target.objects.filter(priority__plan=desk.plan.pk) | Target.objects.filter(
        action__priority__plan=desk.plan.pk
    )
    return get_object_or_404(found.select_related("priority__plan", "action__priority__plan"), pk=pk)


def _add(desk: Desk, owner: Priority | Action, target: Target, editing: Editing) -> HttpResponse:
    by, now = cast("User", desk.request.user), timezone.now()
    name = gist(owner.title if isinstance(owner, Priority) else owner.text, LENGTH)
    return in_place(
        desk,
        editing=editing,
        form=partial(TargetForm, instance=target, plan=desk.plan, why=desk.why),
        save=lambda form: add_target(
            owner=owner, values=form.values, why=form.cleaned_data.get("why", ""), by=by, now=now
        ),
        heading=f"Add a target to “{name}”",
        said="The target was added.",
        done=lambda added: f"target-{added.pk}",
        cancel=f"{owner._meta.model_name}-{owner.pk}",
    )
