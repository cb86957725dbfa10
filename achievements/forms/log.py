"""Which achievements of the log are shown."""

from typing import Any

from crispy_forms.layout import Div, Layout
from django import forms

from achievements.models import Visibility
from achievements.places import PlaceLine
from achievements.summaries import Asked
from core.forms import TidyForm, form_helper
from core.offered import OneOf
from partners.models import Body
from priorities.models import Project


class LogFilter(TidyForm):
    """What the log is narrowed down to. It comes as part of the address."""

    all_optional = True

    words = forms.CharField(label="Words in it", max_length=100, required=False)
    priority = forms.TypedChoiceField(label="Priority", coerce=int, empty_value=None, required=False)
    body = OneOf(label="Body", none="Any", required=False)
    project = OneOf(label="Project", none="Any", required=False)
    place = forms.CharField(label="Where", max_length=100, required=False)
    visibility = forms.ChoiceField(label="Who may read it", choices=[("", "Any"), *Visibility.choices], required=False)
    for_paper = forms.BooleanField(label="Only what is good for the annual paper", required=False)

    def __init__(
        self, *args: Any, places: tuple[PlaceLine, ...], bodies: list[Body], projects: list[Project], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Any] = self.fields
        offered["priority"].choices = [
            ("", "Any"), *((line.id, line.label) for line in places if line.kind == "priority")
        ]  # fmt: skip
        offered["body"].offer([("", bodies)])
        offered["project"].offer([("", projects)])
        self.helper = form_helper("Show", method="get")
        self.helper.form_show_errors = False
        self.helper.layout = Layout(
            Div(*(name for name in self.fields if name != "for_paper"), css_class="portal-narrowing"), "for_paper"
        )

    @property
    def asked(self) -> Asked:
        """What is asked for; where something is wrong with it, everything."""
        if not self.is_bound or not self.is_valid():
            return Asked()
        found = self.cleaned_data
        return Asked(
            words=found["words"],
            priority=found["priority"],
            body=found["body"].pk if found["body"] else None,
            project=found["project"].pk if found["project"] else None,
            place=found["place"],
            visibility=found["visibility"],
            for_paper=found["for_paper"],
        )
