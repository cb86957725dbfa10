"""What a body says about its lines: one form for all of them, by link and within the portal.

"No change" is one tick, for a line, for all lines, or for those left empty. What is asked of a line that has changed is
asked only there; what was typed elsewhere and is not wanted counts for nothing, and is not complained of.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField

from core.edit_forms import EditForm
from core.forms import DateField, TidyForm
from priorities.forms.progress import ENDS, NOT_TOLD, StatusSelect
from priorities.forms.wanted import WantedByRules
from priorities.models import ActionStatus
from priorities.operations import IN_TROUBLE, OF_TROUBLE, check_progress
from priorities.operations.requests import AnsweredMeanwhile, Told
from priorities.summaries.requests import AnswerLine, AnswerSheet

KEEP, SAME, TELL = "keep", "same", "tell"
NOTHING, SOMETHING = "nothing", "something"
TOLD = ("status", *OF_TROUBLE, "comment", "forecast")


@dataclass(frozen=True, slots=True)
class LineFields:
    """One line with its fields, as the page shows it.

    `seen` is the version of the line that the form speaks of. `is_clash`: somebody else answered it meanwhile.
    """

    line: AnswerLine
    seen: str
    may_answer: bool
    is_clash: bool
    say: BoundField | None
    tell: tuple[BoundField, ...]
    trouble: tuple[BoundField, ...]
    after: tuple[BoundField, ...]

    @property
    def is_open(self) -> bool:
        """Whether its fields stand open, because something is to be put right there."""
        fields = (*self.tell, *self.trouble, *self.after, *([self.say] if self.say else []))
        return self.is_clash or any(field.errors for field in fields)


class LinesForm(WantedByRules):
    """The questions about all lines of a sheet. Once it is valid, `told` are the answers."""

    optional = ("forecast", "rest")
    may_change_accepted = False

    def __init__(self, *args: Any, sheet: AnswerSheet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.told: list[Told] = []
        self.clashes: frozenset[int] = frozenset()
        if self.waiting > 1:
            self._ask_about_all()
        for line in self._asked():
            self._ask_about(line)

    @property
    def waiting(self) -> int:
        """How many lines have no answer yet."""
        return self.sheet.total - self.sheet.answered

    @property
    def about_all(self) -> BoundField | None:
        """The question whether anything has changed at all, where several lines wait."""
        return self["anything"] if "anything" in self.fields else None

    @property
    def about_rest(self) -> BoundField | None:
        """The tick for lines left empty, where several lines wait."""
        return self["rest"] if "rest" in self.fields else None

    @property
    def lines(self) -> list[LineFields]:
        """Every line with its fields, for the page."""
        asked = {line.action_id for line in self._asked()}
        return [self._line_fields(line, may_answer=line.action_id in asked) for line in self.sheet.lines]

    def show_both(self, sheet: AnswerSheet, error: AnsweredMeanwhile) -> None:
        """Show what somebody else answered meanwhile beside what was typed here; sent again, this takes its place."""
        self.sheet = sheet
        self.clashes = frozenset(error.action_ids)
        self._bound_fields_cache.clear()  # type: ignore[attr-defined]  # the fields are made anew below
        for line in self._asked():
            self._ask_about(line)
            if line.action_id in self.clashes:
                self.add_error(
                    self._first_of(line),
                    f"{line.number}: somebody else answered this while you were writing. Look at both, then send again",
                )

    # --- the questions

    def _asked(self) -> list[AnswerLine]:
        return [line for line in self.sheet.lines if self.may_change_accepted or not line.is_accepted]

    def _ask_about_all(self) -> None:
        these = "the other" if self.sheet.answered else "these"
        self.fields["anything"] = forms.ChoiceField(
            label=f"Has anything changed on {these} {self.waiting} lines?",
            choices=[
                (NOTHING, "No, nothing has changed since last time"),
                (SOMETHING, "Yes, something has changed"),
            ],
            widget=forms.RadioSelect,
        )
        self.fields["rest"] = forms.BooleanField(label="Nothing has changed on the lines that I left empty")

    def _ask_about(self, line: AnswerLine) -> None:
        key = line.action_id
        choices = [(KEEP, "Keep this answer")] if line.is_answered else []
        if line.may_stay:
            choices.append((SAME, f"No change: still {line.status_label.lower()}"))
        if choices:
            told = "Change the answer" if line.answer else "Something has changed"
            self.fields[f"say-{key}"] = forms.ChoiceField(
                label=f"What is there to tell of {line.number}?",
                choices=[*choices, (TELL, told)],
                initial=KEEP if line.is_answered else "",
                widget=forms.RadioSelect,
            )
        self.fields |= {f"{name}-{key}": field for name, field in _questions(line).items()}
        known = line.answer or line.last_words
        for name in (*OF_TROUBLE, "forecast"):
            self.fields[f"{name}-{key}"].initial = getattr(known, name, None)
        self.fields[f"status-{key}"].initial = line.answer.status if line.answer else line.status
        self.fields[f"comment-{key}"].initial = line.answer.comment if line.answer else ""

    def _line_fields(self, line: AnswerLine, *, may_answer: bool) -> LineFields:
        key = line.action_id
        is_clash = key in self.clashes
        sent = str(self.data.get(f"seen-{key}", "")) if self.is_bound and not is_clash else line.version
        say = self[f"say-{key}"] if may_answer and f"say-{key}" in self.fields else None
        names = (("status",), OF_TROUBLE, ("comment", "forecast"))
        tell, trouble, after = (tuple(self[f"{name}-{key}"] for name in group) if may_answer else () for group in names)
        return LineFields(line, sent, may_answer, is_clash, say, tell, trouble, after)

    # --- the answers

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        said = {line.action_id: self._said_of(line) for line in self._asked()}
        nothing = cleaned.get("anything") == NOTHING
        contradicted = [line.number for line in self._asked() if line.may_stay and said[line.action_id] in (SAME, TELL)]
        if nothing and contradicted:
            self.add_error(
                "anything",
                f"You say that nothing has changed, but something is filled in for {', '.join(contradicted)}. "
                "Select “Yes”, or empty it",
            )
        self.told = []
        for line in self._asked():
            is_left = not said[line.action_id] and not line.is_answered and line.may_stay
            self._hear(line, SAME if is_left and (nothing or cleaned.get("rest")) else said[line.action_id])
        if not self.told and not self.errors:
            self._ask_for_an_answer()
        return cleaned

    def _said_of(self, line: AnswerLine) -> str:
        """What was said of a line; where nothing could be ticked, whether something was filled in."""
        key = line.action_id
        if f"say-{key}" in self.fields:
            return str(self.cleaned_data.get(f"say-{key}", ""))
        return TELL if any(f"{name}-{key}" in self.changed_data for name in TOLD) else ""

    def _hear(self, line: AnswerLine, said: str) -> None:
        key = line.action_id
        if said != TELL:
            for name in TOLD:
                self.errors.pop(f"{name}-{key}", None)
        if said == SAME:
            self.told.append(Told(key, self._seen(line), is_unchanged=True))
        elif said == TELL:
            self._hear_what_changed(line)

    def _hear_what_changed(self, line: AnswerLine) -> None:
        key = line.action_id
        values = {name: self.cleaned_data.get(f"{name}-{key}") for name in TOLD}
        status = values["status"] or ""
        if status not in IN_TROUBLE:
            for name in OF_TROUBLE:
                self.errors.pop(f"{name}-{key}", None)
                values[name] = None
        sentences = _missing(status, values)
        if not status:
            sentences["status"] = "Select how it stands"
        elif status == line.status and _says_nothing(line, values):
            sentences["comment"] = "Say in a sentence what has changed"
        for name, sentence in sentences.items():
            if f"{name}-{key}" not in self.errors:
                self.add_error(f"{name}-{key}", f"{line.number}: {sentence[0].lower()}{sentence[1:]}")
        said = {name: value for name, value in values.items() if value}
        self.told.append(Told(key, self._seen(line), **said))

    def _seen(self, line: AnswerLine) -> str:
        return str(self.data.get(f"seen-{line.action_id}", ""))

    def _ask_for_an_answer(self) -> None:
        in_trouble = [line for line in self._asked() if not line.is_answered and not line.may_stay]
        asked = sorted(self._asked(), key=lambda line: line.is_answered)
        if "anything" in self.fields and not self.cleaned_data.get("anything"):
            self.add_error("anything", "Select whether anything has changed")
        elif in_trouble:
            line = in_trouble[0]
            words = (
                f"{line.number} is {line.status_label.lower()}: say how it stands now, and what will be done by when"
            )
            self.add_error(self._first_of(line), words)
        else:
            self.add_error(self._first_of(asked[0]) if asked else None, "Answer at least one line, then send")

    def _first_of(self, line: AnswerLine) -> str:
        """The field of a line to which a sentence about all of it belongs."""
        return next(name for name in (f"say-{line.action_id}", f"status-{line.action_id}") if name in self.fields)


class LinkAnswersForm(TidyForm, LinesForm):
    """The form of whoever has the link."""


class OwnAnswersForm(EditForm, LinesForm):
    """The form of a contributor who has logged in, or of an officer who was told on the telephone."""

    button = "Send answers"
    may_change_accepted = True


def _questions(line: AnswerLine) -> dict[str, forms.Field]:
    """What is asked of a line that has changed."""
    held = {line.status, line.answer.status if line.answer else line.status}
    statuses = [one for one in ActionStatus if one != NOT_TOLD or one.value in held]
    held_end = line.answer.forecast if line.answer else line.last.forecast if line.last else ""
    ends = [one for one in ActionStatus if one in ENDS or one.value == held_end]
    long: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": 3}), "max_length": 1000}
    return {
        "status": forms.ChoiceField(
            label="How it stands now",
            choices=_choices(statuses),
            widget=StatusSelect(attrs={"class": "portal-statuses"}),
        ),
        "reason": forms.CharField(label="Why it is not on track", **long),
        "recovery_action": forms.CharField(label="What will be done about it", **long),
        "recovery_owner": forms.CharField(
            label="Who will do it", help_text="A post or a body, such as Head of community safety", max_length=150
        ),
        "recover_by_date": DateField(
            label="When it will be back on track",
            what="the date by which it will be back on track",
            help_text="For example, 31 3 2026",
        ),
        "comment": forms.CharField(
            label="What happened, in a sentence",
            widget=forms.Textarea(attrs={"rows": 2}),
            max_length=1000,
        ),
        "forecast": forms.ChoiceField(
            label="Where it will stand at the end of the year",
            choices=[("", "Not known yet"), *_choices(ends)],
        ),
    }


def _choices(statuses: Iterable[ActionStatus]) -> list[tuple[str, str]]:
    return [(status.value, str(status.label)) for status in statuses]


def _missing(status: str, values: dict[str, Any]) -> dict[str, str]:
    """What a status wants said and was not, by field."""
    said = {name: values[name] for name in (*OF_TROUBLE, "comment") if values[name]}
    try:
        check_progress(status=status, **said)
    except ValidationError as error:
        return {name: sentences[0] for name, sentences in error.message_dict.items()}
    return {}


def _says_nothing(line: AnswerLine, values: dict[str, Any]) -> bool:
    """Whether a line that stands as before is told with nothing new either."""
    last = line.last_words
    before = {name: getattr(last, name, None) or None for name in ("forecast", *OF_TROUBLE)}
    return not values["comment"] and all((values[name] or None) == value for name, value in before.items())
