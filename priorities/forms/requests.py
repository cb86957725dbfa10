"""What an officer says when asking bodies for updates, sending a new link, and deciding on answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms import BoundField

from core.edit_forms import EditForm
from core.formats import day
from core.forms import DateField
from core.periods import Period
from priorities.forms.wanted import WantedByRules
from priorities.models import BodyRequest
from priorities.operations.requests import Asked, Decision
from priorities.quarters import period_slug
from priorities.summaries.requests import BodyRow, Candidate, GivenAnswer, RequestOverview

TO_ANSWER = timedelta(weeks=3)
ACCEPT, RETURN, LATER = "accept", "return", "later"


@dataclass(frozen=True, slots=True)
class CandidateFields:
    """One body with its fields, as the page shows it."""

    candidate: Candidate
    ask: BoundField
    contact: BoundField
    lead: BoundField


class RequestForm(EditForm, WantedByRules):
    """Whom to ask, about what, by when. `period` and `asked` are for the operation."""

    button = "Preview the e-mails"
    optional = ("ask", "lead", "message")
    quarter = forms.ChoiceField(label="About which quarter", widget=forms.RadioSelect)
    due_date = DateField(label="Answers are due by", what="the date by which answers are due")
    message = forms.CharField(
        label="What you want to say to them",
        help_text="It stands in each e-mail, above the link.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )

    def __init__(
        self,
        *args: Any,
        candidates: Sequence[Candidate],
        quarters: Sequence[Period],
        quarter: Period,
        on: date,
        **kwargs: Any,
    ) -> None:
        self.candidates = candidates
        self.quarters = {period_slug(one): one for one in quarters[:4]} | {period_slug(quarter): quarter}
        usual = {"quarter": period_slug(quarter), "due_date": on + TO_ANSWER}
        super().__init__(*args, initial={**usual, **kwargs.pop("initial", {})}, **kwargs)
        self.fields["quarter"].choices = [  # type: ignore[attr-defined]
            (slug, one.stated) for slug, one in self.quarters.items()
        ]
        self.fields["due_date"].help_text = f"For example, {day(on + TO_ANSWER)}"
        for candidate in candidates:
            self._ask_about(candidate)

    def _ask_about(self, candidate: Candidate) -> None:
        key, name = candidate.body.pk, candidate.body.name
        lines = "1 line" if candidate.lines == 1 else f"{candidate.lines} lines"
        self.fields[f"ask-{key}"] = forms.BooleanField(label=f"{name} ({lines})", initial=True)
        self.fields[f"contact-{key}"] = forms.EmailField(
            label="E-mail address of the contact",
            initial=candidate.contact_email,
            error_messages={"invalid": f"Enter the address of {name}’s contact like name@example.org"},
        )
        self.fields[f"lead-{key}"] = forms.EmailField(
            label="E-mail address of the lead",
            help_text="Told 10 days after the date, if no answer has come.",
            initial=candidate.lead_email,
            error_messages={"invalid": f"Enter the address of {name}’s lead like name@example.org"},
        )

    @property
    def rows(self) -> list[CandidateFields]:
        """Every body with its fields, for the page."""
        return [
            CandidateFields(
                candidate,
                self[f"ask-{candidate.body.pk}"],
                self[f"contact-{candidate.body.pk}"],
                self[f"lead-{candidate.body.pk}"],
            )
            for candidate in self.candidates
        ]

    @property
    def period(self) -> Period:
        return self.quarters[self.cleaned_data["quarter"]]

    @property
    def asked(self) -> list[Asked]:
        """The chosen bodies with their addresses."""
        chosen = [one.body for one in self.candidates if self.cleaned_data.get(f"ask-{one.body.pk}")]
        return [
            Asked(body, self.cleaned_data[f"contact-{body.pk}"], self.cleaned_data.get(f"lead-{body.pk}", ""))
            for body in chosen
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("quarter"):
            self.errors.pop("quarter", None)
            self.add_error("quarter", "Select a quarter")
        if not cleaned.get("due_date") and "due_date" not in self.errors:
            self.add_error("due_date", "Enter the date by which answers are due")
        for candidate in self.candidates:
            key = candidate.body.pk
            if not cleaned.get(f"ask-{key}"):
                self.errors.pop(f"contact-{key}", None)
                self.errors.pop(f"lead-{key}", None)
            elif not cleaned.get(f"contact-{key}") and f"contact-{key}" not in self.errors:
                self.add_error(f"contact-{key}", f"Enter the e-mail address of {candidate.body.name}’s contact")
        if not any(cleaned.get(f"ask-{one.body.pk}") for one in self.candidates):
            self.add_error(None, "Choose at least one body to ask")
        return cleaned


class NewLinkForm(EditForm):
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

    def __init__(self, *args: Any, asked: BodyRequest, **kwargs: Any) -> None:
        known = {"contact_email": asked.contact_email, "lead_email": asked.lead_email}
        super().__init__(*args, initial=known, **kwargs)


@dataclass(frozen=True, slots=True)
class AnswerFields:
    """One answer that waits, with the officer's fields beside it."""

    row: BodyRow
    line: Any
    answer: GivenAnswer
    verdict: BoundField
    note: BoundField


class DecisionsForm(EditForm, WantedByRules):
    """What becomes of every answer that waits: accepted unless the officer says otherwise."""

    button = "Save these decisions"

    def __init__(self, *args: Any, overview: RequestOverview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.overview = overview
        for row in overview.rows:
            for line in row.waiting:
                self._ask_about(row, line.answer, line.number)  # type: ignore[arg-type]  # it waits, so there is one

    def _ask_about(self, row: BodyRow, answer: GivenAnswer, number: str) -> None:
        self.fields[f"verdict-{answer.id}"] = forms.ChoiceField(
            label=f"What becomes of {row.sheet.body}’s answer on {number}?",
            choices=[(ACCEPT, "Accept it"), (RETURN, "Send it back"), (LATER, "Decide later")],
            initial=ACCEPT,
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--small govuk-radios--inline"}),
        )
        self.fields[f"note-{answer.id}"] = forms.CharField(
            label="What is missing",
            help_text=f"{row.sheet.body} gets this by e-mail, with a new link.",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=1000,
        )

    @property
    def groups(self) -> list[tuple[BodyRow, list[AnswerFields]]]:
        """The answers that wait, by body, for the page."""
        return [
            (
                row,
                [
                    AnswerFields(
                        row, line, line.answer, self[f"verdict-{line.answer.id}"], self[f"note-{line.answer.id}"]
                    )
                    for line in row.waiting
                    if line.answer and f"verdict-{line.answer.id}" in self.fields
                ],
            )
            for row in self.overview.rows
            if row.waiting
        ]

    @property
    def accepts_all(self) -> bool:
        """Whether the button for all was used, whatever is chosen below it."""
        return "all" in self.data

    @property
    def decisions(self) -> list[Decision]:
        """What was decided, for the operation."""
        found = []
        for _, answers in self.groups:
            for one in answers:
                verdict = ACCEPT if self.accepts_all else self.cleaned_data.get(f"verdict-{one.answer.id}")
                if verdict in (ACCEPT, RETURN):  # an answer that came meanwhile was not decided on
                    found.append(
                        Decision(
                            one.answer.id,
                            str(self.data.get(f"seen-{one.answer.id}", "")),
                            is_accepted=verdict == ACCEPT,
                            note=self.cleaned_data[f"note-{one.answer.id}"],
                        )
                    )
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for _, answers in self.groups:
            for one in answers:
                if self.accepts_all or cleaned.get(f"verdict-{one.answer.id}") != RETURN:
                    self.errors.pop(f"note-{one.answer.id}", None)
                    cleaned.setdefault(f"note-{one.answer.id}", "")
                elif not cleaned.get(f"note-{one.answer.id}") and f"note-{one.answer.id}" not in self.errors:
                    self.add_error(f"note-{one.answer.id}", f"{one.line.number}: say what is missing")
        return cleaned
