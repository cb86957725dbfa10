"""Asking for an exception report, answering it, and what the officer makes of it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from core.edit_forms import EditForm, RecordForm
from core.forms import DateField, TidyForm
from core.offered import OneOf
from scorecard.models import ExceptionReport
from scorecard.operations.exceptions.answering import ANSWER, MISSING
from scorecard.summaries import Owner

LONGEST = 2000
LEAD_TOLD = "Told 10 days after the date, if no answer has come."


class AskForm(RecordForm):
    """Whom to ask why an indicator goes the wrong way, and by when."""

    button = "Ask for a report"
    owner_body = OneOf(label="Whom to ask", none="Choose a body")
    contact_email = forms.EmailField(
        label="E-mail address of its contact",
        help_text="A link goes there, with which the body answers without an account. Leave it empty and its "
        "contributors see the question among their work.",
        required=False,
    )
    lead_email = forms.EmailField(label="E-mail address of its lead", help_text=LEAD_TOLD, required=False)
    due_date = DateField(label="Answer by", what="the date by which the answer is due")

    class Meta:
        model = ExceptionReport
        fields = ("owner_body", "contact_email", "lead_email", "due_date")

    def __init__(
        self, *args: Any, instance: ExceptionReport, owners: Sequence[Owner], on: date, days: int, **kwargs: Any
    ) -> None:
        first = next((one for one in owners if one.is_owner), None)
        usual = {
            "owner_body": first.body.pk if first else None,
            "contact_email": first.contact_email if first else "",
            "lead_email": first.lead_email if first else "",
            "due_date": on + timedelta(days=days),
        }
        super().__init__(*args, instance=instance, initial={**usual, **(kwargs.pop("initial", None) or {})}, **kwargs)
        self.owners = {one.body.pk: one for one in owners}
        self.suggested = first
        field: Any = self.fields["owner_body"]
        field.error_messages["required"] = "Select whom to ask"
        field.offer(
            [
                ("They answer for it", [one.body for one in owners if one.is_owner]),
                ("Other members", [one.body for one in owners if not one.is_owner]),
            ]
        )

    def clean(self) -> dict[str, Any]:
        """An address that was suggested for one body never goes to another: that has its own, or none."""
        cleaned = super().clean() or self.cleaned_data
        body = cleaned.get("owner_body")
        if body and self.suggested and body.pk != self.suggested.body.pk and body.pk in self.owners:
            other = self.owners[body.pk]
            for name in ("contact_email", "lead_email"):
                suggested = getattr(self.suggested, name)
                if suggested and cleaned.get(name) == suggested:
                    cleaned[name] = getattr(other, name)
            if not cleaned.get("contact_email") and cleaned.get("lead_email") == other.lead_email:
                cleaned["lead_email"] = ""
        return cleaned


def answer_fields() -> dict[str, forms.Field]:
    """Why, what next, who and by when: the same by link and with an account."""
    return {
        "text": forms.CharField(
            label="Why it goes this way", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
        ),
        "response": forms.CharField(
            label="What will be done about it", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4})
        ),
        "response_owner": forms.CharField(
            label="Who will do it",
            help_text="A post or a body, such as Head of community safety: not a person’s name",
            max_length=150,
        ),
        "by_when_date": DateField(
            label="By when", what="the date by which it will be done", help_text="For example, 31 3 2026"
        ),
    }


class AnswerForm(RecordForm):
    """What the owner of an indicator answers, with an account."""

    button = "Send the report"
    text, response, response_owner, by_when_date = answer_fields().values()

    class Meta:
        model = ExceptionReport
        fields = ANSWER

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say_what_is_missing(self)


class LinkAnswerForm(TidyForm):
    """The same by link: `revision` is the version of the report that the page showed."""

    text, response, response_owner, by_when_date = answer_fields().values()
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, report: ExceptionReport, **kwargs: Any) -> None:
        said = {name: getattr(report, name) for name in ANSWER}
        super().__init__(*args, initial={**said, "revision": report.revision}, **kwargs)
        _say_what_is_missing(self)

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ANSWER}


class AcceptForm(EditForm):
    """What the board said, on accepting a report."""

    button = "Accept the report"
    board_note = forms.CharField(
        label="What the board said",
        help_text="It stands on the scorecard and, where you want it, in the paper.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, record: ExceptionReport, **kwargs: Any) -> None:
        super().__init__(*args, record=record, initial={"board_note": record.board_note}, **kwargs)
        if record.state == ExceptionReport.State.ACCEPTED:
            self.button = "Save"


class SendBackForm(EditForm):
    """What is missing in a report."""

    button = "Send it back"
    questions = ("note",)
    note = forms.CharField(
        label="What is missing",
        help_text="The body gets it by e-mail, with a new link.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RenewForm(EditForm):
    """Where to send a new link."""

    button = "Send a new link"
    contact_email = forms.EmailField(label="E-mail address", help_text="The earlier link no longer works then.")
    lead_email = forms.EmailField(label="E-mail address of its lead", help_text=LEAD_TOLD, required=False)

    def __init__(self, *args: Any, record: ExceptionReport, **kwargs: Any) -> None:
        known = {"contact_email": record.contact_email, "lead_email": record.lead_email}
        super().__init__(*args, record=record, initial=known, **kwargs)


def _say_what_is_missing(form: forms.BaseForm) -> None:
    for name, sentence in MISSING.items():
        form.fields[name].error_messages["required"] = sentence
