"""Changing several actions at once."""

from datetime import date

import pytest
from django.utils import timezone

from core.models import Event
from partners.models import User
from priorities.models import Action, Amendment, DateMove, Plan
from priorities.operations import (
    ChangeUnexplained,
    DateMoveUnexplained,
    NotTogether,
    PlanIsClosed,
    SomeSavedMeanwhile,
    Together,
    change_together,
)
from tests import make

pytestmark = pytest.mark.django_db
MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


@pytest.fixture
def plan() -> Plan:
    return make.plan(title="Plan 2025-26", status="proposed")


@pytest.fixture
def officer(plan: Plan) -> User:
    return make.officer(of=plan.partnership)


@pytest.fixture
def actions(plan: Plan) -> list[Action]:
    priority = make.priority(of=plan)
    return [make.action(under=priority, position=number, due_stated="Spring") for number in (1, 2, 3)]


def change(plan: Plan, actions: list[Action], by: User, to: Together, **said: str) -> list[Action]:
    revisions = {action.pk: action.revision for action in actions}
    return change_together(plan=plan, revisions=revisions, to=to, by=by, now=timezone.now(), **said)


def test_sets_what_is_filled_and_leaves_the_rest(plan: Plan, actions: list[Action], officer: User) -> None:
    police = make.body(name="Police")
    changed = change(plan, actions[:2], officer, Together(status="underway", lead_body=police))
    assert changed == actions[:2]
    found = [(a.status, a.lead_body, a.due_stated, a.revision) for a in Action.objects.in_display_order()]
    assert found == [("underway", police, "Spring", 2)] * 2 + [("planned", None, "Spring", 1)]
    event = Event.objects.get()
    assert event.summary == "Changed 1.1 and 1.2 in Plan 2025-26 together: status under way, led by Police."
    first, second = (f"priorities.action:{action.pk}" for action in changed)
    assert event.data["also_about"] == sorted([first, second])
    assert event.data["changes"][first]["status"] == ["Planned", "Under way"]
    assert event.data["called"] == {first: "action 1.1", second: "action 1.2"}


def test_a_new_day_takes_the_place_of_the_words_and_wants_one_reason(
    plan: Plan, actions: list[Action], officer: User
) -> None:
    with pytest.raises(DateMoveUnexplained) as caught:
        change(plan, actions, officer, Together(due_date=JUNE))
    assert caught.value.field == "reason"
    change(plan, actions, officer, Together(due_date=JUNE), reason="The grant came late.")
    assert {(a.due_date, a.due_stated) for a in Action.objects.all()} == {(JUNE, "")}
    assert {move.reason for move in DateMove.objects.all()} == {"The grant came late."}
    assert DateMove.objects.count() == 3
    assert Event.objects.get().summary.endswith("due 30 June 2026. Why the dates moved: The grant came late.")


def test_a_first_date_wants_none(plan: Plan, officer: User) -> None:
    change(plan, [make.action(under=make.priority(of=plan))], officer, Together(due_date=JUNE))
    assert not DateMove.objects.exists()


@pytest.mark.parametrize("status", ["at-risk", "off-track", "dropped"])
def test_a_status_with_a_reason_is_set_one_by_one(
    status: str, plan: Plan, actions: list[Action], officer: User
) -> None:
    with pytest.raises(NotTogether) as caught:
        change(plan, actions, officer, Together(status=status))
    assert caught.value.field == "status"


@pytest.mark.parametrize("status", ["completed", "underway"])
def test_what_is_in_trouble_comes_out_of_it_one_by_one(
    status: str, plan: Plan, actions: list[Action], officer: User
) -> None:
    Action.objects.filter(pk=actions[2].pk).update(status="off-track")
    with pytest.raises(NotTogether, match=r"^1\.3 is off track: record its progress by itself$") as caught:
        change(plan, actions, officer, Together(status=status))
    assert caught.value.field == "status"
    Action.objects.filter(pk=actions[0].pk).update(status="at-risk")
    with pytest.raises(NotTogether, match=r"^1\.1 and 1\.3 are off track or at risk: record the progress of each"):
        change(plan, actions, officer, Together(status=status))
    assert set(Action.objects.values_list("revision", flat=True)) == {1}


def test_what_is_in_trouble_may_get_another_lead_with_the_rest(
    plan: Plan, actions: list[Action], officer: User
) -> None:
    Action.objects.filter(pk=actions[2].pk).update(status="off-track")
    change(plan, actions, officer, Together(lead_body=make.body(name="Police")))
    assert Action.objects.get(pk=actions[2].pk).lead_body.name == "Police"


def test_nothing_filled_is_refused(plan: Plan, actions: list[Action], officer: User) -> None:
    with pytest.raises(NotTogether):
        change(plan, actions, officer, Together())


def test_all_or_none_where_somebody_saved_one_meanwhile(plan: Plan, actions: list[Action], officer: User) -> None:
    Action.objects.filter(pk=actions[1].pk).update(revision=2)
    with pytest.raises(SomeSavedMeanwhile):
        change(plan, actions, officer, Together(status="underway"))
    assert set(Action.objects.values_list("status", flat=True)) == {"planned"}
    assert Action.objects.get(pk=actions[0].pk).revision == 1
    assert not Event.objects.exists()


def test_all_or_none_where_somebody_removed_one(plan: Plan, actions: list[Action], officer: User) -> None:
    Action.objects.filter(pk=actions[1].pk).delete()
    with pytest.raises(SomeSavedMeanwhile):
        change(plan, actions, officer, Together(status="underway"))


def test_an_action_of_another_plan_is_not_touched(plan: Plan, actions: list[Action], officer: User) -> None:
    other = make.action()
    with pytest.raises(SomeSavedMeanwhile):
        change(plan, [other], officer, Together(status="underway"))


def test_what_is_so_already_tells_nothing(plan: Plan, actions: list[Action], officer: User) -> None:
    assert change(plan, actions, officer, Together(status="planned")) == []
    assert not Event.objects.exists()


def test_in_an_agreed_plan_a_status_is_no_amendment_and_a_lead_is(
    plan: Plan, actions: list[Action], officer: User
) -> None:
    plan.status = "agreed"
    plan.save()
    change(plan, actions[:1], officer, Together(status="underway"))
    assert not Amendment.objects.exists()
    with pytest.raises(ChangeUnexplained):
        change(plan, actions[1:], officer, Together(lead_body=make.body()))
    change(plan, actions[1:], officer, Together(lead_body=make.body(name="Police")), why="Police took it over.")
    assert Amendment.objects.get().what == "Changed 1.2 and 1.3 in Plan 2025-26 together: led by Police."


def test_a_closed_plan_is_not_changed(plan: Plan, actions: list[Action], officer: User) -> None:
    plan.status = "closed"
    plan.save()
    with pytest.raises(PlanIsClosed):
        change(plan, actions, officer, Together(status="underway"))
