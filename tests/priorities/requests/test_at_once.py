"""Bodies answer while the officer decides and reminders leave: nobody waits for ever, and nothing is lost."""

import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from core.events import verify_chains
from partners.models import User
from priorities.models import Action, Answer, BodyRequest, Progress
from priorities.operations.requests import Decision, Told, decide_answers, give_answers, nudge
from priorities.summaries.requests import answer_sheet
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOW + timedelta(days=6)


def versions(asked: BodyRequest) -> dict[int, str]:
    return {line.action_id: line.version for line in answer_sheet(asked, on=timezone.localdate(NOW)).lines}


def test_all_at_once(asked: BodyRequest, actions: list[Action], officer: User) -> None:
    council = make.body_request(of=asked.request, asks=actions[1].lead_body, expires_at=LATER + timedelta(days=1))
    given = [make.answer(of=asked, about=actions[0], status="ongoing"), make.answer(of=council, about=actions[1])]
    decisions = [
        Decision(answer.pk, versions(answer.body_request)[answer.action_id], is_accepted=True) for answer in given
    ]
    contributor = make.contributor(of=asked.request.plan.partnership, speaks_for=asked.body)
    new = make.action(under=actions[0].priority, lead_body=council.body, position=9)
    police, councils = versions(asked), versions(council)

    work: list[Callable[[], Any]] = [
        lambda: decide_answers(request=asked.request, decisions=decisions, by=officer, now=NOW),
        lambda: give_answers(
            asked=asked, told=[Told(actions[2].pk, police[actions[2].pk], is_unchanged=True)], by=contributor, now=NOW
        ),
        lambda: give_answers(asked=council, told=[Told(new.pk, councils[new.pk], status="underway")], by=None, now=NOW),
        lambda: nudge(asked=council, by=officer, now=LATER),
    ]
    start = threading.Barrier(len(work))
    failed: list[Exception] = []

    def run(one: Callable[[], Any]) -> None:
        start.wait()
        try:
            one()
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[one]) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    # The nudge alone may come too late: then the council has answered everything.
    assert [error for error in failed if "has answered all its lines" not in str(error)] == []
    assert sorted(Answer.objects.values_list("state", flat=True)) == ["accepted", "accepted", "accepted", "waiting"]
    assert Progress.objects.count() == 3
    assert list(verify_chains()) == []
