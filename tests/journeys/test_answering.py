"""A body's contact answers by the link in an e-mail, on a phone; the officer who asked accepts."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core import mail
from playwright.sync_api import expect

from partners.models import User
from priorities.models import Action, Plan, Progress
from tests import make
from tests.journeys.hands import Hands

pytestmark = pytest.mark.django_db
PHONE = 360
BACK_BY = date(2027, 2, 1)


@pytest.fixture(scope="module")
def portal(empty_portal: str) -> str:
    return empty_portal


@pytest.fixture
def officer() -> User:
    return make.user(name="Ash")


@pytest.fixture
def plan(officer: User) -> Plan:
    """Two lines of a body whose contact has an address."""
    partnership = make.partnership()
    make.role(of=partnership, held_by=officer)
    plan = make.plan(of=partnership, title="Plan 2026-27", period="2026-27", status="agreed")
    body = make.body(name="Thames Valley Police")
    make.membership(of=partnership, member=body, contact=make.person(body=body, email="lines@example.org"))
    priority = make.priority(of=plan)
    for text in ("Patrol the towpath", "Train club staff"):
        make.action(under=priority, text=text, lead_body=body, status="underway")
    return plan


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_body_answers_by_its_link_and_the_officer_accepts(
    *, scripts: bool, visit: Callable[..., Hands], officer: User, plan: Plan
) -> None:
    asking = visit(officer, scripts=scripts)
    asking.open(f"{plan.get_absolute_url()}requests/add/")
    asking.press("Preview the e-mails")
    expect(asking.heading()).to_have_text("Check the e-mails")
    assert mail.outbox == []
    asking.press("Send", exact=False)
    expect(asking.page.get_by_text("1 e-mail was sent.")).to_be_visible()
    (letter,) = mail.outbox
    assert letter.to == ["lines@example.org"]
    link = re.search(r"https?://[^/\s]+(/updates/\S+)", letter.body)
    assert link

    contact = visit(scripts=scripts, width=PHONE)
    contact.open(link[1])
    contact.choose(contact.page.get_by_role("group", name="Has anything changed"), "Yes, something has changed")
    same, changed = (contact.page.get_by_role("group", name=f"Your answer on 1.{number}") for number in (1, 2))
    contact.choose(same, "No change")
    contact.choose(changed, "Something has changed")
    contact.choose(changed.get_by_role("group", name="How it stands now"), "Off track")
    contact.press("Send answers")
    expect(contact.page.get_by_role("alert")).to_contain_text("There is a problem")
    assert contact.page.evaluate("document.documentElement.scrollWidth") <= PHONE
    contact.write("Why it is not on track", "The trainer left.", within=changed)
    contact.write("What will be done about it", "Find another.", within=changed)
    contact.write("Who will do it", "Head of licensing", within=changed)
    contact.write_date("When it will be back on track", BACK_BY, within=changed)
    contact.press("Send answers")
    expect(contact.heading()).to_have_text("Thank you")
    assert not Progress.objects.filter(action__priority__plan=plan).exists()

    asking.page.reload()
    expect(asking.page.get_by_role("heading", name="2 answers wait for you")).to_be_visible()
    asking.press("Accept all")
    expect(asking.page.get_by_text("Answers: 2 accepted.")).to_be_visible()
    told = Progress.objects.get(action__text="Train club staff", action__priority__plan=plan)
    assert (told.status, told.reason, told.recovery_action) == ("off-track", "The trainer left.", "Find another.")
    assert (told.recovery_owner, told.recover_by_date) == ("Head of licensing", BACK_BY)
    statuses = Action.objects.filter(priority__plan=plan).order_by("pk").values_list("status", flat=True)
    assert list(statuses) == ["underway", "off-track"]
