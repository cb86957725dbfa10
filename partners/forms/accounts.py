"""The shape of what visitors type: a day to look at, and how they log in."""

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm
from django import forms

from core.forms import DateField, form_helper


class AsAtForm(forms.Form):
    """A day to look at."""

    on = DateField(label="Show them as at", what="the date", help_text="For example, 31 3 2014")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = form_helper("Show", method="get")
        self.helper.form_show_errors = False  # the page shows them above its heading


class LoginForm(AllauthLoginForm):
    """E-mail address and password. allauth checks them, and locks out whoever tries too often."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "E-mail address"
        self.fields["password"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
        self.fields["login"].error_messages["required"] = "Enter your e-mail address"
        self.fields["password"].error_messages["required"] = "Enter your password"
