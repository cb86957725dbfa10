"""Police and crime objectives, and the evidence that plans rest on."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.forms import DateField, More, PeriodField, WebAddressField
from core.offered import OneOf
from priorities.forms.amending import AmendingForm
from priorities.forms.offers import Bodies
from priorities.models import EvidenceSource, Objective, ObjectiveSet


class ObjectiveSetForm(AmendingForm):
    """The objectives of one police and crime plan: who set them, and from when to when."""

    body = OneOf(
        label="Who set them", none="Choose a body", help_text="Is it missing? Add it to the partnership’s bodies first."
    )
    from_date = DateField(
        label="In force from", what="the first day", help_text="Leave empty if it is not known", required=False
    )
    until_date = DateField(
        label="In force until", what="the last day", help_text="Leave empty while they go on", required=False
    )

    class Meta:
        model = ObjectiveSet
        field_classes = {"url": WebAddressField}
        fields = ("name", "body", "period_stated", "from_date", "until_date", "url")
        error_messages = {"name": {"required": "Enter the name of the plan that they stand in"}}
        labels = {"name": "Name", "period_stated": "Years, as stated", "url": "Web address"}

    def __init__(self, *args: Any, instance: ObjectiveSet, bodies: Bodies, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the set"
        super().__init__(*args, instance=instance, **kwargs)
        current = instance.body if instance.body_id else None
        self.fields["body"].offer(bodies, current=current)  # type: ignore[attr-defined]


class ObjectiveForm(AmendingForm):
    """One objective of a set."""

    class Meta:
        model = Objective
        fields = ("number", "title", "description")
        labels = {"number": "Number", "title": "Objective"}
        error_messages = {"title": {"required": "Enter the objective"}}
        help_texts = {"number": "Where the plan numbers them"}
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}


class EvidenceSourceForm(AmendingForm):
    """A source of evidence."""

    publisher = OneOf(label="Published by", none="Not recorded", required=False)
    period = PeriodField(
        label="Period that it covers", help_text="For example, 2024-25", max_length=120, required=False
    )
    published_date = DateField(
        label="Published on", what="the day of publication", help_text="For example, 31 3 2025", required=False
    )

    class Meta:
        model = EvidenceSource
        field_classes = {"url": WebAddressField}
        fields = (
            *("name", "kind", "url", "publisher", "published_date", "published_stated", "period"),
            "description",
        )
        error_messages = {"name": {"required": "Enter the name of the source"}}
        labels = {"name": "Name", "kind": "What it is", "url": "Web address", "published_stated": "Or when, in words"}
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, instance: EvidenceSource, bodies: Bodies, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["publisher"].offer(bodies, current=instance.publisher)  # type: ignore[attr-defined]
        self.helper.layout = Layout(
            *("name", "kind", "url"),
            More("Who published it, and when", "publisher", "published_date", "published_stated", "period"),
            "description",
            *(["why"] if "why" in self.fields else []),
        )
