"""From an agreed plan and a year's achievements to a published paper in at most twelve screens, by keyboard alone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from reports.models import Edition, Paper
from tests.journeys.hands import Hands
from tests.journeys.paper.screens import Screens, Visit, link_in_mail_to
from tests.journeys.paper.years import (
    DONE_IN_OXFORD,
    DONE_IN_THE_COUNTY,
    Year,
    that_day,
    year_of_oxford,
    year_of_the_county,
)

pytestmark = pytest.mark.django_db
MOST = 12
WITH_AND_WITHOUT = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


@pytest.fixture(scope="module", autouse=True)
def clock() -> Iterator[None]:
    with that_day():
        yield


def begin(officer: Hands, year: Year) -> None:
    """From what there is to do to a draft with last time's words and this year's data."""
    officer.open("/work/")
    officer.press("Draft the annual update or another paper", role="link", exact=False)
    expect(officer.heading()).to_have_text("Draft a paper")
    expect(officer.page.get_by_label("The plan that it sets out").locator("option:checked")).to_have_text(
        year.plan.title
    )
    if not officer.page.get_by_label("It has no background papers").is_checked():  # as last time's says
        officer.tick("It has no background papers")
    officer.press("Draft the paper")
    expect(officer.page.get_by_text("The draft is begun.")).to_be_visible()


def send_round(officer: Hands) -> None:
    """The composer says that nothing is in the way; the paper goes to everybody who signs it."""
    expect(officer.page.get_by_text("Nothing stops publication.")).to_be_visible()
    officer.press("Send for sign-off")
    expect(officer.page.get_by_text("The paper is out for sign-off.")).to_be_visible()


def sign(screens: Screens, year: Year) -> None:
    """Each approver follows the link of the e-mail, reads the paper, and signs it."""
    for function, user in year.approvers.items():
        approver = screens.sit_down(user)
        approver.open(link_in_mail_to(user))
        expect(approver.page.get_by_role("article", name="The paper")).to_be_visible()
        approver.press(f"Sign for {function}")
        expect(approver.page.get_by_text(f"You have signed this paper for {function}.")).to_be_visible()


def publish(officer: Hands, year: Year) -> None:
    """The officer follows the link of the e-mail that says that everybody has signed."""
    officer.open(link_in_mail_to(year.officer))
    officer.press("Publish now")
    expect(officer.page.get_by_text("Edition 1 is published. Anybody can read it.")).to_be_visible()


@WITH_AND_WITHOUT
def test_the_annual_update_of_a_district(*, scripts: bool, portal: str, visit: Visit) -> None:
    year = year_of_oxford()
    screens = Screens(visit, scripts=scripts)
    officer = screens.sit_down(year.officer)
    begin(officer, year)
    officer.press(f"Edit OSCP Priorities {year.plan.period_stated}", role="link")
    officer.write("Words before it", "The OSCP Executive Group agreed these priorities on 29 June 2026.")
    officer.press("Save")
    expect(officer.page.get_by_text("The section was saved.")).to_be_visible()
    send_round(officer)
    sign(screens, year)
    publish(officer, year)
    assert len(screens.seen) <= MOST, screens.told
    assert screens.complaints == []

    article = officer.page.get_by_role("article")
    for words in (
        *DONE_IN_OXFORD,
        "agreed these priorities on 29 June 2026",
        f"OSCP Achievements {year.before.period_stated}",
    ):
        expect(article.get_by_text(words).first).to_be_visible()
    is_out(year)


@WITH_AND_WITHOUT
def test_the_agreement_of_a_county(*, scripts: bool, portal: str, visit: Visit) -> None:
    year = year_of_the_county()
    screens = Screens(visit, scripts=scripts)
    officer = screens.sit_down(year.officer)
    begin(officer, year)
    officer.press("Edit Our vision", role="link")
    officer.write("Words", "Working together for an Oxfordshire in which everybody is safe.", exact=True)
    officer.press("Save")
    send_round(officer)
    sign(screens, year)
    publish(officer, year)
    assert len(screens.seen) <= MOST, screens.told
    assert screens.complaints == []

    article = officer.page.get_by_role("article")
    for words in (*DONE_IN_THE_COUNTY, "an Oxfordshire in which everybody is safe"):
        expect(article.get_by_text(words).first).to_be_visible()
    is_out(year)


def is_out(year: Year) -> None:
    """The paper is published, as it was signed."""
    paper = Paper.objects.get(follows=year.last)
    assert paper.state == Paper.State.PUBLISHED
    edition = Edition.objects.get(paper=paper)
    assert {one.content_hash for one in paper.sign_offs.all()} == {edition.content_hash}
