"""Reminding bodies: by the clock, by the officer's hand, by two at once, and where mail cannot leave."""

import re
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import connection

from core.models import Event
from partners.models import User
from priorities.links import hash_of
from priorities.models import Action, BodyRequest, Reminder
from priorities.operations.requests import CannotNudge, RequestHasEnded, close_request, nudge, send_due_reminders
from tests import make
from tests.make import NOW

OVERDUE = datetime(2025, 10, 28, 10, tzinfo=UTC)  # the day after the date, a Tuesday
ESCALATED = datetime(2025, 11, 6, 10, tzinfo=UTC)  # ten days after it


@pytest.fixture
def silent(asked: BodyRequest) -> BodyRequest:
    """The police, asked and silent."""
    make.reminder(of=asked)
    return asked


FAILING = "tests.priorities.requests.backends.FailingBackend"
DEAD = "tests.priorities.requests.backends.DeadBackend"


@pytest.mark.django_db
class TestByTheClock:
    def test_sends_what_is_due_with_a_link_of_its_own(self, silent: BodyRequest) -> None:
        done = send_due_reminders(now=OVERDUE)
        assert len(done.sent) == 1
        assert done.sent[0].endswith(": Thames Valley Police, overdue")
        message = mail.outbox[0]
        assert message.to == ["desk@police.example"]
        assert message.subject.startswith("Overdue: your update for Q2 2025-26")
        secret = re.search(r"/updates/([\w-]+)/", message.body)[1]
        assert BodyRequest.objects.reached_by(hash_of(secret), now=OVERDUE).get() == silent
        assert Reminder.objects.get(kind="overdue").sent_at == OVERDUE

    def test_keeps_the_earlier_links_alive(self, asked: BodyRequest) -> None:
        make.reminder(of=asked, secret="first")
        send_due_reminders(now=OVERDUE)
        assert BodyRequest.objects.reached_by(hash_of("first"), now=OVERDUE).exists()

    def test_again_sends_nothing(self, silent: BodyRequest) -> None:
        send_due_reminders(now=OVERDUE)
        assert send_due_reminders(now=OVERDUE + timedelta(minutes=1)).sent == ()
        assert len(mail.outbox) == 1

    def test_tells_the_lead_after_ten_days(self, silent: BodyRequest) -> None:
        send_due_reminders(now=ESCALATED)
        assert mail.outbox[0].to == ["lead@police.example"]
        event = Event.objects.get()
        assert event.summary == "Told the lead of Thames Valley Police that its lines for Q2 2025-26 are overdue."
        assert event.actor_name == "The portal"

    def test_names_only_the_lines_that_want_an_answer(self, silent: BodyRequest, actions: list[Action]) -> None:
        make.answer(of=silent, about=actions[0])
        make.answer(of=silent, about=actions[2], state="returned")
        send_due_reminders(now=OVERDUE)
        assert "Train club staff" in mail.outbox[0].body
        assert "Patrol the towpath" not in mail.outbox[0].body

    @pytest.mark.parametrize("end", ["answered", "revoked", "expired", "closed"])
    def test_leaves_those_alone_who_cannot_or_need_not_answer(
        self, end: str, silent: BodyRequest, officer: User
    ) -> None:
        if end == "closed":
            close_request(request=silent.request, by=officer, now=NOW)
        else:
            changed = {"answered": "answered_at", "revoked": "revoked_at", "expired": "expires_at"}[end]
            BodyRequest.objects.update(**{changed: NOW})
        assert send_due_reminders(now=OVERDUE).sent == ()

    @pytest.mark.parametrize("now", [OVERDUE.replace(hour=3), datetime(2025, 11, 1, 10, tzinfo=UTC)])
    def test_sends_nothing_at_night_or_on_a_saturday(self, now: datetime, silent: BodyRequest) -> None:
        assert send_due_reminders(now=now).is_quiet
        assert mail.outbox == []

    def test_a_body_with_two_requests_gets_one_e_mail_in_five_days(self, silent: BodyRequest, officer: User) -> None:
        other = make.update_request(
            of=silent.request.plan, asked_by=officer, due=silent.request.due_date, period="Q1 2025-26"
        )
        make.body_request(of=other, asks=silent.body, contact_email="desk@police.example")
        assert len(send_due_reminders(now=OVERDUE).sent) == 1
        assert send_due_reminders(now=OVERDUE + timedelta(days=2)).sent == ()
        assert len(send_due_reminders(now=OVERDUE + timedelta(days=6)).sent) == 1

    def test_an_e_mail_that_is_under_way_counts_and_one_that_got_stuck_does_not(self, silent: BodyRequest) -> None:
        stuck = make.reminder(of=silent, kind="overdue", made_at=OVERDUE - timedelta(minutes=1), sent_at=None)
        assert send_due_reminders(now=OVERDUE).sent == ()
        Reminder.objects.filter(pk=stuck.pk).update(made_at=OVERDUE - timedelta(hours=2))
        assert len(send_due_reminders(now=OVERDUE).sent) == 1

    def test_a_body_whose_lines_have_all_ended_owes_nothing_any_more(
        self, silent: BodyRequest, actions: list[Action], officer: User
    ) -> None:
        Action.objects.filter(lead_body=silent.body).update(status="completed")
        with pytest.raises(CannotNudge, match="No line is left"):
            nudge(asked=silent, by=officer, now=OVERDUE)
        assert send_due_reminders(now=OVERDUE).sent == ()
        silent.refresh_from_db()
        assert silent.answered_at == OVERDUE
        assert Event.objects.get().summary == "No line is left for Thames Valley Police to answer for Q2 2025-26."
        assert mail.outbox == []

    def test_takes_as_many_queries_to_find_nothing_for_twenty_as_for_two(
        self, request_: Any, django_assert_num_queries: Any
    ) -> None:
        for _ in range(20):
            make.reminder(of=make.body_request(of=request_), sent_at=OVERDUE)
        with django_assert_num_queries(2):
            assert send_due_reminders(now=OVERDUE).sent == ()


@pytest.mark.django_db
class TestWhereMailCannotLeave:
    @pytest.fixture
    def also_silent(self, silent: BodyRequest, actions: list[Action]) -> BodyRequest:
        council = make.body_request(of=silent.request, asks=actions[1].lead_body, contact_email="desk@council.example")
        make.reminder(of=council)
        return council

    def test_one_failure_stops_no_other_and_is_tried_again(
        self, silent: BodyRequest, also_silent: BodyRequest, settings: Any
    ) -> None:
        settings.EMAIL_BACKEND = FAILING
        done = send_due_reminders(now=OVERDUE)
        assert [len(done.sent), len(done.failed)] == [1, 1]
        assert [message.to for message in mail.outbox] == [["desk@council.example"]]
        assert not Reminder.objects.filter(body_request=silent, kind="overdue").exists()
        assert Event.objects.count() == 1
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        assert send_due_reminders(now=OVERDUE).sent[0].endswith(": Thames Valley Police, overdue")

    def test_a_dead_server_is_asked_once(self, silent: BodyRequest, also_silent: BodyRequest, settings: Any) -> None:
        settings.EMAIL_BACKEND = DEAD
        done = send_due_reminders(now=OVERDUE)
        assert len(done.failed) == 2
        assert not Reminder.objects.filter(kind="overdue").exists()

    def test_the_officer_is_told_that_a_nudge_did_not_leave(
        self, silent: BodyRequest, officer: User, settings: Any
    ) -> None:
        settings.EMAIL_BACKEND = FAILING
        with pytest.raises(CannotNudge, match="could not be sent"):
            nudge(asked=silent, by=officer, now=OVERDUE)
        assert not Reminder.objects.filter(kind="nudge").exists()
        assert not Event.objects.exists()

    def test_its_reason_is_logged_without_address_or_link(
        self, silent: BodyRequest, settings: Any, caplog: pytest.LogCaptureFixture
    ) -> None:
        settings.EMAIL_BACKEND = FAILING
        send_due_reminders(now=OVERDUE)
        assert "SMTPRecipientsRefused" in caplog.text
        assert "@" not in caplog.text
        assert "/updates/" not in caplog.text


@pytest.mark.django_db
class TestByHand:
    def test_sends_one_now(self, silent: BodyRequest, officer: User) -> None:
        nudge(asked=silent, by=officer, now=NOW + timedelta(days=5))
        assert mail.outbox[0].subject.startswith("Can you answer?")
        event = Event.objects.get()
        assert (event.actor, event.summary) == (officer, "Nudged Thames Valley Police for its lines for Q2 2025-26.")

    def test_keeps_to_the_five_days_and_says_when_it_may(self, silent: BodyRequest, officer: User) -> None:
        with pytest.raises(CannotNudge, match=r"had an e-mail on 6 October 2025.*nudge again from 11 October 2025"):
            nudge(asked=silent, by=officer, now=NOW + timedelta(days=4, hours=23))
        assert mail.outbox == []

    def test_holds_back_the_clock(self, silent: BodyRequest, officer: User) -> None:
        nudge(asked=silent, by=officer, now=OVERDUE - timedelta(days=1))
        assert send_due_reminders(now=OVERDUE).sent == ()

    def test_brings_an_expired_link_back_to_life(self, silent: BodyRequest, officer: User) -> None:
        BodyRequest.objects.update(expires_at=NOW)
        later = NOW + timedelta(days=60)
        nudge(asked=silent, by=officer, now=later)
        assert BodyRequest.objects.with_live_links(now=later).exists()

    @pytest.mark.parametrize(("end", "sentence"), [("answered", "has answered all"), ("revoked", "are revoked")])
    def test_is_refused_where_it_makes_no_sense(
        self, end: str, sentence: str, silent: BodyRequest, officer: User
    ) -> None:
        BodyRequest.objects.update(**{f"{end}_at": NOW})
        with pytest.raises(CannotNudge, match=sentence):
            nudge(asked=silent, by=officer, now=OVERDUE)

    def test_is_refused_for_an_ended_request(self, silent: BodyRequest, officer: User) -> None:
        close_request(request=silent.request, by=officer, now=NOW)
        with pytest.raises(RequestHasEnded):
            nudge(asked=silent, by=officer, now=OVERDUE)


@pytest.mark.django_db(transaction=True)
def test_two_that_run_at_once_send_each_reminder_once(silent: BodyRequest) -> None:
    start = threading.Barrier(4)
    done: list[Any] = []

    def run() -> None:
        start.wait()
        try:
            done.append(send_due_reminders(now=OVERDUE))
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == 4
    assert sum(len(each.sent) for each in done) == 1
    assert Reminder.objects.filter(kind="overdue").count() == 1


@pytest.mark.django_db
class TestTheCommand:
    @pytest.fixture
    def office_hour(self) -> Iterator[None]:
        with time_machine.travel(OVERDUE, tick=False):
            yield

    @pytest.fixture
    def run(self) -> Callable[..., str]:
        def run(*arguments: str) -> str:
            out = StringIO()
            call_command("send_reminders", *arguments, stdout=out, stderr=out)
            return out.getvalue()

        return run

    def test_says_what_it_sent(self, silent: BodyRequest, office_hour: None, run: Callable[..., str]) -> None:
        assert re.fullmatch(r"Sent: .*: Thames Valley Police, overdue\n1 sent\.\n", run())
        assert run() == "0 sent.\n"

    def test_only_says_what_it_would_send(
        self, silent: BodyRequest, office_hour: None, run: Callable[..., str]
    ) -> None:
        assert re.fullmatch(
            r"Due: .*: Thames Valley Police, overdue\n1 to send now\. Nothing was sent\.\n", run("--dry-run")
        )
        assert mail.outbox == []

    def test_says_why_it_is_quiet(self, silent: BodyRequest, run: Callable[..., str]) -> None:
        with time_machine.travel(OVERDUE.replace(hour=2)):
            assert "between 8am and 6pm on working days" in run()
            assert "1 to send at the next hour between 8am and 6pm on a working day." in run("--dry-run")

    def test_fails_where_an_e_mail_could_not_leave(
        self, silent: BodyRequest, office_hour: None, run: Callable[..., str], settings: Any
    ) -> None:
        settings.EMAIL_BACKEND = FAILING
        with pytest.raises(CommandError, match="1 not sent"):
            run()
