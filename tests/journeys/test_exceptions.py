"""An indicator goes the wrong way: the officer asks its owner, who answers by link on a phone, and accepts."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from playwright.sync_api import expect

from partners.models import User
from priorities.models import Plan
from scorecard.models import ExceptionReport
from tests import make
from tests.journeys.hands import Hands
from tests.journeys.held_to import axe_faults

pytestmark = pytest.mark.django_db
PHONE = 360


@pytest.fixture(scope="module")
def portal(empty_portal: str) -> str:
    return empty_portal


@pytest.fixture
def officer() -> User:
    return make.user(name="Ash")


@pytest.fixture
def plan(officer: User) -> Plan:
    """An indicator that should fall and rose, of a body whose contact has an address."""
    partnership = make.partnership()
    make.role(of=partnership, held_by=officer)
    plan = make.plan(of=partnership, title="Plan 2026-27", period="2026-27", status="agreed")
    body = make.body(name="Thames Valley Police")
    make.membership(of=partnership, member=body, contact=make.person(body=body, email="lines@example.org"))
    indicator = make.indicator(of=partnership, plan=plan, theme="Burglary", direction="reduce", unit="offences")
    indicator.owner_bodies.add(body)
    make.measurement(of=indicator, value=1004, period="2024-25")
    make.measurement(of=indicator, value=1234, period="2025-26")
    return plan


def test_an_exception_is_raised_answered_and_accepted(visit: Callable[..., Hands], officer: User, plan: Plan) -> None:
    asking = visit(officer)
    asking.open("/work/")
    asking.press("Ask why Burglary goes the wrong way", role="link", exact=False)
    expect(asking.heading()).to_have_text("Burglary")
    asking.press("Ask for a report", role="link")
    expect(asking.heading()).to_have_text("Ask for an exception report")
    asking.press("Ask for a report")
    expect(asking.page.get_by_text("Thames Valley Police was asked for a report.")).to_be_visible()
    (letter,) = mail.outbox
    link = re.search(r"https?://[^/\s]+(/exceptions/\S+)", letter.body)
    assert link

    owner = visit(scripts=False, width=PHONE)
    owner.open(link[1])
    expect(owner.page.get_by_text("Rising, which is not what we want: 1,234, up 22.9% from 1,004.")).to_be_visible()
    owner.press("Send the report")
    expect(owner.page.get_by_role("alert")).to_contain_text("Say why it goes this way")
    assert owner.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    owner.write("Why it goes this way", "Two people stole from many sheds.")
    owner.write("What will be done about it", "Marking of bicycles.")
    owner.write("Who will do it", "Neighbourhood team")
    owner.write_date("By when", date(2027, 2, 1))
    owner.press("Send the report")
    expect(owner.heading()).to_have_text("Thank you")

    asking.open("/work/")
    asking.press("Look at the exception report on Burglary", role="link")
    expect(asking.heading()).to_have_text("Exception report")
    assert axe_faults(asking.page) == []
    asking.press("Accept it", role="link")
    expect(asking.heading()).to_have_text("Accept the report")
    asking.write("What the board said", "Come back in spring.")
    asking.press("Accept the report")
    expect(asking.heading()).to_have_text("Exception report")
    assert ExceptionReport.objects.get(indicator__plan=plan).state == "accepted"

    reader = visit(width=PHONE)
    reader.open(f"{plan.get_absolute_url()}scorecard/")
    assert axe_faults(reader.page) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    reader.press("Reports of hate crime", role="link")
    expect(reader.heading()).to_have_text("Burglary")
    expect(reader.page.get_by_text("Come back in spring.")).to_be_visible()
    assert axe_faults(reader.page) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth") <= PHONE
