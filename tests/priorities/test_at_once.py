"""Two people at the same moment: one is first, the other is told; nothing is there twice."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection

from core.editing import Refused, SavedMeanwhile
from core.events import verify_chains
from core.models import Event
from core.periods import Period
from priorities.models import Action, Plan, Progress
from priorities.operations import (
    ActionChoice,
    AlreadyRolledForward,
    Fate,
    NextPlan,
    PriorityChoice,
    record_progress,
    roll_forward_plan,
)
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*writes: Callable[[], object]) -> list[BaseException]:
    """Runs each in a thread with a connection of its own, all at the same moment; answers what they were refused."""
    begin = threading.Barrier(len(writes))
    refused: list[BaseException] = []

    def run(write: Callable[[], object]) -> None:
        try:
            begin.wait()
            write()
        except (Refused, SavedMeanwhile) as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[write]) for write in writes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return refused


def test_a_plan_is_rolled_forward_once() -> None:
    plan = make.plan(status="agreed")
    action = make.action(under=make.priority(of=plan), due_date=date(2026, 3, 31))
    officers = [make.officer(of=plan.partnership) for _ in range(2)]

    def roll(number: int) -> object:
        return roll_forward_plan(
            plan=plan,
            to=NextPlan(f"Plan {number}", f"plan-of-{number}", plan.kind, Period.parse("2026-27")),
            priorities={action.priority_id: PriorityChoice(1)},
            actions={action.pk: ActionChoice(Fate.CARRY, 1)},
            by=officers[number],
            now=NOW,
        )

    refused = at_once(lambda: roll(0), lambda: roll(1))
    assert [type(refusal) for refusal in refused] == [AlreadyRolledForward]
    assert Plan.objects.filter(succeeds=plan).count() == 1
    assert Action.objects.filter(continues=action).count() == 1
    assert Event.objects.count() == 1
    assert not list(verify_chains())


def test_a_quarter_is_recorded_once() -> None:
    action = make.action(under=make.priority(of=make.plan(status="agreed")))
    officers = [make.officer(of=action.priority.plan.partnership) for _ in range(2)]

    def record(number: int) -> object:
        return record_progress(
            action=action,
            period=Period.parse("Q2 2025-26"),
            status=("underway", "completed")[number],
            revision=0,
            by=officers[number],
            now=NOW,
        )

    refused = at_once(lambda: record(0), lambda: record(1))
    assert [type(refusal) for refusal in refused] == [SavedMeanwhile]
    assert Action.objects.get(pk=action.pk).status == Progress.objects.get().status
    assert not list(verify_chains())
