"""What the pages of returns share: the return that an address names, and how much of it the visitor sees."""

from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from funding.models import Return
from partners.models import Role, User
from priorities.models import Plan
from priorities.pages import PlanHead, plan_or_404

SEES_ALL = frozenset({Role.Kind.OFFICER.value, Role.Kind.APPROVER.value, Role.Kind.ADMINISTRATOR.value})


@dataclass(frozen=True, slots=True)
class ReturnDesk:
    """A return as a visitor has it: `bodies` are those whose lines alone they see, None where they see them all."""

    found: Return
    plan: Plan
    head: PlanHead
    bodies: frozenset[int] | None

    @property
    def place(self) -> str:
        """The address of its page."""
        return reverse("funding:return_overview", args=[self.head.partnership_slug, self.head.slug, self.found.pk])


def bodies_of_visitor(request: HttpRequest, plan: Plan, head: PlanHead) -> frozenset[int] | None:
    """The bodies whose lines alone a visitor sees; None where they see all. 1 query for a contributor."""
    if head.kinds & SEES_ALL:
        return None
    held = Role.objects.held_by(cast("User", request.user), on=timezone.localdate())
    found = held.filter(partnership=plan.partnership_id, kind=Role.Kind.CONTRIBUTOR)
    return frozenset(body for body in found.values_list("body", flat=True) if body)


def return_or_404(request: HttpRequest, partnership_slug: str, plan_slug: str, pk: int) -> ReturnDesk:
    """The return an address names, where the visitor sees at least a line of it. 2 queries, 4 for a contributor."""
    plan, head = plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate())
    returns = Return.objects.select_related("award__partnership", "award__fund__body", "follows")
    found = get_object_or_404(returns, pk=pk, award__plan=plan, award__partnership=plan.partnership_id)
    bodies = bodies_of_visitor(request, plan, head)
    if bodies is not None and not found.lines.filter(lead_body__in=bodies).exists():
        raise Http404("Other bodies are asked here.")
    return ReturnDesk(found, plan, head, bodies)
