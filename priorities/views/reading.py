"""The pages of a plan that anybody may read: what it sets out to do, and what it rests on."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from core.access import public
from priorities.models import Plan
from priorities.pages import plan_or_404
from priorities.summaries import (
    amendments_of,
    challenges_of,
    count_statuses,
    evidence_of,
    findings_of,
    objective_set_of,
    plan_summary,
)


@public
@require_safe
def plan(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What a partnership set out to do in a period: priorities and actions, and how they stand."""
    on = timezone.localdate()
    found, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    summary = plan_summary(found, for_members=head.is_member)
    context = {"head": head, "plan": summary, "statuses": count_statuses(summary.priorities)}
    return TemplateResponse(request, "priorities/plan.html", context)


@public
@require_safe
def basis(request: HttpRequest, partnership_slug: str, plan_slug: str) -> HttpResponse:
    """What a plan rests on: amendments, police and crime objectives, challenges, findings and evidence."""
    on = timezone.localdate()
    found, head = plan_or_404(request, partnership_slug, plan_slug, on=on)
    context = {
        "head": head,
        "page_name": "What it rests on",
        "may_change": head.may_edit and found.status != Plan.Status.CLOSED,
        "amendments": amendments_of(found.pk),
        "objective_set": objective_set_of(found),
        "challenges": challenges_of(found.pk),
        "findings": findings_of(found.pk),
        "evidence": evidence_of(found),
    }
    return TemplateResponse(request, "priorities/basis.html", context)
