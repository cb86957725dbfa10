"""Whose money it is, what was announced, and where it went. Money is in pounds to the penny, in Decimal.

A total that differs from its rows is kept as stated; `summaries.reconcile` shows the difference and the award explains
it.
"""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from core import formats
from core.models import ChoiceField, Dated, PeriodFields, Sourced
from partners.models import Area, Body, Partnership
from priorities.models import Objective, Plan, Priority

PENNY = Decimal("0.01")
NOT_NEGATIVE = "An amount of money cannot be below zero."


class MoneyField(models.DecimalField):
    """Pounds and pence, never negative, up to 999,999,999,999.99."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs = {
            "max_digits": 14,
            "decimal_places": 2,
            "validators": [MinValueValidator(Decimal(0), NOT_NEGATIVE)],
            **kwargs,
        }
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class Fund(Dated):
    """Money with a purpose: the commissioner's community safety fund, a council's own budget, a national strategy's
    grant.
    """

    name = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="funds", help_text="Whose money it is.")
    description = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name


class Award(PeriodFields, Sourced):
    """Money of a fund promised to a partnership for a period, as announced. The amount may be unknown ("some of the
    funding").
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
    reference = models.CharField(max_length=60, blank=True)
    basis = ChoiceField(max_length=20, choices=Basis.choices, default=Basis.GRANT)
    amount_announced = MoneyField(null=True, blank=True)
    total_stated = MoneyField(null=True, blank=True, help_text="The total printed under the rows, kept as printed.")
    difference_note = models.TextField("why the rows and the announcement differ", blank=True)
    terms = models.TextField(blank=True)
    comparison = models.TextField("how it compares with the year before", blank=True)
    outlook = models.TextField("what is expected next", blank=True)
    reporting = models.CharField("how it is accounted for", max_length=200, blank=True)
    supplements = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="supplemented_by"
    )

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(amount_announced__gte=0) | Q(amount_announced__isnull=True),
                name="funding_award_announced_not_negative",
                violation_error_message=NOT_NEGATIVE,
            ),
            models.CheckConstraint(
                condition=Q(total_stated__gte=0) | Q(total_stated__isnull=True),
                name="funding_award_total_not_negative",
                violation_error_message=NOT_NEGATIVE,
            ),
            models.CheckConstraint(
                condition=Q(amount_announced__isnull=False) | Q(basis="unstated"),
                name="funding_award_amount_or_unstated",
                violation_error_message="Give the amount announced, or mark it as not stated.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Allocation(Sourced):
    """A row of an award: what it goes to and how much. A share may be passed on further (`passed_on_from`)."""

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="allocations")
    passed_on_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_on"
    )
    position = models.PositiveSmallIntegerField(default=0)
    stream = models.CharField(max_length=200, help_text="As the table names it.")
    stream_stated = models.CharField("as abbreviated in the table", max_length=80, blank=True)
    recipient = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="allocations")
    recipient_partnerships = models.ManyToManyField(Partnership, blank=True, related_name="allocations")
    purpose = models.TextField(blank=True)
    priorities = models.ManyToManyField(Priority, blank=True, related_name="allocations")
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    amount = MoneyField()
    is_shared = models.BooleanField("shared among several recipients", default=False)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="funding_allocation_not_negative",
                violation_error_message=NOT_NEGATIVE,
            )
        ]

    def __str__(self) -> str:
        return self.stream


class Post(Dated, Sourced):
    """A job that the partnership's money pays for: who hosts it, what it covers, whose money it is."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="posts")
    position = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(max_length=200)
    host_body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="posts_hosted")
    award = models.ForeignKey(Award, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True, blank=True, related_name="posts")
    remit = models.TextField(blank=True)
    hours_per_week = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.title


class Payment(models.Model):
    """Money that changed hands under an award."""

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="payments")
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, null=True, blank=True, related_name="payments")
    date = models.DateField()
    amount = MoneyField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="funding_payment_not_negative",
                violation_error_message=NOT_NEGATIVE,
            )
        ]

    def __str__(self) -> str:
        return f"{formats.money(self.amount)} on {formats.day(self.date)}"


class Return(PeriodFields):
    """An account to the funder for part of an award's period; it is frozen once approved."""

    class State(models.TextChoices):
        DUE = "due", "Due"
        DRAFT = "draft", "Draft"
        SUBMITTED = "submitted", "Submitted"
        RETURNED = "returned", "Returned for changes"
        APPROVED = "approved", "Approved"

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="returns")
    state = ChoiceField(max_length=20, choices=State.choices, default=State.DUE)
    due_date = models.DateField(null=True, blank=True)
    narrative = models.TextField(blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(
                condition=Q(state="approved", approved_at__isnull=False)
                | ~Q(state="approved") & Q(approved_at__isnull=True),
                name="funding_return_approved_when",
                violation_error_message="An approved return says when it was approved, and no other return does.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.award}: {self.period_stated}"
