"""Whom an officer asks for their lines of a return, and where a new link goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField

from core.edit_forms import EditForm
from core.formats import day
from core.forms import DateField
from funding.models import ReturnRequest
from funding.summaries.return_asking import ReturnCandidate
from priorities.forms.wanted import WantedByRules
from priorities.operations.requests import Asked

TO_ANSWER = timedelta(weeks=3)


@dataclass(frozen=True, slots=True)
class CandidateFields:
    """One body with its fields, as the page shows it."""

    candidate: ReturnCandidate
    ask: BoundField
    contact: BoundField
    lead: BoundField


class AskForm(EditForm, WantedByRules):
    """Which bodies to ask for their lines, and by when. `asked` is for the operation."""

    button = "Preview the e-mails"
    optional = ("ask", "lead", "message")
    answers_due_date = DateField(label="Lines are due by", what="the date by which lines are due")
    message = forms.CharField(
        label="What you want to say to them",
        help_text="It stands in each e-mail, above the link.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def __init__(
        self, *args: Any, candidates: Sequence[ReturnCandidate], due_date: date | None, on: date, **kwargs: Any
    ) -> None:
        self.candidates = candidates
        usual = due_date if due_date and due_date > on else on + TO_ANSWER
        super().__init__(*args, initial={"answers_due_date": usual}, **kwargs)
        self.fields["answers_due_date"].help_text = f"For example, {day(on + TO_ANSWER)}"
        for candidate in candidates:
            self._ask_about(candidate)

    @property
    def rows(self) -> list[CandidateFields]:
        """Every body with its fields, for the page."""
        return [
            CandidateFields(one, *(self[f"{name}-{one.body.pk}"] for name in ("ask", "contact", "lead")))
            for one in self.candidates
        ]

    @property
    def asked(self) -> list[Asked]:
        """The chosen bodies with their addresses."""
        said = self.cleaned_data
        return [
            Asked(one.body, said[f"contact-{one.body.pk}"], said.get(f"lead-{one.body.pk}", ""))
            for one in self.candidates
            if said.get(f"ask-{one.body.pk}")
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("answers_due_date") and "answers_due_date" not in self.errors:
            self.add_error("answers_due_date", "Enter the date by which lines are due")
        for one in self.candidates:
            key = one.body.pk
            if not cleaned.get(f"ask-{key}"):
                for name in (f"contact-{key}", f"lead-{key}"):
                    self.errors.pop(name, None)
            elif not cleaned.get(f"contact-{key}") and f"contact-{key}" not in self.errors:
                self.add_error(f"contact-{key}", f"Enter the e-mail address of {one.body.name}’s contact")
        return cleaned

    def _ask_about(self, one: ReturnCandidate) -> None:
        key, name = one.body.pk, one.body.name
        self.fields[f"ask-{key}"] = forms.BooleanField(label=f"{name}: {one.projects}", initial=True)
        self.fields[f"contact-{key}"] = forms.EmailField(
            label="E-mail address of the contact",
            initial=one.contact_email,
            error_messages={"invalid": f"Enter the address of {name}’s contact like name@example.org"},
        )
        self.fields[f"lead-{key}"] = forms.EmailField(
            label="E-mail address of the lead",
            help_text="Told 10 days after the date, if no answer has come.",
            initial=one.lead_email,
            error_messages={"invalid": f"Enter the address of {name}’s lead like name@example.org"},
        )


class RenewLinkForm(EditForm):
    """Where a body's new link goes, and whom to tell when no answer comes."""

    button = "Send a new link"
    contact_email = forms.EmailField(
        label="E-mail address of the contact",
        error_messages={
            "required": "Enter the e-mail address of the contact",
            "invalid": "Enter the address of the contact like name@example.org",
        },
    )
    lead_email = forms.EmailField(
        label="E-mail address of the lead",
        help_text="Told 10 days after the date, if no answer has come.",
        required=False,
        error_messages={"invalid": "Enter the address of the lead like name@example.org"},
    )

    def __init__(self, *args: Any, asked: ReturnRequest, **kwargs: Any) -> None:
        known = {"contact_email": asked.contact_email, "lead_email": asked.lead_email}
        super().__init__(*args, initial=known, **kwargs)
