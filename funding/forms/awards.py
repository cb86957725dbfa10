"""Funds, awards and allocations."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.edit_forms import RecordForm
from core.forms import DateField, More, PeriodField
from core.offered import OneOf, SomeOf
from funding.forms.fields import IF_MORE, Pounds, why_more
from funding.forms.offers import AllocationOffers, Groups
from funding.models import Allocation, Award, Fund


class FundForm(RecordForm):
    """Whose money it is, and what for."""

    body = OneOf(
        label="Whose money it is",
        none="Choose a body",
        help_text="Is it missing? Add it to the partnership’s bodies first.",
    )
    from_date = DateField(label="From", what="the first day", help_text="Leave empty if not known", required=False)
    until_date = DateField(label="Until", what="the last day", help_text="Leave empty while it goes on", required=False)

    class Meta:
        model = Fund
        fields = ("name", "body", "description", "legal_basis", "from_date", "until_date")
        error_messages = {"name": {"required": "Enter the name of the fund"}}
        help_texts = {"legal_basis": "The Act under which it is given, where that is stated"}
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, instance: Fund, bodies: Groups, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the fund"
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["body"].offer(bodies, current=instance.body if instance.body_id else None)  # type: ignore[attr-defined]
        self.helper.layout = Layout(
            "name", "body", "description", More("Law and dates", "legal_basis", "from_date", "until_date")
        )


class AwardForm(RecordForm):
    """What was announced to a partnership."""

    questions = ("over_allocated_reason",)
    fund = OneOf(label="Out of which fund", none="Choose a fund")
    period = PeriodField(
        label="Period",
        help_text="For example 2025-26, or 1 October 2025 to 30 September 2026. It need not be a financial year.",
        max_length=120,
        required=False,
    )
    amount_announced = Pounds(label="Amount announced", help_text="In pounds, as announced", required=False)
    total_stated = Pounds(
        label="Total as printed under the rows", help_text="Kept as printed, also where it is wrong", required=False
    )
    awarded_date = DateField(
        label="Date awarded", what="the day of the award", help_text="For example, 31 3 2025", required=False
    )
    supplements = OneOf(label="Adds to", none="No other award", required=False)
    passed_on_by = OneOf(
        label="Paid out of an allocation of another partnership",
        none="No, it comes straight from the fund",
        help_text="Such as the county’s allocation for district partnerships",
        required=False,
    )
    over_allocated_reason = why_more()

    class Meta:
        model = Award
        fields = (
            *("title", "fund", "period", "basis", "amount_announced", "total_stated", "awarded_date", "reference"),
            *("supplements", "passed_on_by", "reasons", "terms", "comparison", "outlook", "reporting"),
        )
        labels = {"title": "What the award is called", "basis": "What kind of award it is"}
        error_messages = {"title": {"required": "Enter what the award is called"}}
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("reasons", "terms", "comparison", "outlook")}

    def __init__(
        self, *args: Any, instance: Award, funds: Groups, awards: Groups, passed_to: Groups, **kwargs: Any
    ) -> None:
        self.button = "Save" if instance.pk else "Add the award"
        super().__init__(*args, instance=instance, **kwargs)
        fields: Any = self.fields
        fields["fund"].offer(funds, current=instance.fund if instance.fund_id else None)
        fields["supplements"].offer(awards, current=instance.supplements)
        fields["passed_on_by"].offer(passed_to, current=instance.passed_on_by)
        if not instance.pk:
            del self.fields["over_allocated_reason"]
        self.helper.layout = Layout(
            *("title", "fund", "period", "amount_announced"),
            *([More(IF_MORE, "over_allocated_reason")] if instance.pk else []),
            More("Kind of award, and what it adds to", "basis", "supplements", "passed_on_by"),
            More("As it was printed", "total_stated", "awarded_date", "reference"),
            More("Why, on which conditions, and how it is accounted for", "reasons", "terms", "reporting"),
            More("The years before and after", "comparison", "outlook"),
        )


class PlaceAwardForm(RecordForm):
    """To which plan an award belongs that belongs to none."""

    button = "Add it to this plan"
    plan = OneOf(label="Which plan’s money it is", none="Choose a plan", help_text="Closed plans take no more money.")

    class Meta:
        model = Award
        fields = ("plan",)

    def __init__(self, *args: Any, instance: Award, plans: Groups, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["plan"].offer(plans)  # type: ignore[attr-defined]


class AllocationForm(RecordForm):
    """A row of an award: to whom, how much, what for."""

    questions = ("over_allocated_reason",)
    amount = Pounds(label="Amount", help_text="In pounds")
    over_allocated_reason = why_more()
    recipient = OneOf(label="To whom", none="No body named", required=False)
    recipient_partnerships = SomeOf(
        label="Which partnerships share it",
        help_text="How much each has is kept on the allocation’s page",
        required=False,
    )
    delivery_partners = SomeOf(label="Who else delivers it", required=False)
    passed_on_from = OneOf(label="Passed on from", none="Straight from the award", required=False)
    priorities = SomeOf(label="Which priorities it serves", required=False)
    actions = SomeOf(label="Which actions it pays for", required=False)
    objective = OneOf(label="Which police and crime objective it serves", none="None stated", required=False)
    period = PeriodField(
        label="Period", help_text="Leave empty where it is that of the award", max_length=120, required=False
    )
    awarded_date = DateField(
        label="Date awarded", what="the day of the award", help_text="For example, 31 3 2025", required=False
    )

    class Meta:
        model = Allocation
        fields = (
            *("stream", "stream_stated", "amount", "recipient", "recipient_partnerships", "delivery_partners"),
            *("passed_on_from", "is_shared", "is_retained", "purpose", "conditions", "reasons"),
            *("priorities", "actions", "objective", "period", "awarded_date", "reference", "note"),
        )
        labels = {
            "stream": "Stream or project",
            "stream_stated": "As the table abbreviates it",
            "is_shared": "Several recipients share it",
            "is_retained": "It is kept by whoever holds the money",
            "purpose": "What it is for",
        }
        error_messages = {"stream": {"required": "Enter the stream or project, as the table names it"}}
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("purpose", "conditions", "reasons")}

    def __init__(self, *args: Any, instance: Allocation, offers: AllocationOffers, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the allocation"
        super().__init__(*args, instance=instance, **kwargs)
        self._offer(instance, offers)
        self.helper.layout = Layout(
            *("stream", "amount", More(IF_MORE, "over_allocated_reason"), "recipient", "purpose"),
            More("What it serves", "priorities", "actions", "objective"),
            More("Shared, passed on or kept", "is_shared", "recipient_partnerships", "passed_on_from", "is_retained"),
            More("Conditions and reasons, as they are published", "conditions", "reasons", "reference", "awarded_date"),
            More("Who else, and when", "delivery_partners", "period", "stream_stated", "note"),
        )

    def _offer(self, instance: Allocation, offers: AllocationOffers) -> None:
        fields: Any = self.fields
        fields["recipient"].offer(offers.bodies, current=instance.recipient)
        fields["passed_on_from"].offer(offers.rows, current=instance.passed_on_from)
        fields["objective"].offer(offers.objectives, current=instance.objective)
        fields["recipient_partnerships"].offer(
            offers.partnerships, current=self.initial.get("recipient_partnerships", ())
        )
        fields["delivery_partners"].offer(offers.bodies, current=self.initial.get("delivery_partners", ()))
        for name, offered in (("priorities", offers.priorities), ("actions", offers.actions)):
            fields[name].offer([("", [record for record, _ in offered])], current=self.initial.get(name, ()))
            labels = {record.pk: label for record, label in offered}
            fields[name].choices = [(key, labels.get(key, label)) for key, label in fields[name].choices]
