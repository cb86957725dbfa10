"""Keeping the actions of a plan: what may be changed, what must be said, and what the log then tells."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.editing import Refused, SavedMeanwhile
from core.models import Event
from core.removal import CannotPutBack, put_back
from partners.models import User
from priorities.models import Action, Amendment, DateMove, Plan, Priority, Project
from priorities.operations import (
    CannotMove,
    ChangeUnexplained,
    DateMoveUnexplained,
    PlanIsClosed,
    add_action,
    change_action,
    move_action,
    remove_action,
    remove_challenge,
    remove_priority,
    remove_target,
)
from tests import make

pytestmark = pytest.mark.django_db
MARCH, JUNE = date(2026, 3, 31), date(2026, 6, 30)


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


def change(action: Action, by: User, **options: object) -> Action:
    names = ("reason", "why", "new_project")
    said = {name: options.pop(name) for name in names if name in options}
    revision = options.pop("revision", action.revision)
    return change_action(action=action, values=options, revision=revision, by=by, now=timezone.now(), **said)


class TestAdding:
    def test_puts_it_after_the_others_and_tells_its_number(self, priority: Priority, officer: User) -> None:
        make.action(under=priority, position=7)
        added = add_action(priority=priority, values={"text": "Light the towpath."}, by=officer, now=timezone.now())
        assert (added.position, added.status) == (8, "planned")
        assert told() == "Added 1.2 “Light the towpath.” to Plan 2025-26."

    def test_a_part_stands_under_its_action(self, priority: Priority, officer: User) -> None:
        parent = make.action(under=priority)
        values = {"text": "Ask the council."}
        part = add_action(priority=priority, parent=parent, values=values, by=officer, now=timezone.now())
        assert (part.parent, part.position) == (parent, 1)
        assert told().startswith("Added 1.1.1 “Ask the council.”")

    @pytest.mark.parametrize("status", ["at-risk", "off-track", "dropped"])
    def test_what_wants_a_reason_is_said_as_progress(self, status: str, priority: Priority, officer: User) -> None:
        with pytest.raises(Refused) as caught:
            add_action(priority=priority, values={"text": "x", "status": status}, by=officer, now=timezone.now())
        assert caught.value.field == "status"
        assert not Action.objects.exists()

    def test_a_new_project_is_made_with_it_once(self, priority: Priority, officer: User) -> None:
        now = timezone.now()
        one = add_action(
            priority=priority, values={"text": "a"}, new_project="Operation  Nightsafe", by=officer, now=now
        )
        two = add_action(
            priority=priority, values={"text": "b"}, new_project="operation nightsafe", by=officer, now=now
        )
        assert one.project == two.project == Project.objects.get()
        assert (one.project.name, one.project.kind) == ("Operation Nightsafe", "operation")

    def test_nothing_is_left_behind_where_it_is_refused(self, priority: Priority, officer: User) -> None:
        with pytest.raises(ValidationError):
            add_action(priority=priority, values={"text": ""}, new_project="NightSafe", by=officer, now=timezone.now())
        assert not Project.objects.exists()


class TestChanging:
    def test_tells_what_changed_by_number(self, priority: Priority, officer: User) -> None:
        action = make.action(under=priority, text="Patrol.")
        change(action, officer, text="Patrol the towpath.", lead_body=make.body(name="Police"))
        assert told() == "Changed the text and the lead body of 1.1 “Patrol the towpath.” in Plan 2025-26."

    def test_of_two_the_second_is_told(self, priority: Priority, officer: User) -> None:
        action = make.action(under=priority, due_date=MARCH)
        change(action, officer, text="Theirs.", revision=1)
        with pytest.raises(SavedMeanwhile):
            change(action, officer, text="Mine.", due_date=JUNE, revision=1)

    def test_a_moved_date_demands_a_reason(self, priority: Priority, officer: User) -> None:
        action = make.action(under=priority, due_date=MARCH)
        with pytest.raises(DateMoveUnexplained) as caught:
            change(action, officer, due_date=JUNE)
        assert caught.value.field == "reason"
        change(action, officer, due_date=JUNE, reason="The contractor starts later.")
        move = DateMove.objects.get()
        assert (move.from_date, move.to_date, move.reason) == (MARCH, JUNE, "The contractor starts later.")
        assert told().endswith("The due date moved from 31 March 2026 to 30 June 2026: The contractor starts later.")

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ({}, {"due_date": JUNE}),
            ({"due_date": MARCH}, {"due_date": MARCH, "due_stated": "By the end of March"}),
            ({"due_date": MARCH}, {"text": "Other words."}),
        ],
        ids=["the first date", "the same day in words", "no date touched"],
    )
    def test_what_is_no_move_demands_none(
        self, before: dict[str, object], after: dict[str, object], priority: Priority, officer: User
    ) -> None:
        change(make.action(under=priority, **before), officer, **after)
        assert not DateMove.objects.exists()

    @pytest.mark.parametrize(
        ("before", "after"),
        [
            ({"due_stated": "Spring"}, {"due_stated": "Autumn"}),
            ({"due_stated": "Spring"}, {"due_date": JUNE, "due_stated": ""}),
            ({"due_date": MARCH}, {"due_date": None}),
        ],
        ids=["other words", "a day for words", "no date any more"],
    )
    def test_other_moves_demand_one_too(
        self, before: dict[str, object], after: dict[str, object], priority: Priority, officer: User
    ) -> None:
        action = make.action(under=priority, **before)
        with pytest.raises(DateMoveUnexplained):
            change(action, officer, **after)
        change(action, officer, **after, reason="It rained.")
        assert DateMove.objects.get().action == action


class TestAnotherStatus:
    def test_is_told_and_amends_nothing(self, plan: Plan, priority: Priority, officer: User) -> None:
        plan.status = "agreed"
        plan.save()
        change(make.action(under=priority, text="Patrol."), officer, status="underway")
        assert told() == "Changed the status of 1.1 “Patrol.” in Plan 2025-26."
        assert not Amendment.objects.exists()

    @pytest.mark.parametrize(
        ("was", "will_be"), [("planned", "off-track"), ("at-risk", "completed"), ("planned", "dropped")]
    )
    def test_that_wants_a_reason_is_told_as_progress(
        self, was: str, will_be: str, priority: Priority, officer: User
    ) -> None:
        with pytest.raises(Refused) as caught:
            change(make.action(under=priority, status=was), officer, status=will_be)
        assert caught.value.field == "status"


class TestANewPlace:
    def test_is_the_end_of_the_other_priority_and_takes_the_parts_along(
        self, plan: Plan, priority: Priority, officer: User
    ) -> None:
        other = make.priority(of=plan, position=2)
        make.action(under=other, position=1)
        action = make.action(under=priority, text="Patrol.")
        part = make.action(under=priority, parent=action)
        below = make.action(under=priority, parent=part)
        saved = change(action, officer, priority=other, parent=None)
        assert (saved.priority, saved.position) == (other, 2)
        assert {a.priority for a in Action.objects.filter(pk__in=[part.pk, below.pk])} == {other}
        assert told() == "Changed the place of 1.1, now 2.2, “Patrol.” in Plan 2025-26."

    def test_is_never_within_itself(self, priority: Priority, officer: User) -> None:
        action = make.action(under=priority)
        part = make.action(under=priority, parent=make.action(under=priority, parent=action))
        for parent in (action, part):
            with pytest.raises(CannotMove) as caught:
                change(action, officer, priority=priority, parent=parent)
            assert caught.value.field == "place"

    def test_is_never_in_another_plan(self, priority: Priority, officer: User) -> None:
        with pytest.raises(CannotMove):
            change(make.action(under=priority), officer, priority=make.priority(), parent=None)


class TestMoving:
    def test_numbers_its_siblings_anew(self, priority: Priority, officer: User) -> None:
        first, second, third = (make.action(under=priority, text=text, position=5) for text in "abc")
        move_action(action=third, up=True, by=officer, now=timezone.now())
        order = priority.actions.in_display_order().values_list("pk", "position")
        assert list(order) == [(first.pk, 1), (third.pk, 2), (second.pk, 3)]
        assert told() == "Moved 1.3 “c” up in Plan 2025-26: now 1.2."

    def test_stays_under_its_own_action(self, priority: Priority, officer: User) -> None:
        parent = make.action(under=priority)
        part = make.action(under=priority, parent=parent)
        with pytest.raises(CannotMove, match=r"1\.1\.1 stands last already"):
            move_action(action=part, up=False, by=officer, now=timezone.now())

    def test_ends_at_the_edge(self, priority: Priority, officer: User) -> None:
        with pytest.raises(CannotMove, match=r"1\.1 stands first already"):
            move_action(action=make.action(under=priority), up=True, by=officer, now=timezone.now())


class TestRemoving:
    def test_takes_the_parts_along_and_can_be_undone(self, priority: Priority, officer: User) -> None:
        action = make.action(under=priority, text="Patrol.")
        keys = {action.pk, make.action(under=priority, parent=action).pk}
        removal = remove_action(action=action, place="/", by=officer, now=timezone.now())
        assert told() == "Removed 1.1 “Patrol.” with its 1 part from Plan 2025-26."
        assert not Action.objects.exists()
        put_back(removal=removal, by=officer, now=timezone.now())
        assert set(Action.objects.values_list("pk", flat=True)) == keys


class TestTheStateOfThePlan:
    def test_an_agreed_plan_is_changed_with_a_reason_that_is_kept(
        self, plan: Plan, priority: Priority, officer: User
    ) -> None:
        plan.status = "agreed"
        plan.save()
        action = make.action(under=priority, text="Patrol.")
        with pytest.raises(ChangeUnexplained) as caught:
            change(action, officer, text="Patrol at night.", why="  ")
        assert caught.value.field == "why"
        change(action, officer, text="Patrol at night.", why="The board asked for it.")
        amendment = Amendment.objects.get()
        assert amendment.what == "Changed the text of 1.1 “Patrol at night.” in Plan 2025-26."
        assert (amendment.reason, amendment.made_by, amendment.plan) == ("The board asked for it.", officer, plan)
        assert told() == f"{amendment.what} Why the agreed plan was changed: The board asked for it."

    def test_saving_the_same_amends_nothing(self, plan: Plan, priority: Priority, officer: User) -> None:
        plan.status = "agreed"
        plan.save()
        change(make.action(under=priority, text="Patrol."), officer, text="Patrol.", why="No reason")
        assert not Amendment.objects.exists()
        assert not Event.objects.exists()

    @pytest.mark.parametrize("status", ["draft", "proposed", "yet-to-be-ratified"])
    def test_before_it_is_agreed_nothing_is_asked(
        self, status: str, plan: Plan, priority: Priority, officer: User
    ) -> None:
        plan.status = status
        plan.save()
        change(make.action(under=priority), officer, text="Patrol at night.")
        assert not Amendment.objects.exists()

    def test_each_way_of_changing_asks(self, plan: Plan, priority: Priority, officer: User) -> None:
        plan.status = "agreed"
        plan.save()
        one, two = make.action(under=priority, position=1), make.action(under=priority, position=2)
        now = timezone.now()
        for attempt in (
            lambda why: add_action(priority=priority, values={"text": "x"}, why=why, by=officer, now=now),
            lambda why: move_action(action=two, up=True, why=why, by=officer, now=now),
            lambda why: remove_action(action=one, place="/", why=why, by=officer, now=now),
        ):
            with pytest.raises(ChangeUnexplained):
                attempt("")
            attempt("The board asked.")
        assert Amendment.objects.count() == 3

    def test_a_closed_plan_is_not_changed(self, plan: Plan, priority: Priority, officer: User) -> None:
        plan.status = "closed"
        plan.save()
        action, now = make.action(under=priority), timezone.now()
        for attempt in (
            lambda: add_action(priority=priority, values={"text": "x"}, by=officer, now=now),
            lambda: change(action, officer, text="x"),
            lambda: move_action(action=action, up=True, by=officer, now=now),
            lambda: remove_action(action=action, place="/", by=officer, now=now),
        ):
            with pytest.raises(PlanIsClosed):
                attempt()
        assert not Event.objects.exists()


class TestPuttingBack:
    @pytest.mark.parametrize(
        ("status", "says"), [("agreed", "The plan was agreed since"), ("closed", "The plan is closed")]
    )
    def test_is_no_way_round_the_state_of_the_plan(
        self, plan: Plan, priority: Priority, officer: User, status: str, says: str
    ) -> None:
        action = make.action(under=priority)
        target = make.target(of=make.action(under=priority))
        removals = [
            remove_action(action=action, place="/", by=officer, now=timezone.now()),
            remove_target(target=target, place="/", by=officer, now=timezone.now()),
            remove_priority(priority=make.priority(of=plan), place="/", by=officer, now=timezone.now()),
        ]
        Plan.objects.filter(pk=plan.pk).update(status=status)
        for removal in removals:
            with pytest.raises(CannotPutBack, match=says):
                put_back(removal=removal, by=officer, now=timezone.now())
            removal.refresh_from_db()
            assert removal.put_back_at is None
        assert not Action.objects.filter(pk=action.pk).exists()

    def test_of_what_an_amendment_removed_takes_the_amendment_back(
        self, plan: Plan, priority: Priority, officer: User
    ) -> None:
        action = make.action(under=priority)
        Plan.objects.filter(pk=plan.pk).update(status="agreed")
        removal = remove_action(action=action, place="/", why="Too dear.", by=officer, now=timezone.now())
        put_back(removal=removal, by=officer, now=timezone.now())
        assert not Amendment.objects.standing().exists()

    def test_of_a_challenge_wants_a_plan_that_is_not_closed(self, plan: Plan, officer: User) -> None:
        removals = [
            remove_challenge(challenge=make.challenge(of=plan), place="/", by=officer, now=timezone.now())
            for _ in range(2)
        ]
        Plan.objects.filter(pk=plan.pk).update(status="agreed")
        put_back(removal=removals[0], by=officer, now=timezone.now())
        Plan.objects.filter(pk=plan.pk).update(status="closed")
        with pytest.raises(CannotPutBack, match="The plan is closed"):
            put_back(removal=removals[1], by=officer, now=timezone.now())
