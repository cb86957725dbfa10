"""The log of achievements, taken out and in."""

import pytest

from achievements.models import Achievement
from core.models import Event
from priorities.models import Project
from tests import make
from tests.oscp_portal.sheets.filling import SheetDesk, mistakes_in, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> SheetDesk:
    desk = SheetDesk("achievements", status="closed")
    police = make.body(name="Thames Valley Police")
    make.membership(of=desk.plan.partnership, member=police)
    priority = make.priority(of=desk.plan, title="Violence")
    action = make.action(under=priority, text="Visit shops; and bars")
    full = make.achievement(
        of=desk.plan, text="Shops were checked.\n- twice", heading="Shops", period="12 months to March 2025",
        place="Cowley Road", project=make.project(name="NightSafe"), provider=police, approach="victims",
        grouping="Retail", status="ongoing", is_for_paper=False,
        visibility="restricted", visibility_reason="A live case",
    )  # fmt: skip
    full.bodies.set([police, make.body(name="A body that is no member")])
    full.priorities.set([priority])
    full.actions.set([action])
    make.achievement(of=desk.plan, position=1)
    make.achievement(of=desk.plan, position=2, text="Long ago.", period="in words: the mid-1990s")
    return desk


@pytest.mark.parametrize(("what", "name"), [("sheet_workbook", "log.xlsx"), ("sheet_csv", "log.csv")])
def test_what_is_taken_out_changes_nothing_when_it_is_taken_in_again(desk: SheetDesk, what: str, name: str) -> None:
    page = desk.choose(desk.take_out(what), name).content.decode()
    assert f"“{name}” changes nothing: its 3 rows say what the portal has." in page
    assert not Event.objects.exists()


def test_rows_are_logged_and_changed_also_after_the_plan_is_closed(desk: SheetDesk) -> None:
    book = desk.workbook()
    book.write(3, **{"When": "March 2026", "Priorities and actions that it serves": "1.1\n1", "Filed under": "Retail"})
    book.add(**{"What was done": "Lit the path", "Project": "Operation Lamp", "Good for the annual paper": "n"})
    preview = words_of(desk.choose(book))
    assert "Priorities and actions that it serves Now nothing Will be 1.1 Visit shops, and bars; 1 Violence" in preview
    desk.say_yes()
    changed, added = (
        Achievement.objects.get(grouping="Retail", position=1),
        Achievement.objects.get(text="Lit the path"),
    )
    assert (changed.period.stated, changed.actions.count(), changed.priorities.count()) == ("March 2026", 1, 1)
    assert (added.project, added.is_for_paper, added.status) == (
        Project.objects.get(name="Operation Lamp"),
        False,
        "completed",
    )
    assert Event.objects.latest("pk").summary.startswith("Took the achievements of Plan 2025-26 in from a spreadsheet")


def test_the_rules_of_the_log_are_told_of_the_row_that_breaks_them(desk: SheetDesk) -> None:
    book = desk.workbook()
    book.write(2, **{"Why not everybody may read it": None})
    book.write(3, **{"When": "some time", "Who may read it": "Nobody"})
    book.cell(4, "When").value = "2026-03-01"
    found = mistakes_in(desk.choose(book))
    assert [line[:2] for line in found] == [
        ["2", "The whole row"], ["3", "B When"], ["3", "M Who may read it"], ["4", "B When"]
    ]  # fmt: skip
    assert found[0][3] == "Say why this may not be published."
    assert found[3][3].endswith("Format the cell as text, and write the day (1 March 2026) or the month (March 2026)")


def test_what_is_restricted_is_not_told_in_the_log_of_events(desk: SheetDesk) -> None:
    book = desk.workbook()
    book.write(2, Where="A safe house")
    desk.choose(book)
    desk.say_yes()
    for event in Event.objects.all():
        assert "safe house" not in event.summary + str(event.data)
