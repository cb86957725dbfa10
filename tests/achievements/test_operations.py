"""Logging, changing and removing achievements, each told in one sentence."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from achievements.keepers import NotKept
from achievements.models import Achievement, Comparator, Evidence, Figure, Quote
from achievements.operations import NewProject, add_achievement, change_achievement, remove_achievement, remove_quote
from core.editing import SavedMeanwhile
from core.models import Event
from core.periods import Period
from core.removal import CannotPutBack, put_back
from partners.models import User
from priorities.models import Plan, Project
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    return make.plan(of=make.partnership(slug="oxford"), title="Plan 2025-26", status="agreed")


@pytest.fixture
def officer(plan: Plan) -> User:
    return make.officer(of=plan.partnership)


def add(plan: Plan, by: User, *, project: NewProject | None = None, **values: Any) -> Achievement:
    return add_achievement(plan=plan, values=values, project=project, by=by, now=timezone.now())


def change(achievement: Achievement, by: User, *, revision: int = 1, **values: Any) -> Achievement:
    return change_achievement(achievement=achievement, values=values, revision=revision, by=by, now=timezone.now())


class TestLogging:
    def test_needs_the_text_alone(self, plan: Plan, officer: User) -> None:
        achievement = add(plan, officer, text="Officers ran a night of checks.")
        assert achievement.plan == plan
        assert Event.objects.get().summary == "Logged “Officers ran a night of checks.”."

    def test_keeps_all_that_was_said(self, plan: Plan, officer: User) -> None:
        priority = make.priority(of=plan)
        action = make.action(under=priority)
        body, area = make.body(), make.area()
        made = add(
            plan, officer, text="Done.", period=Period.parse("March 2025"), place="Cowley", provider=body,
            bodies=[body], areas=[area], priorities=[priority.pk], actions=[action.pk],
        )  # fmt: skip
        achievement = Achievement.objects.get()
        assert achievement == made
        assert achievement.period == Period.parse("March 2025")
        assert (list(achievement.bodies.all()), list(achievement.areas.all())) == ([body], [area])
        assert (list(achievement.priorities.all()), list(achievement.actions.all())) == ([priority], [action])
        assert Event.objects.get().summary == "Logged “Done.” for 1 and 1.1."

    def test_stands_after_what_is_logged_already(self, plan: Plan, officer: User) -> None:
        make.achievement(of=plan, position=7)
        assert add(plan, officer, text="Later.").position == 8

    def test_tells_when_it_was_late(self, plan: Plan, officer: User) -> None:
        Plan.objects.update(status="closed")
        plan.refresh_from_db()
        add(plan, officer, text="Late.")
        assert Event.objects.get().summary == "Logged “Late.”, after the plan was closed."

    def test_starts_a_project_by_its_name(self, plan: Plan, officer: User) -> None:
        made = add(plan, officer, text="Begun.", project=NewProject("Operation Purchase", "operation"))
        assert (made.project.name, made.project.kind, made.project.partnership) == (
            "Operation Purchase", "operation", plan.partnership
        )  # fmt: skip
        assert Event.objects.count() == 1

    def test_takes_the_project_that_has_the_name_already(self, plan: Plan, officer: User) -> None:
        project = make.project(partnership=plan.partnership, name="Operation Purchase")
        make.project(partnership=make.partnership(slug="elsewhere"), name="Operation Purchase")
        assert add(plan, officer, text="Gone on.", project=NewProject("operation purchase")).project == project
        assert Project.objects.count() == 2

    def test_tells_nothing_of_what_is_restricted(self, plan: Plan, officer: User) -> None:
        add(plan, officer, text="A safe house opened.", visibility="restricted", visibility_reason="Its address")
        event = Event.objects.get()
        assert event.summary == "Logged a restricted achievement."
        assert event.data == {"changes": {}, "also_changed": ["text", "visibility", "visibility_reason"]}

    def test_tells_nothing_of_what_it_continues_where_that_is_restricted(self, plan: Plan, officer: User) -> None:
        secret = make.achievement(
            of=plan, text="A safe house opened.", visibility="restricted", visibility_reason="Its address"
        )
        achievement = add(plan, officer, text="Support went on.", continues=secret)
        change_achievement(
            achievement=achievement, values={"continues": None}, revision=1, by=officer, now=timezone.now()
        )
        assert [event.data["also_changed"] for event in Event.objects.order_by("pk")] == [
            ["continues", "text"],
            ["continues"],
        ]
        assert not any("safe house" in f"{event.summary} {event.data}" for event in Event.objects.all())

    def test_wants_a_reason_where_it_is_not_public(self, plan: Plan, officer: User) -> None:
        with pytest.raises(ValidationError, match="Say why this may not be published"):
            add(plan, officer, text="A safe house opened.", visibility="restricted")
        assert not Achievement.objects.exists()
        assert not Event.objects.exists()

    def test_is_refused_to_a_contributor_for_another_body(self, plan: Plan) -> None:
        contributor = make.contributor(of=plan.partnership, speaks_for=make.body())
        with pytest.raises(NotKept):
            add(plan, contributor, text="Done.", project=NewProject("New"))
        assert not Project.objects.exists()


class TestChanging:
    def test_tells_which_fields(self, plan: Plan, officer: User) -> None:
        achievement = make.achievement(of=plan, text="Before.", heading="Refresh Café")
        change(achievement, officer, text="After.", place="Cowley", areas=[make.area()])
        event = Event.objects.get()
        assert event.summary == "Changed “Refresh Café”: the text and where it was."
        assert event.data["changes"]["text"] == ["Before.", "After."]

    def test_loses_nobodys_work(self, plan: Plan, officer: User) -> None:
        achievement = make.achievement(of=plan)
        change(achievement, officer, text="Theirs.")
        with pytest.raises(SavedMeanwhile):
            change(achievement, officer, text="Mine.")

    def test_is_refused_for_what_another_body_provided(self, plan: Plan) -> None:
        police, fire = make.body(name="Police"), make.body(name="Fire")
        contributor = make.contributor(of=plan.partnership, speaks_for=police)
        with pytest.raises(NotKept):
            change(make.achievement(of=plan, provider=fire), contributor, text="Mine.")
        with pytest.raises(NotKept, match="You can log what Police provided"):
            change(make.achievement(of=plan, provider=police), contributor, provider=fire)

    def test_tells_nothing_of_what_becomes_or_was_restricted(self, plan: Plan, officer: User) -> None:
        achievement = make.achievement(of=plan, text="A safe house opened.")
        hidden = {"visibility": "restricted", "visibility_reason": "Its address"}
        achievement = change(achievement, officer, text="A safe house in Cowley opened.", **hidden)
        change(achievement, officer, revision=2, text="A safe house opened.", visibility="public")
        first, second = Event.objects.order_by("pk")
        assert first.summary.startswith("Changed a restricted achievement: the text, who may read it")
        assert "Cowley" not in f"{first.data} {second.data} {first.summary} {second.summary}"


class TestRemoving:
    def test_takes_everything_with_it_and_brings_it_back(self, plan: Plan, officer: User) -> None:
        achievement = make.achievement(of=plan, text="Done.")
        achievement.actions.add(make.action(under=make.priority(of=plan)))
        later = make.achievement(continues=achievement)
        make.comparator(of=make.figure(of=achievement))
        make.quote(of=achievement)
        make.evidence(of=achievement)
        removal = remove_achievement(achievement=achievement, place="/", by=officer, now=timezone.now())
        assert Event.objects.get().summary == "Removed “Done.” from the achievements of Plan 2025-26."
        kinds = (Figure, Comparator, Quote, Evidence)
        assert not any(kind.objects.exists() for kind in kinds)
        put_back(removal=removal, by=officer, now=timezone.now())
        assert all(kind.objects.count() == 1 for kind in kinds)
        later.refresh_from_db()
        assert later.continues == Achievement.objects.get(text="Done.")
        assert later.continues.actions.count() == 1

    def test_of_something_restricted_is_told_without_its_words(self, plan: Plan, officer: User) -> None:
        hidden = {"visibility": "restricted", "visibility_reason": "Its address"}
        achievement = make.achievement(of=plan, text="A safe house opened.", **hidden)
        removal = remove_achievement(achievement=achievement, place="/", by=officer, now=timezone.now())
        put_back(removal=removal, by=officer, now=timezone.now())
        for event in Event.objects.all():
            assert "safe house" not in event.summary

    def test_is_undone_by_an_officer_alone_once_the_plan_is_closed(self, plan: Plan, officer: User) -> None:
        police = make.body()
        contributor = make.contributor(of=plan.partnership, speaks_for=police)
        theirs, other = (make.achievement(of=plan, provider=police) for _ in range(2))
        quote = make.quote(of=other)
        removals = [
            remove_achievement(achievement=theirs, place="/", by=contributor, now=timezone.now()),
            remove_quote(quote=quote, place="/", by=contributor, now=timezone.now()),
        ]
        own = remove_achievement(achievement=make.achievement(of=plan), place="/", by=officer, now=timezone.now())
        plan.status = Plan.Status.CLOSED
        plan.save()
        for removal in removals:
            with pytest.raises(CannotPutBack, match=r"This plan is closed\. Ask the partnership officer"):
                put_back(removal=removal, by=contributor, now=timezone.now())
        put_back(removal=own, by=officer, now=timezone.now())

    def test_is_refused_to_others(self, plan: Plan) -> None:
        contributor = make.contributor(of=plan.partnership, speaks_for=make.body())
        with pytest.raises(NotKept):
            remove_achievement(achievement=make.achievement(of=plan), place="/", by=contributor, now=timezone.now())
