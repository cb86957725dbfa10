"""An officer reads official figures in, and the chart of the indicator moves."""

import pytest
from playwright.sync_api import expect

from partners.models import Partnership, User
from priorities.models import Plan
from scorecard.models import Indicator
from tests import make
from tests.journeys.held_to import faults_of
from tests.journeys.portal import PASSWORD
from tests.scorecard.official_files import by_years

pytestmark = pytest.mark.django_db
NAME = "prc-csp-mar2021-mar2026-tables-230726.ods"
FIGURES = "/partnerships/oxford/official-figures/"


@pytest.fixture
def officer(portal: str) -> User:
    user = make.user(name="Robin", password=PASSWORD)
    make.role(of=Partnership.objects.get(slug="oxford"), held_by=user)
    return user


@pytest.fixture
def indicator(portal: str) -> Indicator:
    plan = Plan.objects.get(partnership__slug="oxford", slug="2025-26")
    return make.indicator(
        of=plan.partnership,
        plan=plan,
        theme="Theft",
        definition="Bicycles stolen",
        direction="reduce",
        basis="point",
        feed="recorded-crime",
        feed_offences=["Bicycle theft"],
    )


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_officer_imports_crime_figures_and_sees_the_chart_move(*, scripts, visit, officer, indicator):
    hands = visit(officer, scripts=scripts, width=360 if scripts else 1280)
    make.measurement(of=indicator, value=230, period="Q1 2024-25")
    page = f"/partnerships/oxford/plans/2025-26/scorecard/{indicator.pk}/"

    hands.open(page)
    expect(hands.page.get_by_text("226")).to_have_count(0)
    hands.open("/partnerships/oxford/plans/2025-26/scorecard/")
    hands.press("Official figures", role="link")
    content = by_years([226, 213, 190, 171, 160])
    hands.page.get_by_label("File of official figures").set_input_files(
        {"name": NAME, "mimeType": "application/vnd.oasis.opendocument.spreadsheet", "buffer": content}
    )
    hands.press("Read the file")
    take_over = hands.page.get_by_role("button", name="Take these values over")
    further = hands.page.get_by_role("link", name="See how far it is now")
    expect(hands.heading()).to_have_text(NAME)
    while not scripts and further.is_visible():
        hands.page.wait_for_timeout(500)
        hands.reach(further)
        hands.page.keyboard.press("Enter")
        expect(hands.heading()).to_have_text(NAME)
    expect(take_over).to_be_visible(timeout=20_000)
    expect(hands.page.get_by_text("1 revised value; what stood before is kept")).to_be_visible()
    expect(hands.page.get_by_role("row", name="Q1 2024-25 230 typed in 226")).to_be_visible()
    assert not scripts or faults_of(hands.page) == []
    hands.press("Take these values over")
    expect(hands.page.get_by_text(f"4 new values and 1 revised value from “{NAME}” were taken over.")).to_be_visible()
    assert not scripts or faults_of(hands.page) == []

    hands.open(page)
    expect(hands.page.get_by_text("160, down 29.2% from 226").first).to_be_visible()
    expect(hands.page.locator("figure svg").first).to_contain_text("160")
