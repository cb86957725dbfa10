"""A plan in place, with one priority, one action, and an officer at it."""

import pytest
from django.test import Client

from partners.models import User
from priorities.models import Action, Plan, Priority
from tests import make
from tests.world import logged_in


@pytest.fixture
def plan() -> Plan:
    oxford = make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")
    return make.plan(of=oxford, slug="2025-26", title="Plan 2025-26", status="proposed")


@pytest.fixture
def priority(plan: Plan) -> Priority:
    return make.priority(of=plan, title="Reduce violence", position=1)


@pytest.fixture
def action(priority: Priority) -> Action:
    return make.action(under=priority, text="Patrol the towpath.", position=1)


@pytest.fixture
def officer(plan: Plan) -> User:
    return make.officer(of=plan.partnership)


@pytest.fixture
def client(officer: User) -> Client:
    return logged_in(officer)
