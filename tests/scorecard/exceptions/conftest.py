"""Whom exception reports are asked of, on a Monday of October."""

from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from partners.models import Body, User
from priorities.models import Plan
from scorecard.models import ExceptionReport, Indicator
from tests import make
from tests.scorecard.exceptions.asked import NOW, ask


@pytest.fixture
def in_autumn() -> Iterator[None]:
    cache.clear()
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def plan() -> Plan:
    return make.plan(of=make.partnership(slug="oxford"), slug="2025-26", status="agreed", period="2025-26")


@pytest.fixture
def officer(plan: Plan) -> User:
    return make.role(of=plan.partnership, kind="officer").user


@pytest.fixture
def police(plan: Plan) -> Body:
    body = make.body(name="Thames Valley Police")
    make.membership(of=plan.partnership, member=body, contact=make.person(email="desk@police.example"))
    return body


@pytest.fixture
def indicator(plan: Plan, police: Body) -> Indicator:
    made = make.indicator(of=plan.partnership, plan=plan, theme="Burglary", direction="reduce")
    made.owner_bodies.add(police)
    make.measurement(of=made, value=100, period="2023-24")
    make.measurement(of=made, value=150, period="2024-25")
    return made


@pytest.fixture
def asked(indicator: Indicator, officer: User, django_capture_on_commit_callbacks: Any) -> ExceptionReport:
    with django_capture_on_commit_callbacks(execute=True):
        report = ask(indicator, officer)
    report.refresh_from_db()
    return report
