"""The pages of spreadsheets: who opens them, what they refuse, and how much they ask of the database."""

import zipfile
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import Draft
from oscp_portal.sheets.kinds import KINDS
from priorities.models import Action
from tests import make
from tests.oscp_portal.sheets.filling import SheetDesk, words_of
from tests.pages import queries_of
from tests.world import logged_in

pytestmark = pytest.mark.django_db
OF_A_KIND = ("sheet", "sheet_template", "sheet_workbook", "sheet_csv", "sheet_check")


@pytest.fixture
def desk() -> SheetDesk:
    desk = SheetDesk("actions")
    make.action(under=make.priority(of=desk.plan))
    return desk


def light_the_path(desk: SheetDesk) -> bytes:
    book = desk.workbook()
    book.add(**{"Stands under": "1", "What will be done": "Light the path"})
    return book.content()


def test_the_plan_lists_every_kind_of_sheet(desk: SheetDesk) -> None:
    page = desk.client.get(reverse("sheets", args=desk.where[:2])).content.decode()
    for kind in KINDS.values():
        assert kind.title in page
        assert desk.client.get(reverse("sheet", args=[*desk.where[:2], kind.slug])).status_code == 200


@pytest.mark.parametrize("name", OF_A_KIND)
def test_strangers_and_other_roles_find_nothing(name: str, desk: SheetDesk) -> None:
    url = reverse(name, args=desk.where)
    others = [make.approver(of=desk.plan.partnership), make.officer(of=make.partnership())]
    for user in (*others, make.contributor(of=desk.plan.partnership, speaks_for=make.body())):
        assert logged_in(user).get(url).status_code == 404
    assert Client().get(url).status_code == 302
    assert desk.client.get(reverse(name, args=["oxford", "2025-26", "nothing"])).status_code == 404
    assert desk.client.get(reverse(name, args=["oxford", "1999", "actions"])).status_code == 404


@pytest.mark.parametrize("name", ["sheet_template", "sheet_workbook", "sheet_csv"])
def test_what_is_taken_out_cannot_be_posted_to(name: str, desk: SheetDesk) -> None:
    assert desk.client.post(reverse(name, args=desk.where)).status_code == 405


def test_an_upload_waits_for_whoever_chose_it_alone_until_it_is_taken_in_or_thrown_away(desk: SheetDesk) -> None:
    assert desk.choose(light_the_path(desk)).redirect_chain == [(desk.check, 302)]
    assert not Action.objects.filter(text="Light the path").exists()
    assert "You chose “plan.xlsx” and have not taken it in yet." in words_of(desk.client.get(desk.page))
    colleague = SheetDesk("actions", plan=desk.plan)
    assert colleague.client.get(desk.check).status_code == 302
    desk.client.post(reverse("core:draft_discard"), {"path": desk.page})
    assert desk.client.get(desk.check).status_code == 302
    desk.choose(light_the_path(desk))
    sent = desk.preview()
    assert desk.client.post(desk.check, sent).status_code == 302
    assert desk.client.post(desk.check, sent).status_code == 302, "A second time does nothing."
    assert Action.objects.filter(text="Light the path").count() == 1
    assert not Draft.objects.exists()


def test_a_sheet_with_mistakes_takes_the_place_of_one_that_waits(desk: SheetDesk) -> None:
    desk.choose(light_the_path(desk))
    book = desk.workbook()
    book.add(**{"Stands under": "9", "What will be done": "Light the path"})
    assert desk.choose(book).status_code == 422
    assert desk.client.get(desk.check).status_code == 302


def test_what_was_confirmed_is_what_was_shown(desk: SheetDesk) -> None:
    desk.choose(light_the_path(desk))
    shown = desk.preview()
    book = desk.workbook()
    book.add(**{"Stands under": "1", "What will be done": "Something else"})
    desk.choose(book)  # in another window
    answer = desk.client.post(desk.check, shown)
    assert answer.status_code == 422
    assert "so nothing was taken in. Look again at what will change" in words_of(answer)
    assert Action.objects.count() == 1


def zip_bomb() -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "sheet.main+xml")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (101 << 20))
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("plan.xlsx", zip_bomb(), "unpacks to far more than it seems to hold"),
        ("plan.xlsx", b"Stands under,What will be done", "something else inside"),
        ("plan.docx", b"PK\x03\x04", "damaged"),
        ("plan.txt", b"Some words", "is no spreadsheet"),
        ("plan.csv", b"Whose idea,Which\nOurs,This", "has no row with the headings of this sheet, such as “Stands"),
        ("plan.csv", b"Stands under,What will be done,,", "has no rows below its headings"),
        ("plan.csv", b"Stands under,What will be done,stands under\n1,a,1", "two columns headed “stands"),
        ("plan.csv", b"Stands under,What will be done\n" + b"1,Patrol\n" * 2001, "has more than 2,000 rows"),
    ],
    ids=["a bomb", "no workbook", "Word", "text", "other headings", "no rows", "two of one", "too many"],
)  # fmt: skip
def test_what_is_no_sheet_of_ours_is_refused_with_a_sentence(
    name: str, content: bytes, said: str, desk: SheetDesk
) -> None:
    response = desk.choose(content, name)
    assert response.status_code == 422
    assert said in words_of(response)
    assert not Draft.objects.exists()


def test_nothing_chosen_gets_a_sentence(desk: SheetDesk) -> None:
    assert "Choose a spreadsheet" in words_of(desk.client.post(desk.page))


@pytest.mark.parametrize("kind", KINDS)
def test_pages_and_files_take_as_many_queries_for_twenty_rows_as_for_two(kind: str) -> None:
    desk = SheetDesk(kind)
    priority, award = make.priority(of=desk.plan), make.award(to=desk.plan.partnership, plan=desk.plan, title="Safer")
    indicator = make.indicator(of=desk.plan.partnership, plan=desk.plan, theme="Fear")

    def add_rows(count: int) -> None:
        for _ in range(count):
            action = make.action(under=priority, lead_body=make.body(), project=make.project())
            action.supporting_bodies.add(make.body())
            achievement = make.achievement(of=desk.plan, provider=make.body(), project=make.project())
            achievement.actions.add(action)
            allocation = make.allocation(of=award, recipient=make.body(), stream="Youth work")
            allocation.actions.add(action)
            allocation.delivery_partners.add(make.body())
            measure = make.indicator_measure(of=make.indicator(of=desk.plan.partnership, plan=desk.plan, theme="Crime"))
            make.measurement(of=measure.indicator, measure=measure, area=make.area())

    def asked() -> list[int]:
        urls = [reverse(name, args=desk.where) for name in ("sheet", "sheet_workbook", "sheet_check")]
        return [queries_of(desk.client, url) for url in urls]

    add_rows(2)
    book = desk.workbook("sheet_template")
    new = {
        "Stands under": "1",
        "What will be done": "a",
        "What was done": "a",
        "Award": "Safer",
        "Stream or project": "a",
        "Amount": 1,
        "Why more is given than there is": "a",
        "Indicator": str(indicator),
        "Period": "2025-26",
        "Value": 1,
    }
    book.add(**{heading: value for heading, value in new.items() if heading in book.headings})
    desk.choose(book)
    few = asked()
    add_rows(18)
    assert asked() == few


def test_twenty_new_rows_take_as_many_queries_as_two(desk: SheetDesk) -> None:
    def queries(count: int) -> int:
        rows = "\n".join(f"1,Action number {number}" for number in range(count))
        with CaptureQueriesContext(connection) as asked:
            desk.choose(f"Stands under,What will be done\n{rows}".encode(), "plan.csv")
            assert f"{count} added" in words_of(desk.say_yes())
        return len(asked)

    queries(1)  # begins the log
    assert queries(2) == queries(20)
