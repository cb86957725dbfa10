"""Allocations and values of indicators, taken out and in."""

from datetime import date
from decimal import Decimal

import pytest

from core.models import Event
from core.periods import Period
from funding.models import Allocation, Explanation
from scorecard.models import FormerValue, Measurement
from tests import make
from tests.oscp_portal.sheets.filling import SheetDesk, mistakes_in, words_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def money() -> SheetDesk:
    desk = SheetDesk("allocations", status="agreed")
    council = make.body(name="Oxford City Council")
    make.membership(of=desk.plan.partnership, member=council)
    priority = make.priority(of=desk.plan, title="Violence")
    award = make.award(to=desk.plan.partnership, plan=desk.plan, title="Safer streets", amount_announced=100_000)
    first = make.allocation(
        of=award, stream="Youth work", amount=Decimal("60000.10"), recipient=council, purpose="=Mentors\n+ a bus",
        period=Period.parse("2025-26"), reference="G-1", awarded_date=date(2025, 4, 1), position=1, is_shared=True,
    )  # fmt: skip
    first.delivery_partners.set([council, make.body(name="A charity")])
    first.priorities.set([priority])
    first.actions.set([make.action(under=priority, text="Mentor; and listen")])
    make.allocation(of=award, stream="Detached work", amount=20_000, passed_on_from=first, position=2)
    make.allocation(of=award, stream="Lighting", amount=39_000, position=3, is_retained=True)
    return desk


@pytest.fixture
def measures() -> SheetDesk:
    desk = SheetDesk("measurements", status="closed")
    area = make.area(name="Oxford")
    make.partnership_area(of=desk.plan.partnership, covers=area)
    hate = make.indicator(of=desk.plan.partnership, plan=desk.plan, theme="Hate crime", unit="%")
    crime = make.indicator(
        of=desk.plan.partnership, plan=desk.plan, theme="Crime", definition="Crimes; all", unit="change", position=1
    )
    measure = make.indicator_measure(of=crime, text="Reports to police")
    make.measurement(of=hate, value=Decimal("8.6"), numerator=86, denominator=1_000, period="2023-24", area=area)
    make.measurement(of=crime, value=33_587, measure=measure, stated="33,587 crimes", period="12 months to March 2025")
    make.measurement(
        of=crime, value=Decimal("-0.125"), is_provisional=True, comparator="force", period="in words: the mid-1990s",
        source_document="+Table 1",
    )  # fmt: skip
    return desk


@pytest.mark.parametrize("kind", ["money", "measures"])
@pytest.mark.parametrize(("what", "name"), [("sheet_workbook", "sheet.xlsx"), ("sheet_csv", "sheet.csv")])
def test_what_is_taken_out_changes_nothing_when_it_is_taken_in_again(
    kind: str, what: str, name: str, request: pytest.FixtureRequest
) -> None:
    desk: SheetDesk = request.getfixturevalue(kind)
    page = desk.choose(desk.take_out(what), name).content.decode()
    assert f"“{name}” changes nothing: its 3 rows say what the portal has." in page
    assert not Event.objects.exists()


def test_money_is_moved_to_the_penny_whichever_row_comes_first(money: SheetDesk) -> None:
    book = money.workbook()
    book.write(2, Amount=61_000.25).write(4, Amount="£37,999.75")
    book.add(**{"Award": "safer streets", "Stream or project": "Signs", "Amount": 1000, "Recipient": "A charity",
                "Priorities and actions that it is for": "1.1"})  # fmt: skip
    preview = words_of(money.choose(book))
    assert "1 allocation added 2 allocations changed" in preview
    money.say_yes()
    amounts = Allocation.objects.filter(passed_on_from=None).order_by("position").values_list("amount", flat=True)
    assert list(amounts) == [Decimal("61000.25"), Decimal("37999.75"), Decimal(1000)]
    assert Allocation.objects.get(stream="Signs").actions.count() == 1
    assert not Explanation.objects.exists()


def test_more_than_the_award_wants_a_reason_and_an_allocation_stays_with_its_award(money: SheetDesk) -> None:
    make.award(to=money.plan.partnership, plan=money.plan, title="Another award")
    book = money.workbook()
    book.write(2, Amount=70_000).write(3, Award="Another award").write(4, Amount="ten", Recipient="Nobody we know")
    found = mistakes_in(money.choose(book))
    assert [line[:2] for line in found] == [
        ["2", "Q Why more is given than there is"], ["3", "A Award"], ["4", "C Amount"], ["4", "D Recipient"]
    ]  # fmt: skip
    assert found[0][3].startswith("This gives £9,000 more than")
    assert found[1][3].startswith("This cannot be changed in a row that has a key")
    assert found[2][3] == "Enter an amount, like 1,200 or 1,200.50"
    book = money.workbook().write(2, **{"Amount": 70_000, "Why more is given than there is": "Underspend is expected."})
    money.choose(book)
    money.say_yes()
    assert Explanation.objects.get().text == "Underspend is expected."


def test_values_are_added_and_revised_with_what_they_said_before(measures: SheetDesk) -> None:
    book = measures.workbook()
    book.write(2, **{"Value": 9, "How many": 90, "Why the value is revised": "Ten more were found."})
    book.write(3, Provisional="No")
    book.add(Indicator="Hate crime", Period="2024-25", **{"How many": 120, "Of how many": "1,000", "Area": "oxford"})
    assert "1 value added 2 values changed" in words_of(measures.choose(book))
    measures.say_yes()
    added = Measurement.objects.latest("pk")
    assert (added.value, added.area.name, added.period_stated) == (12, "Oxford", "2024-25")
    former = FormerValue.objects.get()
    assert (former.value, former.reason) == (Decimal("8.6"), "Ten more were found.")


def test_the_rules_of_the_scorecard_are_told_of_the_row_that_breaks_them(measures: SheetDesk) -> None:
    book = measures.workbook()
    book.write(2, Value=90).write(4, Value=None, Indicator="Hate crime")
    book.add(Indicator="Crime", Period="12 months to March 2025", Measure="Reports to police", Value=1)
    book.add(Indicator="Hate crime", Period="2022-23", Measure="Reports to police", Value=1)
    book.add(Indicator="Crime", Period="2022-23")
    found = mistakes_in(measures.choose(book))
    assert [line[:2] for line in found] == [
        ["2", "E Value"], ["4", "A Indicator"], ["5", "The whole row"], ["6", "B Measure"], ["7", "E Value"]
    ]  # fmt: skip
    assert found[2][3] == "This indicator already has a value for that area and period."
    assert Measurement.objects.count() == 3


def test_only_what_is_of_this_plan_is_given_out(money: SheetDesk) -> None:
    of = money.plan.partnership
    make.allocation(of=make.award(to=of), stream="Of another plan")
    make.measurement(of=make.indicator(of=of), stated="Of another plan")
    for desk in (money, SheetDesk("measurements", plan=money.plan)):
        assert "Of another plan" not in desk.take_out("sheet_csv").decode()
