"""What officers say of a return: which period, its lines, what each counts, and where it goes next."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.edit_forms import EditForm, RecordForm
from core.formats import number
from core.forms import DateField, More, NumberField, PeriodField
from core.offered import OneOf
from core.periods import Period
from funding.forms.fields import Pounds
from funding.models import Return, ReturnLine, ReturnOutput
from funding.return_rules import TOLERANCE_IN_WORDS, why_not_true
from funding.return_states import Move, Need
from funding.summaries.returns import OutputLine
from priorities.forms.offers import Bodies

OTHER = "other"
LONGEST_KEY = 12  # digits
DAY = "For example, 31 10 2026"
UNKNOWN = "Leave it empty where it is not known. Nothing is 0."
NO_NAMES = "Nothing by which a person could be recognised: no name, no address, no number under 5 beside a small place."


def pounds(label: str, *, hint: str = UNKNOWN) -> Pounds:
    """A field for an amount of money that may be unknown."""
    return Pounds(label=label, help_text=hint, required=False)


def counted(label: str, *, hint: str = UNKNOWN) -> NumberField:
    """A field for a number that may be unknown."""
    return NumberField(label=label, help_text=hint, required=False, max_digits=14, decimal_places=3)


def count_of(output: ReturnOutput | OutputLine) -> NumberField:
    """The field for what was counted of an output; it refuses what cannot be true of that."""
    unit = f" ({output.unit})" if output.unit else ""
    target = f" Target: {number(output.target)}." if output.target is not None else ""
    field = counted(f"{output.measure}{unit}", hint=f"Counted in the period.{target}")
    field.initial = output.actual
    field.validators.append(partial(_check_true, measure=output.measure, unit=output.unit))
    return field


def _check_true(amount: Decimal, *, measure: str, unit: str) -> None:
    why = why_not_true(amount, measure=measure, unit=unit)
    if why:
        raise forms.ValidationError(why)


def long(label: str, *, hint: str = "", rows: int = 3) -> forms.CharField:
    """A field for a few sentences, which may stay empty."""
    return forms.CharField(
        label=label, help_text=hint, required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": rows})
    )


class StartReturnForm(EditForm):
    """For which period of an award a return is started. `period` is for the operation."""

    button = "Start the return"
    which = forms.ChoiceField(label="For which period", widget=forms.RadioSelect)
    other = PeriodField(
        label="Which other period", help_text="For example, 1 October 2026 to 31 March 2027", required=False
    )
    may_overlap = forms.BooleanField(
        label="The funder wants both returns, and the same days are told of in both", required=False
    )
    due_date = DateField(label="Due to the funder", what="the day it is due", help_text=DAY, required=False)

    def __init__(self, *args: Any, offered: Sequence[Period], has_others: bool, on: date, **kwargs: Any) -> None:
        self.offered = {str(place): period for place, period in enumerate(offered)}
        super().__init__(*args, **kwargs)
        overlap = [More("If it overlaps another return", "may_overlap")] if has_others else []
        self.helper.layout = Layout("which", "other", *overlap, "due_date")
        if not has_others:
            del self.fields["may_overlap"]
        which: Any = self.fields["which"]
        which.choices = [
            *((key, period.stated) for key, period in self.offered.items()),
            (OTHER, "Another period"),
        ]
        ended = [key for key, period in self.offered.items() if period.end and period.end < on]
        which.initial = (ended or [*self.offered, OTHER])[-1 if ended else 0]

    @property
    def period(self) -> Period:
        chosen: Period = self.offered.get(self.cleaned_data["which"]) or self.cleaned_data["other"]
        return chosen

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("which") == OTHER and not cleaned.get("other") and "other" not in self.errors:
            self.add_error("other", "Enter the period, like 1 October 2026 to 31 March 2027")
        return cleaned


class ReturnForm(RecordForm):
    """What stands at the head of a return."""

    due_date = DateField(label="Due to the funder", what="the day it is due", help_text=DAY, required=False)
    answers_due_date = DateField(
        label="Bodies’ lines are due by", what="the day bodies’ lines are due", help_text=DAY, required=False
    )
    narrative = long("What the funder should know", hint="It stands before the projects.", rows=6)

    class Meta:
        model = Return
        fields = ("due_date", "answers_due_date", "narrative")


class CountedForm(RecordForm):
    """A line of a return with a field for each thing that it counts; `counted` are those by output."""

    all_optional = True

    def __init__(self, *args: Any, instance: ReturnLine, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        for output in instance.outputs.order_by("position", "pk"):
            self.fields[f"counted-{output.pk}"] = count_of(output)

    @property
    def counted(self) -> dict[int, Any]:
        return {
            int(name.removeprefix("counted-")): value
            for name, value in self.answers.items()
            if name.startswith("counted-")
        }


class LineForm(CountedForm):
    """A line of a return as the officer keeps it."""

    lead_body = OneOf(
        label="Body that leads it", none="Nobody is asked", help_text="It is asked for this line.", required=False
    )
    awarded = pounds("Awarded")
    profiled = pounds("Profiled for the period", hint="What was planned to be spent. Leave it empty where not known.")
    actual = pounds("Spent in the period")
    forecast = pounds("Expected to be spent in all", hint="By the end of the allocation’s own period.")
    variance_reason = long("Why it differs from the profile", hint=f"Needed where it differs by {TOLERANCE_IN_WORDS}.")
    narrative = long("What was done", rows=4)
    outcome = long("What came of it", rows=4)
    risk = long("Risks")
    case_study = long("Case study", hint=NO_NAMES, rows=6)

    class Meta:
        model = ReturnLine
        fields = (
            *("lead_body", "awarded", "profiled", "actual", "forecast", "variance_reason"),
            *("narrative", "outcome", "risk", "case_study"),
        )

    def __init__(self, *args: Any, instance: ReturnLine, bodies: Bodies, **kwargs: Any) -> None:
        super().__init__(*args, instance=instance, **kwargs)
        self.fields["lead_body"].offer(bodies, current=instance.lead_body)  # type: ignore[attr-defined]


class OutputForm(RecordForm):
    """Something that a project counts."""

    target = counted("Target for the period", hint="Leave it empty where none was promised.")
    actual = counted("Counted in the period")

    class Meta:
        model = ReturnOutput
        fields = ("measure", "unit", "target", "actual", "note")
        labels = {"measure": "What is counted", "unit": "In what", "note": "What to know about it"}
        help_texts = {"measure": "For example, people helped", "unit": "For example, sessions or %"}


class SendBackForm(EditForm):
    """Why a line is sent back."""

    button = "Send it back"
    questions = ("note",)
    note = forms.CharField(
        label="What is missing",
        help_text="The body reads this in an e-mail and beside its line.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(EditForm):
    """What a move of a return asks for."""

    questions = ("reason", "sent_date", "sent_to", "query")
    sent_date = DateField(label="When it was sent", what="the day it was sent", help_text=DAY)
    sent_to = forms.CharField(label="To whom", help_text="A post or a body, not a person", max_length=200)
    query = forms.CharField(label="What the funder asked", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}))
    reason = forms.CharField(label="Why", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, move: Move, record: Return, on: date, **kwargs: Any) -> None:
        self.button = move.button
        known = {"sent_date": record.sent_date or on, "sent_to": record.sent_to or record.award.fund.body.name}
        super().__init__(*args, record=record, initial=known, **kwargs)
        asked = {
            Need.DAY_AND_PLACE: ("sent_date", "sent_to"),
            Need.QUERY: ("query",),
            Need.REASON: ("reason",),
        }
        wanted = {name for need in move.needs for name in asked.get(need, ())}
        for name in set(self.fields) - wanted:
            del self.fields[name]

    @property
    def to_keep(self) -> dict[str, Any]:
        """What the return keeps of the answers."""
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}


def whole(text: object) -> int:
    """A key or a revision as a page sends it back; 0 where it is none."""
    digits = str(text)
    return int(digits) if digits.isdecimal() and len(digits) <= LONGEST_KEY else 0


def revisions_sent(sent: Iterable[tuple[str, object]]) -> dict[int, int]:
    """The lines that a page spoke of, each with its revision, from hidden fields such as "seen-12"."""
    found = {whole(name.removeprefix("seen-")): whole(value) for name, value in sent if name.startswith("seen-")}
    return {key: revision for key, revision in found.items() if key}
