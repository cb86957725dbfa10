"""Exception reports that nobody answers: reminders to the contact, and a word to the lead."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.test import Client

from scorecard import operations
from scorecard.cadence import Kind, chase_due
from scorecard.models import ExceptionReport
from tests.scorecard.exceptions.asked import last_event, link

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_autumn")]


class TestChasing:
    @pytest.mark.parametrize(
        ("on", "last", "kind"),
        [
            (date(2025, 10, 20), date(2025, 10, 6), None),
            (date(2025, 10, 22), date(2025, 10, 6), Kind.DUE),
            (date(2025, 10, 28), date(2025, 10, 22), Kind.OVERDUE),
            (date(2025, 10, 28), date(2025, 10, 25), None),
            (date(2025, 11, 3), date(2025, 10, 28), Kind.OVERDUE),
            (date(2025, 12, 30), date(2025, 11, 12), None),
        ],
    )
    def test_comes_at_its_time_and_never_too_close(self, on: date, last: date, kind: Kind | None) -> None:
        mailed, now = (datetime(day.year, day.month, day.day, 10, tzinfo=UTC) for day in (last, on))
        assert chase_due(due_date=date(2025, 10, 27), last_mailed_at=mailed, now=now) == kind

    def test_sends_a_new_link_once(self, asked: ExceptionReport, client: Client) -> None:
        later = datetime(2025, 10, 28, 10, tzinfo=UTC)
        first = link()
        done = operations.chase_exceptions(now=later)
        assert len(done.sent) == 1
        assert mail.outbox[-1].subject.startswith("Overdue: your report on Burglary")
        assert operations.chase_exceptions(now=later).sent == ()
        assert client.get(first).status_code == 404
        assert client.get(link()).status_code == 200
        assert "is overdue" in last_event().summary

    def test_tells_the_lead_once_after_ten_days_and_leaves_the_contacts_link(
        self, asked: ExceptionReport, client: Client
    ) -> None:
        ExceptionReport.objects.update(
            lead_email="chief@police.example", last_mailed_at=datetime(2025, 11, 3, tzinfo=UTC)
        )
        on_time, again = (datetime(2025, 11, day, 10, tzinfo=UTC) for day in (6, 10))
        first = link()
        assert operations.chase_exceptions(now=on_time).sent == ()  # the contact had an e-mail three days before
        assert len(operations.chase_exceptions(now=again).sent) == 1
        told = mail.outbox[-1]
        assert (told.to, told.subject) == (
            ["chief@police.example"],
            "No answer yet from Thames Valley Police: report on Burglary, Oxford Safer Communities Partnership",
        )
        assert "was sent to desk@police.example" in told.body
        assert "/exceptions/" not in told.body
        assert client.get(first).status_code == 200
        assert last_event().summary.startswith("Told the lead of Thames Valley Police")
        assert operations.chase_exceptions(now=datetime(2025, 11, 14, 10, tzinfo=UTC)).sent == ()
        assert len(operations.chase_exceptions(now=datetime(2025, 11, 17, 10, tzinfo=UTC)).sent) == 1
        assert mail.outbox[-1].to == ["desk@police.example"]  # its reminder of the 14th day had to wait
        asked.refresh_from_db()
        assert asked.escalated_at == again

    def test_is_quiet_at_night_and_keeps_the_link_where_no_mail_left(
        self, asked: ExceptionReport, client: Client, settings: Any
    ) -> None:
        assert operations.chase_exceptions(now=datetime(2025, 10, 28, 23, tzinfo=UTC)).is_quiet
        settings.EMAIL_BACKEND = "tests.priorities.requests.backends.DeadBackend"
        first = link()
        done = operations.chase_exceptions(now=datetime(2025, 10, 28, 10, tzinfo=UTC))
        assert (done.sent, len(done.failed)) == ((), 1)
        assert client.get(first).status_code == 200

    def test_goes_with_the_reminders_that_cron_sends(
        self, asked: ExceptionReport, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with time_machine.travel(datetime(2025, 10, 28, 10, tzinfo=UTC)):
            call_command("send_reminders", dry_run=True)
            assert "Thames Valley Police, exception report overdue" in capsys.readouterr().out
            call_command("send_reminders")
            assert "1 sent." in capsys.readouterr().out
            call_command("send_reminders")
            assert "0 sent." in capsys.readouterr().out
