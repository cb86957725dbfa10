"""What the officers' pages of a scorecard share: the plan and the indicator that an address names."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from priorities.models import Plan
from priorities.pages import PlanHead, plan_or_404
from scorecard.models import ExceptionReport, Indicator


@dataclass
class Desk:
    """A plan's scorecard as an officer keeps it."""

    request: HttpRequest
    plan: Plan
    head: PlanHead

    @property
    def is_closed(self) -> bool:
        return self.plan.status == Plan.Status.CLOSED

    @property
    def place(self) -> str:
        """The address of the scorecard."""
        return reverse("scorecard:scorecard", args=[self.head.partnership_slug, self.head.slug])

    def context(self) -> dict[str, Any]:
        """What scorecard/edit.html shows."""
        return {"head": self.head, "scorecard": self.place, "here": self.place, "about": ""}


@dataclass
class IndicatorDesk(Desk):
    """One indicator of the plan as an officer keeps it."""

    indicator: Indicator

    @cached_property
    def page(self) -> str:
        """The address of the indicator's page."""
        return reverse("scorecard:indicator", args=[self.head.partnership_slug, self.head.slug, self.indicator.pk])

    def report_page(self, report: ExceptionReport) -> str:
        """The address of one of its exception reports."""
        return reverse("scorecard:exception_report", args=[self.head.partnership_slug, self.head.slug, report.pk])

    def context(self) -> dict[str, Any]:
        return {**Desk.context(self), "here": self.page, "about": self.indicator.theme}


def desk_of(request: HttpRequest, partnership_slug: str, plan_slug: str) -> Desk:
    """The scorecard of an address, if this visitor may see its plan, or 404. 1 query."""
    return Desk(request, *plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate()))


def indicator_desk_of(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> IndicatorDesk:
    """The indicator of an address with its plan, or 404. 5 queries."""
    desk = desk_of(request, partnership_slug, plan_slug)
    found = Indicator.objects.filter(plan=desk.plan).select_related(
        *("partnership", "plan", "data_source", "evidence", "priority", "continues__plan")
    )
    indicator = get_object_or_404(found.prefetch_related("owner_bodies", "owner_groups", "owner_partnerships"), pk=pk)
    return IndicatorDesk(request, desk.plan, desk.head, indicator)


def part_desk_of(
    request: HttpRequest, model: type[Any], partnership_slug: str, plan_slug: str, pk: int
) -> tuple[IndicatorDesk, Any]:
    """A measure, value, baseline, target or break of an address with its indicator and plan, or 404. 3 queries."""
    desk = desk_of(request, partnership_slug, plan_slug)
    found = model.objects.select_related("indicator__partnership", "indicator__plan").filter(indicator__plan=desk.plan)
    part = get_object_or_404(found, pk=pk)
    return IndicatorDesk(request, desk.plan, desk.head, part.indicator), part


def report_desk_of(
    request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int
) -> tuple[IndicatorDesk, ExceptionReport]:
    """An exception report of an address with its indicator and plan, or 404. 2 queries."""
    desk = desk_of(request, partnership_slug, plan_slug)
    report = (
        ExceptionReport.objects.filter(pk=pk, indicator__plan=desk.plan)
        .select_related("indicator__partnership", "indicator__plan", "owner_body", "area")
        .first()
    )
    if report is None:
        raise Http404("There is no such report.")
    return IndicatorDesk(request, desk.plan, desk.head, report.indicator), report
