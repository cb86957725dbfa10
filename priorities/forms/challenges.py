"""Challenges and risks."""

from django import forms

from core.edit_forms import RecordForm
from priorities.models import Challenge


class ChallengeForm(RecordForm):
    """One challenge or risk."""

    class Meta:
        model = Challenge
        fields = ("kind", "text")
        labels = {"kind": "What it is", "text": "What stands in the way"}
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 4})}
