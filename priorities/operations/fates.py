"""What somebody chooses when a plan is rolled forward: for each priority, each action, and the plan that follows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models

from core.formats import listed
from core.periods import Period
from partners.models import Body
from priorities.models import ObjectiveSet


class Fate(models.TextChoices):
    """What becomes of an action when its plan is rolled forward."""

    CARRY = "carry", "Carry forward"
    CHANGE = "change", "Carry forward, changed"
    COMPLETE = "complete", "Completed"
    DROP = "drop", "Dropped"


GOES_ON = (Fate.CARRY, Fate.CHANGE)


@dataclass(frozen=True, slots=True)
class NextPlan:
    """What the next plan begins with. Its vision, introduction and evidence are the old one's, or none."""

    title: str
    slug: str
    kind: str
    period: Period
    objective_set: ObjectiveSet | None = None
    keeps_vision: bool = True
    keeps_introduction: bool = True
    keeps_evidence: bool = True


@dataclass(frozen=True, slots=True)
class PriorityChoice:
    """Whether a priority goes on; `revision` is the one that somebody saw when choosing."""

    revision: int
    goes_on: bool = True


@dataclass(frozen=True, slots=True)
class ActionChoice:
    """What becomes of an action; `revision` is the one that somebody saw when choosing.

    `due_date` and `due_stated` are the new plan's. `text` and `lead_body` count where it is changed. `note` says how a
    completed action ended, or why one is dropped.
    """

    fate: str
    revision: int
    text: str = ""
    lead_body: Body | None = None
    due_date: date | None = None
    due_stated: str = ""
    note: str = ""

    @property
    def goes_on(self) -> bool:
        """Whether the action stands in the next plan too."""
        return self.fate in GOES_ON


def fates_in_words(choices: Iterable[ActionChoice]) -> str:
    """What becomes of a plan's actions: "18 actions carried forward, 2 of them changed, 3 completed and 1 dropped"."""
    fates = [choice.fate for choice in choices]
    going = sum(fate in GOES_ON for fate in fates)
    parts = [f"{going} action{'' if going == 1 else 's'} carried forward"]
    changed = fates.count(Fate.CHANGE)
    if changed:
        parts.append(f"{changed} of them changed")
    parts += [f"{fates.count(fate)} {fate.label.lower()}" for fate in (Fate.COMPLETE, Fate.DROP) if fate in fates]
    return listed(parts)
