"""Actions and targets."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.forms import DateField, More, NumberField, PeriodField
from core.offered import OneOf, SomeOf
from priorities.forms.amending import AmendingForm, why_field
from priorities.forms.offers import Offers, places_in, titles_in
from priorities.models import Action, ActionStatus, Priority, Target
from priorities.operations import UNEXPLAINED

DAY = "For example, 31 3 2026"
EXPLAINED = [(status.value, status.label) for status in ActionStatus if status not in UNEXPLAINED]


class ActionForm(AmendingForm):
    """One action. Its status is not asked, except of a new one: progress changes it."""

    questions = ("why", "reason", "new_project")
    lead_body = OneOf(label="Lead body", none="Nobody yet", required=False)
    lead_group = OneOf(label="Lead group", none="No group", required=False)
    supporting_bodies = SomeOf(
        label="Supporting bodies",
        help_text="Is one missing? Add it to the partnership’s bodies first.",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small portal-many"}),
        required=False,
    )
    project = OneOf(label="Project", none="No project", required=False)
    new_project = forms.CharField(
        label="Or a new project",
        help_text="The name of an operation, programme, service or campaign that goes on over the years",
        max_length=200,
        required=False,
    )
    also_serves = forms.TypedMultipleChoiceField(
        label="Other priorities that it serves",
        coerce=int,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small portal-many"}),
        required=False,
    )
    due_date = DateField(label="Due date", what="the due date", help_text=DAY, required=False)
    reason = forms.CharField(
        label="Why the due date moves",
        help_text="Needed only when you change a due date. It is counted and shown with the action.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    place = forms.ChoiceField(label="Where it stands", help_text="It moves to the end of what you choose.")

    class Meta:
        model = Action
        fields = (
            *("text", "status", "lead_body", "due_date", "due_stated", "lead_group", "supporting_bodies", "project"),
            *("approach", "legal_basis", "closing_note"),
        )
        labels = {
            "text": "What will be done",
            "due_stated": "Due, in the plan’s own words",
            "legal_basis": "Duty that it fulfils",
            "closing_note": "What it came to, or why it was dropped",
            "approach": "Approach",
        }
        help_texts = {"due_stated": "Such as Spring 2026. Shown in place of the date.", "closing_note": ""}
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "closing_note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, instance: Action, offers: Offers, **kwargs: Any) -> None:
        initial: dict[str, Any] = {
            "place": f"action-{instance.parent_id}" if instance.parent_id else f"priority-{instance.priority_id}"
        }
        self.button = "Save" if instance.pk else "Add the action"
        if instance.pk:
            initial["also_serves"] = list(instance.also_serves.values_list("pk", flat=True))
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        self._offer(instance, offers)
        if instance.pk:
            del self.fields["status"]
        else:
            for name in ("reason", "place", "closing_note"):
                del self.fields[name]
        belongs = self._those("project", "new_project", "approach", "also_serves", "legal_basis")
        when = self._those("due_stated", "reason")
        is_due = instance.due_date or instance.due_stated
        self.helper.layout = Layout(
            *self._those("text", "status", "lead_body", "due_date"),
            *(when if is_due else [More("When, in the plan’s own words", *when)]),
            More("Who else has a hand in it", "lead_group", "supporting_bodies"),
            More("What it belongs to", *belongs),
            *([More("How it ended", "closing_note")] if "closing_note" in self.fields else []),
            *self._those("place", "why"),
        )

    def _offer(self, instance: Action, offers: Offers) -> None:
        fields: Any = self.fields
        fields["lead_body"].offer(offers.bodies, current=instance.lead_body)
        fields["lead_group"].offer([("", offers.groups)], current=instance.lead_group)
        fields["project"].offer([("", offers.projects)], current=instance.project)
        fields["supporting_bodies"].offer(offers.bodies, current=self.initial.get("supporting_bodies", ()))
        fields["place"].choices = places_in(offers.priorities, without=instance.pk or 0)
        fields["status"].choices = EXPLAINED
        fields["approach"].choices = [("", "Not stated"), *fields["approach"].choices[1:]]
        titles = titles_in(offers.priorities)
        fields["also_serves"].choices = [(key, title) for key, title in titles if key != instance.priority_id]
        if not fields["also_serves"].choices:
            del self.fields["also_serves"]

    def _those(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("new_project") and cleaned.get("project"):
            self.add_error("new_project", "Choose a project or name a new one, not both")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """What to save; another place as `priority` and `parent`."""
        said = {**self.cleaned_data, **self.theirs}
        values = super().values
        if "also_serves" in said:
            values["also_serves"] = said["also_serves"]
        return values | (_records(said["place"]) if "place" in said else {})


def _records(place: str) -> dict[str, Any]:
    """The priority and the parent that a place names; it was offered, so it was there. At most 1 query."""
    kind, _, key = place.partition("-")
    if kind == "priority":
        return {"priority": Priority.objects.get(pk=key), "parent": None}
    parent = Action.objects.select_related("priority").get(pk=key)
    return {"priority": parent.priority, "parent": parent}


class TargetForm(AmendingForm):
    """A number promised, and what came of it."""

    number = NumberField(
        label="Number", max_digits=14, decimal_places=3, error_messages={"required": "Enter the number"}
    )
    period = PeriodField(label="Period", help_text="For example, 2025-26 or Q1 2025-26", max_length=120, required=False)
    result = NumberField(label="Result", max_digits=14, decimal_places=3, required=False)

    class Meta:
        model = Target
        fields = ("measure", "operator", "number", "number_stated", "unit", "period", "result", "result_stated")
        labels = {
            "measure": "What is measured",
            "operator": "How much",
            "number_stated": "Number, in the plan’s own words",
            "result_stated": "Result in words",
        }
        help_texts = {
            "measure": "Such as: complete the volunteering programme",
            "unit": "Such as offenders, or %",
            "result_stated": "Shown with the target. Such as: 34 by March",
        }

    def __init__(self, *args: Any, instance: Target, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Add the target"
        super().__init__(*args, instance=instance, **kwargs)
        if instance.pk and "why" in self.fields:
            hint = "Needed when the target changes; a result is no change to the plan"
            self.fields["why"] = why_field(required=False, hint=hint)
