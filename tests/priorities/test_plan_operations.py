"""Making plans, keeping what they say of themselves, and moving them from state to state; what they rest on."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.editing import SavedMeanwhile
from core.models import Event
from core.periods import Period
from core.removal import CannotRemove
from partners.models import Partnership, User
from priorities.models import Amendment, Plan
from priorities.operations import (
    CannotMove,
    CannotMovePlan,
    ChangeUnexplained,
    PlanIsClosed,
    add_challenge,
    add_evidence_source,
    add_objective,
    add_objective_set,
    add_plan,
    change_challenge,
    change_evidence_source,
    change_objective,
    change_objective_set,
    change_plan,
    move_objective,
    move_plan,
    remove_challenge,
    remove_objective,
)
from priorities.plan_states import MOVES, moves_from, states_page
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford")


@pytest.fixture
def officer(oxford: Partnership) -> User:
    return make.officer(of=oxford)


@pytest.fixture
def plan(oxford: Partnership) -> Plan:
    return make.plan(of=oxford, title="Plan 2025-26")


def told() -> str:
    return Event.objects.order_by("-pk").first().summary


def move(plan: Plan, to: str, by: User, **options: object) -> Plan:
    reason = options.pop("reason", "")
    revision = Plan.objects.get(pk=plan.pk).revision
    return move_plan(plan=plan, to=to, values=options, revision=revision, reason=reason, by=by, now=timezone.now())


class TestMakingAPlan:
    def test_it_is_a_draft_at_an_address_made_from_its_period(self, oxford: Partnership, officer: User) -> None:
        values = {"title": "Next plan", "kind": "partnership-plan", "period": Period.parse("2026-27")}
        plan = add_plan(partnership=oxford, values=values, by=officer, now=timezone.now())
        assert (plan.slug, plan.status, plan.period_start) == ("2026-27", "draft", date(2026, 4, 1))
        assert told() == "Began the plan “Next plan”."

    @pytest.mark.parametrize(
        ("title", "slug"), [("Rolling plan", "rolling-plan"), ("Add", "add-2"), ("“…”", "plan"), ("2025/26", "202526")]
    )
    def test_without_a_period_from_its_title(self, title: str, slug: str, oxford: Partnership, officer: User) -> None:
        values = {"title": title, "kind": "rolling-plan"}
        assert add_plan(partnership=oxford, values=values, by=officer, now=timezone.now()).slug == slug

    def test_an_address_is_given_once_in_a_partnership(self, oxford: Partnership, officer: User) -> None:
        make.plan(slug="2026-27")
        values = {"title": "A plan", "kind": "partnership-plan", "period": Period.parse("2026-27")}
        slugs = [add_plan(partnership=oxford, values=values, by=officer, now=timezone.now()).slug for _ in range(3)]
        assert slugs == ["2026-27", "2026-27-2", "2026-27-3"]


class TestWhatItSaysOfItself:
    def test_is_told_when_it_changes(self, plan: Plan, officer: User) -> None:
        values = {"vision": "A safe city.", "rule": "Only what we do together."}
        change_plan(plan=plan, values=values, revision=1, by=officer, now=timezone.now())
        assert told() == "Changed the vision and what belongs in it of Plan 2025-26."

    def test_wants_a_reason_once_it_is_agreed(self, plan: Plan, officer: User) -> None:
        Plan.objects.update(status="agreed")
        options = {"values": {"vision": "A safe city."}, "revision": 1, "by": officer, "now": timezone.now()}
        with pytest.raises(ChangeUnexplained):
            change_plan(plan=plan, **options)
        change_plan(plan=plan, why="The mayor asked.", **options)
        assert Amendment.objects.get().reason == "The mayor asked."

    def test_of_two_the_second_is_told(self, plan: Plan, officer: User) -> None:
        options = {"plan": plan, "revision": 1, "by": officer, "now": timezone.now()}
        change_plan(values={"vision": "Theirs."}, **options)
        with pytest.raises(SavedMeanwhile):
            change_plan(values={"vision": "Mine."}, **options)


class TestItsStates:
    def test_lead_from_draft_to_closed_and_back(self, plan: Plan, officer: User) -> None:
        make.action(under=make.priority(of=plan), status="completed")
        meeting = make.meeting(of=plan.partnership, name="Annual meeting", on=date(2025, 4, 1))
        said = []
        for to, options in (
            ("proposed", {}),
            ("yet-to-be-ratified", {"status_note": "The council meets in May"}),
            ("proposed", {}),
            ("agreed", {"agreed_at": meeting}),
            ("closed", {}),
            ("agreed", {"reason": "A result came late."}),
        ):
            move(plan, to, officer, **options)
            said.append(told())
        assert said == [
            "Plan 2025-26: from draft to proposed.",
            "Plan 2025-26: from proposed to yet to be ratified.",
            "Plan 2025-26: from yet to be ratified to proposed.",
            "Plan 2025-26: from proposed to agreed at Annual meeting, 1 April 2025.",
            "Plan 2025-26: from agreed to closed.",
            "Plan 2025-26: from closed to agreed at Annual meeting, 1 April 2025. Why: A result came late.",
        ]

    @pytest.mark.parametrize("start", Plan.Status.values)
    def test_go_only_where_the_table_says(self, start: str, plan: Plan, officer: User) -> None:
        make.priority(of=plan)
        allowed = {str(m.end) for m in moves_from(start)}
        for end in Plan.Status.values:
            Plan.objects.update(status=start)
            options = {"agreed_date": date(2025, 4, 1), "reason": "It has to."}
            if end in allowed:
                assert move(plan, end, officer, **options).status == end
            else:
                with pytest.raises(CannotMovePlan, match="it cannot go from there"):
                    move(plan, end, officer, **options)

    def test_a_plan_without_priorities_is_not_proposed(self, plan: Plan, officer: User) -> None:
        with pytest.raises(CannotMovePlan, match="no priorities yet"):
            move(plan, "proposed", officer)

    def test_agreed_wants_the_meeting_or_the_day(self, plan: Plan, officer: User) -> None:
        make.priority(of=plan)
        Plan.objects.update(status="proposed")
        with pytest.raises(CannotMovePlan) as caught:
            move(plan, "agreed", officer)
        assert caught.value.field == "agreed_at"
        move(plan, "agreed", officer, agreed_date=date(2025, 4, 1))
        assert told() == "Plan 2025-26: from proposed to agreed on 1 April 2025."

    def test_closing_leaves_nothing_open(self, plan: Plan, officer: User) -> None:
        priority = make.priority(of=plan)
        Plan.objects.update(status="agreed")
        make.action(under=priority, status="completed", position=1)
        carried = make.action(under=priority, status="ongoing", position=2)
        for number in range(3, 10):
            make.action(under=priority, status="ongoing", position=number)
        with pytest.raises(CannotMovePlan, match=r"1\.2, 1\.3, 1\.4, 1\.5, 1\.6 and 3 more are neither"):
            move(plan, "closed", officer)
        priority.actions.exclude(pk=carried.pk).update(status="dropped")
        with pytest.raises(CannotMovePlan, match=r"^1\.2 is neither completed nor dropped"):
            move(plan, "closed", officer)
        make.action(continues=carried)
        assert move(plan, "closed", officer).status == "closed"

    def test_opening_again_wants_a_reason(self, plan: Plan, officer: User) -> None:
        Plan.objects.update(status="closed")
        with pytest.raises(CannotMovePlan) as caught:
            move(plan, "agreed", officer)
        assert caught.value.field == "reason"

    def test_of_two_who_move_it_the_second_is_told(self, plan: Plan, officer: User) -> None:
        make.priority(of=plan)
        move(plan, "proposed", officer)
        with pytest.raises(SavedMeanwhile):
            move_plan(plan=plan, to="draft", values={}, revision=1, by=officer, now=timezone.now())

    def test_are_drawn_in_the_documents(self) -> None:
        page = states_page()
        assert all(m.button in page and m.follows in page for m in MOVES)
        assert "draft --> proposed: Propose the plan" in page
        assert (Path(settings.BASE_DIR) / "docs" / "plan-states.md").read_text() == page


class TestObjectives:
    def test_a_set_and_its_objectives_are_kept(self, oxford: Partnership, officer: User) -> None:
        who = {"partnership": oxford, "by": officer, "now": timezone.now()}
        found = add_objective_set(values={"name": "Police plan", "body": make.body(name="The PCC")}, **who)
        assert told() == "Added the objectives of “Police plan”, set by The PCC."
        change_objective_set(objective_set=found, values={"period_stated": "2024-29"}, revision=1, **who)
        assert told() == "Changed the years as stated of the objectives of “Police plan”."
        one = add_objective(objective_set=found, values={"title": "Cut crime", "number": "1"}, **who)
        two = add_objective(objective_set=found, values={"title": "Help victims", "number": "2"}, **who)
        assert told() == "Added to “Police plan”: objective “2. Help victims”."
        change_objective(objective=one, values={"title": "Cut violence"}, revision=1, **who)
        assert told() == "Changed the title of the objective “1. Cut violence” of “Police plan”."
        move_objective(objective=two, up=True, **who)
        assert list(found.objectives.order_by("position").values_list("number", flat=True)) == ["2", "1"]
        with pytest.raises(CannotMove):
            move_objective(objective=two, up=True, **who)
        remove_objective(objective=two, place="/", **who)
        assert told() == "Removed from “Police plan”: objective “2. Help victims”."

    def test_one_that_a_priority_serves_stays(self, oxford: Partnership, officer: User) -> None:
        link = make.priority_objective()
        with pytest.raises(CannotRemove):
            remove_objective(objective=link.objective, partnership=oxford, place="/", by=officer, now=timezone.now())

    def test_a_set_that_an_agreed_plan_had_regard_to_changes_with_a_reason(
        self, oxford: Partnership, plan: Plan, officer: User
    ) -> None:
        found = make.objective_set(name="Police plan")
        one = make.objective(of=found, title="Cut crime")
        elsewhere = make.plan(of=make.partnership(), status="agreed")
        Plan.objects.filter(pk__in=[plan.pk, elsewhere.pk]).update(status="agreed", objective_set=found)
        who = {"partnership": oxford, "by": officer, "now": timezone.now()}
        attempts = (
            partial(change_objective_set, objective_set=found, values={"period_stated": "2024-29"}, revision=1, **who),
            partial(add_objective, objective_set=found, values={"title": "Help victims"}, **who),
            partial(change_objective, objective=one, values={"title": "Cut violence"}, revision=1, **who),
            partial(remove_objective, objective=one, place="/", **who),
        )
        for number, attempt in enumerate(attempts, 1):
            with pytest.raises(ChangeUnexplained):
                attempt()
            attempt(why="A new commissioner.")
            assert plan.amendments.count() == number
        assert not elsewhere.amendments.exists()
        assert plan.amendments.last().what.startswith("Removed from “Police plan”: objective")


class TestEvidence:
    def test_is_added_to_the_plan_that_rests_on_it(self, plan: Plan, officer: User) -> None:
        values = {"name": "Needs assessment", "kind": "needs"}
        source = add_evidence_source(plan=plan, values=values, by=officer, now=timezone.now())
        assert list(plan.evidence.all()) == [source]
        assert told() == "Added evidence to Plan 2025-26: “Needs assessment”."
        change_evidence_source(
            source=source, values={"url": "https://example.org/"}, revision=1, by=officer, now=timezone.now()
        )
        assert told() == "Changed the address of the evidence “Needs assessment”."

    def test_is_changed_in_agreed_plans_with_a_reason_alone(self, plan: Plan, officer: User) -> None:
        source = make.evidence_source(of=plan.partnership, name="Needs assessment")
        other, draft, closed = (
            make.plan(of=plan.partnership, status=status) for status in ("agreed", "draft", "closed")
        )
        Plan.objects.filter(pk=plan.pk).update(status="agreed")
        source.plans.set([plan, other, draft, closed])
        new = {"values": {"url": "https://example.org/"}, "revision": 1, "by": officer, "now": timezone.now()}
        with pytest.raises(ChangeUnexplained) as caught:
            change_evidence_source(source=source, **new)
        assert caught.value.field == "why"
        change_evidence_source(source=source, why="It moved.", **new)
        assert set(Amendment.objects.values_list("plan", "what", "reason")) == {
            (one.pk, "Changed the address of the evidence “Needs assessment”.", "It moved.") for one in (plan, other)
        }
        assert told().endswith("Why the agreed plan was changed: It moved.")

    def test_nothing_half_is_kept(self, plan: Plan, officer: User) -> None:
        with pytest.raises(ValidationError):
            add_evidence_source(plan=plan, values={"name": "", "kind": "needs"}, by=officer, now=timezone.now())
        assert not plan.evidence.exists()


def test_challenges_of_a_closed_plan_are_left_alone(plan: Plan, officer: User) -> None:
    challenge = make.challenge(of=plan)
    Plan.objects.update(status="closed")
    who = {"by": officer, "now": timezone.now()}
    for attempt in (
        lambda: add_challenge(plan=plan, values={"text": "x"}, **who),
        lambda: change_challenge(challenge=challenge, values={"text": "x"}, revision=1, **who),
        lambda: remove_challenge(challenge=challenge, place="/", **who),
        lambda: change_plan(plan=plan, values={"vision": "x"}, revision=1, **who),
        lambda: add_evidence_source(plan=plan, values={"name": "x", "kind": "needs"}, **who),
    ):
        with pytest.raises(PlanIsClosed):
            attempt()
