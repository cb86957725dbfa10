"""An officer keeps a plan in place with the keyboard alone, with scripts and without, and two of them collide in it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from partners.models import Partnership, User
from priorities.models import Action, Plan
from tests import make
from tests.journeys.hands import Hands

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(portal: str) -> User:
    return make.role(of=Partnership.objects.get(slug="oxford"), held_by=make.user(name="Ash")).user


@pytest.fixture
def plan(portal: str) -> Plan:
    plan = make.plan(of=Partnership.objects.get(slug="oxford"), title="A plan", status="proposed")
    priority = make.priority(of=plan, title="Violence", position=1)
    for position, text in enumerate(("Open a safe place.", "Hold a stall.", "Light the towpath."), 1):
        make.action(under=priority, text=text, position=position)
    return plan


@pytest.fixture
def desks(browser: Browser, portal: str) -> Iterator[list[Hands]]:
    people: list[Hands] = []
    yield people
    for person in people:
        assert [line for line in person.complaints if "422" not in line and "409" not in line] == []
        person.leave()


def at(plan: Plan, end: str = "") -> str:
    return f"/partnerships/oxford/plans/{plan.slug}/work/{end}"


def texts(plan: Plan) -> list[str]:
    return list(Action.objects.filter(priority__plan=plan).in_display_order().values_list("text", flat=True))


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent.trim()"))


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_lines_are_changed_moved_removed_and_put_back(
    *, scripts: bool, browser: Browser, portal: str, officer: User, plan: Plan, desks: list[Hands]
) -> None:
    desk = Hands(browser, portal, officer, scripts=scripts)
    desks.append(desk)
    page = desk.page
    desk.open(at(plan))

    desk.press("Change 1.2", role="link")
    desk.write("What will be done", " ")
    desk.press("Save")
    row = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name=re.compile(r"^1\.2 Change")))
    expect(row.get_by_role("link", name="Enter what will be done")).to_be_in_viewport()
    row.get_by_role("link", name="Enter what will be done").press("Enter")
    page.keyboard.type("Hold a stall each month.")
    desk.press("Save")
    expect(page.get_by_text("The action was saved.")).to_be_in_viewport()
    expect(page.get_by_text("Hold a stall each month.")).to_be_in_viewport()

    desk.press("Move 1.3 up")
    expect(page).to_have_url(re.compile(r"-up$"))
    assert focused(page) == "Move 1.2 up"
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Move 1.1 up")).to_be_focused()
    assert texts(plan)[0] == "Light the towpath."

    desk.reach(page.get_by_role("group").filter(has_text="More for 1.1").locator("summary"))
    page.keyboard.press("Enter")
    desk.press("Remove 1.1")
    expect(page.get_by_text("“Light the towpath.” was removed.")).to_be_in_viewport()
    desk.press("Undo")
    expect(page.get_by_text("“Light the towpath.” is back.")).to_be_in_viewport()
    assert len(texts(plan)) == 3


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_several_are_ticked_and_changed_together(
    *, scripts: bool, browser: Browser, portal: str, officer: User, plan: Plan, desks: list[Hands]
) -> None:
    desk = Hands(browser, portal, officer, scripts=scripts)
    desks.append(desk)
    desk.open(at(plan))
    desk.tick("Tick 1.1")
    desk.tick("Tick 1.3")
    desk.press("Go on with those ticked")
    expect(desk.heading()).to_have_text("Change 2 actions together")
    desk.pick("Status", "Under way")
    desk.press("Change them together")
    expect(desk.page.get_by_text("2 of 2 actions changed.")).to_be_in_viewport()
    found = Action.objects.filter(priority__plan=plan).in_display_order().values_list("status", flat=True)
    assert list(found) == ["underway", "planned", "underway"]


def test_two_who_change_one_line_choose_where_it_stands(
    *, browser: Browser, portal: str, officer: User, plan: Plan, desks: list[Hands]
) -> None:
    other = make.role(of=plan.partnership, held_by=make.user(name="Rowan")).user
    action = Action.objects.get(priority__plan=plan, position=3)
    desks += [Hands(browser, portal, officer), Hands(browser, portal, other)]
    for desk in desks:
        desk.open(at(plan, f"actions/{action.pk}/#action-{action.pk}"))
    for desk, text in zip(desks, ("Light it all.", "Light half of it."), strict=True):
        desk.write("What will be done", text)
        desk.press("Save")
    second = desks[1]
    both = second.page.get_by_role("group", name="What will be done")
    expect(both.get_by_text("Light it all.")).to_be_in_viewport()
    second.choose(both, "Yours")
    second.press("Save what I chose")
    expect(second.page.get_by_text("The action was saved.")).to_be_visible()
    action.refresh_from_db()
    assert action.text == "Light half of it."


def test_an_agreed_plan_asks_why_and_remembers(
    *, browser: Browser, portal: str, officer: User, plan: Plan, desks: list[Hands]
) -> None:
    Plan.objects.filter(pk=plan.pk).update(status="agreed")
    desk = Hands(browser, portal, officer)
    desks.append(desk)
    desk.open(at(plan))
    desk.press("Move 1.2 up", role="link")
    desk.write("Why is the agreed plan changed?", "The board asked for it.")
    desk.press("Move it up")
    expect(desk.page.get_by_role("link", name="Move 1.1 up")).to_be_focused()
    desk.press("Change 1.1", role="link")
    expect(desk.page.get_by_label("Why is the agreed plan changed?")).to_have_value("The board asked for it.")
    assert plan.amendments.get().reason == "The board asked for it."
