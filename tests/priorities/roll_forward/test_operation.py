"""Rolling a plan forward: what goes on, what ends, and what is left behind."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.events import verify_chains
from core.models import AlsoAbout, Event
from partners.models import User
from priorities.models import Action, DateMove, Plan, Priority, PriorityStrand, Target
from priorities.operations import (
    AlreadyRolledForward,
    Fate,
    FateUnexplained,
    NextPlan,
    PlanChangedMeanwhile,
    PlanIsClosed,
    PriorityChoice,
    roll_forward_plan,
)
from tests import make
from tests.make import NOW
from tests.priorities.roll_forward.chosen import NEXT, carry, roll

pytestmark = pytest.mark.django_db


class TestTheNewPlan:
    def test_is_a_draft_that_follows_the_old_one(self, plan: Plan, officer: User) -> None:
        plan.vision, plan.introduction, plan.rule = "Safe.", "We met.", "Only what we do together."
        plan.version, plan.status_note, plan.owner_group = "3", "Settled", make.group(of=plan.partnership)
        plan.save()
        source = make.evidence_source(of=plan.partnership)
        plan.evidence.add(source)
        new = roll(plan, officer)
        assert (new.title, new.slug, new.period, new.status) == ("Plan 2026-27", "2026-27", NEXT, "draft")
        assert (new.succeeds, new.partnership, new.owner_group) == (plan, plan.partnership, plan.owner_group)
        assert (new.vision, new.introduction, new.rule) == ("Safe.", "We met.", "Only what we do together.")
        assert (new.version, new.status_note, new.agreed_at, new.agreed_date) == ("", "", None, None)
        assert list(new.evidence.all()) == [source]
        plan.refresh_from_db()
        assert plan.status == "agreed"

    def test_leaves_what_is_not_wanted(self, plan: Plan, officer: User) -> None:
        plan.vision, plan.introduction = "Safe.", "We met."
        plan.save()
        plan.evidence.add(make.evidence_source())
        new = roll(plan, officer, keeps_vision=False, keeps_introduction=False, keeps_evidence=False)
        assert (new.vision, new.introduction, new.evidence.count()) == ("", "", 0)

    @pytest.mark.parametrize("longer", ["2024-27", None])
    def test_is_part_of_the_longer_plan_while_that_runs(self, plan: Plan, officer: User, longer: str | None) -> None:
        plan.parent = make.plan(of=plan.partnership, period=longer)
        plan.save()
        assert roll(plan, officer).parent == plan.parent

    def test_is_no_part_of_one_that_has_ended(self, plan: Plan, officer: User) -> None:
        plan.parent = make.plan(of=plan.partnership, period="2023-26")
        plan.save()
        assert roll(plan, officer).parent is None

    def test_has_an_address_of_its_own(self, plan: Plan, officer: User) -> None:
        with pytest.raises(ValidationError, match="already has a plan with this address"):
            roll(plan, officer, slug="2025-26")
        assert not Event.objects.exists()

    def test_is_told_in_one_event(self, plan: Plan, officer: User, priority: Priority) -> None:
        one, two, three, four = (make.action(under=priority) for _ in range(4))
        new = roll(
            plan,
            officer,
            choices={
                two.pk: carry(two, fate=Fate.CHANGE, text="Less."),
                three.pk: carry(three, fate=Fate.COMPLETE, note="Open."),
                four.pk: carry(four, fate=Fate.DROP, note="No money."),
            },
        )
        event = Event.objects.get()
        assert event.summary == (
            "Rolled Plan 2025-26 forward into Plan 2026-27: 2 actions carried forward, 1 of them changed, "
            "1 completed and 1 dropped."
        )
        assert (event.subject_type, event.subject_id) == ("priorities.plan", str(new.pk))
        ended = event.data["changes"][f"priorities.action:{four.pk}"]
        assert ended == {"status": ["Planned", "Dropped"], "closing_note": ["", "No money."]}
        assert set(event.data["called"].values()) == {"1.3", "1.4"}
        assert event.data["actions"].keys() == {str(one.pk), str(two.pk)}
        assert not list(verify_chains())

    def test_stands_in_the_history_of_whatever_it_touched(self, plan: Plan, officer: User, priority: Priority) -> None:
        action = make.action(under=priority)
        new = roll(plan, officer)
        found = {(one.record_type, one.record_id) for one in AlsoAbout.objects.all()}
        carried = Action.objects.get(priority__plan=new)
        assert found == {
            ("priorities.plan", str(plan.pk)),
            ("priorities.priority", str(carried.priority_id)),
            ("priorities.action", str(action.pk)),
            ("priorities.action", str(carried.pk)),
        }


class TestPriorities:
    def test_go_on_with_everything_that_is_theirs(self, plan: Plan, officer: User, priority: Priority) -> None:
        fire = make.body(name="Fire")
        priority.supporting_bodies.add(fire)
        make.priority_strand(of=priority, strand=PriorityStrand.Strand.SUBSTANCES)
        part = make.priority(of=plan, title="Knives", parent=priority)
        new = roll(plan, officer)
        carried = new.priorities.get(parent=None)
        assert (carried.title, carried.narrative, carried.vision) == ("Violence", "Why.", "None.")
        assert (carried.continues, carried.lead_body) == (priority, priority.lead_body)
        assert list(carried.supporting_bodies.all()) == [fire]
        assert [one.strand for one in carried.strands.all()] == ["substances"]
        assert [(one.title, one.continues) for one in carried.parts.all()] == [("Knives", part)]

    def test_keep_the_objectives_that_are_in_the_new_set(self, plan: Plan, officer: User, priority: Priority) -> None:
        current = make.objective_set()
        make.priority_objective(of=priority, serves=make.objective(title="Old"))
        kept = make.objective(of=current, title="Cut crime")
        make.priority_objective(of=priority, serves=kept, sub_theme="Knives", position=2)
        links = list(roll(plan, officer, objective_set=current).priorities.get().objective_links.all())
        assert [(link.objective, link.sub_theme, link.position) for link in links] == [(kept, "Knives", 2)]

    def test_keep_none_without_a_set(self, plan: Plan, officer: User, priority: Priority) -> None:
        make.priority_objective(of=priority)
        assert not roll(plan, officer).priorities.get().objective_links.exists()

    def test_that_end_take_no_action_along(self, plan: Plan, officer: User, priority: Priority) -> None:
        action = make.action(under=priority)
        with pytest.raises(FateUnexplained, match=r"Complete or drop 1\.1"):
            roll(plan, officer, leaving=(priority.pk,))
        ended = {action.pk: carry(action, fate=Fate.COMPLETE)}
        assert not roll(plan, officer, leaving=(priority.pk,), choices=ended).priorities.exists()

    def test_that_are_parts_of_one_that_ends_stand_on_their_own(
        self, plan: Plan, officer: User, priority: Priority
    ) -> None:
        part = make.priority(of=plan, title="Knives", parent=priority)
        new = roll(plan, officer, leaving=(priority.pk,)).priorities.get()
        assert (new.continues, new.parent) == (part, None)


class TestActions:
    def test_go_on_with_their_lineage_and_nothing_of_the_year(
        self, plan: Plan, officer: User, priority: Priority
    ) -> None:
        fire, project, other = make.body(name="Fire"), make.project(), make.priority(of=plan, title="Burglary")
        action = make.action(
            under=priority,
            text="Open a safe place.",
            status="off-track",
            lead_body=make.body(name="Police"),
            lead_group=make.group(),
            project=project,
            approach="victims",
            legal_basis="Section 17",
            closing_note="Not yet.",
            due_date=date(2026, 3, 31),
            due_stated="March 2026",
            source_document="A paper",
        )
        action.supporting_bodies.add(fire)
        action.also_serves.add(other)
        make.progress(of=action)
        new = roll(plan, officer).priorities.get(title="Violence").actions.get()
        assert (new.text, new.continues, new.status) == ("Open a safe place.", action, "planned")
        assert (new.lead_body, new.lead_group, new.project) == (action.lead_body, action.lead_group, project)
        assert (new.approach, new.legal_basis) == ("victims", "Section 17")
        assert list(new.supporting_bodies.all()) == [fire]
        assert [one.continues for one in new.also_serves.all()] == [other]
        assert (new.due_date, new.due_stated, new.closing_note, new.source_document) == (None, "", "", "")
        assert not new.progress.exists()
        action.refresh_from_db()
        assert (action.status, action.revision) == ("off-track", 1)

    def test_change_as_chosen(self, plan: Plan, officer: User, priority: Priority) -> None:
        action = make.action(under=priority, text="Open two.", lead_body=make.body())
        fire = make.body(name="Fire")
        changed = carry(action, fate=Fate.CHANGE, text=" Open one. ", lead_body=fire, due_stated="Summer 2026")
        new = roll(plan, officer, choices={action.pk: changed}).priorities.get().actions.get()
        assert (new.text, new.lead_body, new.due_stated, new.continues) == ("Open one.", fire, "Summer 2026", action)
        action.refresh_from_db()
        assert action.text == "Open two."

    def test_stay_together_with_their_parts(self, plan: Plan, officer: User, priority: Priority) -> None:
        whole = make.action(under=priority, text="Whole", position=2)
        first = make.action(under=priority, text="First", position=1)
        part = make.action(under=priority, parent=whole, text="Part")
        make.action(under=priority, parent=part, text="Part of a part")
        carried = {one.text: one for one in Action.objects.filter(priority__plan=roll(plan, officer))}
        assert carried["Part of a part"].parent.parent == carried["Whole"]
        assert carried["First"].continues == first
        assert carried["First"].position < carried["Whole"].position

    def test_whose_whole_ends_stand_on_their_own_in_its_place(
        self, plan: Plan, officer: User, priority: Priority
    ) -> None:
        make.action(under=priority, text="Before", position=1)
        whole = make.action(under=priority, text="Whole", position=2)
        make.action(under=priority, text="After", position=3)
        make.action(under=priority, parent=whole, text="Part")
        ended = {whole.pk: carry(whole, fate=Fate.COMPLETE)}
        new = roll(plan, officer, choices=ended)
        actions = Action.objects.filter(priority__plan=new).in_display_order()
        assert [(one.text, one.parent) for one in actions] == [("Before", None), ("Part", None), ("After", None)]

    def test_that_are_completed_or_dropped_end_in_the_old_plan(
        self, plan: Plan, officer: User, priority: Priority
    ) -> None:
        done, gone = make.action(under=priority), make.action(under=priority)
        choices = {
            done.pk: carry(done, fate=Fate.COMPLETE, note="It is open."),
            gone.pk: carry(gone, fate=Fate.DROP, note="No money."),
        }
        new = roll(plan, officer, choices=choices)
        assert not Action.objects.filter(priority__plan=new).exists()
        for action, ended in ((done, ("completed", "It is open.", 2)), (gone, ("dropped", "No money.", 2))):
            action.refresh_from_db()
            assert (action.status, action.closing_note, action.revision) == ended

    def test_that_ended_before_stay_as_they_are(self, plan: Plan, officer: User, priority: Priority) -> None:
        gone = make.action(under=priority, status="dropped", closing_note="No money.")
        roll(plan, officer, choices={gone.pk: carry(gone, fate=Fate.DROP)})
        gone.refresh_from_db()
        assert (gone.closing_note, gone.revision) == ("No money.", 1)

    @pytest.mark.parametrize(
        ("chosen", "sentence"),
        [
            ({"fate": Fate.DROP}, r"Say why 1\.1 is dropped"),
            ({"fate": Fate.CHANGE, "text": " "}, r"Enter how 1\.1 reads now"),
            ({"fate": "keep"}, r"Choose what becomes of 1\.1"),
        ],
    )
    def test_want_their_choice_explained(
        self, chosen: dict[str, str], sentence: str, plan: Plan, officer: User, priority: Priority
    ) -> None:
        action = make.action(under=priority)
        with pytest.raises(FateUnexplained, match=sentence):
            roll(plan, officer, choices={action.pk: carry(action, **chosen)})
        assert Plan.objects.count() == 1


class TestDates:
    @pytest.mark.parametrize(
        ("status", "was", "due", "moves"),
        [
            ("underway", date(2026, 3, 31), date(2027, 3, 31), 1),
            ("ongoing", date(2026, 3, 31), date(2027, 3, 31), 0),
            ("underway", date(2026, 3, 31), date(2026, 3, 31), 0),
            ("underway", date(2026, 3, 31), None, 0),
            ("underway", None, date(2027, 3, 31), 0),
        ],
    )
    def test_that_are_later_count_as_moved(
        self, status: str, was: date | None, due: date | None, moves: int, plan: Plan, officer: User, priority: Priority
    ) -> None:
        action = make.action(under=priority, status=status, due_date=was)
        new = roll(plan, officer, choices={action.pk: carry(action, due_date=due)})
        assert DateMove.objects.count() == moves
        carried = Action.objects.with_lineage().get(priority__plan=new)
        assert (carried.due_date, carried.times_carried, carried.times_moved) == (due, 1, moves)
        if moves:
            move = DateMove.objects.get()
            assert (move.action, move.from_date, move.to_date) == (carried, was, due)
            assert (move.reason, move.moved_by) == ("Carried forward into Plan 2026-27.", officer)


class TestTargets:
    def test_go_on_without_result_for_the_new_period(self, plan: Plan, officer: User, priority: Priority) -> None:
        action = make.action(under=priority)
        make.target(of=action, number=30, number_stated="thirty", unit="people", period="2025-26", result=Decimal(7))
        make.target(of=priority, period=None, result_stated="none")
        make.target(of=priority, period="2022-30", position=1)
        new = roll(plan, officer)
        of_action = Target.objects.get(action__priority__plan=new)
        assert (of_action.number, of_action.number_stated, of_action.unit) == (30, "thirty", "people")
        assert (of_action.period, of_action.result, of_action.result_stated) == (NEXT, None, "")
        of_priority = Target.objects.filter(priority__plan=new).order_by("position")
        assert [one.period_stated for one in of_priority] == ["", "2022-30"]


class TestRefusals:
    def test_a_closed_plan(self, plan: Plan, officer: User) -> None:
        Plan.objects.update(status="closed")
        with pytest.raises(PlanIsClosed, match="open it again first"):
            roll(plan, officer)

    def test_a_second_time(self, plan: Plan, officer: User) -> None:
        new = roll(plan, officer)
        with pytest.raises(AlreadyRolledForward, match="“Plan 2026-27”") as refused:
            roll(plan, officer, slug="another")
        assert refused.value.successor == new

    def test_an_action_changed_meanwhile(self, plan: Plan, officer: User, priority: Priority) -> None:
        action = make.action(under=priority)
        seen = {action.pk: carry(action)}
        Action.objects.update(revision=2)
        with pytest.raises(PlanChangedMeanwhile, match=r"look again at 1\.1"):
            roll(plan, officer, choices=seen)

    def test_an_action_that_came_or_went_meanwhile(self, plan: Plan, officer: User, priority: Priority) -> None:
        action = make.action(under=priority)
        gone = {0: carry(action)}
        with pytest.raises(PlanChangedMeanwhile, match="One action"):
            roll(plan, officer, choices=gone)
        with pytest.raises(PlanChangedMeanwhile, match=r"look again at 1\.1"):
            roll_forward_plan(
                plan=plan,
                to=NextPlan("New", "new", plan.kind, NEXT),
                priorities={priority.pk: PriorityChoice(1)},
                actions={},
                by=officer,
                now=NOW,
            )
        assert Plan.objects.count() == 1

    def test_a_priority_changed_meanwhile(self, plan: Plan, officer: User, priority: Priority) -> None:
        with pytest.raises(PlanChangedMeanwhile, match="look again at 1"):
            roll_forward_plan(
                plan=plan,
                to=NextPlan("New", "new", plan.kind, NEXT),
                priorities={priority.pk: PriorityChoice(7)},
                actions={},
                by=officer,
                now=NOW,
            )
