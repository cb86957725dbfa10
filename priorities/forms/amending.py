"""What forms of an agreed plan ask beside everything else: why it is changed."""

from typing import Any

from django import forms

from core.edit_forms import EditForm, RecordForm
from priorities.models import Plan

WHY = "Why is the agreed plan changed?"


def why_field(*, required: bool = True, hint: str = "Shown with the plan, beside what was changed") -> forms.CharField:
    """The reason for an amendment."""
    return forms.CharField(
        label=WHY,
        help_text=hint,
        max_length=1000,
        required=required,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Say why the agreed plan is changed"},
    )


class AmendingForm(RecordForm):
    """An edit form of something in `plan`, or in none. An agreed plan asks why it is changed, beginning with `why`."""

    questions: tuple[str, ...] = ("why",)
    why = why_field()

    def __init__(self, *args: Any, plan: Plan | None, why: str = "", **kwargs: Any) -> None:
        kwargs["initial"] = {"why": why, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if plan is None or plan.status != Plan.Status.AGREED:
            del self.fields["why"]


class WhyForm(EditForm):
    """Why the agreed plan is changed, where nothing else is asked."""

    questions = ("why",)
    why = why_field()

    def __init__(self, *args: Any, button: str, why: str = "", **kwargs: Any) -> None:
        self.button = button
        super().__init__(*args, initial={"why": why}, **kwargs)
