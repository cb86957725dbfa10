"""How a duty was met."""

from typing import Any

from django import forms

from core.edit_forms import RecordForm
from core.forms import DateField, WebAddressField
from priorities.models import Duty, DutyRecord

COUNTS = {
    Duty.ASB_CASE_REVIEW: {
        "threshold": "Complaints that are enough for a review",
        "applications": "Applications in the year",
        "threshold_not_met": "Applications that did not reach the threshold",
        "reviews": "Reviews carried out",
        "with_recommendations": "Reviews that led to recommendations",
    },
    Duty.DEATH_REVIEWS: {
        "open": "Reviews open",
        "complete": "Reviews complete",
        "outstanding": "Actions outstanding",
    },
}
ASSESSMENT_PARTS = [
    ("patterns", "Levels and patterns of crime, disorder and substance misuse"),
    ("changes", "Changes since the last assessment"),
    ("reasons", "Why they changed"),
    ("priorities", "What the authorities should give priority to"),
    ("community", "What the community thinks should have priority"),
    ("delivery", "How far last year’s plan was carried out"),
]
HAS_REVIEW = (Duty.SHARING_PROTOCOL, Duty.SERIOUS_VIOLENCE)


class DutyRecordForm(RecordForm):
    """What was done for one duty, when, and where it can be seen; with the numbers that this duty counts."""

    done_on = DateField(what="the day it was done", required=False, label="When it was done")
    review_on = DateField(what="the day of its review", required=False, label="When it is to be reviewed")
    address = WebAddressField(required=False, label="Where it can be seen")

    class Meta:
        model = DutyRecord
        fields = ("text", "done_on", "review_on", "address")
        labels = {"text": "What was done"}
        help_texts = {"text": "Such as what was asked, of whom, and what came of it. Name no person."}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        duty, held = self.instance.duty, self.instance.numbers
        if duty not in HAS_REVIEW:
            del self.fields["review_on"]
        self.counts = COUNTS.get(duty, {})
        for name, label in self.counts.items():
            self.fields[name] = forms.IntegerField(label=label, required=False, min_value=0, max_value=100_000)
            self.initial[name] = held.get(name)
        self.covers = duty == Duty.ASSESSMENT
        if self.covers:
            self.fields["covered"] = forms.MultipleChoiceField(
                label="What it covers",
                choices=ASSESSMENT_PARTS,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )
            self.initial["covered"] = [name for name, _ in ASSESSMENT_PARTS if held.get(name)]

    @property
    def values(self) -> dict[str, Any]:
        """The record's fields; what the duty counts goes into `numbers` together."""
        answers = self.answers
        numbers: dict[str, Any] = {name: answers[name] for name in self.counts if answers[name] is not None}
        if self.covers:
            numbers = dict.fromkeys(answers["covered"], True)
        own: dict[str, Any] = {
            name: answers[name] for name in ("text", "done_on", "address", "review_on") if name in answers
        }
        return {**own, "numbers": numbers}
