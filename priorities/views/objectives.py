"""Officers keep the police and crime objectives in force, and the evidence that plans rest on."""

from functools import partial
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.access import officer_required
from core.edit_pages import act, edit_page
from partners.models import Partnership, User
from priorities.forms import EvidenceSourceForm, ObjectiveForm, ObjectiveSetForm, WhyForm, bodies_of, objective_sets_of
from priorities.models import EvidenceSource, Objective, ObjectiveSet, Plan
from priorities.operations import (
    add_evidence_source,
    add_objective,
    add_objective_set,
    agreed_plans_of,
    change_evidence_source,
    change_objective,
    change_objective_set,
    move_objective,
    remove_objective,
)
from priorities.views.desk import desk_of, remembering


@officer_required
@require_safe
def objective_sets(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """The sets of police and crime objectives that concern a partnership."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    context = {"partnership": partnership, "sets": objective_sets_of(partnership)}
    return TemplateResponse(request, "priorities/objective_sets.html", context)


@officer_required
@require_http_methods(["GET", "POST"])
def objective_set_add(request: HttpRequest, partnership_slug: str) -> HttpResponse:
    """Adds a set of objectives."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    by, now = cast("User", request.user), timezone.now()
    bodies = bodies_of(partnership, on=timezone.localdate())
    return edit_page(
        request,
        form=partial(ObjectiveSetForm, instance=ObjectiveSet(), plan=None, bodies=bodies),
        save=lambda form: add_objective_set(partnership=partnership, values=form.values, by=by, now=now),
        heading="Add a set of objectives",
        said="The set was added. Now add its objectives.",
        done=lambda added: reverse("priorities:objective_set_edit", args=[partnership_slug, added.pk]),
        cancel=_sets(partnership),
        template="priorities/of_partnership.html",
        context=lambda: {"partnership": partnership},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def objective_set_edit(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Changes a set of objectives, and leads to each of them."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    found = _set_or_404(partnership, pk)
    by, now = cast("User", request.user), timezone.now()
    agreed = agreed_plans_of(found, partnership).first()
    bodies = bodies_of(partnership, on=timezone.localdate())
    objectives = found.objectives.order_by("position", "pk")
    return edit_page(
        request,
        form=partial(ObjectiveSetForm, instance=found, plan=agreed, bodies=bodies),
        save=lambda form: change_objective_set(
            objective_set=found,
            partnership=partnership,
            values=form.values,
            revision=form.revision,
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading="Change a set of objectives",
        said="The set was saved.",
        done=_sets(partnership),
        cancel=_sets(partnership),
        template="priorities/objective_set_edit.html",
        context=lambda: {
            "partnership": partnership,
            "objective_set": found,
            "objectives": list(objectives),
            "is_agreed": agreed is not None,
        },
    )


@officer_required
@require_http_methods(["GET", "POST"])
def objective_set_objective_add(request: HttpRequest, partnership_slug: str, pk: int) -> HttpResponse:
    """Adds an objective to a set."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    found = _set_or_404(partnership, pk)
    by, now = cast("User", request.user), timezone.now()
    agreed = agreed_plans_of(found, partnership).first()
    return edit_page(
        request,
        form=partial(ObjectiveForm, instance=Objective(objective_set=found), plan=agreed),
        save=lambda form: add_objective(
            objective_set=found,
            partnership=partnership,
            values=form.values,
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading="Add an objective",
        said="The objective was added.",
        done=_set(partnership, pk),
        cancel=_set(partnership, pk),
        template="priorities/of_partnership.html",
        context=lambda: {"partnership": partnership, "caption": found.name},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def objective_edit(request: HttpRequest, partnership_slug: str, objective_set_pk: int, pk: int) -> HttpResponse:
    """Changes an objective of a set."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    objective = _objective_or_404(partnership, objective_set_pk, pk)
    by, now = cast("User", request.user), timezone.now()
    agreed = agreed_plans_of(objective.objective_set, partnership).first()
    return edit_page(
        request,
        form=partial(ObjectiveForm, instance=objective, plan=agreed),
        save=lambda form: change_objective(
            objective=objective,
            partnership=partnership,
            values=form.values,
            revision=form.revision,
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading="Change an objective",
        said="The objective was saved.",
        done=_set(partnership, objective_set_pk),
        cancel=_set(partnership, objective_set_pk),
        template="priorities/of_partnership.html",
        context=lambda: {"partnership": partnership, "caption": objective.objective_set.name},
    )


@officer_required
@require_POST
def objective_up(request: HttpRequest, partnership_slug: str, objective_set_pk: int, pk: int) -> HttpResponse:
    """Moves an objective one place up."""
    return _move(request, partnership_slug, objective_set_pk, pk, up=True)


@officer_required
@require_POST
def objective_down(request: HttpRequest, partnership_slug: str, objective_set_pk: int, pk: int) -> HttpResponse:
    """Moves an objective one place down."""
    return _move(request, partnership_slug, objective_set_pk, pk, up=False)


@officer_required
@require_http_methods(["GET", "POST"])
def objective_remove(request: HttpRequest, partnership_slug: str, objective_set_pk: int, pk: int) -> HttpResponse:
    """Takes an objective out of its set: at once, or where an agreed plan had regard to it once it is said why."""
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    objective = _objective_or_404(partnership, objective_set_pk, pk)
    by, place = cast("User", request.user), _set(partnership, objective_set_pk)
    remove = partial(
        remove_objective, objective=objective, partnership=partnership, place=place, by=by, now=timezone.now()
    )
    said = f"“{objective}” was removed."
    if agreed_plans_of(objective.objective_set, partnership).exists():
        return edit_page(
            request,
            form=partial(WhyForm, button="Remove"),
            save=lambda form: remove(why=form.cleaned_data["why"]),
            heading=f"Remove “{objective}”",
            said=said,
            done=place,
            cancel=place,
            template="priorities/of_partnership.html",
            context=lambda: {"partnership": partnership, "caption": objective.objective_set.name},
        )
    if request.method != "POST":
        return redirect(place)
    return act(request, remove, said=said, done=place)


@officer_required
@require_http_methods(["GET", "POST"])
def evidence_source_add(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Adds a source of evidence to a plan."""
    desk = desk_of(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    basis = f"{reverse('priorities:basis', args=[partnership_slug, plan_slug])}#evidence"
    bodies = bodies_of(desk.plan.partnership, on=timezone.localdate())
    source = EvidenceSource(partnership=desk.plan.partnership)
    return edit_page(
        request,
        form=partial(EvidenceSourceForm, instance=source, plan=desk.plan, bodies=bodies, why=desk.why),
        save=remembering(
            desk,
            lambda form: add_evidence_source(
                plan=desk.plan, values=form.values, why=form.cleaned_data.get("why", ""), by=by, now=now
            ),
        ),
        heading="Add evidence",
        said="The evidence was added.",
        done=basis,
        cancel=basis,
        template="priorities/edit.html",
        context=lambda: {"head": desk.head},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def evidence_source_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a source of evidence, for all plans that rest on it."""
    desk = desk_of(request, partnership_slug, plan_slug)
    found = EvidenceSource.objects.select_related("publisher", "partnership")
    source = get_object_or_404(found, pk=pk, partnership=desk.plan.partnership_id)
    by, now = cast("User", request.user), timezone.now()
    basis = f"{reverse('priorities:basis', args=[partnership_slug, plan_slug])}#evidence"
    bodies = bodies_of(desk.plan.partnership, on=timezone.localdate())
    agreed = source.plans.filter(status=Plan.Status.AGREED).first()
    return edit_page(
        request,
        form=partial(EvidenceSourceForm, instance=source, plan=agreed, bodies=bodies, why=desk.why),
        save=remembering(
            desk,
            lambda form: change_evidence_source(
                source=source,
                values=form.values,
                revision=form.revision,
                why=form.cleaned_data.get("why", ""),
                by=by,
                now=now,
            ),
        ),
        heading="Change evidence",
        said="The evidence was saved.",
        done=basis,
        cancel=basis,
        template="priorities/edit.html",
        context=lambda: {"head": desk.head},
    )


def _set_or_404(partnership: Partnership, pk: int) -> ObjectiveSet:
    """A set of objectives that concerns the partnership: others are none of its officers' business."""
    found = [one.pk for one in objective_sets_of(partnership)]
    return get_object_or_404(ObjectiveSet.objects.select_related("body"), pk=pk, pk__in=found)


def _objective_or_404(partnership: Partnership, set_pk: int, pk: int) -> Objective:
    _set_or_404(partnership, set_pk)
    return get_object_or_404(Objective.objects.select_related("objective_set"), pk=pk, objective_set=set_pk)


def _move(request: HttpRequest, partnership_slug: str, set_pk: int, pk: int, *, up: bool) -> HttpResponse:
    partnership = get_object_or_404(Partnership, slug=partnership_slug)
    objective, by = _objective_or_404(partnership, set_pk, pk), cast("User", request.user)
    return act(
        request,
        lambda: move_objective(objective=objective, partnership=partnership, up=up, by=by, now=timezone.now()),
        done=f"{_set(partnership, set_pk)}#objective-{pk}",
    )


def _sets(partnership: Partnership) -> str:
    return reverse("priorities:objective_sets", args=[partnership.slug])


def _set(partnership: Partnership, pk: int) -> str:
    return reverse("priorities:objective_set_edit", args=[partnership.slug, pk])
