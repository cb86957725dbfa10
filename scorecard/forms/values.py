"""Values of an indicator, and what they are read with: baselines, targets and breaks; the partnership's rule."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.edit_forms import RecordForm
from core.forms import DateField, More, NumberField, PeriodField
from core.offered import OneOf
from core.ordering import in_order
from partners.models import Area
from scorecard.models import Baseline, Break, IndicatorTarget, Measurement, ScorecardRule
from scorecard.travel import is_percentage

PERIOD = "Such as 2024-25, Q1 2025-26, March 2025, 12 months to March 2025, or as at 31 March 2025"
NO_VALUE = "Enter the value. Where there is none, record nothing: a blank is not nought"
DIGITS: dict[str, Any] = {"max_digits": 16, "decimal_places": 4}


class MeasurementForm(RecordForm):
    """One value of an indicator. Where a value is revised, it asks why."""

    questions = ("why",)
    period = PeriodField(label="Period", help_text=PERIOD, max_length=120)
    value = NumberField(label="Value", **DIGITS, required=False)
    numerator = NumberField(label="How many", **DIGITS, required=False)
    denominator = NumberField(label="Of how many", **DIGITS, required=False)
    measure = OneOf(label="Which measure", none="The indicator as a whole", required=False)
    area = OneOf(label="In which area", none="The partnership’s area", required=False)
    why = forms.CharField(
        label="Why the value is revised",
        help_text="Needed when you change a value that was not provisional. What it said before is kept.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    class Meta:
        model = Measurement
        fields = (
            *("value", "numerator", "denominator", "is_provisional", "stated", "measure", "area", "comparator"),
            *("source_document", "source_place"),
        )
        labels = {
            "is_provisional": "Provisional",
            "stated": "In the words of its source",
            "comparator": "Whose value it is",
            "source_document": "Where it was read",
            "source_place": "Where in it",
        }
        help_texts = {
            "stated": "Such as over 2,500, where the number does not say it all",
            "source_document": "Such as a table or paper, with its date",
        }

    def __init__(self, *args: Any, instance: Measurement, areas: Sequence[Area], **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Record the value"
        super().__init__(*args, instance=instance, **kwargs)
        fields: Any = self.fields
        indicator = instance.indicator
        fields["measure"].offer([("", in_order(indicator.measures.all()))], current=instance.measure)
        fields["area"].offer([("", areas)], current=instance.area)
        fields["comparator"].choices = [("", "The partnership’s own"), *fields["comparator"].choices[1:]]
        self.is_share = is_percentage(indicator.unit)
        if self.is_share:
            fields["value"].label = "Value in per cent"
            fields["value"].help_text = "Leave it empty and it is worked out of the two numbers below."
        else:
            fields["value"].required = True
            fields["value"].error_messages["required"] = NO_VALUE
            if indicator.unit:
                fields["value"].label = f"Value ({indicator.unit})"
        if not fields["measure"].records:
            del self.fields["measure"]
        if not instance.pk:
            del self.fields["why"]
        numbers = ("numerator", "denominator")
        self.helper.layout = Layout(
            "period",
            "value",
            *(numbers if self.is_share else ()),
            *self._those("measure", "is_provisional", "why"),
            More("Where it was read", "source_document", "source_place", "stated"),
            More("Of which area, and more", "area", "comparator", *(() if self.is_share else numbers)),
        )

    def clean(self) -> dict[str, Any]:
        """A value, or of a percentage the numbers that it is made of."""
        cleaned = super().clean() or self.cleaned_data
        has_numbers = cleaned.get("numerator") is not None and cleaned.get("denominator") is not None
        if cleaned.get("value") is None and not (self.is_share and has_numbers) and "value" not in self.errors:
            self.add_error("value", NO_VALUE)
        if cleaned.get("numerator") is not None and cleaned.get("denominator") is None:
            self.add_error("denominator", "Enter of how many it is")
        return cleaned

    def _those(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]


class BaselineForm(RecordForm):
    """What an indicator is measured against: a value, or words."""

    value = NumberField(label="Value", **DIGITS, required=False)
    period = PeriodField(label="Period", help_text=PERIOD, max_length=120, required=False)

    class Meta:
        model = Baseline
        fields = ("value", "note")
        labels = {"note": "Or in words"}
        help_texts = {"note": "Such as: to be set in the first quarter"}
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}

    field_order = ("value", "period", "note")


class TargetForm(RecordForm):
    """A value that an indicator should reach."""

    value = NumberField(label="Value", **DIGITS)
    period = PeriodField(label="Period", help_text=PERIOD, max_length=120, required=False)
    measure = OneOf(label="Which measure", none="The indicator as a whole", required=False)

    class Meta:
        model = IndicatorTarget
        fields = ("operator", "value", "stated", "measure")
        labels = {"operator": "How it compares", "stated": "In the plan’s own words"}

    field_order = ("operator", "value", "period", "stated", "measure")

    def __init__(self, *args: Any, instance: IndicatorTarget, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        offered: Any = self.fields["measure"]
        offered.offer([("", in_order(instance.indicator.measures.all()))], current=instance.measure)
        if not offered.records:
            del self.fields["measure"]


class BreakForm(RecordForm):
    """A day from which things are counted otherwise."""

    date = DateField(
        label="First day on which it is counted otherwise", what="the day", help_text="For example, 1 4 2025"
    )

    class Meta:
        model = Break
        fields = ("date", "reason")
        labels = {"reason": "What is counted otherwise, and why"}
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


class RuleForm(RecordForm):
    """What counts as a change in a partnership's scorecard, and when a report is asked for."""

    tolerance = NumberField(
        label="How many per cent are no change",
        help_text="A change of at most this is about the same. Of percentages: so many percentage points.",
        max_digits=4,
        decimal_places=1,
    )

    class Meta:
        model = ScorecardRule
        fields = ("tolerance", "smallest", "periods_in_a_row", "days_to_answer")
        labels = {
            "smallest": "Below which number it is too small to say",
            "periods_in_a_row": "After how many periods the wrong way a report is asked for",
            "days_to_answer": "How many days a body has to answer",
        }
        help_texts = {"smallest": "Small numbers rise and fall by chance. With 0 there is no such number."}
        widgets = {
            name: forms.NumberInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"})
            for name in ("smallest", "periods_in_a_row", "days_to_answer")
        }
