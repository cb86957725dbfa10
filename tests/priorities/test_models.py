"""Plans, priorities and actions: which are open, overdue and in force, and what stays when something goes."""

from datetime import date

import pytest
from django.db.models import ProtectedError

from core.periods import Period
from priorities.models import Action, ActionStatus, Finding, Plan, Priority, Project, Target
from tests import make

pytestmark = pytest.mark.django_db

TODAY = date(2025, 10, 6)


class TestPlan:
    def test_a_plan_is_in_force_from_its_first_day_to_its_last(self) -> None:
        plan = make.plan(period="2025-26")
        for day, holds in [
            (date(2025, 3, 31), False),
            (date(2025, 4, 1), True),
            (date(2026, 3, 31), True),
            (date(2026, 4, 1), False),
        ]:
            assert (plan in Plan.objects.in_force(day)) is holds

    def test_a_plan_whose_years_are_known_in_words_only_is_never_in_force(self) -> None:
        make.plan(period=Period.in_words("the years after the review"))
        assert not Plan.objects.in_force(TODAY).exists()

    def test_the_newest_stand_first_and_those_without_days_last(self) -> None:
        old, undated, new = (make.plan(period=period) for period in ("2013-14", None, "2025-26"))
        assert list(Plan.objects.in_display_order()) == [new, old, undated]

    def test_two_partnerships_may_use_the_same_address_for_their_plans(self) -> None:
        for _ in range(2):
            make.plan(slug="2025-26").full_clean()

    def test_drafts_are_for_those_who_work_in_the_partnership(self) -> None:
        oxford = make.partnership()
        draft = make.plan(of=oxford, status=Plan.Status.DRAFT)
        unratified = make.plan(of=oxford, status=Plan.Status.YET_TO_BE_RATIFIED)

        def seen_by(user: object) -> set[Plan]:
            return set(Plan.objects.visible_to(user, on=TODAY))

        assert seen_by(make.officer(of=oxford)) == {draft, unratified}
        assert seen_by(make.stranger()) == {unratified}
        assert seen_by(make.anonymous()) == {unratified}

    def test_a_plan_with_achievements_is_not_removed(self) -> None:
        achievement = make.achievement()
        with pytest.raises(ProtectedError):
            achievement.plan.delete()


class TestAction:
    @pytest.mark.parametrize("status", ActionStatus.values)
    def test_an_action_is_open_until_it_is_completed_or_dropped(self, status: str) -> None:
        action = make.action(status=status)
        assert (action in Action.objects.open()) is (status not in ("completed", "dropped"))

    def test_an_open_action_is_overdue_the_day_after_it_was_due(self) -> None:
        late = make.action(due_date=date(2025, 10, 5))
        make.action(due_date=TODAY)
        make.action(due_date=date(2025, 10, 5), status=ActionStatus.COMPLETED)
        make.action(due_stated="by the autumn")
        assert list(Action.objects.overdue(on=TODAY)) == [late]

    def test_actions_stand_in_their_positions(self) -> None:
        priority = make.priority()
        actions = [make.action(under=priority, position=position) for position in (3, 1, 2, 1)]
        assert list(priority.actions.in_display_order()) == [actions[1], actions[3], actions[2], actions[0]]

    def test_an_action_goes_with_its_parts_but_not_with_what_it_continued(self) -> None:
        earlier = make.action()
        action = make.action(continues=earlier)
        make.action(under=action.priority, parent=action)
        earlier.delete()
        action.refresh_from_db()
        assert action.continues is None
        action.delete()
        assert not Action.objects.exists()

    def test_an_action_whose_project_is_named_keeps_the_project(self) -> None:
        action = make.action(project=make.project(name="NightSafe"))
        with pytest.raises(ProtectedError):
            Project.objects.all().delete()
        action.delete()
        assert Project.objects.exists()


@pytest.mark.parametrize(
    ("operator", "number", "stated", "words"),
    [
        ("at-least", 30, "", "at least 30 offenders complete the programme"),
        ("at-least", 30, "thirty", "at least thirty offenders complete the programme"),
        ("reduce-by", 1200, "", "a reduction of 1,200 offenders complete the programme"),
    ],
)
def test_a_target_says_itself_in_words(operator: str, number: int, stated: str, words: str) -> None:
    target = make.target(
        operator=operator, number=number, number_stated=stated, measure="offenders complete the programme"
    )
    assert str(Target.objects.get(pk=target.pk)) == words


def test_restricted_findings_are_left_out_of_the_public_ones() -> None:
    plan = make.plan()
    second, first = (make.finding(of=plan, position=position) for position in (2, 1))
    for visibility in (Finding.Visibility.PARTNERS, Finding.Visibility.RESTRICTED):
        make.finding(of=plan, visibility=visibility, visibility_reason="A live case.")
    assert list(plan.findings.public().in_display_order()) == [first, second]


def test_a_priority_goes_with_its_parts_and_leaves_what_continued_it() -> None:
    earlier = make.priority()
    make.priority(of=earlier.plan, parent=earlier)
    later = make.priority(continues=earlier)
    earlier.delete()
    later.refresh_from_db()
    assert list(Priority.objects.all()) == [later]
    assert later.continues is None
