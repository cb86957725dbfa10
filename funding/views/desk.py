"""What the pages of a plan's money share: the plan in place, the records that addresses name, and the way back."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from funding.models import Allocation, Award
from priorities.models import Plan
from priorities.pages import PlanHead, plan_or_404

READ_OR_SEND = ["GET", "POST"]
EDIT = "funding/edit.html"
OF_AWARDS = ("plan", "partnership", "fund__body", "supplements", "passed_on_by__award__partnership")


@dataclass(frozen=True, slots=True)
class MoneyDesk:
    """A plan whose money somebody reads or keeps."""

    plan: Plan
    head: PlanHead

    @property
    def may_edit(self) -> bool:
        """Whether the visitor keeps the money: everything of an open plan."""
        return self.head.may_edit and self.plan.status != Plan.Status.CLOSED

    @property
    def may_account(self) -> bool:
        """Whether the visitor keeps payments and explanations, also once the plan is closed."""
        return self.head.may_edit

    @property
    def page(self) -> str:
        """The year's page."""
        return self.address("funding:funding")

    def address(self, name: str, *keys: Any) -> str:
        return reverse(name, args=[self.head.partnership_slug, self.head.slug, *keys])

    def award_page(self, pk: int) -> str:
        return self.address("funding:award", pk)

    def allocation_page(self, pk: int) -> str:
        return self.address("allocation", pk)

    def award(self, pk: int) -> Award:
        """One of the plan's awards, or 404. 1 query."""
        return get_object_or_404(Award.objects.select_related(*OF_AWARDS), pk=pk, plan=self.plan)

    def allocation(self, pk: int) -> Allocation:
        """An allocation of one of its awards, or 404. 1 query."""
        found = Allocation.objects.select_related(
            "award__plan", "award__partnership", "recipient", "passed_on_from", "objective"
        )
        return get_object_or_404(found, pk=pk, award__plan=self.plan)

    def context(self, *, up_title: str = "Funding", up_url: str = "") -> dict[str, Any]:
        """What funding/edit.html wants."""
        return {"head": self.head, "up_title": up_title, "up_url": up_url or self.page}


def money_desk(request: HttpRequest, partnership_slug: str, plan_slug: str) -> MoneyDesk:
    """The plan of an address, if this visitor may see it, or 404. 1 query."""
    return MoneyDesk(*plan_or_404(request, partnership_slug, plan_slug, on=timezone.localdate()))
