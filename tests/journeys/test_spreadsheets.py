"""An officer takes the template out, fills it in with a mistake, mends it, and says yes to what it changes."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from core.models import Event
from priorities.models import Action, Plan
from tests import make
from tests.journeys.hands import Hands
from tests.journeys.held_to import faults_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"]),
]
Visit = Callable[..., Hands]


@pytest.fixture(scope="module")
def portal(empty_portal: str) -> str:
    return empty_portal


@pytest.fixture
def plan() -> Plan:
    partnership = make.partnership(name="Oxford Safer Communities Partnership")
    plan = make.plan(of=partnership, title="Plan 2026-27", period="2026-27", status="draft")
    make.membership(of=partnership, member=make.body(name="Thames Valley Police"))
    make.action(under=make.priority(of=plan, title="Anti-social behaviour", position=1), text="Patrol the towpath.")
    return plan


def take_out(person: Hands, link: str, to: Path) -> Path:
    with person.page.expect_download() as download:
        person.press(link, role="link")
    download.value.save_as(to)
    return to


def fill_in(workbook: Path, **values: object) -> Path:
    """Puts a row below those that are there; cells are named by their heading."""
    book = openpyxl.load_workbook(workbook)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    row = sheet.max_row + 1
    for heading, value in values.items():
        sheet.cell(row=row, column=headings.index(heading) + 1).value = value
    book.save(workbook)
    return workbook


def choose(person: Hands, workbook: Path) -> None:
    field = person.page.get_by_label("Choose the spreadsheet that you filled in")
    person.reach(field)
    field.set_input_files(workbook)
    person.press("Look through it")


def check(person: Hands, *, scripts: bool) -> None:
    if scripts:
        assert faults_of(person.page) == []


def test_an_officer_fills_in_the_template_mends_a_mistake_and_takes_it_in(
    *, scripts: bool, visit: Visit, plan: Plan, tmp_path: Path
) -> None:
    person = visit(make.officer(of=plan.partnership), scripts=scripts, width=1280 if scripts else 360)
    person.open(f"{plan.get_absolute_url()}work/")
    person.press("Spreadsheets in and out", role="link")
    expect(person.heading()).to_have_text("Spreadsheets")
    person.press("Actions", role="link")
    expect(person.heading()).to_have_text("Actions in a spreadsheet")
    check(person, scripts=scripts)
    template = take_out(person, "An empty template (.xlsx)", tmp_path / "template.xlsx")
    new = {"Stands under": "1", "What will be done": "Light the towpath.", "Due date": date(2027, 1, 31)}

    wrong = fill_in(template, **new, **{"Lead body": "Tames Valley Police"})
    choose(person, wrong)
    expect(person.page.get_by_role("alert")).to_contain_text("There is 1 mistake in “template.xlsx”")
    mistake = person.page.get_by_role("row").nth(1)
    expect(mistake).to_contain_text("Did you mean “Thames Valley Police”?")
    check(person, scripts=scripts)
    assert plan.priorities.get().actions.count() == 1

    now = take_out(person, "What there is now, for Excel (.xlsx)", tmp_path / "now.xlsx")
    choose(person, fill_in(now, **new, **{"Lead body": "Thames Valley Police"}))
    expect(person.heading()).to_have_text("Take in actions")
    expect(person.page.get_by_text("1 row the same as in the portal")).to_be_visible()
    expect(person.page.get_by_role("heading", level=3)).to_have_text("Added Row 3: A new action")
    check(person, scripts=scripts)
    person.press("Take in 1 row")
    expect(person.page.get_by_text("The spreadsheet was taken in: 1 added, 0 changed.")).to_be_visible()
    added = Action.objects.get(priority__plan=plan, text="Light the towpath.")
    assert (added.lead_body.name, added.due_date) == ("Thames Valley Police", date(2027, 1, 31))
    assert Event.objects.latest("pk").verb == "oscp_portal.sheet_taken_in"
    assert [line for line in person.complaints if "422" not in line] == []
