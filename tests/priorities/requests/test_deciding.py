"""What the officer makes of answers."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from core.models import Event
from partners.models import User
from priorities.models import Action, Answer, BodyRequest, Progress, Reminder
from priorities.operations import record_progress
from priorities.operations.requests import CannotDecide, Decided, Decision, decide_answers, revoke_link
from priorities.summaries.requests import answer_sheet
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def answers(asked: BodyRequest, actions: list[Action]) -> list[Answer]:
    """The police answered both lines, the council its one."""
    council = make.body_request(of=asked.request, asks=actions[1].lead_body, contact_email="desk@council.example")
    BodyRequest.objects.update(answered_at=NOW)
    return [
        make.answer(of=asked, about=actions[0], status="completed", comment="All done."),
        make.answer(of=asked, about=actions[2], status="underway", is_unchanged=True),
        make.answer(of=council, about=actions[1], status="ongoing"),
    ]


def accept(answer: Answer) -> Decision:
    return Decision(answer.pk, seen(answer), is_accepted=True)


def send_back(answer: Answer, note: str = "By when?") -> Decision:
    return Decision(answer.pk, seen(answer), is_accepted=False, note=note)


def seen(answer: Answer) -> str:
    lines = answer_sheet(answer.body_request, on=timezone.localdate(NOW)).lines
    return next(line.version for line in lines if line.action_id == answer.action_id)


def decide(officer: User, *decisions: Decision) -> Decided:
    request = Answer.objects.get(pk=decisions[0].answer_id).body_request.request
    return decide_answers(request=request, decisions=decisions, by=officer, now=NOW)


class TestAccepting:
    def test_records_it_as_progress_told_by_the_body(self, answers: list[Answer], officer: User) -> None:
        assert decide(officer, *(accept(answer) for answer in answers)) == Decided(accepted=3, returned=0)
        progress = Progress.objects.get(action=answers[0].action)
        assert (progress.status, progress.comment, progress.recorded_by) == ("completed", "All done.", officer)
        assert progress.told_by == answers[0].body_request.body
        answers[0].refresh_from_db()
        assert (answers[0].state, answers[0].decided_by, answers[0].progress) == ("accepted", officer, progress)

    def test_tells_of_it_in_one_sentence(self, answers: list[Answer], officer: User) -> None:
        decide(officer, accept(answers[0]))
        event = Event.objects.get(verb="priorities.answers_decided")
        assert event.summary == "Decided on answers for Q2 2025-26: accepted Thames Valley Police on 1.1."

    def test_nothing_is_told_where_nothing_was_decided(self, answers: list[Answer], officer: User) -> None:
        request = answers[0].body_request.request
        assert decide_answers(request=request, decisions=[], by=officer, now=NOW) == Decided(0, 0)
        assert not Event.objects.exists()

    def test_an_answer_that_changed_meanwhile_is_looked_at_again(self, answers: list[Answer], officer: User) -> None:
        decisions = [accept(answers[2]), accept(answers[0])]
        Answer.objects.filter(pk=answers[0].pk).update(given_at=NOW.replace(hour=23), status="dropped", comment="No.")
        with pytest.raises(CannotDecide, match=r"Thames Valley Police’s answer on 1\.1 was changed"):
            decide(officer, *decisions)
        assert not Progress.objects.exists()

    def test_progress_recorded_meanwhile_is_looked_at_first(self, answers: list[Answer], officer: User) -> None:
        decision = accept(answers[0])
        period = answers[0].body_request.request.period
        record_progress(action=answers[0].action, period=period, status="ongoing", revision=0, by=officer, now=NOW)
        with pytest.raises(CannotDecide):
            decide(officer, decision)

    def test_twice_is_refused(self, answers: list[Answer], officer: User) -> None:
        decision = accept(answers[0])
        decide(officer, decision)
        with pytest.raises(CannotDecide):
            decide(officer, decision)

    def test_another_requests_answer_is_not_there(self, answers: list[Answer], officer: User) -> None:
        elsewhere = make.answer()
        with pytest.raises(CannotDecide, match="no longer there"):
            decide(officer, accept(answers[0]), Decision(elsewhere.pk, "", is_accepted=True))


class TestSendingBack:
    def test_sends_one_e_mail_with_all_notes_and_a_link_that_works(
        self, answers: list[Answer], officer: User, sent: Callable[[], Any]
    ) -> None:
        with sent() as mails:
            decide(officer, send_back(answers[0], "Where was it?"), send_back(answers[1]), accept(answers[2]))
        assert [mail.to for mail in mails] == [["desk@police.example"]]
        for part in ("1.1 Patrol the towpath\n  Where was it?", "1.3 Train club staff\n  By when?"):
            assert part in mails[0].body
        assert re.search(r"/updates/[\w-]{43}/", mails[0].body)
        assert Reminder.objects.get(kind="returned").sent_at == NOW
        assert BodyRequest.objects.with_live_links(now=NOW).filter(reminders__kind="returned").exists()

    def test_opens_the_bodys_part_again(self, answers: list[Answer], officer: User) -> None:
        BodyRequest.objects.update(expires_at=NOW)
        decide(officer, send_back(answers[0]))
        asked = BodyRequest.objects.get(pk=answers[0].body_request_id)
        assert asked.answered_at is None
        assert asked.expires_at.date() == date(2025, 11, 17)
        answers[0].refresh_from_db()
        assert (answers[0].state, answers[0].decision_note) == ("returned", "By when?")

    def test_leaves_the_note_out_of_the_log(self, answers: list[Answer], officer: User) -> None:
        decide(officer, send_back(answers[0], "Ask Mrs Example."))
        event = Event.objects.get()
        assert "sent back Thames Valley Police on 1.1" in event.summary
        assert "Example" not in f"{event.summary}{event.data}"

    def test_wants_a_note(self, answers: list[Answer], officer: User) -> None:
        with pytest.raises(CannotDecide, match="Say what is missing"):
            decide(officer, send_back(answers[0], "  "))

    def test_wants_a_link_to_send(self, answers: list[Answer], officer: User) -> None:
        revoke_link(asked=answers[0].body_request, by=officer, now=NOW)
        with pytest.raises(CannotDecide, match="are revoked"):
            decide(officer, send_back(answers[0]))
        assert Answer.objects.filter(state="waiting").count() == 3
