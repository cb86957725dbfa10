"""Which of the published grants somebody wants to see."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import form_helper


class GrantsForm(forms.Form):
    """Grants of a year, or to a recipient."""

    all_optional = True
    year = forms.ChoiceField(
        label="Year", required=False, error_messages={"invalid_choice": "Select a year from the list."}
    )
    recipient = forms.ChoiceField(
        label="Recipient", required=False, error_messages={"invalid_choice": "Select a recipient from the list."}
    )

    def __init__(
        self, *args: Any, years: Sequence[tuple[str, str]], recipients: Sequence[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = [("", "All years"), *years]  # type: ignore[attr-defined]
        self.fields["recipient"].choices = [("", "All recipients"), *recipients]  # type: ignore[attr-defined]
        self.helper = form_helper("Show", method="get")
        self.helper.form_show_errors = False  # the page shows them above its heading
