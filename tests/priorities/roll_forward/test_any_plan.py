"""Rolling forward plans of any shape and size."""

import random
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partners.models import User
from priorities.models import Action, ActionStatus, Plan, Priority, Progress, Target
from priorities.operations import (
    ActionChoice,
    Fate,
)
from tests import make
from tests.priorities.roll_forward.chosen import carry, roll

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(12))
def test_whatever_the_plan_each_action_that_goes_on_keeps_its_lineage_and_nothing_of_the_year(
    seed: int, officer: User, plan: Plan
) -> None:
    """Plans of any shape, with any choices."""
    dice = random.Random(seed)  # noqa: S311  # shapes, no secrets
    choices = random_plan(plan, dice)
    old = {action.pk: action for action in Action.objects.filter(priority__plan=plan)}
    new = roll(plan, officer, choices=choices)
    carried = list(Action.objects.filter(priority__plan=new).in_display_order().with_lineage())
    assert {one.continues_id for one in carried} == {key for key, choice in choices.items() if choice.goes_on}
    assert len(carried) == len({one.continues_id for one in carried})
    for one in carried:
        was = old[one.continues_id]
        assert one.status == ActionStatus.PLANNED
        assert one.due_date == choices[was.pk].due_date
        assert (one.closing_note, one.times_carried) == ("", 1)
        assert one.priority.continues_id == was.priority_id
        assert [target.measure for target in one.targets.all()] == [target.measure for target in was.targets.all()]
        assert one.parent_id is None or one.parent.continues_id in ancestors(was)
    assert in_order(new) == [key for key in in_order(plan) if choices[key].goes_on]
    assert not Progress.objects.filter(action__priority__plan=new).exists()
    assert not Target.objects.filter(action__priority__plan=new).exclude(result=None, result_stated="").exists()
    left = Action.objects.filter(priority__plan=plan, continued_by=None)
    assert set(left.values_list("status", flat=True)) <= {"completed", "dropped"}


def random_plan(plan: Plan, dice: random.Random) -> dict[int, ActionChoice]:
    choices: dict[int, ActionChoice] = {}
    priorities: list[Priority] = []
    for place in range(dice.randint(1, 4)):
        parent = dice.choice([None, *priorities])
        priorities.append(make.priority(of=plan, parent=parent, position=place))
        beside: list[Action] = []
        for _ in range(dice.randint(0, 6)):
            action = make.action(
                under=priorities[-1],
                parent=dice.choice([None, *beside]),
                position=dice.randint(0, 3),
                status=dice.choice(["planned", "underway", "ongoing", "completed", "dropped"]),
                due_date=dice.choice([None, date(2026, 1, 31)]),
            )
            beside.append(action)
            if dice.random() < 0.3:
                make.target(of=action, measure=f"Target {action.pk}", result=Decimal(1))
                make.progress(of=action)
            choices[action.pk] = carry(
                action,
                fate=dice.choice(Fate.values),
                text="Changed.",
                note="It ended.",
                due_date=dice.choice([None, date(2027, 1, 31)]),
            )
    return choices


def ancestors(action: Action) -> set[int]:
    found = set()
    while action.parent is not None:
        action = action.parent
        found.add(action.pk)
    return found


def in_order(plan: Plan) -> list[int]:
    """The keys of a plan's actions in the order of its page; of the new plan, those they continue."""
    found: list[int] = []

    def walk(actions: Any) -> None:
        for action in actions.in_display_order():
            found.append(action.continues_id or action.pk)
            walk(action.parts)

    for priority in plan.priorities.order_by("position", "pk"):
        walk(priority.actions.filter(parent=None))
    return found


def test_takes_as_many_queries_for_sixty_actions_as_for_six(plan: Plan, officer: User, priority: Priority) -> None:
    def fill(of: Plan, count: int) -> None:
        under = make.priority(of=of)
        make.priority_strand(of=under)
        for _ in range(count):
            action = make.action(under=under, due_date=date(2026, 1, 31))
            make.action(under=under, parent=action)
            action.supporting_bodies.add(make.body())
            make.target(of=action)

    def queries(of: Plan) -> int:
        with CaptureQueriesContext(connection) as found:
            roll(of, officer, slug=f"next-{of.pk}")
        return len(found)

    queries(make.plan(of=plan.partnership))  # the first event of a chain also begins it
    fill(plan, 3)
    other = make.plan(of=plan.partnership, status="agreed")
    make.priority(of=other)
    fill(other, 30)
    assert queries(plan) == queries(other)
