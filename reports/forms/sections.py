"""A section of a paper: its words, what fills it, and the questions that its live block asks."""

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from core.edit_forms import EditForm, RecordForm
from core.forms import DateField, More
from core.offered import OneOf
from priorities.models import Plan
from reports.compose.options import Kind, Option, OptionError, answers_from, options_from, options_of
from reports.forms.words import WordsField
from reports.models import Paper, Section
from reports.previews import new_faults

PREFIX = "option-"
MANY = forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small portal-many"})
FILLS = (
    ("Words", (Section.Fill.NARRATIVE,)),
    (
        "From the plan",
        (
            *(Section.Fill.PRIORITIES, Section.Fill.THEMES, Section.Fill.ACTION_PLAN, Section.Fill.TARGETS),
            *(Section.Fill.OBJECTIVES, Section.Fill.CHALLENGES, Section.Fill.FINDINGS, Section.Fill.LOCAL_PRIORITIES),
        ),
    ),
    (
        "From the year",
        (Section.Fill.ACHIEVEMENTS, Section.Fill.FUNDING, Section.Fill.POSTS, Section.Fill.INDICATORS),
    ),
    ("From the partnership", (Section.Fill.MEMBERS, Section.Fill.SEATS, Section.Fill.CYCLE, Section.Fill.LINKS)),
    ("From this paper", (Section.Fill.RECOMMENDATIONS, Section.Fill.IMPLICATIONS)),
)


def fill_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What can fill a section, put together by where it comes from."""
    known = {fill for _, fills in FILLS for fill in fills}
    others = tuple(fill for fill in Section.Fill if fill not in known)
    groups = (*FILLS, *((("Others", others),) if others else ()))
    return [(heading, [(fill.value, str(fill.label)) for fill in fills]) for heading, fills in groups]


class SectionAddForm(EditForm):
    """A new section: what it is called, what fills it, and where it stands."""

    button = "Add the section"
    heading = forms.CharField(
        label="Heading", max_length=250, required=False,
        help_text="Without one it goes on from the section before it",
    )  # fmt: skip
    fill = forms.ChoiceField(label="What fills it", initial=Section.Fill.NARRATIVE)
    kind = forms.ChoiceField(
        label="What it is",
        choices=Section.Kind.choices,
        initial=Section.Kind.SECTION,
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small govuk-radios--inline"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fill"].choices = fill_choices()  # type: ignore[attr-defined]


class SectionForm(RecordForm):
    """One section. The questions of its live block are fields named `option-…`."""

    all_optional = True

    heading = forms.CharField(
        label="Heading", max_length=250, required=False,
        help_text="Without one it goes on from the section before it",
    )  # fmt: skip
    text = WordsField(label="Words", rows=14, required=False)
    fill = forms.ChoiceField(
        label="What fills it",
        help_text="After another choice, “Preview” shows its questions and what it makes.",
    )
    plan = OneOf(label="From which plan", required=False)

    class Meta:
        model = Section
        fields = ("heading", "text", "fill", "plan", "kind", "is_numbered", "key")
        labels = {"kind": "What it is", "is_numbered": "Its paragraphs have numbers", "key": "Name for references"}
        help_texts = {"key": "Of an appendix: words refer to it as {{appendix:this-name}}"}
        error_messages = {"key": {"invalid": "Use small letters, numbers and hyphens, without spaces"}}
        widgets = {"kind": forms.RadioSelect(attrs={"class": "govuk-radios--small govuk-radios--inline"})}

    def __init__(self, *args: Any, instance: Section, **kwargs: Any) -> None:
        self.section = instance
        data = args[0] if args else kwargs.get("data")
        self.filled_by = _fill_of(data, instance)
        answers = answers_from(self.filled_by, instance.options if self.filled_by == instance.fill else {})
        initial = {f"{PREFIX}{name}": answer for name, answer in answers.items()}
        self.plan_in_hand = _plan_of(data, instance)
        asked = {f"{PREFIX}{option.name}": self._field(option) for option in options_of(self.filled_by)}
        self.base_fields = {**type(self).base_fields, **asked}  # type: ignore[misc]  # what `fields` is copied from
        super().__init__(*args, instance=instance, initial=initial, **kwargs)
        self._offer()
        self._lay_out()

    @property
    def paper(self) -> Paper:
        return self.section.paper

    def _offer(self) -> None:
        fields: Any = self.fields
        fields["fill"].choices = fill_choices()
        plans = Plan.objects.filter(partnership=self.paper.partnership_id).in_display_order()
        fields["plan"].none = f"The paper’s own: {self.paper.plan}" if self.paper.plan else "The paper’s own"
        fields["plan"].offer([("", plans)], current=self.section.plan)

    def _field(self, option: Option) -> forms.Field:
        common: dict[str, Any] = {"label": option.label, "help_text": option.hint, "required": False}
        if option.kind is Kind.FLAG:
            return forms.BooleanField(**common)
        if option.kind is Kind.DATE:
            hint = f"Leave it empty for: {_uncapital(option.blank)}" if option.blank else ""
            return DateField(what=_uncapital(option.label), **{**common, "help_text": option.hint or hint})
        choices = [(str(one.value), one.label, one.group) for one in option.choices_for(self.paper, self.plan_in_hand)]
        if option.kind is Kind.CHOICE:
            plain = [(value, label) for value, label, _ in choices]
            plain = [("", option.blank), *plain] if option.blank else plain
            return forms.ChoiceField(choices=plain, **common)
        without = f"None ticked: {_uncapital(option.blank)}." if option.blank not in ("", "None") else ""
        hint = f"{option.hint} {without}".strip()
        named = [(value, f"{label} ({group})" if group else label) for value, label, group in choices]
        return forms.MultipleChoiceField(choices=named, widget=MANY, **{**common, "help_text": hint})

    def _lay_out(self) -> None:
        fields: Any = self.fields
        live = self.filled_by != Section.Fill.NARRATIVE
        if live:
            fields["text"].widget.attrs["rows"] = 8
            fields["text"].label = "Words before it"
        asked = [option for option in options_of(self.filled_by) if not _is_empty(fields[f"{PREFIX}{option.name}"])]
        one_by_one = [f"{PREFIX}{option.name}" for option in asked if option.kind is Kind.RECORDS]
        plain = [f"{PREFIX}{option.name}" for option in asked if option.kind is not Kind.RECORDS]
        self.helper.layout = Layout(
            *("heading", "text", "fill"),
            *(("plan",) if live else ()),
            *plain,
            *((More("Choose them one by one", *one_by_one),) if one_by_one else ()),
            More("Its kind, its numbers and its name", "kind", "is_numbered", "key"),
        )

    def clean(self) -> dict[str, Any]:
        """The options as the section keeps them."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            self.options = options_from(self.filled_by, self._answers(said))
        except (OptionError, ValueError) as problem:
            self.options = {}
            self.add_error("fill", str(problem))
        if not self.errors:
            for sentence in new_faults(self.section, {**said, "options": self.options}):
                self.add_error("text", sentence)
        return said

    def _answers(self, said: dict[str, Any]) -> dict[str, Any]:
        return {option.name: said.get(f"{PREFIX}{option.name}") for option in options_of(self.filled_by)}

    @property
    def values(self) -> dict[str, Any]:
        """What to save of the section."""
        said = self.answers
        return {**super().values, "options": options_from(said["fill"], self._answers(said))}


def _is_empty(field: forms.Field) -> bool:
    """Whether a list of tick boxes has nothing to tick."""
    return isinstance(field, forms.MultipleChoiceField) and not field.choices


def _fill_of(data: Any, section: Section) -> str:
    sent = data.get("fill", "") if data else ""
    return str(sent) if sent in Section.Fill.values else str(section.fill)


def _plan_of(data: Any, section: Section) -> Plan | None:
    """The plan from which the choices come: the one chosen in the form, else the section's, else the paper's."""
    sent = data.get("plan", "") if data else ""
    if data and sent.isdecimal():
        return Plan.objects.filter(partnership=section.paper.partnership_id, pk=int(sent[:18])).first()
    return section.paper.plan if data and not sent else section.plan or section.paper.plan


def _uncapital(text: str) -> str:
    return text[:1].lower() + text[1:]
