"""Rolling a plan forward with choices made."""

from typing import Any

from core.periods import Period
from partners.models import User
from priorities.models import Action, Plan
from priorities.operations import (
    ActionChoice,
    Fate,
    NextPlan,
    PriorityChoice,
    roll_forward_plan,
)
from tests.make import NOW

NEXT = Period.parse("2026-27")


def carry(action: Action, **chosen: Any) -> ActionChoice:
    return ActionChoice(**{"fate": Fate.CARRY, "revision": action.revision, **chosen})


def roll(
    plan: Plan, by: User, *, leaving: tuple[int, ...] = (), choices: dict[int, ActionChoice] | None = None, **to: Any
) -> Plan:
    """The plan rolled forward, its actions carried as they are where nothing else is chosen."""
    actions = {action.pk: carry(action) for action in Action.objects.filter(priority__plan=plan)} | (choices or {})
    return roll_forward_plan(
        plan=plan,
        to=NextPlan(**{"title": "Plan 2026-27", "slug": "2026-27", "kind": plan.kind, "period": NEXT, **to}),
        priorities={one.pk: PriorityChoice(one.revision, one.pk not in leaving) for one in plan.priorities.all()},
        actions=actions,
        by=by,
        now=NOW,
    )
