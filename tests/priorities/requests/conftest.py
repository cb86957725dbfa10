"""A plan in autumn, the bodies that lead its lines, and who asks them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from partners.models import Body, Partnership, User
from priorities.models import Action, BodyRequest, Plan, UpdateRequest
from tests import make
from tests.make import NOW
from tests.priorities.requests.pages import logged_in


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", contact_email="safety@example.org", contact_post="Community Safety Manager")


@pytest.fixture
def plan(oxford: Partnership) -> Plan:
    return make.plan(of=oxford, slug="2025-26", title="Oxford's priorities 2025-26", status="agreed")


@pytest.fixture
def officer(oxford: Partnership) -> User:
    return make.officer(of=oxford)


@pytest.fixture
def police(oxford: Partnership) -> Body:
    body = make.body(name="Thames Valley Police")
    make.membership(
        of=oxford,
        member=body,
        contact=make.person(email="desk@police.example"),
        lead=make.person(email="lead@police.example"),
    )
    return body


@pytest.fixture
def council(oxford: Partnership) -> Body:
    body = make.body(name="Oxford City Council", kind="district-council")
    make.membership(of=oxford, member=body)
    return body


@pytest.fixture
def actions(plan: Plan, police: Body, council: Body) -> list[Action]:
    """Two lines of the police, 1.1 and 1.3, and one of the council, 1.2."""
    priority = make.priority(of=plan, title="Reduce serious violence")
    return [
        make.action(under=priority, position=1, text="Patrol the towpath", lead_body=police, status="planned"),
        make.action(under=priority, position=2, text="Light the towpath", lead_body=council, status="underway"),
        make.action(under=priority, position=3, text="Train club staff", lead_body=police, status="underway"),
    ]


@pytest.fixture
def request_(plan: Plan, actions: list[Action], officer: User) -> UpdateRequest:
    return make.update_request(of=plan, asked_by=officer, due=date(2025, 10, 27))


@pytest.fixture
def asked(request_: UpdateRequest, police: Body) -> BodyRequest:
    return make.body_request(
        of=request_,
        asks=police,
        contact_email="desk@police.example",
        lead_email="lead@police.example",
        expires_at=datetime(2025, 11, 17, 23, 59, tzinfo=UTC),
    )


@pytest.fixture
def sent(django_capture_on_commit_callbacks: Any, mailoutbox: list[Any]) -> Any:
    """For `with sent() as mails:` around an operation; `mails` are those that left."""

    class Sending:
        def __enter__(self) -> list[Any]:
            self.context = django_capture_on_commit_callbacks(execute=True)
            self.context.__enter__()
            return mailoutbox

        def __exit__(self, *error: Any) -> None:
            self.context.__exit__(*error)

    return Sending


@pytest.fixture
def in_autumn() -> Iterator[None]:
    """The day after the request."""
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        yield


@pytest.fixture
def visitor(officer: User) -> Client:
    return logged_in(officer)


@pytest.fixture
def contributor(oxford: Partnership, police: Body) -> Client:
    return logged_in(make.contributor(of=oxford, speaks_for=police))
