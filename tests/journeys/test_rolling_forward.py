"""An officer rolls a plan forward with the keyboard, with scripts and without; halfway, another device takes over."""

import pytest
from playwright.sync_api import Browser, expect

from partners.models import Partnership, User
from priorities.models import Action, Plan
from tests import make
from tests.journeys.hands import Hands
from tests.journeys.portal import PASSWORD

pytestmark = pytest.mark.django_db
HERE = "/partnerships/oxford/plans/{}/"
SAVE = "Save and continue"


@pytest.fixture
def officer(portal: str) -> User:
    user = make.user(name="Ash", password=PASSWORD)
    make.role(of=Partnership.objects.get(slug="oxford"), held_by=user)
    return user


@pytest.fixture
def plan(portal: str) -> Plan:
    """A plan that nobody rolled forward yet: one more for each of the two runs."""
    oxford = Partnership.objects.get(slug="oxford")
    plan = make.plan(of=oxford, title="Plan 2025-26", period="2025-26", status="agreed")
    violence = make.priority(of=plan, title="Violence", position=1)
    make.action(under=violence, text="Open a safe place.", due_stated="Ongoing", status="ongoing", position=1)
    stall = make.action(under=violence, text="Hold a stall.", status="underway", position=2)
    make.action(under=violence, parent=stall, text="Print leaflets.")
    make.action(under=make.priority(of=plan, title="Burglary", position=2), text="Mark bicycles.", status="completed")
    return plan


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_plan_is_rolled_forward(*, scripts: bool, browser: Browser, portal: str, officer: User, plan: Plan) -> None:
    desk = Hands(browser, portal, officer, scripts=scripts)
    desk.open(HERE.format(plan.slug) + "work/")
    desk.press("Roll it forward into the next period", role="link")
    desk.press("Start")
    expect(desk.heading()).to_have_text("The next plan")
    desk.write("Title", "Next year")
    desk.press(SAVE)
    expect(desk.heading()).to_have_text("1 Violence")
    fate = desk.page.get_by_role("group", name="What becomes of 1.2?", exact=True)
    desk.choose(fate, "Dropped")
    desk.press(SAVE)
    desk.page.get_by_role("alert").get_by_role("link", name="Say why 1.2 is dropped").press("Enter")
    expect(desk.page.get_by_label("Why 1.2 is dropped")).to_be_focused()
    desk.page.keyboard.type("Nobody came.")
    part = desk.page.get_by_role("group", name="What becomes of 1.2.1?", exact=True)
    desk.choose(part, "Carry forward, changed")
    desk.write("How 1.2.1 reads now", "Print posters.")
    if scripts:
        expect(desk.page.get_by_label("Why 1.2.1 is dropped")).to_be_hidden()
    desk.press(SAVE)
    expect(desk.heading()).to_have_text("2 Burglary")
    desk.leave()  # another device goes on

    phone = Hands(browser, portal, officer, scripts=scripts, width=360)
    phone.open(HERE.format(plan.slug) + "roll-forward/")
    phone.press("Go on")
    expect(phone.heading()).to_have_text("2 Burglary")
    phone.press(SAVE)
    expect(phone.heading()).to_have_text("Check what will happen")
    expect(
        phone.page.get_by_text("2 actions carried forward, 1 of them changed, 1 completed and 1 dropped.")
    ).to_be_visible()
    assert not Plan.objects.filter(succeeds=plan).exists()
    phone.press("Confirm and begin the new plan")
    expect(phone.page.get_by_text("“Next year” was begun as a draft.")).to_be_visible()
    assert phone.complaints == []
    phone.leave()
    carried = {action.text: action for action in Action.objects.filter(priority__plan__succeeds=plan)}
    assert set(carried) == {"Open a safe place.", "Print posters."}
    assert carried["Print posters."].continues.text == "Print leaflets."
    assert Action.objects.get(priority__plan=plan, text="Hold a stall.").closing_note == "Nobody came."
