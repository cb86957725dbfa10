"""Plans: what they say of themselves, and their moves from state to state."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils import timezone

from core.edit_forms import RecordForm
from core.forms import DateField, More, PeriodField
from core.offered import OneOf, SomeOf
from partners.models import Group, Meeting
from priorities.forms.amending import AmendingForm
from priorities.forms.offers import objective_sets_of
from priorities.models import EvidenceSource, Plan
from priorities.plan_states import Move, Need

LONG = forms.Textarea(attrs={"rows": 4})


class PlanForm(AmendingForm):
    """What a plan says of itself. Of a new one only what it begins with is asked."""

    period = PeriodField(
        label="Period",
        help_text="For example, 2026-27, or 1 October 2026 to 30 September 2027",
        max_length=120,
        required=False,
    )
    objective_set = OneOf(label="Police and crime objectives that it has regard to", none="None yet", required=False)
    owner_group = OneOf(label="Kept by", none="No group", required=False)
    parent = OneOf(label="Part of a longer plan", none="No other plan", required=False)
    succeeds = OneOf(label="Follows", none="No other plan", required=False)
    evidence = SomeOf(
        label="Evidence that it rests on",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small portal-many"}),
        required=False,
    )

    class Meta:
        model = Plan
        fields = (
            *("title", "kind", "period", "objective_set", "owner_group", "parent", "succeeds"),
            *("vision", "introduction", "rule", "legal_basis", "evidence", "version"),
        )
        labels = {"title": "Title", "kind": "What it is", "rule": "What belongs in this plan"}
        help_texts = {
            "title": "As it stands on its first page",
            "rule": "Such as: only actions that add value by working together",
            "legal_basis": "The Act or regulation, as the plan states it",
        }
        error_messages = {"title": {"required": "Enter the plan’s title"}}
        widgets = {"vision": LONG, "introduction": forms.Textarea(attrs={"rows": 8}), "rule": LONG, "legal_basis": LONG}

    def __init__(self, *args: Any, instance: Plan, **kwargs: Any) -> None:
        self.button = "Save" if instance.pk else "Begin the plan"
        super().__init__(*args, instance=instance, plan=instance, **kwargs)
        self._offer(instance)
        if not instance.pk:
            for name in ("vision", "introduction", "rule", "legal_basis", "evidence", "version"):
                del self.fields[name]
        elif not self.fields["evidence"].choices:  # type: ignore[attr-defined]
            del self.fields["evidence"]
        self.helper.layout = Layout(
            *self._those("title", "kind", "period", "vision", "introduction", "rule", "legal_basis", "objective_set"),
            *self._those("evidence"),
            More("Other plans, and who keeps it", *self._those("owner_group", "parent", "succeeds", "version")),
            *self._those("why"),
        )

    def _offer(self, instance: Plan) -> None:
        fields: Any = self.fields
        partnership = instance.partnership
        others = list(Plan.objects.filter(partnership=partnership).exclude(pk=instance.pk).in_display_order())
        above = (
            Plan.objects.filter(partnership=partnership.parent_id).in_display_order() if partnership.parent_id else []
        )
        plans = [("", others), (f"Plans of {partnership.parent}", list(above))]
        groups = Group.objects.filter(partnership=partnership).as_at(timezone.localdate())
        fields["objective_set"].offer([("", objective_sets_of(partnership))], current=instance.objective_set)
        fields["owner_group"].offer([("", groups.order_by("position", "name", "pk"))], current=instance.owner_group)
        fields["parent"].offer(plans, current=instance.parent)
        fields["succeeds"].offer([("", others)], current=instance.succeeds)
        if instance.pk:
            sources = EvidenceSource.objects.filter(partnership=partnership).order_by("name", "pk")
            fields["evidence"].offer([("", sources)], current=self.initial["evidence"])

    def _those(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]


class PlanMoveForm(RecordForm):
    """A plan's move to another state: what the move needs, and a note on the state."""

    questions = ("reason",)
    agreed_at = OneOf(label="Meeting that agreed it", none="None of these", required=False)
    agreed_date = DateField(
        label="Or the day on which it was agreed",
        what="the day on which it was agreed",
        help_text="For example, 1 4 2026",
        required=False,
    )
    reason = forms.CharField(
        label="Why is it opened again?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the plan is opened again"},
    )

    class Meta:
        model = Plan
        fields = ("agreed_at", "agreed_date", "status_note")
        labels = {"status_note": "Note on its state"}
        help_texts = {"status_note": "Shown beside the state. Such as: likely to stay as they are"}

    def __init__(self, *args: Any, instance: Plan, move: Move, **kwargs: Any) -> None:
        self.button = move.button
        super().__init__(*args, instance=instance, **kwargs)
        if Need.AGREEMENT in move.needs:
            held = Meeting.objects.filter(partnership=instance.partnership_id).order_by("-date", "-pk")
            self.fields["agreed_at"].offer([("", held)], current=instance.agreed_at)  # type: ignore[attr-defined]
        else:
            del self.fields["agreed_at"], self.fields["agreed_date"]
        if Need.REASON not in move.needs:
            del self.fields["reason"]

    @property
    def values(self) -> dict[str, Any]:
        """What to save of the plan with its state."""
        return {name: value for name, value in super().values.items() if name in self.fields}
