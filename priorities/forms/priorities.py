"""Priorities, and the objectives they serve."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.edit_forms import EditForm
from core.forms import More
from core.offered import OneOf, SomeOf
from priorities.forms.amending import AmendingForm, why_field
from priorities.forms.offers import Offers, titles_in
from priorities.models import Objective, Plan, Priority, PriorityStrand


class PriorityForm(AmendingForm):
    """One priority: what it is, who leads it, and which strands of the statutory strategy it serves."""

    lead_body = OneOf(label="Lead body", none="Nobody yet", required=False)
    lead_group = OneOf(label="Lead group", none="No group", required=False)
    supporting_bodies = SomeOf(
        label="Supporting bodies",
        help_text="Is one missing? Add it to the partnership’s bodies first.",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small portal-many"}),
        required=False,
    )
    strands = forms.MultipleChoiceField(
        label="Strands of the statutory strategy that it serves",
        help_text="Section 6(1) of the Crime and Disorder Act 1998. Between them, a plan’s priorities serve all.",
        choices=PriorityStrand.Strand.choices,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
        required=False,
    )
    parent = forms.TypedChoiceField(
        label="Part of", help_text="For a priority within another", coerce=int, empty_value=None, required=False
    )

    class Meta:
        model = Priority
        fields = (
            *("title", "standing", "lead_body", "lead_group", "supporting_bodies", "narrative", "vision"),
            "approach",
        )
        labels = {"standing": "What it is", "narrative": "Narrative", "vision": "Vision"}
        error_messages = {"title": {"required": "Enter the priority’s title"}}
        help_texts = {"narrative": "Why it matters, and what the partnership will do"}
        widgets = {
            "standing": forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
            "narrative": forms.Textarea(attrs={"rows": 6}),
            "vision": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, instance: Priority, offers: Offers, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the priority"
        initial: dict[str, Any] = {"parent": instance.parent_id}
        if instance.pk:
            initial["strands"] = list(instance.strands.order_by("pk").values_list("strand", flat=True))
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        fields: Any = self.fields
        fields["lead_body"].offer(offers.bodies, current=instance.lead_body)
        fields["lead_group"].offer([("", offers.groups)], current=instance.lead_group)
        fields["supporting_bodies"].offer(offers.bodies, current=self.initial.get("supporting_bodies", ()))
        fields["approach"].choices = [("", "Not stated"), *fields["approach"].choices[1:]]
        fields["parent"].choices = [("", "No other priority"), *titles_in(offers.priorities, without=instance.pk)]
        if not instance.pk:
            del self.fields["parent"]
        self.helper.layout = Layout(
            *("title", "narrative", "lead_body", "strands"),
            More("Who else has a hand in it", "lead_group", "supporting_bodies"),
            More("Vision, approach and what it is", "vision", "approach", "standing"),
            *(name for name in ("parent", "why") if name in self.fields),
        )

    @property
    def values(self) -> dict[str, Any]:
        """What to save of the priority itself; its strands are in `strands_chosen`."""
        said = {**self.cleaned_data, **self.theirs}
        values = super().values
        if "parent" in said:
            values["parent"] = Priority.objects.get(pk=said["parent"]) if said["parent"] else None
        return values

    @property
    def strands_chosen(self) -> list[str]:
        """The strands to serve."""
        return list({**self.cleaned_data, **self.theirs}["strands"])


class ObjectiveLinkForm(EditForm):
    """An objective that a priority serves. The same one may serve it twice, with two sub-themes."""

    button = "Add the objective"
    objective = OneOf(label="Police and crime objective", none="Choose an objective")
    sub_theme = forms.CharField(
        label="Sub-theme",
        help_text="What the priority takes from it, where the plan says so",
        max_length=300,
        required=False,
    )
    why = why_field()

    def __init__(self, *args: Any, plan: Plan, objectives: Sequence[Objective], why: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"why": why}, **kwargs)
        self.fields["objective"].offer([("", objectives)])  # type: ignore[attr-defined]
        if plan.status != Plan.Status.AGREED:
            del self.fields["why"]
