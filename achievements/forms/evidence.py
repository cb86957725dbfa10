"""Files and links that bear an achievement out, and what people said about it."""

from typing import Any

from django import forms
from django.urls import reverse

from achievements.models import Evidence, Quote
from core.edit_forms import RecordForm
from core.forms import WebAddressField
from core.uploads import StoredFile, UploadField


class EvidenceForm(RecordForm):
    """A file, or the address of a page, with what it is."""

    button = "Save evidence"

    file = UploadField(label="File", required=False)

    class Meta:
        model = Evidence
        fields = ("label", "url", "is_public")
        labels = {"label": "What it is", "url": "Or the address of a page", "is_public": "Anybody may open it"}
        help_texts = {
            "label": "Such as Minutes of the board, March 2025",
            "is_public": "Otherwise members of the partnership alone",
        }
        field_classes = {"url": WebAddressField}
        widgets = {"url": WebAddressField.widget}

    field_order = ("label", "file", "url", "is_public")

    def __init__(self, *args: Any, instance: Evidence, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        if instance.file:
            plan = instance.achievement.plan
            address = reverse("achievements:evidence_file", args=[plan.partnership.slug, plan.slug, instance.pk])
            self.fields["file"].stored = StoredFile(instance.file_name, address)  # type: ignore[attr-defined]


class QuoteForm(RecordForm):
    """What somebody said. Without consent it is kept and never printed."""

    button = "Save quotation"

    class Meta:
        model = Quote
        fields = ("text", "speaker", "has_consent")
        labels = {
            "text": "What was said",
            "speaker": "Who said it",
            "has_consent": "Consent to publish it is on record",
        }
        help_texts = {
            "text": "Leave out names and whatever else says who it was",
            "has_consent": "Without consent it is kept here and never printed",
        }
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "speaker": forms.RadioSelect}
