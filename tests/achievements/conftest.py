"""A plan in force, with somebody who keeps all of its log and somebody who keeps a part."""

import pytest
from django.test import Client

from achievements.models import Achievement
from partners.models import Body
from priorities.models import Plan
from tests import make
from tests.achievements.visiting import logged_in


@pytest.fixture
def plan() -> Plan:
    of = make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")
    return make.plan(of=of, slug="2025-26", title="Plan 2025-26", period="2025-26", status="agreed")


@pytest.fixture
def police(plan: Plan) -> Body:
    body = make.body(name="Thames Valley Police")
    make.membership(of=plan.partnership, member=body)
    return body


@pytest.fixture
def officer(plan: Plan) -> Client:
    return logged_in(make.officer(of=plan.partnership))


@pytest.fixture
def contributor(plan: Plan, police: Body) -> Client:
    return logged_in(make.contributor(of=plan.partnership, speaks_for=police))


@pytest.fixture
def achievement(plan: Plan) -> Achievement:
    return make.achievement(of=plan, text="Shops were checked.", provider=make.body(name="Fire"))
