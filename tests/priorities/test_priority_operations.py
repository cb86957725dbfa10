"""Keeping priorities, the strands and objectives they serve, and targets."""

from decimal import Decimal

import pytest
from django.utils import timezone

from core.editing import SavedMeanwhile
from core.models import Event
from core.removal import put_back
from partners.models import User
from priorities.models import Action, Amendment, Plan, Priority, Target
from priorities.operations import (
    CannotMove,
    ChangeUnexplained,
    PlanIsClosed,
    add_priority,
    add_target,
    change_priority,
    change_target,
    link_objective,
    move_priority,
    remove_priority,
    remove_target,
    unlink_objective,
)
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make.plan(title="Plan 2025-26", status="proposed")


@pytest.fixture
def priority(plan: Plan) -> Priority:
    return make.priority(of=plan, title="Violence", position=1)


@pytest.fixture
def officer(plan: Plan) -> User:
    return make.officer(of=plan.partnership)


def told() -> str:
    return Event.objects.order_by("-pk").first().summary


class TestPriorities:
    def test_a_new_one_stands_last_with_its_strands(self, plan: Plan, priority: Priority, officer: User) -> None:
        strands = ["re-offending", "substances"]
        added = add_priority(plan=plan, values={"title": "Theft"}, strands=strands, by=officer, now=timezone.now())
        assert added.position == 2
        assert set(added.strands.values_list("strand", flat=True)) == set(strands)
        event = Event.objects.get()
        assert event.summary == "Added priority 2 “Theft” to Plan 2025-26."
        assert event.data["changes"]["strands"] == [
            "",
            "Misuse of drugs, alcohol and other substances and Re-offending",
        ]

    def test_a_part_stands_in_its_priority(self, plan: Plan, priority: Priority, officer: User) -> None:
        add_priority(plan=plan, parent=priority, values={"title": "Knives"}, by=officer, now=timezone.now())
        assert told() == "Added priority 1.1 “Knives” to Plan 2025-26."

    def test_strands_alone_are_a_change_of_which_the_other_is_told(self, priority: Priority, officer: User) -> None:
        make.priority_strand(of=priority, strand="substances")
        values = {"title": priority.title}
        change_priority(
            priority=priority,
            values=values,
            strands=["violence-reduction"],
            revision=1,
            by=officer,
            now=timezone.now(),
        )
        assert priority.strands.get().strand == "violence-reduction"
        expected = "Changed the strands of the statutory strategy of priority 1 “Violence” in Plan 2025-26."
        assert told() == expected
        with pytest.raises(SavedMeanwhile):
            change_priority(priority=priority, values=values, strands=[], revision=1, by=officer, now=timezone.now())

    def test_no_change_tells_nothing(self, priority: Priority, officer: User) -> None:
        values = {"title": "Violence"}
        change_priority(priority=priority, values=values, strands=[], revision=1, by=officer, now=timezone.now())
        assert not Event.objects.exists()

    def test_becomes_a_part_at_the_end_of_another(self, plan: Plan, priority: Priority, officer: User) -> None:
        make.priority(of=plan, parent=priority, position=4)
        other = make.priority(of=plan, title="Knives")
        saved = change_priority(
            priority=other, values={"parent": priority}, strands=[], revision=1, by=officer, now=timezone.now()
        )
        assert saved.position == 5
        assert told() == "Changed the place of priority 1.2 “Knives” in Plan 2025-26."

    def test_is_never_a_part_of_itself_or_of_another_plan(self, priority: Priority, officer: User) -> None:
        below = make.priority(of=priority.plan, parent=make.priority(of=priority.plan, parent=priority))
        for parent in (priority, below, make.priority()):
            with pytest.raises(CannotMove) as caught:
                change_priority(
                    priority=priority,
                    values={"parent": parent},
                    strands=[],
                    revision=1,
                    by=officer,
                    now=timezone.now(),
                )
            assert caught.value.field == "parent"

    def test_moves_among_those_beside_it(self, plan: Plan, priority: Priority, officer: User) -> None:
        make.priority(of=plan, position=1, title="Theft")
        move_priority(priority=priority, up=False, by=officer, now=timezone.now())
        assert list(plan.priorities.order_by("position").values_list("title", flat=True)) == ["Theft", "Violence"]
        assert told() == "Moved 1 “Violence” down in Plan 2025-26: now 2."

    def test_goes_with_its_actions_and_comes_back_with_them(self, priority: Priority, officer: User) -> None:
        make.action(under=priority)
        removal = remove_priority(priority=priority, place="/", by=officer, now=timezone.now())
        assert told() == "Removed priority 1 “Violence” with its 1 action from Plan 2025-26."
        put_back(removal=removal, by=officer, now=timezone.now())
        assert Action.objects.get().priority.title == "Violence"


class TestObjectives:
    def test_a_priority_serves_one_with_a_sub_theme_and_no_longer(self, priority: Priority, officer: User) -> None:
        objective = make.objective(title="Cut violence", number="2")
        now = timezone.now()
        link = link_objective(priority=priority, objective=objective, sub_theme=" Knives ", by=officer, now=now)
        assert link.sub_theme == "Knives"
        assert told() == "Priority 1 “Violence” in Plan 2025-26 now serves: 2. Cut violence: Knives."
        unlink_objective(link=link, by=officer, now=now)
        assert told() == "Priority 1 “Violence” in Plan 2025-26 no longer serves: 2. Cut violence: Knives."
        assert not priority.objective_links.exists()


class TestTargets:
    def test_is_added_to_a_priority_or_an_action(self, priority: Priority, officer: User) -> None:
        action, now = make.action(under=priority, text="Patrol."), timezone.now()
        values = {"measure": "patrols", "operator": "at-least", "number": Decimal(30)}
        add_target(owner=priority, values=values, by=officer, now=now)
        assert told() == "Added a target to 1 “Violence” in Plan 2025-26: at least 30 patrols."
        add_target(owner=action, values=values, by=officer, now=now)
        assert told() == "Added a target to 1.1 “Patrol.” in Plan 2025-26: at least 30 patrols."
        assert {target.position for target in Target.objects.all()} == {1}

    def test_a_result_is_no_amendment(self, plan: Plan, priority: Priority, officer: User) -> None:
        plan.status = "agreed"
        plan.save()
        target = make.target(of=priority, measure="patrols")
        values = {"measure": "patrols", "result": Decimal(34), "result_stated": "thirty-four"}
        change_target(target=target, values=values, revision=1, by=officer, now=timezone.now())
        assert told() == "Recorded the result of a target of 1 “Violence”, at least 30 patrols: thirty-four."
        assert not Amendment.objects.exists()

    def test_another_promise_is(self, plan: Plan, priority: Priority, officer: User) -> None:
        plan.status = "agreed"
        plan.save()
        target = make.target(of=priority, measure="patrols")
        options = {"values": {"number": Decimal(20)}, "revision": 1, "by": officer, "now": timezone.now()}
        with pytest.raises(ChangeUnexplained):
            change_target(target=target, **options)
        change_target(target=target, why="Fewer officers.", **options)
        assert Amendment.objects.get().what == (
            "Changed the number of a target of 1 “Violence” in Plan 2025-26: at least 20 patrols."
        )

    def test_is_removed_and_put_back(self, priority: Priority, officer: User) -> None:
        target = make.target(of=make.action(under=priority, text="Patrol."), measure="patrols")
        removal = remove_target(target=target, place="/", by=officer, now=timezone.now())
        assert told() == "Removed a target of 1.1 “Patrol.” in Plan 2025-26: at least 30 patrols."
        put_back(removal=removal, by=officer, now=timezone.now())
        assert Target.objects.get().measure == "patrols"


@pytest.mark.parametrize(("status", "refusal"), [("agreed", ChangeUnexplained), ("closed", PlanIsClosed)])
def test_the_state_of_the_plan_is_looked_at_every_time(
    status: str, refusal: type[Exception], plan: Plan, priority: Priority, officer: User
) -> None:
    target, link = make.target(of=priority), make.priority_objective(of=priority)
    make.priority(of=plan, position=2)
    plan.status = status
    plan.save()
    said = {"by": officer, "now": timezone.now()}
    for attempt in (
        lambda: add_priority(plan=plan, values={"title": "x"}, **said),
        lambda: change_priority(priority=priority, values={"title": "x"}, strands=[], revision=1, **said),
        lambda: move_priority(priority=priority, up=False, **said),
        lambda: remove_priority(priority=priority, place="/", **said),
        lambda: link_objective(priority=priority, objective=make.objective(), **said),
        lambda: unlink_objective(link=link, **said),
        lambda: add_target(owner=priority, values={"measure": "x"}, **said),
        lambda: change_target(target=target, values={"measure": "x"}, revision=1, **said),
        lambda: remove_target(target=target, place="/", **said),
    ):
        with pytest.raises(refusal):
            attempt()
    assert not Event.objects.exists()
