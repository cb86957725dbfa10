"""How an action stands in a quarter."""

from collections.abc import Iterable
from typing import Any

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError

from core.edit_forms import RecordForm
from core.forms import DateField, form_helper
from core.periods import Period
from priorities.models import ActionStatus, Progress
from priorities.operations import IN_TROUBLE, OF_TROUBLE, check_progress
from priorities.quarters import period_slug

# How a plan says where an action comes from; nobody tells it of a quarter.
NOT_TOLD = ActionStatus.CONTINUED
ENDS = (
    ActionStatus.COMPLETED,
    ActionStatus.UNDERWAY,
    ActionStatus.ONGOING,
    ActionStatus.AT_RISK,
    ActionStatus.OFF_TRACK,
    ActionStatus.DROPPED,
)
# What assets/shown_with.js looks at: these fields stand open only beside these answers.
IN_TROUBLE_ONLY = " ".join(f"status={status.value}" for status in IN_TROUBLE)


OWN, ALL = "own", "all"


class StatusSelect(forms.RadioSelect):
    """Radio buttons for a status: each with its word, shape and colour."""

    label_template = "components/status_tag.html"


class ProgressForm(RecordForm):
    """How an action stands in a quarter. Why, and what happens now, is wanted where it is at risk or off track."""

    button = "Save progress"
    reason = forms.CharField(
        label="Why it is not on track", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    recovery_action = forms.CharField(
        label="What will be done about it", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    recovery_owner = forms.CharField(
        label="Who will do it",
        help_text="A post or a body, such as Head of community safety",
        max_length=150,
        required=False,
    )
    recover_by_date = DateField(
        label="When it will be back on track",
        what="the date by which it will be back on track",
        help_text="For example, 31 3 2026",
        required=False,
    )
    comment = forms.CharField(
        label="What happened, in a sentence",
        help_text="As you would tell the board",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    class Meta:
        model = Progress
        fields = ("status", *OF_TROUBLE, "comment", "forecast")
        labels = {"status": "How it stands", "forecast": "Where it will stand at the end of the year"}
        widgets = {"status": StatusSelect}
        error_messages = {"status": {"required": "Select how it stands"}}

    def __init__(self, *args: Any, instance: Progress, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self._offer("status", [status for status in ActionStatus if status != NOT_TOLD], held=instance.status)
        self._offer("forecast", list(ENDS), held=instance.forecast, empty="Not known yet")
        self._say_optional(value=False)
        self.helper.layout = Layout(
            "status",
            Fieldset(
                "If it is at risk or off track",
                HTML('<p class="govuk-hint" data-shown-without-script>Leave these empty where it is on track.</p>'),
                *OF_TROUBLE,
                css_id="trouble",
                data_shown_with=IN_TROUBLE_ONLY,
            ),
            "comment",
            "forecast",
        )

    def full_clean(self) -> None:
        """What trouble wants said is asked for by the rule, in its own words; but it is not shown as optional."""
        self._say_optional(value=True)
        super().full_clean()
        self._say_optional(value=False)

    def clean(self) -> dict[str, Any]:
        """Asks for what the status wants said, and forgets what it does not."""
        cleaned = super().clean() or self.cleaned_data
        status = cleaned.get("status", "")
        if status not in IN_TROUBLE:
            for name in OF_TROUBLE:
                self.errors.pop(name, None)
                cleaned[name] = None if name == "recover_by_date" else ""
        said = {name: cleaned.get(name) for name in (*OF_TROUBLE, "comment")}
        try:
            check_progress(status=status, **{name: value for name, value in said.items() if value})
        except ValidationError as error:
            for name, sentences in error.message_dict.items():
                if name not in self.errors:
                    self.add_error(name, sentences)
        return cleaned

    def _say_optional(self, *, value: bool) -> None:
        for name in OF_TROUBLE:
            self.fields[name].required = not value

    def _offer(self, name: str, statuses: list[ActionStatus], *, held: str, empty: str = "") -> None:
        """Choices of a status, with the one held already."""
        first = [("", empty)] if empty else []
        offered = [status for status in ActionStatus if status in statuses or status == held]
        field = self.fields[name]
        field.choices = [*first, *((status.value, status.label) for status in offered)]  # type: ignore[attr-defined]


class SheetForm(forms.Form):
    """Which lines of the quarter's sheet are shown."""

    quarter = forms.ChoiceField(label="Quarter")
    body = forms.ChoiceField(label="Body")
    waiting = forms.BooleanField(label="Only those with no update yet", required=False)

    def __init__(
        self, *args: Any, quarters: Iterable[Period], bodies: Iterable[tuple[int, str]], has_own: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        own = [(OWN, "Yours")] if has_own else []
        self.fields["quarter"].choices = [(period_slug(one), one.stated) for one in quarters]  # type: ignore[attr-defined]
        self.fields["body"].choices = [*own, (ALL, "All"), *bodies]  # type: ignore[attr-defined]
        self.helper = form_helper("Show", method="get")

    def bodies(self, own: Iterable[int]) -> list[int] | None:
        """The bodies whose lines are asked for, or None for everybody's."""
        asked = self.cleaned_data["body"]
        if asked == OWN:
            return list(own)
        return None if asked == ALL else [int(asked)]
