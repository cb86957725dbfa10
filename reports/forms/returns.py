"""What is asked of whoever approves a return."""

from typing import Any

from django import forms

from core.edit_forms import EditForm


class ApproveForm(EditForm):
    """The approval of a return. Where the checks point to something, it asks whether the person has looked at it."""

    button = "Approve the return"
    questions = ("has_looked",)
    has_looked = forms.BooleanField(
        label="I have looked at what the checks point to, and it can stand",
        error_messages={"required": "Look at what the checks point to, then tick this"},
    )

    def __init__(self, *args: Any, has_hints: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_hints:
            del self.fields["has_looked"]
