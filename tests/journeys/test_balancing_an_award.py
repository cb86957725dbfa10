"""An award from what was announced to the last pound: allocated, explained, given past its amount with a reason; and
what a councillor reads of it.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

from funding.models import Award, Explanation
from tests import make
from tests.journeys.hands import Hands
from tests.journeys.held_to import faults_of

pytestmark = pytest.mark.django_db
PHONE = 360


@pytest.fixture(scope="module")
def portal(empty_portal: str) -> str:
    return empty_portal


@pytest.fixture
def books() -> SimpleNamespace:
    """A partnership with a fund it has had money of, a plan, and an action that money pays for."""
    partnership = make.partnership(name="Oxford Safer Communities Partnership")
    plan = make.plan(of=partnership, title="Plan 2025-26", slug="2025-26", period="2025-26", status="agreed")
    before = make.plan(of=partnership, title="Plan 2024-25", slug="2024-25", period="2024-25", status="closed")
    fund = make.fund(of=make.body(name="The police and crime commissioner"), name="Partnership fund")
    last = make.award(
        to=partnership, plan=before, out_of=fund, title="Grant", amount_announced=11_000, period="2024-25"
    )
    make.allocation(of=last, amount=11_000)
    action = make.action(under=make.priority(of=plan, title="The night-time economy"), text="Walk people home.")
    make.target(of=action, measure="people walked home", number=40, result_stated="37")
    make.achievement(of=plan, text="37 people were walked home.").actions.add(action)
    return SimpleNamespace(plan=plan, officer=make.officer(of=partnership))


def test_an_award_is_balanced_by_keyboard(visit: Callable[..., Hands], books: SimpleNamespace) -> None:
    officer = visit(books.officer)
    page, money = officer.page, f"{books.plan.get_absolute_url()}funding/"
    officer.open(money)
    officer.press("Add an award")
    officer.write("What the award is called", "Commissioner’s grant 2025-26")
    officer.pick("Out of which fund", "Partnership fund")
    officer.write("Amount announced", "12,000")
    officer.press("Add the award")
    expect(officer.heading()).to_have_text("Commissioner’s grant 2025-26")

    officer.press("Add an allocation")
    officer.write("Stream or project", "Night wardens")
    officer.write("Amount", "7,500.50", exact=True)
    officer.press("Add the allocation")
    officer.press("Add an allocation")
    officer.write("Stream or project", "Training")
    officer.write("Amount", "4,365.50", exact=True)
    officer.press("Add the allocation")
    difference = page.locator(".portal-difference")
    expect(difference).to_contain_text("Not explained. Announced £12,000, allocated £11,866: £134 less.")
    officer.press("Explain it", role="link", exact=False)
    officer.write("Why they differ", "The commissioner holds it back for evaluation.")
    officer.press("Save the explanation")
    expect(difference).to_contain_text("Explained. Announced £12,000, allocated £11,866: £134 less.")
    assert faults_of(page) == []

    officer.press("Change “Training”", role="link")
    officer.write("Amount", "4,565.50", exact=True)
    officer.press("Save")
    expect(page.get_by_role("alert")).to_contain_text("This gives £66 more than the £12,000 awarded.")
    assert faults_of(page) == []
    officer.write("Why more is given than there is", "The wardens begin late.")
    officer.press("Save")
    expect(officer.heading()).to_have_text("Training")
    award = Award.objects.get(title__startswith="Commissioner")
    assert Explanation.objects.get().amount == Decimal(-66)

    row = award.allocations.get(stream="Night wardens")
    row.actions.set(books.plan.priorities.get().actions.all())
    for quarter, amount in (("Q1 2025-26", 3_000), ("Q2 2025-26", Decimal("4500.50"))):
        make.profile(of=row, amount=amount, period=quarter)
    make.payment(of=award, allocation=row, amount=Decimal("2950.25"), on=date(2025, 6, 30))

    councillor = visit(scripts=False, width=PHONE)
    councillor.open(money)
    councillor.press("Night wardens", role="link")
    main = councillor.page.locator("main")
    for part in (
        "The way the money came",
        "Walk people home.",
        "37 people were walked home.",
        "£2,950.25",
        "Result: 37",
    ):
        expect(main).to_contain_text(part)
    assert councillor.page.evaluate("document.documentElement.scrollWidth") <= PHONE

    reader = visit()
    for address in (money, f"{money}awards/{award.pk}/", f"{money}allocations/{row.pk}/"):
        reader.open(address)
        assert faults_of(reader.page) == [], address
