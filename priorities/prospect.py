"""What will happen when a plan is rolled forward as chosen: the page that somebody checks before it does."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from priorities.operations import ActionChoice, Fate, NextPlan, PriorityChoice, fates_in_words
from priorities.operations.carrying import has_slipped
from priorities.rolling import with_parts
from priorities.summaries import ActionLine, PriorityLine


@dataclass(frozen=True, slots=True)
class Prospect:
    """What becomes of one action. `text` and `lead` are as they will read; `was` is the text that is changed.

    `whole` is the number of the action it is a part of today where that one does not go on.
    """

    number: str
    fate: str
    text: str
    was: str
    lead: str
    due: str
    due_date: date | None
    is_put_off: bool
    note: str
    whole: str


@dataclass(frozen=True, slots=True)
class PriorityProspect:
    """What becomes of one priority or part of one, and of the actions right under it; `step` leads to its choices."""

    number: str
    title: str
    step: str
    goes_on: bool
    actions: tuple[Prospect, ...]

    def with_fate(self, *fates: str) -> tuple[Prospect, ...]:
        return tuple(action for action in self.actions if action.fate in fates)

    @property
    def carried(self) -> tuple[Prospect, ...]:
        return self.with_fate(Fate.CARRY)

    @property
    def changed(self) -> tuple[Prospect, ...]:
        return self.with_fate(Fate.CHANGE)

    @property
    def completed(self) -> tuple[Prospect, ...]:
        return self.with_fate(Fate.COMPLETE)

    @property
    def dropped(self) -> tuple[Prospect, ...]:
        return self.with_fate(Fate.DROP)


@dataclass(frozen=True, slots=True)
class RollForward:
    """Everything that was chosen, as the operation takes it and as a page shows it."""

    to: NextPlan
    priorities: Mapping[int, PriorityChoice]
    actions: Mapping[int, ActionChoice]
    prospects: tuple[PriorityProspect, ...]

    @property
    def in_words(self) -> str:
        return fates_in_words(self.actions.values())

    @property
    def put_off(self) -> int:
        """How many dates count as moved."""
        return sum(action.is_put_off for priority in self.prospects for action in priority.actions)


def prospects_of(
    plan: tuple[PriorityLine, ...], priorities: Mapping[int, PriorityChoice], actions: Mapping[int, ActionChoice]
) -> tuple[PriorityProspect, ...]:
    """What becomes of each priority of a plan and of its actions, in the plan's order."""
    return tuple(
        PriorityProspect(
            one.number, one.title, str(top.id), priorities[one.id].goes_on, tuple(_of_actions(one.actions, actions))
        )
        for top in plan
        for one in with_parts([top])
    )


def _of_actions(
    lines: tuple[ActionLine, ...], choices: Mapping[int, ActionChoice], whole: str = ""
) -> Iterator[Prospect]:
    """The actions and their parts; `whole` is the number of the nearest above them, where it does not go on."""
    for line in lines:
        choice = choices[line.id]
        is_changed = choice.fate == Fate.CHANGE
        yield Prospect(
            number=line.number,
            fate=choice.fate,
            text=choice.text if is_changed else line.text,
            was=line.text if is_changed and choice.text.strip() != line.text.strip() else "",
            lead=(str(choice.lead_body) if choice.lead_body else "") if is_changed else line.lead,
            due=choice.due_stated,
            due_date=choice.due_date,
            is_put_off=choice.goes_on and has_slipped(line.status, line.due_date, choice.due_date),
            note=choice.note,
            whole=whole if choice.goes_on else "",
        )
        yield from _of_actions(line.parts, choices, "" if choice.goes_on else line.number)
