"""Reminding bodies of a return: with the update requests' command, and never two e-mails to a body in five days."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.core.management import call_command

from core.editing import Refused
from core.models import Event
from funding.models import Return
from funding.operations.returns import nudge_for_return
from tests import make
from tests.funding.returns.conftest import NOW

pytestmark = pytest.mark.django_db
NEAR = datetime(2026, 5, 11, 10, tzinfo=UTC)  # four days before the lines are due, a Monday
OVERDUE = datetime(2026, 5, 18, 10, tzinfo=UTC)
ESCALATED = datetime(2026, 5, 26, 10, tzinfo=UTC)


def run(at: datetime, *arguments: str) -> str:
    """What the command says at a moment."""
    out = StringIO()
    with time_machine.travel(at, tick=False):
        call_command("send_reminders", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_leave_when_they_are_due_each_once(asked: Return, mailoutbox: list[Any]) -> None:
    mailoutbox.clear()
    for at in (NOW + timedelta(days=7), NEAR, NEAR, OVERDUE, OVERDUE + timedelta(hours=2), ESCALATED, ESCALATED):
        run(at)
    assert [(mail.to[0].split("@")[0], mail.subject.split(":")[0]) for mail in mailoutbox] == [
        ("desk", "Due on 15 May 2026"),
        ("desk", "Overdue"),
        ("lead", "No answer yet from Thames Valley Police"),
    ]
    assert "/returns/" not in mailoutbox[-1].body  # whoever leads gets no link: the contact's goes on working
    assert Event.objects.filter(verb="funding.return_reminder_sent").count() == 3


def test_wait_for_other_e_mails_to_the_body_and_hold_up_those(
    asked: Return, books: SimpleNamespace, mailoutbox: list[Any]
) -> None:
    request = make.update_request(of=books.plan, due=date(2026, 5, 13), asked_by=books.officer)
    body_request = make.body_request(
        of=request, asks=books.police, contact_email="desk@police.example", expires_at=NOW + timedelta(days=90)
    )
    make.action(under=make.priority(of=books.plan), lead_body=books.police)
    mailoutbox.clear()
    told = run(NEAR, "--dry-run")
    assert "1 to send" in told
    run(NEAR)  # both are due: the update request goes first
    run(NEAR + timedelta(hours=1))
    assert [mail.subject[:21] for mail in mailoutbox] == ["Due on 13 May 2026: y"]
    body_request.reminders.all().delete()
    asked.requests.update(last_mailed_at=OVERDUE - timedelta(days=1))
    assert "0 sent" in run(OVERDUE)


def test_stop_with_the_answer_and_with_the_review(asked: Return, mailoutbox: list[Any]) -> None:
    mailoutbox.clear()
    asked.requests.update(answered_at=NOW)
    run(OVERDUE)
    asked.requests.update(answered_at=None)
    Return.objects.update(state="in-review")
    run(OVERDUE)
    assert mailoutbox == []


def test_that_cannot_leave_are_tried_again_and_the_link_before_works_on(
    asked: Return, settings: Any, mailoutbox: list[Any]
) -> None:
    before = asked.requests.get().token_hash
    settings.EMAIL_BACKEND = "tests.priorities.requests.backends.DeadBackend"
    with pytest.raises(Exception, match="not sent"):
        run(OVERDUE)
    assert asked.requests.get().token_hash == before


def test_by_hand_keep_the_same_distance(asked: Return, books: SimpleNamespace, mailoutbox: list[Any]) -> None:
    mailoutbox.clear()
    request = asked.requests.get()
    with pytest.raises(Refused, match="nudge again from 25 April 2026"):
        nudge_for_return(asked=request, by=books.officer, now=NOW + timedelta(days=4))
    nudge_for_return(asked=request, by=books.officer, now=NOW + timedelta(days=6))
    assert len(mailoutbox) == 1
