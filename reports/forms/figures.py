"""What a paper says in other words than its records: an overridden figure, a reworded achievement."""

from django import forms

from core.edit_forms import RecordForm
from reports.forms.words import WordsField
from reports.models import Override, Wording


class OverrideForm(RecordForm):
    """What the paper says in the place of a figure, and why."""

    button = "Save what the paper says"

    class Meta:
        model = Override
        fields = ("text", "reason")
        labels = {"text": "What the paper says", "reason": "Why"}
        help_texts = {
            "text": "It takes the place of the figure’s own words, wherever this paper states it",
            "reason": "Approvers see it. It is not published",
        }
        widgets = {"reason": forms.Textarea(attrs={"rows": 3})}


class WordingForm(RecordForm):
    """An achievement in this paper’s words. It begins with those of the log."""

    button = "Save the words"
    text = WordsField(label="Words for this paper", rows=10)

    class Meta:
        model = Wording
        fields = ("text",)
