"""Indicators, their measures, and taking them over from an earlier plan."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.edit_forms import EditForm, RecordForm
from core.forms import More
from core.offered import OneOf, SomeOf
from core.prose import gist
from scorecard.models import Indicator, IndicatorMeasure
from scorecard.offers import IndicatorOffers

SMALL = {"class": "govuk-checkboxes--small portal-many"}


class IndicatorForm(RecordForm):
    """What is watched, which way it should go, who answers for it, and where its numbers come from."""

    owner_bodies = SomeOf(
        label="Bodies that answer for it", widget=forms.CheckboxSelectMultiple(attrs=SMALL), required=False
    )
    owner_groups = SomeOf(
        label="Groups that answer for it", widget=forms.CheckboxSelectMultiple(attrs=SMALL), required=False
    )
    owner_partnerships = SomeOf(
        label="Partnerships that answer for it", widget=forms.CheckboxSelectMultiple(attrs=SMALL), required=False
    )
    data_source = OneOf(label="Data from", none="Not said", required=False)
    evidence = OneOf(label="Which published source", none="None of these", required=False)
    priority = OneOf(label="Which priority it belongs to", none="None", required=False)
    feed_offences = forms.CharField(
        label="Offences counted",
        help_text="One on each line, as the official tables name them. Leave it empty to count all.",
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
    )

    class Meta:
        model = Indicator
        fields = (
            *("theme", "question", "definition", "unit", "indicator_set", "direction", "basis"),
            *("is_information_only", "is_under_reported", "owner_bodies", "owner_groups", "owner_partnerships"),
            *("owner_stated", "data_source", "evidence", "priority", "reporting_basis", "national_target"),
            *("feed", "feed_offences", "source_document", "source_place"),
        )
        labels = {
            "theme": "Theme",
            "question": "The question that it should answer",
            "definition": "What is counted",
            "unit": "Unit",
            "indicator_set": "Which table it stands in",
            "direction": "Which way it should go",
            "basis": "What one value covers",
            "is_information_only": "For information only: it is never judged",
            "is_under_reported": "Known to be under-reported: more reports may be good news",
            "owner_stated": "Who answers for it, in the plan’s own words",
            "reporting_basis": "How it is reported",
            "national_target": "National target, in words",
            "feed": "Official figures that fill it",
            "source_document": "Read from",
            "source_place": "Where in it",
        }
        help_texts = {
            "theme": "Such as Hate crime",
            "question": "Such as: Do people feel safe at night?",
            "unit": "Such as offences, people or %. With % a value says of how many it is.",
            "direction": "With Monitor there is none. Maintain means that neither a rise nor a fall is wanted.",
            "reporting_basis": "Such as quarterly",
            "feed_offences": "",
        }
        widgets = {
            "definition": forms.Textarea(attrs={"rows": 3}),
            "direction": forms.RadioSelect,
            "indicator_set": forms.RadioSelect,
            "unit": forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        }
        error_messages = {
            "direction": {"required": "Select which way it should go"},
            "indicator_set": {"required": "Select which table it stands in"},
        }

    def __init__(self, *args: Any, instance: Indicator, offers: IndicatorOffers, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the indicator"
        initial = {"feed_offences": "\n".join(instance.feed_offences), **(kwargs.pop("initial", None) or {})}
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        offered: Any = self.fields
        offered["owner_bodies"].offer(offers.bodies, current=self.initial.get("owner_bodies", ()))
        offered["owner_groups"].offer([("", offers.groups)], current=self.initial.get("owner_groups", ()))
        offered["owner_partnerships"].offer(
            [("", offers.partnerships)], current=self.initial.get("owner_partnerships", ())
        )
        offered["data_source"].offer([("", offers.sources)], current=instance.data_source)
        offered["evidence"].offer([("", offers.evidence)], current=instance.evidence)
        offered["priority"].offer([("", offers.priorities)], current=instance.priority)
        for name in ("basis", "feed"):
            offered[name].choices = [
                ("", "Not said" if name == "basis" else "None: it is entered by hand"),
                *offered[name].choices[1:],
            ]
        for name in ("direction", "indicator_set"):  # radio buttons need none for nothing
            offered[name].choices = [choice for choice in offered[name].choices if choice[0]]
        for name in ("owner_groups", "owner_partnerships", "evidence", "priority"):
            if not offered[name].records:
                del self.fields[name]
        self.helper.layout = Layout(
            *("theme", "question", "definition", "unit", "direction", "indicator_set", "basis"),
            *("is_information_only", "is_under_reported"),
            More(
                "Who answers for it", *self._those("owner_bodies", "owner_groups", "owner_partnerships", "owner_stated")
            ),
            More("Where its numbers come from", *self._those("data_source", "evidence", "feed", "feed_offences")),
            More(
                "What it belongs to, and more",
                *self._those("priority", "reporting_basis", "national_target", "source_document", "source_place"),
            ),
        )

    def _those(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]

    def clean_feed_offences(self) -> list[str]:
        """Each line is the name of an offence."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["feed_offences"].splitlines())
        return [line for line in lines if line]

    @property
    def values(self) -> dict[str, Any]:
        values = super().values
        offences = values.get("feed_offences")
        if isinstance(offences, str):  # somebody else’s, as their form showed it
            values["feed_offences"] = [line.strip() for line in offences.splitlines() if line.strip()]
        return values


class MeasureForm(RecordForm):
    """One of the measures that an indicator names."""

    class Meta:
        model = IndicatorMeasure
        fields = ("text", "direction")
        labels = {"text": "What is measured", "direction": "Which way it should go, where it differs"}

    def __init__(self, *args: Any, instance: IndicatorMeasure, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        choices: Any = self.fields["direction"]
        choices.choices = [("", "As the indicator"), *choices.choices[1:]]


class TakeOverForm(EditForm):
    """Which indicators of earlier plans this plan’s scorecard goes on watching."""

    button = "Take them over"
    chosen = forms.TypedMultipleChoiceField(
        label="Indicators",
        help_text="Their values stay one series with those of this plan.",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Select at least one indicator"},
    )

    def __init__(self, *args: Any, indicators: Iterable[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records = {one.pk: one for one in indicators}
        field: Any = self.fields["chosen"]
        field.choices = [(key, gist(f"{one.theme}: {one.definition}", 120)) for key, one in self.records.items()]
        field.initial = list(self.records)

    @property
    def indicators(self) -> list[Indicator]:
        """The chosen ones."""
        return [self.records[key] for key in self.cleaned_data["chosen"]]
