"""The questions that live blocks ask of whoever lays out a paper: what each is called, which kind of answer it takes,
and which answers there are.

`OPTIONS` is all that a form needs to put them, without knowing the blocks: make a field of each option's `kind`, offer
`choices_for(paper, plan)`, begin with `answers_from(…)`, and keep what `options_from(…)` makes of the answers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from achievements.models import Achievement
from core.prose import gist
from funding.models import Award
from partners.models import Group, Membership
from priorities.models import Challenge, Finding, Plan, Priority
from reports.models import Paper, Section
from scorecard.models import Indicator

Fill = Section.Fill


class OptionError(ValueError):
    """A section asks its live block for something it cannot do; the message says what, and what it can."""


class Kind(StrEnum):
    """Which kind of answer an option takes, and how a section keeps it."""

    CHOICE = "choice"  # one of the choices, as its value
    MANY = "many"  # any of the choices, as a list of their values
    RECORDS = "records"  # any of the choices, which are records, as a list of their ids
    DATE = "date"  # a day, as "2026-04-01"
    FLAG = "flag"  # yes, as True; no is left out


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that can be chosen. Choices of one `group` belong together; most have none."""

    value: str | int
    label: str
    group: str = ""


Choices = Callable[[Paper, Plan | None], tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Option:
    """One question of a live block.

    `choices` are fixed, or come from the paper and the section's plan. `blank` is what no answer means ("All of
    them"); where it is empty, no answer means `default`, the first of the fixed choices.
    """

    name: str
    label: str
    kind: Kind
    choices: tuple[Choice, ...] | Choices = ()
    blank: str = ""
    hint: str = ""

    @property
    def fixed(self) -> tuple[Choice, ...]:
        """The choices that hold for every paper; none where they come from the plan."""
        return self.choices if isinstance(self.choices, tuple) else ()

    @property
    def default(self) -> str:
        """What no answer means, as a value; empty where `blank` says it."""
        return str(self.fixed[0].value) if self.kind is Kind.CHOICE and self.fixed and not self.blank else ""

    def choices_for(self, paper: Paper, plan: Plan | None) -> tuple[Choice, ...]:
        """The answers to choose from, without the blank one. At most 1 query."""
        return self.choices if isinstance(self.choices, tuple) else self.choices(paper, plan)


def options_of(fill: str) -> tuple[Option, ...]:
    """The options of a kind of live block, in the order in which to ask; none for words only."""
    return OPTIONS.get(fill, ())


def options_from(fill: str, answers: Mapping[str, Any]) -> dict[str, Any]:
    """What a section keeps of a form's answers, by option name: blanks are left out, days and ids made plain.

    Raises OptionError.
    """
    kept = {option.name: _kept(option, answers.get(option.name)) for option in options_of(fill)}
    kept = {name: value for name, value in kept.items() if value not in (None, "", [], False)}
    check_options(fill, kept)
    return kept


def answers_from(fill: str, options: Mapping[str, Any]) -> dict[str, Any]:
    """What a form begins with: the section's options as answers, with the default where there is none."""
    return {option.name: _answer(option, options.get(option.name)) for option in options_of(fill)}


def check_options(fill: str, options: Mapping[str, Any]) -> None:
    """Raise OptionError with a sentence unless every option is one that this kind of live block takes."""
    known = {option.name: option for option in options_of(fill)}
    label = Fill(fill).label
    for name, value in options.items():
        if name not in known:
            takes = f"it takes {', '.join(sorted(known))}" if known else "it takes none"
            raise OptionError(f"“{label}” has no option “{name}”; {takes}.")
        if not _fits(known[name], value):
            raise OptionError(f"“{label}”: {name} cannot be “{value}”.")
        _check_chosen(label, known[name], value)


def _check_chosen(label: str, option: Option, value: Any) -> None:
    values = [choice.value for choice in option.fixed]
    if not values:
        return
    if option.blank:
        values.append("")
    for one in value if isinstance(value, list) else [value]:
        if one not in values:
            wanted = ", ".join(repr(choice) for choice in values)
            raise OptionError(f"“{label}”: {option.name} is “{one}”; choose one of {wanted}.")


def _fits(option: Option, value: Any) -> bool:
    match option.kind:
        case Kind.CHOICE:
            return isinstance(value, str)
        case Kind.MANY:
            return isinstance(value, list) and all(isinstance(one, str) for one in value)
        case Kind.RECORDS:
            return isinstance(value, list) and all(type(one) is int for one in value)
        case Kind.DATE:
            return isinstance(value, str) and _day(value) is not None
        case Kind.FLAG:
            return isinstance(value, bool)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _kept(option: Option, value: Any) -> Any:
    match option.kind:
        case Kind.RECORDS:
            return [int(one) for one in value or ()]
        case Kind.MANY:
            return [str(one) for one in value or ()]
        case Kind.DATE:
            return value.isoformat() if isinstance(value, date) else value
        case _:
            return value


def _answer(option: Option, value: Any) -> Any:
    match option.kind:
        case Kind.RECORDS | Kind.MANY:
            return value or []
        case Kind.DATE:
            return _day(value) if value else None
        case Kind.FLAG:
            return bool(value)
        case Kind.CHOICE:
            return value or option.default


def _priorities(_paper: Paper, plan: Plan | None) -> tuple[Choice, ...]:
    found = Priority.objects.filter(plan=plan, parent=None).order_by("position", "pk").values_list("pk", "title")
    return tuple(Choice(key, title) for key, title in found)


def _achievements(_paper: Paper, plan: Plan | None) -> tuple[Choice, ...]:
    found = Achievement.objects.filter(plan=plan).public().in_display_order()
    return tuple(
        Choice(one.pk, one.heading or gist(one.text), "" if one.is_for_paper else "Not marked as good for the paper")
        for one in sorted(found, key=lambda one: not one.is_for_paper)
    )


def _groupings(_paper: Paper, plan: Plan | None) -> tuple[Choice, ...]:
    found = Achievement.objects.filter(plan=plan).public().exclude(grouping="").in_display_order()
    return _words(found.values_list("grouping", flat=True))


def _topics(_paper: Paper, plan: Plan | None) -> tuple[Choice, ...]:
    found = Finding.objects.filter(plan=plan, visibility=Finding.Visibility.PUBLIC).exclude(topic="")
    return _words(found.order_by("position", "pk").values_list("topic", flat=True))


def _findings(_paper: Paper, plan: Plan | None) -> tuple[Choice, ...]:
    found = Finding.objects.filter(plan=plan, visibility=Finding.Visibility.PUBLIC).order_by("position", "pk")
    return tuple(Choice(one.pk, gist(one.text), one.topic) for one in found)


def _challenges(_paper: Paper, plan: Plan | None) -> tuple[Choice, ...]:
    found = Challenge.objects.filter(plan=plan).order_by("position", "pk")
    return tuple(Choice(one.pk, gist(one.text)) for one in found)


def _awards(_paper: Paper, plan: Plan | None) -> tuple[Choice, ...]:
    found = Award.objects.filter(plan=plan).order_by("position", "pk").values_list("pk", "title")
    return tuple(Choice(key, title) for key, title in found)


def _indicators(_paper: Paper, plan: Plan | None) -> tuple[Choice, ...]:
    found = Indicator.objects.filter(plan=plan).order_by("position", "pk")
    return tuple(Choice(one.pk, gist(one.definition), one.get_indicator_set_display()) for one in found)


def _groups(paper: Paper, _plan: Plan | None) -> tuple[Choice, ...]:
    found = Group.objects.filter(partnership=paper.partnership_id).order_by("name", "pk")
    return _words(found.values_list("name", flat=True))


def _words(found: Any) -> tuple[Choice, ...]:
    return tuple(Choice(word, word) for word in dict.fromkeys(found))


HEADINGS, BULLETS = Choice("headings", "Under headings"), Choice("bullets", "As bullets")
PARAGRAPHS, NUMBERED = Choice("paragraphs", "As paragraphs"), Choice("numbered", "As a numbered list")


def _form(*choices: Choice) -> Option:
    return Option("as", "How to set it out", Kind.CHOICE, choices)


def _only(label: str, choices: Choices) -> Option:
    return Option("only", label, Kind.RECORDS, choices, blank="All of them")


def _group(label: str, blank: str) -> Option:
    return Option("group", label, Kind.CHOICE, _groups, blank=blank)


def _labelled(choices: list[tuple[str, Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(value, str(label)) for value, label in choices)


ONLY_PRIORITIES = _only("Which priorities", _priorities)
FILED_BY = (
    Choice("approach", "By approach"),
    Choice("grouping", "By the heading they are filed under"),
    Choice("priority", "By priority"),
    Choice("body", "By body"),
    Choice("project", "By project"),
    Choice("place", "By place"),
)

MONEY_CUT_BY = (
    Choice("recipient", "By recipient"),
    Choice("stream", "By stream"),
    Choice("priority", "By priority"),
)

OPTIONS: dict[str, tuple[Option, ...]] = {
    Fill.PRIORITIES: (
        _form(HEADINGS, BULLETS),
        ONLY_PRIORITIES,
        Option("standing", "Of which kind", Kind.CHOICE, _labelled(Priority.Standing.choices), blank="Every kind"),
        Option("with_status", "Say how each action stands", Kind.FLAG),
    ),
    Fill.THEMES: (ONLY_PRIORITIES,),
    Fill.ACTION_PLAN: (ONLY_PRIORITIES,),
    Fill.TARGETS: (ONLY_PRIORITIES,),
    Fill.FINDINGS: (
        _form(PARAGRAPHS, BULLETS),
        Option("topic", "On which topic", Kind.CHOICE, _topics, blank="Every topic"),
        _only("Which findings", _findings),
    ),
    Fill.OBJECTIVES: (_form(NUMBERED, HEADINGS),),
    Fill.CHALLENGES: (_form(PARAGRAPHS, BULLETS), _only("Which challenges", _challenges)),
    Fill.ACHIEVEMENTS: (
        _form(BULLETS, PARAGRAPHS, HEADINGS),
        Option("group_by", "Put together", Kind.CHOICE, FILED_BY, blank="Not put together: in the log’s order"),
        Option("grouping", "Filed under which heading", Kind.CHOICE, _groupings, blank="Any heading"),
        Option(
            "only",
            "Which achievements",
            Kind.RECORDS,
            _achievements,
            blank="All that are marked as good for the paper",
            hint="Those chosen are told whether they are marked or not.",
        ),
        Option("leave_out", "Leave out", Kind.RECORDS, _achievements, blank="None"),
        Option(
            "also", "Tell these too, although they are not marked", Kind.RECORDS, _achievements, blank="None"
        ),
    ),
    Fill.FUNDING: (
        _only("Which awards", _awards),
        Option("with_shares", "Show who shares each allocation, and how much they have", Kind.FLAG),
        Option("with_profile", "Show when it is to be spent, by quarter or year", Kind.FLAG),
        Option("with_accounts", "Show what was planned by now, paid and is expected", Kind.FLAG),
        Option("chart", "Chart of where the money goes", Kind.CHOICE, MONEY_CUT_BY, blank="No chart"),
    ),
    Fill.MEMBERS: (
        Option("standing", "Who", Kind.MANY, _labelled(Membership.Standing.choices), blank="All member bodies"),
        Option("as_at", "As at", Kind.DATE, blank="The paper’s date"),
    ),
    Fill.SEATS: (_group("Whose seats", "Choose a group"),),
    Fill.CYCLE: (_group("Whose meetings", "Choose a group"),),
    Fill.INDICATORS: (
        Option("set", "Which table", Kind.CHOICE, _labelled(Indicator.Set.choices), blank="Every table"),
        _only("Which indicators", _indicators),
        Option("with_figures", "Show the latest figure of each", Kind.FLAG),
        Option("with_travel", "Say which way each goes", Kind.FLAG),
        Option("charts", "Draw a chart of", Kind.RECORDS, _indicators, blank="None"),
        Option("exceptions", "Tell the exception reports that were accepted", Kind.FLAG),
    ),
}  # fmt: skip
