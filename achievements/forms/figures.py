"""Figures as stated, and what they are compared with."""

from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from achievements.models import Comparator, Figure
from achievements.offers import areas_offered, sources_offered, wholes_offered
from core.edit_forms import RecordForm
from core.forms import More, NumberField, PeriodField
from core.offered import OneOf

PERIOD = "Such as 2024-25, Q1 2025-26, 12 months to March 2025, or as at 31 March 2025"
DIGITS: dict[str, Any] = {"max_digits": 16, "decimal_places": 4, "required": False}
READING = '<p class="govuk-hint">Leave these as they are and the portal reads the words. Fill them in where it cannot, or reads them wrongly.</p>'  # noqa: E501


class FigureForm(RecordForm):
    """One figure, in the words of whoever stated it. What the words mean in numbers may be left to the portal."""

    button = "Save figure"
    all_optional = True  # but the figure itself, as the page says once

    period = PeriodField(label="Over which period", help_text=PERIOD, required=False, max_length=120)
    denominator = NumberField(label="If it is a share: of how many?", **DIGITS)
    number = NumberField(label="Number", **DIGITS)
    number_to = NumberField(label="To, where it is a range", **DIGITS)
    area = OneOf(label="In which area", none="Not said", required=False)
    evidence = OneOf(label="From which source", none="None of these", required=False)
    part_of = OneOf(label="Part of another figure", none="It stands by itself", required=False)

    class Meta:
        model = Figure
        fields = (
            "stated",
            "what",
            "denominator",
            "qualifier",
            "number",
            "number_to",
            "unit",
            "denominator_note",
            "formula",
            "basis",
            "area",
            "evidence",
            "reported_by",
            "part_of",
            "note",
        )
        labels = {
            "stated": "The figure as stated",
            "what": "What it counts",
            "qualifier": "How exactly",
            "unit": "Unit",
            "denominator_note": "How it is known of how many",
            "formula": "How it was worked out",
            "basis": "What kind of figure",
            "reported_by": "Who reported it",
            "note": "Note",
        }
        help_texts = {
            "stated": "In its own words: over 200, 39.9%, nearly half, between 10 and 20",
            "what": "Such as referrals received by the panel",
            "unit": "Such as people, crimes, per cent or pounds",
            "formula": "Such as 50 x 6 x 15",
            "reported_by": "A post or a body, and where: never a person’s name",
            "note": "What does not agree, such as a share that comes out otherwise",
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, instance: Figure, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        achievement: Any = instance.achievement
        offered: dict[str, Any] = self.fields
        offered["area"].offer([("", areas_offered(achievement).records)], current=instance.area)
        offered["evidence"].offer([("", sources_offered(achievement.plan))], current=instance.evidence)
        offered["part_of"].offer([("", wholes_offered(instance))], current=instance.part_of)
        self.helper.layout = Layout("stated", "what", "period", "denominator", *self._compared_with(), *self._seldom())

    def clean(self) -> dict[str, Any]:
        """A range has both its ends, in order."""
        cleaned = super().clean() or self.cleaned_data
        first, second = cleaned.get("number"), cleaned.get("number_to")
        if second is not None and "number" not in self.errors:
            if first is None:
                self.add_error("number", "Enter the number at which the range begins")
            elif second < first:
                self.add_error("number_to", "Enter a number that is not below the one before it")
        return cleaned

    def _compared_with(self) -> tuple[Any, ...]:
        return ()

    def _seldom(self) -> tuple[Any, ...]:
        return (
            More("What the words mean in numbers", HTML(READING), "qualifier", "number", "number_to", "unit"),
            More(
                "Where it comes from, and more",
                "basis",
                "area",
                "evidence",
                "reported_by",
                "denominator_note",
                "formula",
                "part_of",
                "note",
            ),
        )


class NewFigureForm(FigureForm):
    """A figure together with what it is compared with, if anything."""

    button = "Add figure"

    compared_with = forms.ChoiceField(
        label="Compared with", choices=[("", "Nothing"), *Comparator.Kind.choices], required=False
    )
    compared_stated = forms.CharField(
        label="What that was, or how it changed, as stated",
        help_text="Such as 3,500, or 39.9% up",
        max_length=200,
        required=False,
    )
    compared_period = PeriodField(label="Over which period that was", required=False, max_length=120)

    def clean(self) -> dict[str, Any]:
        """Whoever compares says with what, and what that was."""
        cleaned = super().clean()
        if cleaned.get("compared_with") and not cleaned.get("compared_stated"):
            if "compared_stated" not in self.errors:
                self.add_error("compared_stated", "Enter what it is compared with, as stated")
        elif (cleaned.get("compared_stated") or cleaned.get("compared_period")) and not cleaned.get("compared_with"):
            self.add_error("compared_with", "Select what it is compared with")
        return cleaned

    @property
    def compared(self) -> dict[str, Any] | None:
        """The values of the comparison, or None."""
        if not self.cleaned_data.get("compared_with"):
            return None
        names = {"kind": "compared_with", "stated": "compared_stated", "period": "compared_period"}
        return {name: self.cleaned_data[asked] for name, asked in names.items()}

    def _compared_with(self) -> tuple[Any, ...]:
        return (Fieldset("Against what", "compared_with", "compared_stated", "compared_period"),)


class ComparatorForm(RecordForm):
    """What a figure is compared with: an earlier or another number, or by how much it changed."""

    button = "Save comparison"

    period = PeriodField(label="Over which period that was", help_text=PERIOD, required=False, max_length=120)
    number = NumberField(label="The earlier or other number", **DIGITS)
    change_percent = NumberField(
        label="Change in per cent",
        help_text="A fall has a minus: -8.6",
        max_digits=9,
        decimal_places=2,
        required=False,
    )
    change_number = NumberField(label="Change in units", help_text="A fall has a minus: -602", **DIGITS)
    area = OneOf(label="In which area", none="Not said", required=False)

    class Meta:
        model = Comparator
        fields = ("kind", "stated", "number", "change_percent", "change_number", "area", "note")
        labels = {"kind": "Compared with", "stated": "What that was, or how it changed, as stated", "note": "Note"}
        help_texts = {"stated": "Such as 3,500, or 39.9% up"}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, instance: Comparator, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        achievement: Any = instance.figure.achievement
        offered: dict[str, Any] = self.fields
        offered["area"].offer([("", areas_offered(achievement).records)], current=instance.area)
        self.helper.layout = Layout(
            "kind",
            "stated",
            "period",
            More("What the words mean in numbers", HTML(READING), "number", "change_percent", "change_number"),
            More("Area and note", "area", "note"),
        )
