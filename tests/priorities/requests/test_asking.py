"""Asking bodies how their lines stand, and ending that."""

import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.models import Event
from core.periods import Period
from partners.models import Body, User
from priorities.models import Action, BodyRequest, Plan, Reminder, UpdateRequest
from priorities.operations.requests import AnswersWait, Asked, CannotAsk, ask_for_updates, close_request
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
QUARTER = Period.parse("Q2 2025-26")


def ask(plan: Plan, officer: User, *bodies: Asked, **changes: Any) -> UpdateRequest:
    known = {"period": QUARTER, "due_date": date(2025, 10, 27), "message": ""}
    return ask_for_updates(plan=plan, bodies=bodies, by=officer, now=NOW, **{**known, **changes})


@pytest.fixture
def both(actions: list[Action], police: Body, council: Body) -> list[Asked]:
    return [Asked(police, "desk@police.example", "lead@police.example"), Asked(council, "desk@council.example")]


class TestAsking:
    def test_sends_each_body_its_own_lines_with_a_link_of_its_own(
        self, plan: Plan, officer: User, both: list[Asked], sent: Callable[[], Any]
    ) -> None:
        with sent() as mails:
            ask(plan, officer, *both, message="Please mention the summer.")
        police, council = mails
        assert police.to == ["desk@police.example"]
        assert police.reply_to == ["safety@example.org"]
        for part in ("1.1 Patrol the towpath", "1.3 Train club staff", "27 October 2025", "Please mention the summer."):
            assert part in police.body
        assert "Light the towpath" not in police.body
        assert "1.2 Light the towpath" in council.body
        links = [re.search(r"http://127\.0\.0\.1:8000/updates/([\w-]{43})/", mail.body) for mail in mails]
        assert links[0][1] != links[1][1]

    def test_keeps_the_hash_of_a_link_alone(
        self, plan: Plan, officer: User, both: list[Asked], sent: Callable[[], Any]
    ) -> None:
        with sent() as mails:
            ask(plan, officer, *both)
        secret = re.search(r"/updates/([\w-]+)/", mails[0].body)[1]
        asked = BodyRequest.objects.reached_by(hashlib.sha256(secret.encode()).hexdigest(), now=NOW).get()
        assert asked.body == both[0].body
        everything = [str(row) for model in (BodyRequest, Reminder, Event) for row in model.objects.values()]
        assert not any(secret in row for row in everything)

    def test_marks_an_e_mail_as_sent_once_it_has_left(
        self, plan: Plan, officer: User, both: list[Asked], sent: Callable[[], Any]
    ) -> None:
        with sent():
            ask(plan, officer, *both)
            assert set(Reminder.objects.values_list("kind", "sent_at")) == {("request", None)}
        assert set(Reminder.objects.values_list("kind", "sent_at")) == {("request", NOW)}

    def test_tells_of_it_without_anybodys_address(self, plan: Plan, officer: User, both: list[Asked]) -> None:
        request = ask(plan, officer, *both)
        event = Event.objects.get()
        assert event.summary == (
            "Asked for updates of Oxford's priorities 2025-26 for Q2 2025-26 by 27 October 2025: "
            "Thames Valley Police and Oxford City Council."
        )
        assert "@" not in str(event.data)
        assert (event.actor, event.subject_id) == (officer, str(request.pk))

    def test_links_work_for_three_weeks_after_the_date(self, plan: Plan, officer: User, both: list[Asked]) -> None:
        ask(plan, officer, *both)
        assert {one.expires_at.date() for one in BodyRequest.objects.all()} == {date(2025, 11, 17)}

    def test_no_mail_leaves_when_it_is_not_saved(
        self, plan: Plan, officer: User, both: list[Asked], sent: Callable[[], Any]
    ) -> None:
        idle = make.body(name="Idle")
        with sent() as mails, pytest.raises(CannotAsk, match="Idle leads no open action of this plan"):
            ask(plan, officer, *both, Asked(idle, "desk@idle.example"))
        assert mails == []
        assert not UpdateRequest.objects.exists()

    @pytest.mark.parametrize(
        ("due", "field"), [(NOW.date(), "due_date"), (NOW.date() + timedelta(days=500), "due_date")]
    )
    def test_wants_a_date_ahead(self, due: date, field: str, plan: Plan, officer: User, both: list[Asked]) -> None:
        with pytest.raises(CannotAsk) as refused:
            ask(plan, officer, *both, due_date=due)
        assert refused.value.field == field

    @pytest.mark.parametrize("status", ["draft", "closed"])
    def test_wants_a_plan_that_is_under_way(self, status: str, plan: Plan, officer: User, both: list[Asked]) -> None:
        Plan.objects.update(status=status)
        with pytest.raises(CannotAsk):
            ask(plan, officer, *both)

    def test_wants_somebody_to_ask(self, plan: Plan, officer: User) -> None:
        with pytest.raises(CannotAsk):
            ask(plan, officer)

    def test_asks_nobody_twice_about_the_same(self, plan: Plan, officer: User, both: list[Asked]) -> None:
        first = ask(plan, officer, *both)
        with pytest.raises(CannotAsk, match="are already asked about Q2 2025-26"):
            ask(plan, officer, *both)
        close_request(request=first, by=officer, now=NOW)
        assert ask(plan, officer, *both).pk

    def test_wants_addresses_that_are_some(self, plan: Plan, officer: User, actions: list[Action]) -> None:
        bad = Asked(actions[0].lead_body, "desk@police.example\nBcc: everybody@example.org")
        with pytest.raises(ValidationError):
            ask(plan, officer, bad)


class TestEnding:
    def test_ends_links_and_tells_who_was_silent(self, asked: BodyRequest, officer: User) -> None:
        make.reminder(of=asked, secret="it")
        close_request(request=asked.request, by=officer, now=NOW)
        assert not BodyRequest.objects.with_live_links(now=NOW).exists()
        assert Event.objects.get().summary.endswith("not answered in full by Thames Valley Police.")

    def test_waits_for_the_officers_decisions(self, asked: BodyRequest, officer: User, actions: list[Action]) -> None:
        make.answer(of=asked, about=actions[0])
        with pytest.raises(AnswersWait, match="1 answer waits for you"):
            close_request(request=asked.request, by=officer, now=NOW)

    def test_twice_is_once(self, asked: BodyRequest, officer: User) -> None:
        close_request(request=asked.request, by=officer, now=NOW)
        close_request(request=asked.request, by=officer, now=NOW + timedelta(days=1))
        assert Event.objects.count() == 1
