"""Somebody logs in, sees what is theirs to do, and logs out."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from partners.models import Partnership
from tests import make
from tests.journeys.portal import PASSWORD, add_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", ["officer", "contributor", "approver", "administrator"])
def test_each_role_lands_on_its_own_work_and_leaves_again(
    kind: str, portal: str, page: Page, axe: Callable[[], list[str]], complaints: list[str]
) -> None:
    email = add_person(kind)
    page.goto(f"{portal}/work/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("alert").get_by_role("link", name="Enter your password").click()
    page.keyboard.type(PASSWORD)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(f"{portal}/work/")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Hello, The {kind}")
    expect(page.get_by_role("heading", level=2, name="Oxford Safer Communities Partnership")).to_be_visible()
    assert axe() == []
    page.get_by_role("link", name="Log out").first.click()
    assert axe() == []
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("You have logged out.")).to_be_visible()
    page.goto(f"{portal}/work/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Log in")
    assert complaints == []


def test_an_officer_reads_a_draft_that_nobody_else_finds(
    portal: str, page: Page, axe: Callable[[], list[str]], complaints: list[str]
) -> None:
    oxford = Partnership.objects.get(slug="oxford")
    draft = make.paper(of=oxford, slug="next-update", title="Next year's update")
    make.section(of=draft, heading="Introduction", text="It is not agreed yet.")
    page.goto(portal + draft.get_absolute_url())
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such page")
    complaints.clear()
    user = make.user(email="reader@example.org", password=PASSWORD)
    make.role(of=oxford, held_by=user)
    page.goto(f"{portal}/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name="Next year's update").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Next year's update")
    page.goto(portal + draft.get_absolute_url())
    expect(page.get_by_text("Draft: not published.")).to_be_visible()
    expect(page.get_by_text("It is not agreed yet.")).to_be_visible()
    assert axe() == []
    assert complaints == []


@pytest.mark.parametrize(
    "address", ["/accounts/2fa/", "/accounts/password/change/", "/accounts/email/", "/accounts/logout/"]
)
def test_the_pages_of_ones_account_are_clean_under_axe(
    address: str, portal: str, page: Page, axe: Callable[[], list[str]]
) -> None:
    user = make.user(email=f"user-of-{re.sub(r'[^a-z]+', '-', address)}@example.org", password=PASSWORD)
    page.goto(f"{portal}/accounts/login/?next={address}")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").first.fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page).to_have_url(portal + address)
    assert axe() == []
