"""An officer rolls a plan forward, loses the session on the way and then the connection, and finds everything again."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from playwright.sync_api import Locator, expect

from partners.models import User
from priorities.models import Action, Plan
from tests import make
from tests.journeys.hands import Hands, end_session
from tests.journeys.portal import PASSWORD

pytestmark = pytest.mark.django_db
DUE = date(2026, 3, 31)


@pytest.fixture(scope="module")
def portal(empty_portal: str) -> str:
    return empty_portal


@pytest.fixture
def officer() -> User:
    return make.user(name="Ash", password=PASSWORD)


@pytest.fixture
def plan(officer: User) -> Plan:
    """Two priorities of two actions each, in the plan of a year."""
    partnership = make.partnership()
    make.role(of=partnership, held_by=officer)
    plan = make.plan(of=partnership, slug="2025-26", title="Plan 2025-26", period="2025-26", status="agreed")
    body = make.body(name="Thames Valley Police")
    make.membership(of=partnership, member=body)
    for title, texts in (
        ("Violence", ("Patrol the towpath", "Train club staff")),
        ("Homes", ("Visit victims", "Map the cuckoos")),
    ):
        priority = make.priority(of=plan, title=title)
        for text in texts:
            make.action(under=priority, text=text, lead_body=body, status="underway", due_date=DUE)
    return plan


def fate_of(person: Hands, number: str) -> Locator:
    return person.page.get_by_role("group", name=f"What becomes of {number}?")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_plan_is_rolled_forward_whatever_breaks_on_the_way(
    *, scripts: bool, visit: Callable[..., Hands], officer: User, plan: Plan
) -> None:
    start = f"{plan.get_absolute_url()}roll-forward/"
    person = visit(officer, scripts=scripts)
    person.open(start)
    person.press("Start")
    expect(person.heading()).to_have_text("The next plan")
    person.press("Save and continue")

    # The session ends while something is being changed.
    expect(person.heading()).to_have_text("1 Violence")
    person.choose(fate_of(person, "1.2"), "Carry forward, changed")
    person.write("How 1.2 reads now", "Train club and bar staff")
    end_session(person)
    person.press("Save and continue")
    person.write("E-mail address", officer.email)
    person.write("Password", PASSWORD, exact=True)
    person.press("Log in")
    expect(person.page.get_by_text("You were logged out before this was saved.")).to_be_visible()
    expect(person.page.get_by_label("How 1.2 reads now")).to_have_value("Train club and bar staff")
    person.press("Save and continue")

    # The connection is lost, and the browser closed.
    expect(person.heading()).to_have_text("2 Homes")
    person.context.set_offline(True)
    person.leave()
    person = visit(officer, scripts=scripts)
    person.open(start)
    person.press("Go on")
    expect(person.heading()).to_have_text("2 Homes")
    person.choose(fate_of(person, "2.1"), "Completed")
    person.choose(fate_of(person, "2.2"), "Dropped")
    person.press("Save and continue")
    expect(person.page.get_by_role("alert").get_by_role("link", name="Say why 2.2 is dropped")).to_be_visible()
    person.write("Why 2.2 is dropped", "The county maps them now.")
    person.press("Save and continue")

    expect(person.heading()).to_have_text("Check what will happen")
    for words in ("Train club and bar staff", "The county maps them now."):
        expect(person.page.get_by_text(words)).to_be_visible()
    assert Plan.objects.filter(partnership=plan.partnership).count() == 1
    person.press("Confirm and begin the new plan")
    expect(person.page).to_have_url(re.compile(r"/plans/2026-27/$"))
    expect(person.page.get_by_text("was begun as a draft")).to_be_visible()
    _is_rolled_forward(plan)


def _is_rolled_forward(plan: Plan) -> None:
    new = Plan.objects.get(partnership=plan.partnership, slug="2026-27")
    assert (new.status, new.period_stated, new.succeeds) == ("draft", "2026-27", plan)
    carried = Action.objects.filter(priority__plan=new).order_by("pk")
    assert [(one.text, one.continues.text, one.status, one.lead_body.name) for one in carried] == [
        ("Patrol the towpath", "Patrol the towpath", "planned", "Thames Valley Police"),
        ("Train club and bar staff", "Train club staff", "planned", "Thames Valley Police"),
    ]
    old = {one.text: (one.status, one.closing_note) for one in Action.objects.filter(priority__plan=plan)}
    assert old["Visit victims"] == ("completed", "")
    assert old["Map the cuckoos"] == ("dropped", "The county maps them now.")
    assert old["Patrol the towpath"][0] == "underway"
