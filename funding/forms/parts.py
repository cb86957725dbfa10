"""Shares, planned amounts, forecasts, payments, posts, and why two amounts differ."""

from decimal import Decimal
from typing import Any, cast

from crispy_forms.layout import Layout
from django import forms
from django.utils.datastructures import MultiValueDict

from core.edit_forms import RecordForm
from core.formats import money
from core.forms import DateField, More, NumberField, PeriodField
from core.offered import OneOf
from funding.forms.fields import IF_MORE, Pounds, why_more
from funding.forms.offers import Groups
from funding.models import Explanation, Forecast, Payment, Post, Profile, Share


class ShareForm(RecordForm):
    """What one partnership has of an allocation."""

    questions = ("over_allocated_reason",)
    partnership = OneOf(label="Which partnership", none="Choose a partnership")
    amount = Pounds(label="Amount", help_text="In pounds. Leave empty if it is not known", required=False)
    over_allocated_reason = why_more()

    class Meta:
        model = Share
        fields = ("partnership", "amount")

    def __init__(self, *args: Any, instance: Share, partnerships: Groups, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the share"
        super().__init__(*args, instance=instance, **kwargs)
        current = instance.partnership if instance.partnership_id else None
        self.fields["partnership"].offer(partnerships, current=current)  # type: ignore[attr-defined]
        self.helper.layout = Layout("partnership", "amount", More(IF_MORE, "over_allocated_reason"))


class ProfileForm(RecordForm):
    """What is planned to be spent in a period."""

    period = PeriodField(label="Period", help_text="A quarter like Q1 2025-26, or a year like 2025-26", max_length=120)
    amount = Pounds(label="Amount planned", help_text="In pounds")

    class Meta:
        model = Profile
        fields = ("period", "amount")

    def __init__(self, *args: Any, instance: Profile, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the planned amount"
        super().__init__(*args, instance=instance, **kwargs)


class ForecastForm(RecordForm):
    """What is expected to be spent in all."""

    as_at_date = DateField(label="As at", what="the day of the forecast", help_text="For example, 30 9 2025")
    amount = Pounds(label="Expected to be spent in all", help_text="In pounds, of the whole allocation")

    class Meta:
        model = Forecast
        fields = ("as_at_date", "amount", "note")
        labels = {"note": "Why"}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, instance: Forecast, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the forecast"
        super().__init__(*args, instance=instance, **kwargs)


class PaymentForm(RecordForm):
    """Money that changed hands."""

    date = DateField(label="When", what="the day of the payment", help_text="For example, 30 9 2025")
    amount = Pounds(label="Amount", help_text="In pounds and pence")
    allocation = OneOf(label="Of which allocation", none="Of none in particular", required=False)

    class Meta:
        model = Payment
        fields = ("kind", "date", "amount", "allocation", "reference", "note")
        labels = {"kind": "What happened", "note": "Note"}
        help_texts = {"note": "Name no person. Only members of the partnership read it."}
        widgets = {"kind": forms.RadioSelect}

    def __init__(self, *args: Any, instance: Payment, rows: Groups, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Record the payment"
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["allocation"].offer(rows, current=instance.allocation)  # type: ignore[attr-defined]


class PostForm(RecordForm):
    """A job that the money pays for."""

    host_body = OneOf(label="Who hosts it", none="Not recorded", required=False)
    allocation = OneOf(label="Which allocation pays for it", none="Not recorded", required=False)
    award = OneOf(label="Or which award", none="Not recorded", required=False)
    hours_per_week = NumberField(
        label="Hours a week", max_digits=5, decimal_places=2, min_value=Decimal(0), required=False
    )
    from_date = DateField(label="From", what="the first day", help_text="Leave empty if not known", required=False)
    until_date = DateField(label="Until", what="the last day", help_text="Leave empty while it goes on", required=False)

    class Meta:
        model = Post
        fields = ("title", "host_body", "allocation", "award", "remit", "hours_per_week", "from_date", "until_date")
        labels = {"title": "Title of the post", "remit": "What it covers"}
        help_texts = {"title": "The job, not the person who holds it"}
        error_messages = {"title": {"required": "Enter the title of the post"}}
        widgets = {"remit": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, instance: Post, bodies: Groups, rows: Groups, awards: Groups, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the post"
        super().__init__(*args, instance=instance, **kwargs)
        fields: Any = self.fields
        fields["host_body"].offer(bodies, current=instance.host_body)
        fields["allocation"].offer(rows, current=instance.allocation)
        fields["award"].offer(awards, current=instance.award)
        self.helper.layout = Layout(
            *("title", "host_body", "allocation", "remit"),
            More("Award, hours and dates", "award", "hours_per_week", "from_date", "until_date"),
        )

    def clean(self) -> dict[str, Any]:
        """The award of a chosen allocation need not be chosen as well."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("allocation"):
            cleaned["award"] = cleaned["allocation"].award
        return cleaned


class ExplanationForm(RecordForm):
    """Why two amounts differ, as large as the difference is when the form is shown (`amount`)."""

    button = "Save the explanation"
    questions = ("amount",)
    amount = forms.DecimalField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Explanation
        fields = ("text", "explained_by_stated")
        labels = {"text": "Why they differ", "explained_by_stated": "Who says so"}
        help_texts = {
            "text": "Everybody who may see the plan reads this.",
            "explained_by_stated": "A post or a body, such as the county’s finance team. Empty if you say so yourself.",
        }
        error_messages = {"text": {"required": "Say why they differ"}}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, amount: Decimal, **kwargs: Any) -> None:
        super().__init__(*args, initial={"amount": amount}, **kwargs)
        self.size = amount
        self.helper.layout = Layout("amount", "text", "explained_by_stated")

    def clean(self) -> dict[str, Any]:
        """What was written of another size is shown again, with the size of now, to be read once more."""
        cleaned: dict[str, Any] = super().clean() or {}
        sent = cleaned.get("amount")
        if sent is not None and sent != self.size:
            self.add_error(
                None,
                f"The difference is {money(self.size)} now, not {money(sent)}. Read what you wrote again, and save it "
                "if it explains that",
            )
        data = cast("MultiValueDict[str, Any]", self.data).copy()
        data[self.add_prefix("amount")] = str(self.size)
        self.data = data
        return {**cleaned, "amount": self.size}
