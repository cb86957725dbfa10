"""The shape of what visitors ask of partnerships' pages."""

from django import forms

from core.forms import DateField, form_helper


class AsAtForm(forms.Form):
    """A day to look at."""

    on = DateField(label="Show them as at", what="the date", help_text="For example, 31 3 2014")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.helper = form_helper("Show", method="get")
