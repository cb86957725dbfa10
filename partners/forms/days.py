"""A day to look at."""

from typing import Any

from django import forms

from core.forms import DateField, form_helper


class AsAtForm(forms.Form):
    """A day to look at."""

    on = DateField(label="Show them as at", what="the date", help_text="For example, 31 3 2014")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Show", method="get")
        self.helper.form_show_errors = False  # the page shows them above its heading
