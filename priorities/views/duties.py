"""Officers record how the partnership's duties were met, and everybody who works in it can see what is recorded."""

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
from partners.models import User
from priorities.forms import DutyRecordForm
from priorities.models import Duty, DutyRecord
from priorities.operations import add_duty_record, change_duty_record, remove_duty_record
from priorities.pages import plan_or_404
from priorities.summaries import duties_of
from priorities.views.desk import desk_of


@member_required
@require_safe
def duties(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """Every duty with what is recorded of it."""
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate())
    return TemplateResponse(request, "priorities/duties.html", {"head": head, "duties": duties_of(plan.pk)})


@officer_required
@require_http_methods(["GET", "POST"])
def duty_record_add(request: HttpRequest, partnership_slug: str, plan_slug: str, duty: str) -> HttpResponse:
    """Records how a duty was met."""
    if duty not in Duty.values:
        raise Http404("There is no such duty.")
    desk = desk_of(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(DutyRecordForm, instance=DutyRecord(plan=desk.plan, duty=duty)),
        save=lambda form: add_duty_record(plan=desk.plan, duty=duty, values=form.values, by=by, now=now),
        heading=Duty(duty).label,
        said="The record was added.",
        done=_duties(partnership_slug, plan_slug),
        cancel=_duties(partnership_slug, plan_slug),
        template="priorities/edit.html",
        context=lambda: {"head": desk.head},
    )


@officer_required
@require_http_methods(["GET", "POST"])
def duty_record_edit(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Changes what is recorded of a duty."""
    record = _record_or_404(partnership_slug, plan_slug, pk)
    desk = desk_of(request, partnership_slug, plan_slug)
    by, now = cast("User", request.user), timezone.now()
    return edit_page(
        request,
        form=partial(DutyRecordForm, instance=record),
        save=lambda form: change_duty_record(record=record, values=form.values, revision=form.revision, by=by, now=now),
        heading=str(record),
        said="The record was saved.",
        done=_duties(partnership_slug, plan_slug),
        cancel=_duties(partnership_slug, plan_slug),
        template="priorities/edit.html",
        context=lambda: {"head": desk.head},
    )


@officer_required
@require_POST
def duty_record_remove(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> HttpResponse:
    """Takes away what is recorded of a duty."""
    record = _record_or_404(partnership_slug, plan_slug, pk)
    by, place = cast("User", request.user), _duties(partnership_slug, plan_slug)
    return act(
        request,
        lambda: remove_duty_record(record=record, place=place, by=by, now=timezone.now()),
        said="The record was removed.",
        done=place,
    )


def _record_or_404(partnership_slug: str, plan_slug: str, pk: int) -> DutyRecord:
    found = DutyRecord.objects.select_related("plan__partnership")
    return get_object_or_404(found, pk=pk, plan__slug=plan_slug, plan__partnership__slug=partnership_slug)


def _duties(partnership_slug: str, plan_slug: str) -> str:
    return reverse("priorities:duties", args=[partnership_slug, plan_slug])
