"""Which two versions, papers or plans are held against each other. The answers come as part of the address."""

from collections.abc import Sequence
from typing import Any, ClassVar

from crispy_forms.layout import Div, Layout
from django import forms

from core.forms import TidyForm, form_helper

Choices = Sequence[tuple[str, str]]


class TwoPapers(TidyForm):
    """Two papers of one list, the older first. `choices` are pairs of value and label."""

    fields_asked: ClassVar[dict[str, str]] = {"a": "Older paper", "b": "Newer paper"}

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [("", "Choose one"), *choices]
        for name, label in self.fields_asked.items():
            missing = f"Choose the {label.lower()}"
            self.fields[name] = forms.ChoiceField(label=label, choices=offered, error_messages={"required": missing})
        self.helper = form_helper("Show what changed", method="get")
        self.helper.form_show_errors = False
        self.helper.layout = Layout(Div(*self.fields_asked, css_class="changes-chosen"))


class TwoPlans(TwoPapers):
    """Two plans."""

    fields_asked: ClassVar[dict[str, str]] = {"a": "Older plan", "b": "Newer plan"}


class TwoVersions(TwoPapers):
    """Two versions of one paper."""

    fields_asked: ClassVar[dict[str, str]] = {"from": "From", "to": "To"}
