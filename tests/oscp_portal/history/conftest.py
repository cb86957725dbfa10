"""Oxford's partnership with a plan, and its officer logged in."""

import pytest
from django.test import Client

from partners.models import Partnership, User
from priorities.models import Plan
from tests import make


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford partnership")


@pytest.fixture
def plan(oxford: Partnership) -> Plan:
    return make.plan(of=oxford, slug="2025-26", title="Plan 2025-26")


@pytest.fixture
def officer(oxford: Partnership) -> User:
    return make.officer(of=oxford)


@pytest.fixture
def client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client
