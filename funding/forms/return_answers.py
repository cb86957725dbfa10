"""What a body says of its lines of a return: one form for all by link, and one line at a time within the portal.

A line counts as answered where something was filled in. An amount that is left empty is not known, and asks why.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from core.forms import TidyForm
from funding.forms.returns import NO_NAMES, CountedForm, count_of, long, pounds, whole
from funding.models import ReturnLine
from funding.operations.returns import AnsweredMeanwhile, LineTold
from funding.return_rules import TOLERANCE_IN_WORDS, wants_reason
from funding.summaries.returns import LineSummary

MONEY = ("actual", "forecast")
WORDS = ("narrative", "outcome", "risk")
SAYS_NOTHING = "say what was spent, 0 for nothing; or, where you do not know it, say why"
SAYS_NO_REASON = "say why it differs from the profile"


class LineQuestions(forms.Form):
    """What is asked of a line."""

    actual = pounds("Spent in the period")
    variance_reason = long(
        "Why it differs from the profile",
        hint=f"Needed where it differs by {TOLERANCE_IN_WORDS}, or where you do not know what was spent.",
    )
    forecast = pounds("Expected to be spent in all", hint="By the end of the award, as far as you can say.")
    narrative = long("What was done", rows=4)
    outcome = long("What came of it", rows=4)
    risk = long("Risks")
    case_study = long("Case study", hint=NO_NAMES, rows=5)


QUESTIONS = LineQuestions.base_fields


class LineAnswerForm(CountedForm, LineQuestions):
    """One line, as a contributor who has logged in fills it in."""

    button = "Send this line"

    class Meta:
        model = ReturnLine
        fields = ("actual", "variance_reason", "forecast", "narrative", "outcome", "risk", "case_study")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        reason = _why_it_is_not_enough(cleaned, self.instance.profiled)
        if reason:
            self.add_error(
                "actual" if reason == SAYS_NOTHING else "variance_reason", f"{reason[0].upper()}{reason[1:]}"
            )
        return cleaned


@dataclass(frozen=True, slots=True)
class LineFields:
    """One line with its fields, as the page shows it. `seen` is the revision of the line that the form speaks of;
    `is_clash`: somebody else changed it meanwhile.
    """

    line: LineSummary
    seen: int
    may_answer: bool
    is_clash: bool
    same: BoundField | None
    money: tuple[BoundField, ...]
    counted: tuple[BoundField, ...]
    words: tuple[BoundField, ...]

    @property
    def is_open(self) -> bool:
        """Whether its fields stand open: it is not answered, or something is to be put right there."""
        every = (*self.money, *self.counted, *self.words)
        return self.is_clash or not self.line.is_answered or any(field.errors for field in every)


class ReturnLinesForm(TidyForm):
    """The lines of a body, for whoever has its link. Once it is valid, `told` are the answers."""

    all_optional = True

    def __init__(self, *args: Any, lines: Sequence[LineSummary], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines_now = tuple(lines)
        self.told: list[LineTold] = []
        self.clashes: frozenset[int] = frozenset()
        self.use_required_attribute = False
        for line in self._asked():
            self._ask_about(line)

    @property
    def lines(self) -> list[LineFields]:
        """Every line with its fields, for the page."""
        asked = {line.id for line in self._asked()}
        return [self._line_fields(line, may_answer=line.id in asked) for line in self.lines_now]

    def show_both(self, lines: Sequence[LineSummary], error: AnsweredMeanwhile) -> None:
        """Show what the line says now beside what was typed here; sent again, this takes its place."""
        self.lines_now = tuple(lines)
        self.clashes = frozenset(error.line_ids)
        for line in self._asked():
            if line.id in self.clashes:
                self.add_error(
                    f"actual-{line.id}",
                    f"{line.project}: somebody changed this while you were writing. Look at both, then send again",
                )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.told = []
        touched = {name.split("-")[1] for name in self.changed_data}
        for line in self._asked():
            if str(line.id) in touched:
                self._hear(line)
        asked = self._asked()
        if not self.told and not self.errors and asked and not any(line.is_answered for line in asked):
            self.add_error(f"actual-{asked[0].id}", "Fill in at least one line, then send")
        return cleaned

    def _asked(self) -> list[LineSummary]:
        """The lines that are asked: not those that were accepted, unless that came while somebody wrote."""
        return [
            line for line in self.lines_now if line.state != ReturnLine.State.ACCEPTED or f"seen-{line.id}" in self.data
        ]

    def _ask_about(self, line: LineSummary) -> None:
        if line.last and line.last.has_words:
            self.fields[f"same-{line.id}"] = forms.BooleanField(
                label="The words are the same as last time",
                help_text="What was done, what came of it and the risks are taken over. Amounts are asked anew.",
                required=False,
            )
        for name, field in deepcopy(QUESTIONS).items():
            field.initial = getattr(line, name)
            self.fields[f"{name}-{line.id}"] = field
        for output in line.outputs:
            self.fields[f"counted-{line.id}-{output.id}"] = count_of(output)

    def _line_fields(self, line: LineSummary, *, may_answer: bool) -> LineFields:
        is_clash = line.id in self.clashes
        sent = whole(self.data.get(f"seen-{line.id}")) if self.is_bound and not is_clash else 0
        names = ("actual", "variance_reason", "forecast")
        words = (*WORDS, "case_study")
        if not may_answer:
            return LineFields(line, line.revision, False, is_clash, None, (), (), ())  # noqa: FBT003
        return LineFields(
            line=line,
            seen=sent or line.revision,
            may_answer=True,
            is_clash=is_clash,
            same=self[f"same-{line.id}"] if f"same-{line.id}" in self.fields else None,
            money=tuple(self[f"{name}-{line.id}"] for name in names),
            counted=tuple(self[f"counted-{line.id}-{output.id}"] for output in line.outputs),
            words=tuple(self[f"{name}-{line.id}"] for name in words),
        )

    def _hear(self, line: LineSummary) -> None:
        said = {name: self.cleaned_data.get(f"{name}-{line.id}") for name in QUESTIONS}
        if self.cleaned_data.get(f"same-{line.id}") and line.last:
            typed = self.changed_data
            said |= {name: getattr(line.last, name) for name in WORDS if f"{name}-{line.id}" not in typed}
        reason = _why_it_is_not_enough(said, line.profiled)
        field = "actual" if reason == SAYS_NOTHING else "variance_reason"
        if reason and f"{field}-{line.id}" not in self.errors and f"actual-{line.id}" not in self.errors:
            self.add_error(f"{field}-{line.id}", f"{line.project}: {reason}")
        seen = whole(self.data.get(f"seen-{line.id}"))
        found = {output.id: self.cleaned_data.get(f"counted-{line.id}-{output.id}") for output in line.outputs}
        values = {name: value if name in MONEY else value or "" for name, value in said.items()}
        self.told.append(LineTold(line.id, seen, values, found))


def _why_it_is_not_enough(said: dict[str, Any], profiled: Any) -> str:
    """What a line has still to say; empty where it says enough."""
    if str(said.get("variance_reason") or "").strip() or not wants_reason(said.get("actual"), profiled):
        return ""
    return SAYS_NOTHING if said.get("actual") is None else SAYS_NO_REASON
