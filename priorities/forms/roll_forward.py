"""Rolling a plan forward: the plan that follows, and what becomes of each action."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from crispy_forms.layout import HTML, Layout
from django import forms
from django.forms.utils import ErrorDict
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html

from core.edit_forms import EditForm
from core.forms import DateField, PeriodField, TidyForm
from core.offered import OneOf
from core.periods import Period
from priorities.forms.offers import Bodies, objective_sets_of
from priorities.models import ActionStatus, ObjectiveSet, Plan
from priorities.operations import ActionChoice, Fate, NextPlan, PriorityChoice
from priorities.operations.fates import GOES_ON
from priorities.operations.plans import NOT_SLUGS, free_slug
from priorities.rolling import SEEN, lines_of, with_parts, years_later
from priorities.summaries import ActionLine, PriorityLine

KEPT = (("vision", "The vision"), ("introduction", "The introduction"), ("evidence", "The evidence it rests on"))
LONG = forms.Textarea(attrs={"rows": 3})
IN_A_ROW = forms.RadioSelect(attrs={"class": "govuk-radios--inline govuk-radios--small"})
YES, NO = "yes", "no"
# What is asked beside each answer.
SAID_WITH = {
    Fate.CARRY: ("due_date", "due_stated"),
    Fate.CHANGE: ("text", "lead_body", "due_date", "due_stated"),
    Fate.COMPLETE: ("ended",),
    Fate.DROP: ("why",),
}


class StepForm(EditForm):
    """The form of one step. Where nothing is sent it shows `chosen`, what was sent here before.

    `seen` says which revisions of the plan's records stand on the page; it is sent along.
    """

    button = "Save and continue"

    def __init__(
        self, data: Any = None, files: Any = None, *, seen: str, chosen: QueryDict | None = None, **kwargs: Any
    ) -> None:
        self.seen = seen
        self.is_shown_again = data is None and chosen is not None
        super().__init__(chosen if data is None else data, files, **kwargs)


class NextPlanForm(StepForm):
    """What the next plan begins with, filled with what follows from the old one."""

    title = forms.CharField(label="Title", help_text="As it stands on its first page", max_length=200)
    period = PeriodField(
        label="Period",
        help_text="For example, 2026-27, or 1 October 2026 to 30 September 2027",
        max_length=120,
        error_messages={"required": "Enter the period"},
    )
    slug = forms.SlugField(
        label="Last part of its address",
        help_text="Small letters, digits and hyphens",
        max_length=60,
        error_messages={"invalid": "Use only letters, digits and hyphens in the address, like 2026-27"},
    )
    kind = forms.ChoiceField(label="What it is", choices=Plan.Kind.choices)
    objective_set = OneOf(label="Police and crime objectives that it has regard to", none="None yet", required=False)
    keeps = forms.MultipleChoiceField(
        label="What it takes over from the old plan",
        help_text="As it stands there. Change it in the new plan afterwards",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.plan = plan
        sets = objective_sets_of(plan.partnership)
        kept = [(name, label) for name, label in KEPT if self._has(plan, name)]
        if not self.is_bound:
            self.initial = self._proposed(sets) | {"keeps": [name for name, _ in kept]}
        self.fields["objective_set"].offer([("", sets)], current=plan.objective_set)  # type: ignore[attr-defined]
        self.fields["keeps"].choices = kept  # type: ignore[attr-defined]
        if not kept:
            del self.fields["keeps"]
        names = ("title", "period", "kind", "objective_set", "keeps", "slug")
        revisions = format_html('<input type="hidden" name="{}" value="{}">', SEEN, self.seen)
        self.helper.layout = Layout(HTML(revisions), *(name for name in names if name in self.fields))
        if self.is_shown_again:
            self.say_nothing_yet()

    def _proposed(self, sets: list[ObjectiveSet]) -> dict[str, Any]:
        """What follows from the old plan: its title and kind a period later, the objectives in force when it begins."""
        plan = self.plan
        period = plan.period.following() if plan.period else None
        begins = period.start if period else None
        return {
            "title": next_title(plan, period),
            "period": period,
            "slug": free_slug(plan.partnership, period.stated if period else plan.title),
            "kind": plan.kind,
            "objective_set": next((one for one in sets if begins and one.is_current(begins)), plan.objective_set),
        }

    def clean_slug(self) -> str:
        """The address, which no other plan of the partnership has."""
        slug = str(self.cleaned_data["slug"]).lower()
        taken = Plan.objects.filter(partnership=self.plan.partnership_id, slug=slug).exists()
        if taken or slug in NOT_SLUGS:
            raise forms.ValidationError("Another plan has this address: choose a different one")
        return slug

    @property
    def to(self) -> NextPlan:
        """The answers, for the operation."""
        said = self.cleaned_data
        keeps = said.get("keeps", [])
        return NextPlan(
            title=said["title"],
            slug=said["slug"],
            kind=said["kind"],
            period=said["period"],
            objective_set=said["objective_set"],
            **{f"keeps_{name}": name in keeps for name, _ in KEPT},
        )

    @staticmethod
    def _has(plan: Plan, name: str) -> bool:
        return plan.evidence.exists() if name == "evidence" else bool(getattr(plan, name))


def next_title(plan: Plan, period: Period | None) -> str:
    """The old title with the next period's words: "Plan 2026-27"."""
    if period is None:
        return plan.title
    if plan.period_stated in plan.title:
        return plan.title.replace(plan.period_stated, period.stated)
    return f"{plan.title} {period.stated}"[:200]


class SmallForm(TidyForm):
    """A part of a page's form that speaks of one priority or action, by its number in the plan."""

    number = ""

    def say_nothing_yet(self) -> None:
        """Show no mistakes: it is filled with what was chosen earlier."""
        self._errors: ErrorDict = ErrorDict()


class GoesOnForm(SmallForm):
    """Whether a priority goes on."""

    goes_on = forms.ChoiceField(
        choices=[(YES, "Yes"), (NO, "No, it ends with this plan")], widget=IN_A_ROW, initial=YES
    )

    def __init__(self, *args: Any, priority: PriorityLine, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"priority-{priority.id}", **kwargs)
        self.number = priority.number
        field = self.fields["goes_on"]
        field.label = f"Does {self.number} go on?"
        for code in ("required", "invalid_choice"):
            field.error_messages[code] = f"Choose whether {self.number} goes on"

    @property
    def is_going_on(self) -> bool:
        """Whether it does, as far as can be said."""
        return not self.is_valid() or self.cleaned_data["goes_on"] == YES


class FateForm(SmallForm):
    """What becomes of one action. There is a proposal for every one."""

    fate = forms.ChoiceField(choices=Fate.choices, widget=IN_A_ROW)
    text = forms.CharField(widget=LONG, required=False)
    lead_body = OneOf(label="Lead body", none="Nobody yet", required=False)
    due_date = DateField(label="Due in the new plan", required=False)
    due_stated = forms.CharField(label="Or when, in words", max_length=80, required=False)
    ended = forms.CharField(widget=LONG, max_length=2000, required=False)
    why = forms.CharField(widget=LONG, max_length=2000, required=False)

    def __init__(self, *args: Any, action: ActionLine, bodies: Bodies, years: int, **kwargs: Any) -> None:
        self.action = action
        super().__init__(*args, prefix=f"action-{action.id}", initial=_proposed(action, years), **kwargs)
        self.number = number = action.number
        labels = {
            "fate": f"What becomes of {number}?",
            "text": f"How {number} reads now",
            "ended": f"What came of {number}",
            "why": f"Why {number} is dropped",
        }
        for name, label in labels.items():
            self.fields[name].label = label
        for code in ("required", "invalid_choice"):
            self.fields["fate"].error_messages[code] = f"Choose what becomes of {number}"
        self.fields["due_date"].what = f"the due date of {number}"  # type: ignore[attr-defined]
        self.fields["lead_body"].offer(bodies)  # type: ignore[attr-defined]
        if action.due_date or not action.due:
            del self.fields["due_stated"]
        self._say_optional(value=False)

    def full_clean(self) -> None:
        """What a choice wants said is asked for by that choice alone; but it is not shown as optional."""
        self._say_optional(value=True)
        super().full_clean()
        self._say_optional(value=False)

    def clean(self) -> dict[str, Any]:
        """Asks for what the choice wants said, and forgets what belongs to other choices."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        fate, number = said.get("fate"), self.number
        if fate is not None:
            for name in self.fields.keys() - {"fate", *SAID_WITH[Fate(fate)]}:
                self.errors.pop(name, None)
                said.pop(name, None)
        if fate == Fate.CHANGE and not said.get("text", "").strip() and "text" not in self.errors:
            self.add_error("text", f"Enter how {number} reads now")
        if fate == Fate.DROP and not said.get("why") and "why" not in self.errors and not self._is_dropped:
            self.add_error("why", f"Say why {number} is dropped")
        return said

    @property
    def due_with(self) -> str:
        """Beside which answers the new due date is asked for: only where it is changed, if there was none."""
        fates = GOES_ON if self.action.due_date or self.action.due else (Fate.CHANGE,)
        return " ".join(f"{self.prefix}-fate={fate.value}" for fate in fates)

    @property
    def _is_dropped(self) -> bool:
        return self.action.status == ActionStatus.DROPPED

    def _say_optional(self, *, value: bool) -> None:
        self.fields["text"].required = not value
        self.fields["why"].required = not (value or self._is_dropped)

    def choice(self, *, revision: int) -> ActionChoice:
        """The answer, for the operation; `revision` is the one that stood on the page."""
        said = self.cleaned_data
        return ActionChoice(
            fate=said["fate"],
            revision=revision,
            text=said.get("text", ""),
            lead_body=said.get("lead_body"),
            due_date=said.get("due_date"),
            due_stated=said.get("due_stated", ""),
            note=said.get("ended") or said.get("why") or "",
        )


@dataclass(frozen=True, slots=True)
class FateGroup:
    """A priority on the page, or a part of it: whether it goes on, and its actions with how deep each stands."""

    priority: PriorityLine
    form: GoesOnForm
    lines: tuple[tuple[FateForm, int], ...]


class FatesForm(StepForm):
    """What becomes of one priority, its parts and all their actions: one form of many small ones."""

    def __init__(self, *args: Any, priority: PriorityLine, bodies: Bodies, years: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sent: dict[str, dict[str, list[Any]]] = {}  # of each small form; nothing of what is new in the plan
        for name in self.data:
            prefix = "-".join(name.split("-", 2)[:2])
            sent.setdefault(prefix, {})[name] = self.data.getlist(name)  # type: ignore[attr-defined]

        def sent_for(prefix: str) -> Any:
            return MultiValueDict(sent[prefix]) if prefix in sent else None

        def line(action: ActionLine) -> FateForm:
            return FateForm(sent_for(f"action-{action.id}"), action=action, bodies=bodies, years=years)

        self.groups = tuple(
            FateGroup(
                one,
                GoesOnForm(sent_for(f"priority-{one.id}"), priority=one),
                tuple((line(action), depth) for action, depth in lines_of(one)),
            )
            for one in with_parts([priority])
        )
        if self.is_shown_again:
            self.say_nothing_yet()

    def full_clean(self) -> None:
        """Cleans all the small forms; an action cannot go on without its priority."""
        super().full_clean()
        for group in self.groups if self.is_bound else ():
            for form, _ in group.lines:
                if not group.form.is_going_on and form.is_valid() and form.cleaned_data["fate"] in GOES_ON:
                    form.add_error("fate", f"Complete or drop {form.number}, or carry its priority forward")
        for small in self._small() if self.is_bound else ():
            if not small.is_bound:
                self.add_error(None, f"{small.number} is new since you opened this page. Look at it and save again")
            self._errors |= {small.add_prefix(name): sentences for name, sentences in small.errors.items()}

    def __iter__(self) -> Iterator[forms.BoundField]:
        for small in self._small():
            yield from small

    def say_nothing_yet(self) -> None:
        """Show no mistakes, in any of the small forms."""
        super().say_nothing_yet()
        for small in self._small():
            small.say_nothing_yet()

    def priorities(self, seen: Mapping[str, int]) -> dict[int, PriorityChoice]:
        """The answers about priorities, for the operation, by key."""
        return {
            group.priority.id: PriorityChoice(seen.get(f"priority-{group.priority.id}", 0), group.form.is_going_on)
            for group in self.groups
        }

    def actions(self, seen: Mapping[str, int]) -> dict[int, ActionChoice]:
        """The answers about actions, for the operation, by key."""
        return {
            form.action.id: form.choice(revision=seen.get(f"action-{form.action.id}", 0))
            for group in self.groups
            for form, _ in group.lines
        }

    def _small(self) -> Iterator[SmallForm]:
        for group in getattr(self, "groups", ()):
            yield group.form
            for form, _ in group.lines:
                yield form


def _proposed(action: ActionLine, years: int) -> dict[str, Any]:
    """What the page proposes for an action: open ones go on, due the same day later; others stay as they ended."""
    ended = {ActionStatus.COMPLETED: Fate.COMPLETE, ActionStatus.DROPPED: Fate.DROP}
    says_no_day = not any(letter.isdigit() for letter in action.due)  # "Ongoing" holds in any year
    return {
        "fate": ended.get(ActionStatus(action.status), Fate.CARRY).value,
        "text": action.text,
        "lead_body": action.lead_body_id,
        "due_date": years_later(action.due_date, years) if action.due_date else None,
        "due_stated": action.due if says_no_day else "",
        "ended": action.closing_note if action.status == ActionStatus.COMPLETED else "",
        "why": action.closing_note if action.status == ActionStatus.DROPPED else "",
    }
