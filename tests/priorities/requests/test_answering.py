"""What bodies answer about their lines."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from core.models import Event
from partners.models import Body, User
from priorities.models import Action, Answer, BodyRequest, Plan, Progress
from priorities.operations import record_progress
from priorities.operations.requests import (
    AnsweredMeanwhile,
    CannotStay,
    NotTheirLine,
    RequestHasEnded,
    Told,
    close_request,
    give_answers,
    revoke_link,
)
from priorities.summaries.requests import AnswerLine, AnswerSheet, answer_sheet
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
TROUBLE: dict[str, Any] = {
    "reason": "The grant ended.",
    "recovery_action": "Ask the board.",
    "recovery_owner": "Neighbourhood inspector",
    "recover_by_date": date(2025, 12, 31),
}


def sheet(asked: BodyRequest) -> AnswerSheet:
    return answer_sheet(asked, on=timezone.localdate(NOW))


def line(asked: BodyRequest, action: Action) -> AnswerLine:
    return next(found for found in sheet(asked).lines if found.action_id == action.pk)


def told(asked: BodyRequest, action: Action, **said: Any) -> Told:
    return Told(action.pk, line(asked, action).version, **said)


def by_link(asked: BodyRequest, *answers: Told, now: Any = NOW) -> AnswerSheet:
    return give_answers(asked=asked, told=answers, by=None, now=now)


class TestLines:
    def test_are_the_bodys_own_open_ones_in_the_plans_order(self, asked: BodyRequest, actions: list[Action]) -> None:
        make.action(under=actions[0].priority, position=4, lead_body=asked.body, status="completed")
        make.action(lead_body=asked.body)  # of another plan
        assert [(found.number, found.text) for found in sheet(asked).lines] == [
            ("1.1", "Patrol the towpath"),
            ("1.3", "Train club staff"),
        ]

    def test_show_what_was_told_before_the_period_even_in_the_year_before(
        self, asked: BodyRequest, actions: list[Action]
    ) -> None:
        earlier = make.action()
        Action.objects.filter(pk=actions[0].pk).update(continues=earlier)
        make.progress(of=earlier, status="planned", comment="Last year.", period="Q4 2024-25")
        make.progress(of=actions[2], status="underway", comment="Later.", period="Q3 2025-26")
        assert line(asked, actions[0]).last.comment == "Last year."
        assert line(asked, actions[2]).last is None

    def test_in_trouble_cannot_simply_stay_once_its_date_has_passed(
        self, asked: BodyRequest, actions: list[Action]
    ) -> None:
        Action.objects.filter(pk=actions[0].pk).update(status="off-track")
        assert not line(asked, actions[0]).may_stay
        make.progress(of=actions[0], status="off-track", period="Q1 2025-26", **TROUBLE)
        assert line(asked, actions[0]).may_stay
        Progress.objects.update(recover_by_date=NOW.date() - timedelta(days=1))
        assert not line(asked, actions[0]).may_stay

    def test_take_as_many_queries_for_twenty_as_for_two(
        self, asked: BodyRequest, actions: list[Action], django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(5):
            sheet(asked)
        for number in range(18):
            action = make.action(under=actions[0].priority, lead_body=asked.body, parent=actions[0])
            make.progress(of=action, period="Q1 2025-26", told_by=asked.body)
            if number % 2:
                make.answer(of=asked, about=action)
        with django_assert_num_queries(5):
            assert len(sheet(asked).lines) == 20


class TestByLink:
    def test_waits_for_the_officer(self, asked: BodyRequest, actions: list[Action]) -> None:
        by_link(asked, told(asked, actions[0], status="off-track", comment="No site.", **TROUBLE))
        answer = Answer.objects.get()
        assert (answer.state, answer.given_by, answer.given_at) == ("waiting", None, NOW)
        assert (answer.status, answer.reason) == ("off-track", "The grant ended.")
        actions[0].refresh_from_db()
        assert actions[0].status == "planned"
        assert not Progress.objects.exists()

    def test_says_who_it_was_by_the_bodys_name(self, asked: BodyRequest, actions: list[Action]) -> None:
        by_link(asked, told(asked, actions[0], is_unchanged=True), told(asked, actions[2], status="completed"))
        event = Event.objects.get()
        assert (event.actor, event.actor_name) == (None, "Thames Valley Police")
        assert event.summary == "Answered for Thames Valley Police on Q2 2025-26: 1.1 no change and 1.3 completed."

    def test_is_complete_once_every_line_is_answered(self, asked: BodyRequest, actions: list[Action]) -> None:
        assert not by_link(asked, told(asked, actions[0], is_unchanged=True)).is_complete
        asked.refresh_from_db()
        assert (asked.first_opened_at, asked.answered_at) == (NOW, None)
        assert by_link(asked, told(asked, actions[2], is_unchanged=True)).is_complete
        asked.refresh_from_db()
        assert asked.answered_at == NOW

    def test_no_change_repeats_the_last_words(self, asked: BodyRequest, actions: list[Action]) -> None:
        make.progress(
            of=actions[2], status="underway", comment="Two courses.", forecast="completed", period="Q1 2025-26"
        )
        by_link(asked, told(asked, actions[2], is_unchanged=True))
        answer = Answer.objects.get()
        assert (answer.is_unchanged, answer.status) == (True, "underway")
        assert (answer.comment, answer.forecast) == ("Two courses.", "completed")

    def test_no_change_says_no_more_than_is_known(self, asked: BodyRequest, actions: list[Action]) -> None:
        make.progress(of=actions[2], status="planned", comment="Not begun.", period="Q1 2025-26")
        by_link(asked, told(asked, actions[2], is_unchanged=True))
        assert (Answer.objects.get().status, Answer.objects.get().comment) == ("underway", "")

    def test_no_change_is_no_answer_for_what_is_in_trouble_unexplained(
        self, asked: BodyRequest, actions: list[Action]
    ) -> None:
        Action.objects.filter(pk=actions[0].pk).update(status="at-risk")
        with pytest.raises(CannotStay, match=r"1\.1 is at risk"):
            by_link(asked, told(asked, actions[0], is_unchanged=True))

    def test_trouble_wants_to_be_explained(self, asked: BodyRequest, actions: list[Action]) -> None:
        with pytest.raises(ValidationError) as refused:
            by_link(asked, told(asked, actions[0], status="at-risk"))
        assert set(refused.value.message_dict) == set(TROUBLE)
        assert not Answer.objects.exists()

    def test_may_be_changed_until_it_is_accepted(self, asked: BodyRequest, actions: list[Action]) -> None:
        by_link(asked, told(asked, actions[0], is_unchanged=True))
        by_link(asked, told(asked, actions[0], status="underway"), now=NOW + timedelta(hours=1))
        assert Answer.objects.get().status == "underway"
        Answer.objects.update(state="accepted")
        with pytest.raises(AnsweredMeanwhile):
            by_link(asked, told(asked, actions[0], status="completed"))

    def test_a_body_answers_for_its_own_lines_alone(self, asked: BodyRequest, actions: list[Action]) -> None:
        with pytest.raises(NotTheirLine):
            by_link(asked, Told(actions[1].pk, "", status="completed"))

    def test_of_two_with_one_link_the_second_overwrites_nothing(
        self, asked: BodyRequest, actions: list[Action]
    ) -> None:
        first = told(asked, actions[0], status="underway")
        second = told(asked, actions[0], status="completed")
        by_link(asked, first)
        with pytest.raises(AnsweredMeanwhile) as refused:
            by_link(asked, second, told(asked, actions[2], is_unchanged=True))
        assert refused.value.action_ids == (actions[0].pk,)
        assert Answer.objects.get().status == "underway"

    @pytest.mark.parametrize("said", [{"is_unchanged": True}, {"status": "completed", "comment": "Done."}])
    def test_a_form_that_was_sent_twice_is_one_answer(
        self, said: dict[str, Any], asked: BodyRequest, actions: list[Action]
    ) -> None:
        answer = told(asked, actions[0], **said)
        by_link(asked, answer)
        by_link(asked, answer, now=NOW + timedelta(seconds=1))
        assert Answer.objects.get().given_at == NOW
        assert Event.objects.count() == 1

    @pytest.mark.parametrize("change", ["status", "progress"])
    def test_what_the_officer_changed_meanwhile_is_seen_first(
        self, change: str, asked: BodyRequest, actions: list[Action]
    ) -> None:
        answer = told(asked, actions[0], is_unchanged=True)
        if change == "status":
            Action.objects.filter(pk=actions[0].pk).update(status="ongoing")
        else:
            make.progress(of=actions[0], period="Q2 2025-26")
        with pytest.raises(AnsweredMeanwhile):
            by_link(asked, answer)

    def test_nobody_can_make_up_what_was_seen(self, asked: BodyRequest, actions: list[Action]) -> None:
        with pytest.raises(AnsweredMeanwhile):
            by_link(asked, replace(told(asked, actions[0], status="underway"), seen="made up"))

    @pytest.mark.parametrize("end", ["expired", "revoked", "closed", "plan closed"])
    def test_a_link_that_has_ended_takes_nothing(
        self, end: str, asked: BodyRequest, actions: list[Action], officer: User
    ) -> None:
        answer = told(asked, actions[0], status="underway")
        if end == "expired":
            BodyRequest.objects.update(expires_at=NOW)
        elif end == "revoked":
            revoke_link(asked=asked, by=officer, now=NOW)
        elif end == "closed":
            close_request(request=asked.request, by=officer, now=NOW)
        else:
            Plan.objects.update(status="closed")
        with pytest.raises(RequestHasEnded):
            by_link(asked, answer)


class TestSignedIn:
    @pytest.fixture
    def contributor(self, asked: BodyRequest) -> User:
        return make.contributor(of=asked.request.plan.partnership, speaks_for=asked.body)

    def test_is_accepted_at_once_and_recorded_as_progress(
        self, asked: BodyRequest, actions: list[Action], contributor: User, police: Body
    ) -> None:
        answers = [
            told(asked, actions[0], status="underway", comment="Begun."),
            told(asked, actions[2], is_unchanged=True),
        ]
        give_answers(asked=asked, told=answers, by=contributor, now=NOW)
        progress = Progress.objects.get(action=actions[0])
        assert (progress.status, progress.comment, progress.period_stated) == ("underway", "Begun.", "Q2 2025-26")
        assert (progress.told_by, progress.recorded_by) == (police, contributor)
        answer = Answer.objects.get(action=actions[0])
        assert (answer.state, answer.progress, answer.given_by) == ("accepted", progress, contributor)
        actions[0].refresh_from_db()
        assert actions[0].status == "underway"

    def test_may_be_changed_again(self, asked: BodyRequest, actions: list[Action], contributor: User) -> None:
        for status in ("underway", "completed"):
            answer = told(asked, actions[0], status=status)
            give_answers(asked=asked, told=[answer], by=contributor, now=NOW)
        assert Progress.objects.get().status == "completed"

    def test_works_after_the_link_has_expired(
        self, asked: BodyRequest, actions: list[Action], contributor: User
    ) -> None:
        BodyRequest.objects.update(expires_at=NOW)
        give_answers(asked=asked, told=[told(asked, actions[0], is_unchanged=True)], by=contributor, now=NOW)
        assert Answer.objects.count() == 1

    def test_takes_over_the_progress_of_an_earlier_request(
        self, asked: BodyRequest, actions: list[Action], contributor: User, officer: User
    ) -> None:
        give_answers(asked=asked, told=[told(asked, actions[0], is_unchanged=True)], by=contributor, now=NOW)
        close_request(request=asked.request, by=officer, now=NOW)
        again = make.body_request(of=make.update_request(of=asked.request.plan), asks=asked.body)
        give_answers(asked=again, told=[told(again, actions[0], status="completed")], by=contributor, now=NOW)
        assert Progress.objects.get().status == "completed"
        assert Answer.objects.get(progress__isnull=False).body_request == again

    def test_changes_progress_that_the_officer_recorded_for_the_period(
        self, asked: BodyRequest, actions: list[Action], contributor: User, officer: User
    ) -> None:
        period = asked.request.period
        record_progress(action=actions[0], period=period, status="ongoing", revision=0, by=officer, now=NOW)
        give_answers(asked=asked, told=[told(asked, actions[0], status="completed")], by=contributor, now=NOW)
        assert (Progress.objects.get().status, Progress.objects.get().revision) == ("completed", 2)
