"""When a paper is published, and why it is late, corrected, withdrawn or brought back."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from core.edit_forms import EditForm
from core.forms import DateField

HOURS = ["%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p"]
TWO_LINES = forms.Textarea(attrs={"rows": 2})


class _LateForm(EditForm):
    """A form that asks why a paper is late, where it is or may become so."""

    may_become_late = False
    late_reason = forms.CharField(
        label="Why is it late?",
        help_text="Shown with the paper. A meeting takes a late paper only where special circumstances are given "
        "(Local Government Act 1972 s.100B(4)(b))",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        error_messages={"required": "Say why it is late"},
    )

    def __init__(self, *args: Any, is_late: bool, late_reason: str, **kwargs: Any) -> None:
        kwargs["initial"] = {"late_reason": late_reason, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        if is_late:
            self.fields["late_reason"].required = True
        elif not (late_reason or self.may_become_late):
            del self.fields["late_reason"]


class PublishForm(_LateForm):
    """Publishing at once."""

    button = "Publish now"


class ScheduleForm(_LateForm):
    """The day and the hour at which the portal publishes a paper."""

    button = "Schedule"
    may_become_late = True
    date = DateField(label="Day", what="the day on which it is published")
    hour = forms.TimeField(
        label="Hour",
        help_text="For example, 9:00 or 14:30",
        input_formats=HOURS,
        widget=forms.TimeInput(format="%H:%M", attrs={"class": "govuk-input--width-5"}),
        error_messages={"invalid": "Enter an hour, like 9:00 or 14:30"},
    )

    def __init__(self, *args: Any, at: datetime | None, **kwargs: Any) -> None:
        local = timezone.localtime(at) if at else None
        kwargs["initial"] = {"date": local.date() if local else None, "hour": local.time() if local else time(9)}
        super().__init__(*args, **kwargs)

    @property
    def at(self) -> datetime:
        """The moment that was chosen, in British time."""
        chosen = datetime.combine(self.cleaned_data["date"], self.cleaned_data["hour"])
        return timezone.make_aware(chosen)


class ReasonForm(EditForm):
    """A reason, said in a sentence. `label` asks for it, `hint` says who reads it."""

    reason = forms.CharField(max_length=300, widget=TWO_LINES)

    def __init__(self, *args: Any, label: str, hint: str, button: str, **kwargs: Any) -> None:
        self.button = button
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.fields["reason"].help_text = hint
        self.fields["reason"].error_messages["required"] = "Say why, in a sentence"


class SupplementForm(EditForm):
    """A late item that goes with a published paper."""

    button = "Begin the supplement"
    title = forms.CharField(label="Title", max_length=250)
    late_reason = forms.CharField(
        label="Why is it late?",
        help_text="Shown with the supplement",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why it is late"},
    )
