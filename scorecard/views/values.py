"""Officers record values of indicators, and what these are read with."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from core.access import officer_required
from core.edit_pages import act, edit_page
from partners.models import User
from scorecard import operations
from scorecard.forms import BaselineForm, BreakForm, MeasureForm, MeasurementForm, TargetForm
from scorecard.models import Baseline, Break, IndicatorMeasure, IndicatorTarget, Measurement
from scorecard.offers import areas_offered
from scorecard.views.desk import indicator_desk_of, part_desk_of

Method = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of thing that an indicator has, and how it is kept. `argument` is what its operations call it."""

    model: type[Any]
    form: Callable[..., Any]
    noun: str
    argument: str
    add: Method
    change: Method
    remove: Method


MEASURE = Part(
    *(IndicatorMeasure, MeasureForm, "measure", "measure"),
    *(operations.add_measure, operations.change_measure, operations.remove_measure),
)
BASELINE = Part(
    *(Baseline, BaselineForm, "baseline", "baseline"),
    *(operations.add_baseline, operations.change_baseline, operations.remove_baseline),
)
TARGET = Part(
    *(IndicatorTarget, TargetForm, "target", "target"),
    *(operations.add_target, operations.change_target, operations.remove_target),
)
BREAK = Part(
    *(Break, BreakForm, "break in the series", "point"),
    *(operations.add_break, operations.change_break, operations.remove_break),
)


@officer_required
@require_http_methods(["GET", "POST"])
def measurement_add(request: HttpRequest, partnership_slug: str, plan_slug: str, indicator_pk: int) -> HttpResponse:
    """Records a value of an indicator."""
    desk = indicator_desk_of(request, partnership_slug, plan_slug, indicator_pk)
    by, now = cast("User", request.user), timezone.now()
    areas = areas_offered(desk.plan.partnership)
    return edit_page(
        request,
        form=partial(MeasurementForm, instance=Measurement(indicator=desk.indicator), areas=areas),
        save=lambda form: operations.add_measurement(indicator=desk.indicator, values=form.values, by=by, now=now),
        heading="Record a value",
        said="The value was recorded.",
        done=f"{desk.page}#values",
        cancel=desk.page,
        template="scorecard/edit.html",
        context=desk.context,
    )


@officer_required
@require_http_methods(["GET", "POST"])
def measurement_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a value; where the figure changes, what it said before is kept."""
    desk, measurement = part_desk_of(request, Measurement, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    areas = areas_offered(desk.plan.partnership)
    return edit_page(
        request,
        form=partial(MeasurementForm, instance=measurement, areas=areas),
        save=lambda form: operations.change_measurement(
            measurement=measurement,
            values=form.values,
            revision=form.revision,
            why=form.cleaned_data.get("why", ""),
            by=by,
            now=now,
        ),
        heading="Change a value",
        said="The value was saved.",
        done=f"{desk.page}#values",
        cancel=f"{desk.page}#values",
        template="scorecard/edit.html",
        context=desk.context,
    )


@officer_required
@require_POST
def measurement_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a value away."""
    desk, measurement = part_desk_of(request, Measurement, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: operations.remove_measurement(measurement=measurement, place=desk.page, by=by, now=timezone.now()),
        said="The value was removed.",
        done=f"{desk.page}#values",
    )


@officer_required
@require_http_methods(["GET", "POST"])
def measure_add(request: HttpRequest, partnership_slug: str, plan_slug: str, indicator_pk: int) -> HttpResponse:
    """Adds a measure to an indicator."""
    return _add(request, MEASURE, partnership_slug, plan_slug, indicator_pk)


@officer_required
@require_http_methods(["GET", "POST"])
def measure_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a measure."""
    return _edit(request, MEASURE, partnership_slug, plan_slug, pk)


@officer_required
@require_POST
def measure_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a measure away, with its values."""
    return _remove(request, MEASURE, partnership_slug, plan_slug, pk)


@officer_required
@require_http_methods(["GET", "POST"])
def baseline_add(request: HttpRequest, partnership_slug: str, plan_slug: str, indicator_pk: int) -> HttpResponse:
    """Says what an indicator is measured against."""
    return _add(request, BASELINE, partnership_slug, plan_slug, indicator_pk)


@officer_required
@require_http_methods(["GET", "POST"])
def baseline_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a baseline."""
    return _edit(request, BASELINE, partnership_slug, plan_slug, pk)


@officer_required
@require_POST
def baseline_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a baseline away."""
    return _remove(request, BASELINE, partnership_slug, plan_slug, pk)


@officer_required
@require_http_methods(["GET", "POST"])
def indicator_target_add(
    request: HttpRequest, partnership_slug: str, plan_slug: str, indicator_pk: int
) -> HttpResponse:
    """Says what an indicator should reach."""
    return _add(request, TARGET, partnership_slug, plan_slug, indicator_pk)


@officer_required
@require_http_methods(["GET", "POST"])
def indicator_target_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes the target of an indicator."""
    return _edit(request, TARGET, partnership_slug, plan_slug, pk)


@officer_required
@require_POST
def indicator_target_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes the target of an indicator away."""
    return _remove(request, TARGET, partnership_slug, plan_slug, pk)


@officer_required
@require_http_methods(["GET", "POST"])
def break_add(request: HttpRequest, partnership_slug: str, plan_slug: str, indicator_pk: int) -> HttpResponse:
    """Says that an indicator is counted otherwise from a day on."""
    return _add(request, BREAK, partnership_slug, plan_slug, indicator_pk)


@officer_required
@require_http_methods(["GET", "POST"])
def break_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes a break in a series."""
    return _edit(request, BREAK, partnership_slug, plan_slug, pk)


@officer_required
@require_POST
def break_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes a break in a series away."""
    return _remove(request, BREAK, partnership_slug, plan_slug, pk)


def _add(request: HttpRequest, kind: Part, partnership_slug: str, plan_slug: str, indicator_pk: int) -> HttpResponse:
    desk = indicator_desk_of(request, partnership_slug, plan_slug, indicator_pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(kind.form, instance=kind.model(indicator=desk.indicator)),
        save=lambda form: kind.add(indicator=desk.indicator, values=form.values, by=by, now=now),
        heading=f"Add a {kind.noun}",
        said=f"The {kind.noun} was added.",
        done=desk.page,
        cancel=desk.page,
        template="scorecard/edit.html",
        context=desk.context,
    )


def _edit(request: HttpRequest, kind: Part, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    desk, part = part_desk_of(request, kind.model, partnership_slug, plan_slug, pk)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(kind.form, instance=part),
        save=lambda form: kind.change(
            **{kind.argument: part}, values=form.values, revision=form.revision, by=by, now=now
        ),
        heading=f"Change a {kind.noun}",
        said=f"The {kind.noun} was saved.",
        done=desk.page,
        cancel=desk.page,
        template="scorecard/edit.html",
        context=desk.context,
    )


def _remove(request: HttpRequest, kind: Part, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    desk, part = part_desk_of(request, kind.model, partnership_slug, plan_slug, pk)
    by = cast("User", request.user)
    return act(
        request,
        lambda: kind.remove(**{kind.argument: part}, place=desk.page, by=by, now=timezone.now()),
        said=f"The {kind.noun} was removed.",
        done=desk.page,
    )
