"""The plan that the tests of rolling forward begin with."""

from datetime import date

import pytest
from django.test import Client

from partners.models import Body, Partnership, User
from priorities.models import Action, Plan, Priority
from tests import make
from tests.priorities.roll_forward.steps import logged_in


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")


@pytest.fixture
def police(oxford: Partnership) -> Body:
    body = make.body(name="Thames Valley Police")
    make.membership(of=oxford, member=body)
    return body


@pytest.fixture
def plan(oxford: Partnership) -> Plan:
    return make.plan(
        of=oxford, slug="2025-26", title="Plan 2025-26", period="2025-26", status="agreed", vision="A safe city."
    )


@pytest.fixture
def violence(plan: Plan) -> Priority:
    return make.priority(of=plan, title="Violence", position=1)


@pytest.fixture
def burglary(plan: Plan) -> Priority:
    return make.priority(of=plan, title="Burglary", position=2)


@pytest.fixture
def place(violence: Priority, police: Body) -> Action:
    return make.action(
        under=violence, text="Open a safe place.", lead_body=police, due_date=date(2026, 3, 31), status="underway"
    )


@pytest.fixture
def bicycles(burglary: Priority) -> Action:
    return make.action(under=burglary, text="Mark bicycles.", status="completed", closing_note="All are marked.")


@pytest.fixture
def officer(oxford: Partnership) -> User:
    return make.officer(of=oxford)


@pytest.fixture
def visitor(officer: User) -> Client:
    return logged_in(officer)


@pytest.fixture
def priority(plan: Plan) -> Priority:
    return make.priority(of=plan, title="Violence", narrative="Why.", vision="None.", lead_body=make.body())
