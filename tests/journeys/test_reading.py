"""Somebody reads: with a keyboard, without scripts, and from one page to the next."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.portal import PAGES

pytestmark = pytest.mark.django_db


@pytest.fixture
def page_without_scripts(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("name", ["home", "a plan", "a paper to the council", "log in"])
def test_the_first_tab_leads_past_the_menu(name: str, portal: str, page: Page) -> None:
    page.goto(portal + PAGES[name])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main-content")).to_be_focused()


def test_from_the_home_page_to_where_the_money_went(portal: str, page: Page) -> None:
    page.goto(portal)
    page.get_by_role("link", name="Safer Oxfordshire Partnership").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Safer Oxfordshire Partnership")
    page.get_by_role("link", name="Funding of Annual refresh 2013-14").click()
    expect(page.get_by_role("row", name="Sum of the rows").first).to_contain_text("£746,160")
    expect(page.get_by_role("row", name="Difference £")).to_contain_text("£134")
    page.get_by_role("navigation", name="This plan").get_by_role("link", name="Scorecard").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Scorecard")
    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="Annual refresh 2013-14").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Annual refresh 2013-14")


def test_from_a_priority_back_through_the_years(portal: str, page: Page) -> None:
    page.goto(portal + PAGES["a plan"])
    earlier = page.get_by_role("region", name="Reduce Serious Violence").get_by_text("Continues").first
    expect(earlier).to_be_visible()
    earlier.get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/plans/2020-21/$"))


def test_a_paragraph_of_a_paper_has_an_address(portal: str, page: Page) -> None:
    page.goto(portal + PAGES["a paper to the council"] + "#p7")
    expect(page.locator("#p7")).to_be_in_viewport()


def test_a_date_is_asked_for_and_what_is_wrong_leads_back_to_it(portal: str, page: Page) -> None:
    page.goto(portal + PAGES["bodies today"])
    page.get_by_label("Day").fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").fill("2013")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_title(re.compile("^Error: "))
    page.get_by_role("alert").get_by_role("link", name="The date must be a real date, like 31 3 2025").click()
    expect(page.get_by_label("Day")).to_be_focused()
    page.get_by_label("Day").fill("28")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("as at 28 February 2013")
    expect(page).to_have_url(re.compile(r"\?on=2013-02-28$"))


def test_everything_works_without_scripts(portal: str, page_without_scripts: Page) -> None:
    page = page_without_scripts
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(portal)
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Papers").click()
    page.get_by_role("link", name=re.compile("Annual Update 2025-26")).click()
    expect(page.locator("#p7")).to_be_visible()
    page.goto(portal + PAGES["bodies then"])
    page.get_by_text("12 seats on").click()
    expect(page.locator("details[open] li").first).to_be_visible()
    page.get_by_label("Year").fill("2025")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2025")


def test_the_menu_opens_on_a_phone(portal: str, page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 700})
    page.goto(portal)
    papers = page.get_by_role("navigation", name="Menu").get_by_role("link", name="Papers")
    expect(papers).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    papers.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Papers")
