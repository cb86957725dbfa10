"""What pages and papers read of a plan."""

from datetime import UTC, date, datetime

import pytest

from priorities.models import Action, Plan
from priorities.summaries import (
    ActionLine,
    actions_in,
    amendments_of,
    count_statuses,
    plan_summary,
    priorities_of,
)
from tests import make


def line_of(action: Action, *, for_members: bool = False) -> ActionLine:
    plan_id = action.priority.plan_id
    lines = actions_in(priorities_of([plan_id], for_members=for_members)[plan_id])
    return next(line for line in lines if line.id == action.pk)


@pytest.mark.django_db
class TestThePrioritiesOfPlans:
    def test_take_five_queries_for_however_many_plans(self, django_assert_num_queries) -> None:
        plans = [make.plan() for _ in range(3)]
        for plan in plans:
            for _ in range(3):
                make.progress(of=make.action(under=make.priority(of=plan)))
        with django_assert_num_queries(5):
            found = priorities_of([plan.pk for plan in plans])
        assert [len(found[plan.pk]) for plan in plans] == [3, 3, 3]

    def test_of_no_plans_are_none(self) -> None:
        assert priorities_of([]) == {}

    def test_bring_every_word_that_stands_beside_them_in_order(self) -> None:
        plan = make.plan()
        later = make.priority(of=plan, title="Later", position=2)
        priority = make.priority(of=plan, title="First", position=1)
        other = make.priority(of=plan, title="Other", position=3)
        priority.supporting_bodies.add(make.body(name="Zebra watch"), make.body(name="Army of helpers"))
        make.priority_strand(of=priority, strand="substances")
        make.priority_strand(of=priority, strand="crime-and-disorder")
        fifth = make.objective(number="5", title="Support victims")
        make.priority_objective(of=priority, serves=fifth, position=2, sub_theme="witnesses")
        make.priority_objective(of=priority, serves=make.objective(title="Cut crime"), position=1)
        action = make.action(under=priority, text="Run NightSafe")
        action.supporting_bodies.add(make.body(name="Probation"), make.body(name="Fire"))
        action.also_serves.add(other, later)
        first, second, third = priorities_of([plan.pk])[plan.pk]
        assert first.supporting == ("Army of helpers", "Zebra watch")
        assert [strand[:6] for strand in first.strands] == ["Misuse", "Crime "]
        assert [(line.number, line.title, line.sub_theme) for line in first.objectives] == [
            ("", "Cut crime", ""),
            ("5", "Support victims", "witnesses"),
        ]
        assert first.actions[0].supporting == ("Fire", "Probation")
        assert first.actions[0].also_serves == ("Later", "Other")
        assert second.shared_actions == third.shared_actions == ("Run NightSafe",)

    def test_say_who_leads_each_action_by_name_and_key(self) -> None:
        police = make.body(name="The Police")
        line = line_of(make.action(lead_body=police, lead_group=make.group(name="Task group")))
        assert (line.lead, line.lead_body_id) == ("The Police and Task group", police.pk)

    def test_bring_targets_of_priorities_and_actions_in_order(self) -> None:
        priority = make.priority()
        action = make.action(under=priority)
        make.target(of=action, position=2, number=20, measure="later")
        make.target(of=action, position=1, number=10, measure="first")
        make.target(of=priority, measure="of the priority")
        found = priorities_of([priority.plan_id])[priority.plan_id][0]
        assert [target.text for target in found.actions[0].targets] == ["at least 10 first", "at least 20 later"]
        assert [target.measure for target in found.targets] == ["of the priority"]


@pytest.mark.django_db
class TestTheProgressOfAnAction:
    def test_is_the_latest_and_the_one_before_by_the_period_it_tells_of(self) -> None:
        action = make.action(status="at-risk")
        for period, status in (("Q3 2025-26", "ongoing"), ("Q1 2025-26", "planned"), ("Q2 2025-26", "underway")):
            make.progress(of=action, period=period, status=status)
        line = line_of(action)
        assert (line.progress.period, line.previous_progress.period) == ("Q3 2025-26", "Q2 2025-26")

    def test_is_placed_by_when_it_was_recorded_where_only_words_say_which_period(self) -> None:
        action = make.action()
        make.progress(of=action, period="Q2 2025-26")
        make.progress(of=action, period="in words: winter", recorded_at=datetime(2026, 1, 9, tzinfo=UTC))
        make.progress(of=action, period="Q1 2025-26", recorded_at=datetime(2026, 1, 9, tzinfo=UTC))
        line = line_of(action)
        assert (line.progress.period, line.previous_progress.period) == ("winter", "Q2 2025-26")

    def test_keeps_what_was_written_from_the_public(self) -> None:
        action = make.action(status="off-track")
        make.progress(
            of=action,
            status="off-track",
            forecast="at-risk",
            comment="Half are staffed.",
            reason="Two posts are vacant.",
            recovery_action="Borrow staff.",
            recovery_owner="Licensing manager",
            recover_by_date=date(2025, 12, 1),
            told_by=make.body(name="The Police"),
        )
        public, member = line_of(action).progress, line_of(action, for_members=True).progress
        assert (public.status_label, public.forecast_label, public.period) == ("Off track", "At risk", "Q1 2025-26")
        assert {public.comment, public.reason, public.recovery_action, public.recovery_owner, public.told_by} == {""}
        assert public.recover_by_date is None
        assert (member.comment, member.reason) == ("Half are staffed.", "Two posts are vacant.")
        assert (member.recovery_owner, member.recover_by_date) == ("Licensing manager", date(2025, 12, 1))
        assert member.told_by == "The Police"

    def test_has_last_times_status_beside_todays(self) -> None:
        action = make.action(status="at-risk")
        make.progress(of=action, period="Q1 2025-26", status="underway")
        trouble = {"reason": "a", "recovery_action": "b", "recovery_owner": "c", "recover_by_date": date(2026, 1, 1)}
        make.progress(of=action, period="Q2 2025-26", status="at-risk", **trouble)
        assert line_of(action).last_time.status == "underway"

    def test_has_the_latest_beside_a_status_changed_since(self) -> None:
        action = make.action(status="completed")
        make.progress(of=action, period="Q1 2025-26", status="planned")
        make.progress(of=action, period="Q2 2025-26", status="underway", forecast="completed")
        line = line_of(action)
        assert line.last_time.status == "underway"
        assert line.expected is None, "what has ended is not forecast"

    def test_is_none_where_nothing_was_recorded(self) -> None:
        line = line_of(make.action())
        assert (line.progress, line.last_time, line.expected) == (None, None, None)


@pytest.mark.django_db
class TestAPlan:
    @pytest.mark.parametrize(
        ("meeting", "agreed_date", "words"),
        [
            ({"name": "the annual meeting", "on": date(2025, 4, 1)}, None, "at the annual meeting on 1 April 2025"),
            ({"name": "the Board", "on": None, "date_stated": "July"}, None, "at the Board, July"),
            (
                {"name": "the Board", "on": None, "date_stated": "July"},
                date(2025, 7, 2),
                "at the Board on 2 July 2025",
            ),
            (None, date(2025, 7, 2), "on 2 July 2025"),
            (None, None, ""),
        ],
    )
    def test_says_where_and_when_it_was_agreed(
        self, meeting: dict[str, object] | None, agreed_date: date | None, words: str
    ) -> None:
        agreed_at = make.meeting(**meeting) if meeting else None
        assert plan_summary(make.plan(agreed_at=agreed_at, agreed_date=agreed_date)).agreed == words

    def test_tells_its_amendments_newest_first_by_the_day_here(self) -> None:
        plan = make.plan()
        make.amendment(of=plan, what="Older", made_at=datetime(2025, 5, 1, 12, tzinfo=UTC))
        make.amendment(of=plan, what="Newer", reason="Asked for", made_at=datetime(2025, 7, 1, 23, 30, tzinfo=UTC))
        make.amendment(what="Of another plan")
        newer, older = amendments_of(plan.pk)
        assert (newer.what, newer.reason, newer.made_date) == ("Newer", "Asked for", date(2025, 7, 2))
        assert older.what == "Older"


@pytest.mark.django_db
def test_statuses_are_counted_down_to_the_last_part() -> None:
    plan: Plan = make.plan()
    priority = make.priority(of=plan)
    action = make.action(under=priority, status="ongoing")
    make.action(under=priority, parent=action, status="ongoing")
    make.action(under=make.priority(of=plan, parent=priority), status="dropped")
    counted = {line["status"]: line["count"] for line in count_statuses(priorities_of([plan.pk])[plan.pk])}
    assert counted == {"ongoing": 2, "dropped": 1}
