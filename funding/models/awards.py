"""What was announced, and why it differs from where it went."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import Q

from core.models import ChoiceField, PeriodFields, Removal, Sourced, Versioned, or_nothing
from funding.models.funds import Fund, MoneyField, not_negative
from partners.models import Partnership, User
from priorities.models import Plan


class Award(PeriodFields, Sourced, Versioned):
    """Money of a fund promised to a partnership for a period, as announced. The amount may be unknown ("some of the
    funding"). The period need not be a financial year. Money that a county passes on to a district partnership is an
    award of that partnership, `passed_on_by` the county's allocation.
    """

    class Basis(models.TextChoices):
        GRANT = "grant", "Grant"
        TO_BID_FOR = "to-bid-for", "To bid for"
        SUPPLEMENT = "supplement", "Supplement to another award"
        UNSTATED = "unstated", "Amount not stated"

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="awards")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="awards")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="awards")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    reference = models.CharField("grant or decision reference", max_length=60, blank=True)
    awarded_date = models.DateField("date awarded", null=True, blank=True)
    basis = ChoiceField(max_length=20, choices=Basis.choices, default=Basis.GRANT)
    amount_announced = MoneyField(null=True, blank=True)
    total_stated = MoneyField(null=True, blank=True, help_text="The total printed under the rows, kept as printed.")
    reasons = models.TextField("why it was given", blank=True)
    terms = models.TextField("conditions", blank=True)
    comparison = models.TextField("how it compares with the year before", blank=True)
    outlook = models.TextField("what is expected next", blank=True)
    reporting = models.CharField("how it is accounted for", max_length=200, blank=True)
    supplements = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supplemented_by"
    )
    passed_on_by = models.ForeignKey(
        "funding.Allocation",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="passed_on_as",
        help_text="The allocation of another partnership out of which this award is paid.",
    )

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            not_negative("amount_announced", name="funding_award_announced_not_negative"),
            not_negative("total_stated", name="funding_award_total_not_negative"),
            models.CheckConstraint(
                condition=Q(amount_announced__isnull=False) | Q(basis="unstated"),
                name="funding_award_amount_or_unstated",
                violation_error_message="Give the amount announced, or mark it as not stated.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def why_not_put_back(self, removal: Removal) -> str:
        return self.plan.why_not_undone(removal, is_promise=False) if self.plan else ""


class ExplanationQuerySet(models.QuerySet["Explanation"]):
    """Words for what was explained."""

    def sizes(self) -> Mapping[tuple[str, int], Decimal]:
        """How large each difference was when it was explained, as `funding.excesses` takes it. 1 query."""
        return {(one.difference, one.allocation_id or 0): one.amount or Decimal(0) for one in self.order_by("pk")}


class Explanation(Sourced, Versioned):
    """Why two amounts of an award that should agree do not, by whom it was said, and how large the difference was then.

    It explains the difference of that size: where the difference has changed since, it asks to be looked at again. What
    explains that more is allocated than there is lets as much be allocated, and no more (`funding.excesses`).
    """

    class Difference(models.TextChoices):
        """Which two amounts differ; the difference is the first less the second."""

        ANNOUNCED = "announced", "The amount announced and what is allocated"
        PRINTED = "printed", "The total as printed and its rows"
        PASSED_ON = "passed-on", "An allocation and what was passed on of it"
        SHARES = "shares", "A shared allocation and its shares"
        PROFILED = "profiled", "What is allocated and what is profiled"
        PAID = "paid", "What is profiled to date and what was paid"
        FORECAST = "forecast", "What is allocated and what is forecast"
        RECEIVED = "received", "The amount announced and what was received"

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="explanations")
    allocation = models.ForeignKey(
        "funding.Allocation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="explanations",
        help_text="Empty where it is about the award as a whole.",
    )
    difference = ChoiceField("what differs", max_length=20, choices=Difference.choices)
    amount = models.DecimalField(
        "the difference explained",
        max_digits=14,
        decimal_places=2,
        null=True,
        blank=True,
        help_text="In pounds; below zero where the second amount is the larger.",
    )
    text = models.TextField("why they differ")
    explained_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="explanations", help_text="Who said so."
    )
    explained_by_stated = models.CharField("who said so, as stated", max_length=200, blank=True)
    explained_at = models.DateTimeField(null=True, blank=True)
    objects = ExplanationQuerySet.as_manager()

    personal_data: ClassVar[tuple[str, ...]] = ("explained_by",)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "award",
                or_nothing("allocation"),
                "difference",
                name="funding_explanation_once",
                violation_error_message="This difference is explained already; change that explanation.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_difference_display()}: {self.text[:60]}"
