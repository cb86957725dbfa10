"""Where an award goes: to whom, how it is shared, when it is to be spent, what was paid, what is expected."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import models
from django.db.models import Q

from core import formats
from core.models import ChoiceField, PeriodFields, Removal, Sourced, Versioned, or_beginning
from funding.excesses import Portion, excesses_of, too_much_given_back, unexplained
from funding.models.awards import Award
from funding.models.funds import MoneyField, not_negative
from funding.reconciliation import Moved
from partners.models import Body, Partnership
from priorities.models import Action, Objective, Priority


class AllocationQuerySet(models.QuerySet["Allocation"]):
    """Words for the rows of an award."""

    def portions(self) -> list[Portion]:
        """What each holds and shares out, as `funding.excesses` takes it. 2 queries."""
        found = self.prefetch_related("shares").order_by("pk")
        return [
            Portion(
                row.pk, row.stream, row.amount, row.passed_on_from_id, tuple(share.amount for share in row.shares.all())
            )
            for row in found
        ]

    def amounts(self) -> Mapping[int, Decimal]:
        """How much each is, by its key. 1 query."""
        return dict(self.order_by("pk").values_list("pk", "amount"))


class Allocation(PeriodFields, Sourced, Versioned):
    """A row of an award: what it goes to and how much. A part of it may be passed on (`passed_on_from`); a part may be
    kept by whoever holds the money (`is_retained`). Its period is the award's where it states none of its own.
    """

    award = models.ForeignKey(Award, on_delete=models.CASCADE, related_name="allocations")
    passed_on_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="passed_on"
    )
    position = models.PositiveSmallIntegerField(default=0)
    stream = models.CharField("funding stream or project", max_length=200, help_text="As the table names it.")
    stream_stated = models.CharField("as abbreviated in the table", max_length=80, blank=True)
    recipient = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="allocations")
    recipient_partnerships = models.ManyToManyField(
        Partnership, through="funding.Share", blank=True, related_name="allocations"
    )
    delivery_partners = models.ManyToManyField(Body, blank=True, related_name="allocations_delivered")
    purpose = models.TextField(blank=True)
    conditions = models.TextField(blank=True)
    reasons = models.TextField("why it was given", blank=True)
    reference = models.CharField("grant or decision reference", max_length=60, blank=True)
    awarded_date = models.DateField("date awarded", null=True, blank=True)
    priorities = models.ManyToManyField(Priority, blank=True, related_name="allocations")
    actions = models.ManyToManyField(Action, blank=True, related_name="allocations")
    objective = models.ForeignKey(
        Objective, on_delete=models.PROTECT, null=True, blank=True, related_name="allocations"
    )
    amount = MoneyField()
    is_shared = models.BooleanField("shared among several recipients", default=False)
    is_retained = models.BooleanField("kept by whoever holds the money", default=False)
    note = models.CharField(max_length=300, blank=True)
    objects = AllocationQuerySet.as_manager()

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(passed_on_from=models.F("id")) | Q(passed_on_from__isnull=True),
                name="funding_allocation_passed_on_from_another",
                violation_error_message="An allocation is not passed on from itself; choose another.",
            ),
            not_negative("amount", name="funding_allocation_not_negative"),
        ]

    def __str__(self) -> str:
        return self.stream

    def why_not_put_back(self, removal: Removal) -> str:
        return _why_not_put_back(self.award, removal)


class Share(Versioned):
    """What one partnership has of an allocation that several share; the amount may be unknown."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="shares")
    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="shares")
    amount = MoneyField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "partnership"],
                name="funding_share_once",
                violation_error_message="This partnership has its share of the allocation already.",
            ),
            not_negative("amount", name="funding_share_not_negative"),
        ]

    def __str__(self) -> str:
        amount = "a share" if self.amount is None else formats.money(self.amount)
        return f"{self.partnership}: {amount}"

    def why_not_put_back(self, removal: Removal) -> str:
        return _why_not_put_back(self.allocation.award, removal)


class Profile(PeriodFields, Versioned):
    """What is planned to be spent of an allocation in one period: a quarter, or a year of a two-year table."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="profile")
    amount = MoneyField()

    class Meta:
        constraints = [
            *PeriodFields.Meta.constraints,
            models.UniqueConstraint(
                "allocation",
                or_beginning("period_start"),
                or_beginning("period_end"),
                name="funding_profile_once",
                violation_error_message="This allocation already has a planned amount for that period.",
            ),
            not_negative("amount", name="funding_profile_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{formats.money(self.amount)} in {self.period_stated}"

    def why_not_put_back(self, removal: Removal) -> str:
        return self.allocation.award.why_not_put_back(removal)


class Forecast(Versioned):
    """What is expected to be spent of an allocation by the end of its period, as known on a day. The latest holds."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="forecasts")
    as_at_date = models.DateField("as at")
    amount = MoneyField()
    note = models.TextField("why", blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["allocation", "as_at_date"],
                name="funding_forecast_once",
                violation_error_message="This allocation already has a forecast of that day; change that one.",
            ),
            not_negative("amount", name="funding_forecast_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{formats.money(self.amount)} expected, as at {formats.day(self.as_at_date)}"


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Words for what changed hands."""

    def moved(self) -> list[Moved]:
        """As `funding.reconciliation` takes it, the earliest first. 1 query."""
        found = self.order_by("date", "pk")
        return [Moved(one.kind, one.amount, one.date, one.allocation_id) for one in found]


class Payment(Sourced, Versioned):
    """Money that changed hands under an award."""

    class Kind(models.TextChoices):
        RECEIVED = "received", "Received from the funder"
        PAID = "paid", "Paid out"
        RETURNED = "returned", "Unspent money given back to the funder"

    award = models.ForeignKey(Award, on_delete=models.PROTECT, related_name="payments")
    allocation = models.ForeignKey(Allocation, on_delete=models.PROTECT, null=True, blank=True, related_name="payments")
    kind = ChoiceField("what happened", max_length=20, choices=Kind.choices, default=Kind.PAID)
    date = models.DateField()
    amount = MoneyField()
    reference = models.CharField(max_length=60, blank=True)
    note = models.CharField(max_length=200, blank=True)
    objects = PaymentQuerySet.as_manager()

    class Meta:
        constraints = [not_negative("amount", name="funding_payment_not_negative")]

    def __str__(self) -> str:
        return f"{formats.money(self.amount)} on {formats.day(self.date)}"

    def why_not_put_back(self, removal: Removal) -> str:
        """Where it would give more back than there was. Locks the award."""
        if self.kind != self.Kind.RETURNED:
            return ""
        award = _locked(self.award)
        found = too_much_given_back(award.amount_announced, award.payments.moved(), award.allocations.amounts())
        return next((f"{why}. Correct the other payments first." for _, why in found.values()), "")


def _locked(award: Award) -> Award:
    return Award.objects.select_for_update(of=("self",)).select_related("plan").get(pk=award.pk)


def _why_not_put_back(award: Award, removal: Removal) -> str:
    """Also where more would then be allocated than there is, and nobody gave a reason. Locks the award."""
    locked = _locked(award)
    excesses = excesses_of(locked.amount_announced, locked.allocations.portions())
    excess = next(iter(unexplained(excesses.values(), locked.explanations.sizes())), None)
    return f"That would give {excess}. Add it anew, and say why." if excess else award.why_not_put_back(removal)
