"""Comments on a draft, and answers to them."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.edit_forms import EditForm
from core.offered import SomeOf
from partners.models import User


class CommentForm(EditForm):
    """A remark on a paragraph or a section, and whom to tell of it."""

    button = "Add the comment"
    quote = forms.CharField(
        label="Words meant",
        help_text="Kept with the comment, since paragraphs move",
        max_length=200,
        required=False,
    )
    text = forms.CharField(label="Comment", widget=forms.Textarea(attrs={"rows": 4}), max_length=4000)
    mentions = SomeOf(
        label="Tell these people",
        help_text="They get an e-mail, and see it in their work",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small portal-many"}),
        required=False,
    )

    def __init__(self, *args: Any, people: Sequence[User], quote: str = "", **kwargs: Any) -> None:
        super().__init__(*args, initial={"quote": quote[:200]}, **kwargs)
        self.fields["mentions"].offer([("", people)])  # type: ignore[attr-defined]
        if not people:
            del self.fields["mentions"]


class AnswerForm(CommentForm):
    """An answer to a comment."""

    button = "Answer"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["quote"]
        self.fields["text"].label = "Your answer"
