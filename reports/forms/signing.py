"""Who signs a paper, a signature given elsewhere, and the note with which a paper is returned."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.edit_forms import EditForm, RecordForm
from core.forms import DateField
from core.offered import OneOf
from partners.models import User
from reports.models import SignOff


class SignOffForm(RecordForm):
    """A function that signs a paper, who signs for it, and who may in their place. `able` are those who can."""

    approver = OneOf(
        label="Who signs",
        help_text="People with the role of approver in this partnership",
        none="Nobody yet",
        required=False,
    )
    deputy = OneOf(label="Who may sign in their place", none="Nobody", required=False)
    due_date = DateField(
        label="Sign by",
        what="the day by which it is signed",
        help_text="Left empty, it is counted back from the day of despatch",
        required=False,
    )

    class Meta:
        model = SignOff
        fields = ("function", "post_title", "approver", "deputy", "due_date", "is_required")
        labels = {"function": "Signs for", "post_title": "Post"}
        help_texts = {"post_title": "As the paper names it, such as Head of Financial Services"}
        error_messages = {"function": {"required": "Enter what they sign for, such as Finance"}}

    def __init__(self, *args: Any, instance: SignOff, able: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["post_title"].required = True
        self.fields["post_title"].error_messages["required"] = "Enter the post of whoever signs"
        self.fields["approver"].offer([("", able)], current=instance.approver)  # type: ignore[attr-defined]
        self.fields["deputy"].offer([("", able)], current=instance.deputy)  # type: ignore[attr-defined]


class RecordedSignatureForm(EditForm):
    """When a signature was given, on paper or by e-mail."""

    button = "Record the signature"
    signed_date = DateField(
        label="Signed on", what="the day on which it was signed", help_text="For example, 3 10 2026"
    )


class ReturnForm(EditForm):
    """Why a paper is returned."""

    button = "Return the paper"
    note = forms.CharField(
        label="What should change?",
        help_text="The officers and everybody who signs this paper are sent your note",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Say what to change"},
    )
