"""The actions of a plan, taken out and in."""

from datetime import date

import pytest

from core.models import Event
from priorities.models import Action, Amendment, DateMove, Project
from tests import make
from tests.oscp_portal.sheets.filling import SheetDesk, mistakes_in, words_of

pytestmark = pytest.mark.django_db
TOLD_AS_PROGRESS = (
    "That an action is off track, at risk or dropped, or is so no longer, is told in its progress, with the reason"
)


@pytest.fixture
def desk() -> SheetDesk:
    desk = SheetDesk("actions", status="draft")
    police = make.body(name="Thames Valley Police", short_name="TVP")
    council = make.body(name="Oxford City Council")
    for body in (police, council):
        make.membership(of=desk.plan.partnership, member=body)
    first = make.priority(of=desk.plan, title="Anti-social behaviour; and noise", position=1)
    second = make.priority(of=desk.plan, title="Violence", position=2)
    action = make.action(
        under=first, position=1, text="Patrol the towpath\n\n=1+1 times a night", lead_body=police, status="at-risk",
        due_date=date(2026, 3, 31), due_stated="Spring 2026", project=make.project(name="NightSafe"),
        approach="victims", lead_group=make.group(of=desk.plan.partnership, name="Executive"),
        legal_basis="-section 17", closing_note="'=quoted",
    )  # fmt: skip
    action.supporting_bodies.set([police, council, make.body(name="A body that is no member any more")])
    action.also_serves.set([second])
    make.action(under=first, parent=action, text="@night; and by day", position=1)
    make.action(under=second, position=1, text="'Visit shops'", lead_body=make.body(name="Another body"))
    return desk


@pytest.mark.parametrize(("what", "name"), [("sheet_workbook", "plan.xlsx"), ("sheet_csv", "plan.csv")])
def test_what_is_taken_out_changes_nothing_when_it_is_taken_in_again(desk: SheetDesk, what: str, name: str) -> None:
    events = Event.objects.count()
    page = desk.choose(desk.take_out(what), name).content.decode()
    assert f"“{name}” changes nothing: its 3 rows say what the portal has." in page
    assert Event.objects.count() == events
    saved = desk.workbook().content()  # as a spreadsheet program saves it
    assert desk.choose(saved).redirect_chain == [(desk.page, 302)]


def test_rows_are_added_and_changed_by_the_operations_of_the_plan(desk: SheetDesk) -> None:
    book = desk.workbook()
    book.write(4, **{"What will be done": "Visit every shop", "Lead body": "tvp", "Status": "Under way"})
    book.add(**{
        "Stands under": 2, "What will be done": "Light the path", "Due date": date(2026, 1, 31),
        "Project": "Operation Lamp", "Supporting bodies": "Oxford City Council; Thames Valley Police",
    })  # fmt: skip
    preview = words_of(desk.choose(book))
    assert "1 action added 1 action changed 2 rows the same as in the portal" in preview
    assert "Row 4: 2.1 'Visit shops' What will be done Now 'Visit shops' Will be Visit every shop" in preview
    assert "Lead body Now Another body Will be Thames Valley Police" in preview
    assert "Stands under 2 Violence" in preview
    assert "Operation Lamp (a new project)" in preview
    assert "Due date 31 January 2026" in preview
    done = desk.say_yes()
    assert done.redirect_chain == [("/partnerships/oxford/plans/2025-26/work/", 302)]
    assert "The spreadsheet was taken in: 1 added, 1 changed." in done.content.decode()
    changed, added = Action.objects.get(text="Visit every shop"), Action.objects.get(text="Light the path")
    assert (changed.lead_body.name, changed.status, changed.revision) == ("Thames Valley Police", "underway", 2)
    assert (added.priority.title, added.position, added.due_date) == ("Violence", 2, date(2026, 1, 31))
    assert (added.project.name, added.project.kind) == ("Operation Lamp", Project.Kind.OPERATION)
    assert added.supporting_bodies.count() == 2
    events = list(Event.objects.order_by("-pk").values_list("verb", "summary")[:3])
    assert events[0] == (
        "oscp_portal.sheet_taken_in",
        "Took the actions of Plan 2025-26 in from a spreadsheet: 1 added and 1 changed, 2 left as they were.",
    )
    assert {verb for verb, _ in events[1:]} == {"priorities.action_added", "priorities.action_changed"}


def test_every_mistake_is_told_at_its_place_and_nothing_is_saved(desk: SheetDesk) -> None:
    book = desk.workbook()
    book.write(2, **{"Due date": "31 June 2026", "Status": "Dropped"})
    book.write(3, **{"Lead body": "Thames Valey Police", "What will be done": ""})
    book.write(4, **{"Due, in the plan’s own words": "=A1"})
    book.add(**{"What will be done": "Light the path", "Status": "Off track", "Stands under": "2"})
    row = book.add(**{"What will be done": "Nowhere", "Approach": "Everybody"})
    response = desk.choose(book)
    assert response.status_code == 422
    assert "There are 7 mistakes in “plan.xlsx”" in words_of(response)
    assert "sheet “Actions”" in words_of(response)
    found = mistakes_in(response)
    assert found[0] == ["2", "H Due date", "31 June 2026", "Enter a real date, like 31/3/2026"]
    assert found[1][:3] == ["3", "C What will be done", "nothing"]
    assert found[2] == [
        "3", "E Lead body", "Thames Valey Police",
        "“Thames Valey Police” is not a body of this partnership. Did you mean “Thames Valley Police”?",
    ]  # fmt: skip
    assert found[3][:3] == ["4", "I Due, in the plan’s own words", "=A1"]
    assert found[4][:2] == ["5", "D Status"]
    assert [line[:2] for line in found[5:]] == [[str(row), "B Stands under"], [str(row), "L Approach"]]
    assert Action.objects.count() == 3
    assert desk.client.get(desk.check).status_code == 302, "There is nothing to say yes to."


def test_the_rules_of_the_plan_are_told_of_the_row_that_breaks_them(desk: SheetDesk) -> None:
    book = desk.workbook()
    book.write(2, **{"Due date": date(2026, 6, 30)})
    book.write(4, Status="At risk")
    assert mistakes_in(desk.choose(book)) == [
        ["2", "J Why the due date moves", "nothing", "Say why the due date is moved"],
        ["4", "D Status", "At risk", TOLD_AS_PROGRESS],
    ]
    book.write(2, **{"Why the due date moves": "The contractor starts later."}).write(4, Status="Planned")
    desk.choose(book)
    desk.say_yes()
    assert DateMove.objects.get().reason == "The contractor starts later."


def test_all_is_taken_in_or_nothing(desk: SheetDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    book = desk.workbook()
    book.add(**{"Stands under": "1", "What will be done": "Sweep"})
    book.write(4, **{"What will be done": "Visit every shop"})
    desk.choose(book)
    seen = desk.preview()
    Action.objects.filter(text="'Visit shops'").update(revision=7)  # between the page and the button
    answer = desk.client.post(desk.check, seen)
    assert answer.status_code == 422
    assert "“Somebody changed this" not in words_of(answer)
    assert "Something changed in the portal since this spreadsheet was looked through" in words_of(answer)
    assert not Action.objects.filter(text="Sweep").exists()


def test_a_row_somebody_changed_meanwhile_is_told_with_what_differs(desk: SheetDesk) -> None:
    book = desk.workbook()
    book.write(3, **{"What will be done": "By day"})
    Action.objects.filter(text="@night; and by day").update(revision=2, text="Only by night")
    (found,) = mistakes_in(desk.choose(book))
    assert found[:3] == ["3", "Q Portal revision", "1"]
    assert "changed this action in the portal after the spreadsheet was made" in found[3]
    assert "differ in “What will be done”" in found[3]


def test_keys_are_of_this_plan_and_stand_once(desk: SheetDesk) -> None:
    book = desk.workbook()
    elsewhere = make.action(text="Of another plan")
    book.write(2, **{"Portal key": elsewhere.pk})
    book.write(4, **{"Portal key": book.cell(3, "Portal key").value})
    found = mistakes_in(desk.choose(book))
    assert [line[:2] for line in found] == [["2", "P Portal key"], ["4", "P Portal key"]]
    assert "There is no action with this key in this plan" in found[0][3]
    assert "Row 3 has the same key" in found[1][3]


def test_places_are_known_by_their_words_when_numbers_have_moved(desk: SheetDesk) -> None:
    book = desk.workbook()
    desk.plan.priorities.filter(title="Violence").update(position=0)
    book.add(**{"Stands under": "2 Violence", "What will be done": "Light the path"})
    preview = words_of(desk.choose(book))
    assert "1 action added 3 rows the same" in preview
    assert "Stands under 1 Violence" in preview


def test_an_agreed_plan_asks_once_why_and_keeps_it_with_each_change() -> None:
    desk = SheetDesk("actions", status="agreed")
    make.priority(of=desk.plan)
    book = desk.workbook("sheet_template")
    for text in ("Light the path", "Sweep it"):
        book.add(**{"Stands under": "1", "What will be done": text})
    desk.choose(book)
    assert "Say why the agreed plan is changed" in words_of(desk.say_yes())
    assert not Action.objects.exists()
    desk.say_yes(why="The board asked for it")
    assert list(Amendment.objects.values_list("reason", flat=True)) == ["The board asked for it"] * 2


def test_columns_may_stand_anywhere_and_unknown_ones_are_told(desk: SheetDesk) -> None:
    headings = "Whose idea,WHAT WILL BE DONE,Stands under"
    rows = ["My own plan,,", ",,", headings, "Ours,Light the path,Violence", "Ours,Sweep,1"]
    preview = words_of(desk.choose("\n".join(rows).encode(), "mine.csv"))
    assert "2 actions added" in preview
    assert "Not read: the column “Whose idea” (A)." in preview
    assert "3 actions that have no row here and stay as they are" in preview


def test_a_closed_plan_takes_nothing_in() -> None:
    desk = SheetDesk("actions", status="closed")
    assert "This plan is closed." in words_of(desk.client.get(desk.page))
    response = desk.choose(desk.workbook("sheet_template"))
    assert (response.status_code, "This plan is closed." in words_of(response)) == (422, True)
