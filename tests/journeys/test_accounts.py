"""Somebody is invited, chooses a password, sets up a second step, is looked after by an administrator, and leaves; and
somebody comes in by their council's own sign-on. All with the keyboard, on a phone's width too.
"""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.utils import timezone
from playwright.sync_api import Page, expect

from partners.models import Partnership, User
from tests import make
from tests.journeys.portal import PASSWORD, add_person
from tests.partners.council import NAME, Council, council
from tests.partners.test_second_step import code_for

pytestmark = pytest.mark.django_db
Axe = Callable[[], list[str]]
SECRET = "JBSWY3DPEHPK3PXP"
PHONE, DESK = {"width": 320, "height": 800}, {"width": 1280, "height": 900}


@pytest.fixture
def checked(page: Page, axe: Axe, complaints: list[str]) -> Callable[[], None]:
    """Holds the open page to what every page must be: accessible, narrow enough, quiet."""

    def check() -> None:
        for size in (PHONE, DESK):
            page.set_viewport_size(size)
            assert axe() == [], page.url
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], page.url
        assert [line for line in complaints if "422" not in line] == [], page.url  # a form sent with a mistake in it

    return check


@pytest.fixture
def compulsory(settings: Any) -> None:
    settings.REQUIRE_MFA = True


def log_in(page: Page, portal: str, email: str, *, to: str = "/work/") -> None:
    page.goto(f"{portal}/accounts/login/?next={to}")
    page.get_by_label("E-mail address").focus()
    page.keyboard.type(email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Log in")


def press(page: Page, role: Any, name: str) -> None:
    """Goes to a link or button and presses Enter on it."""
    page.get_by_role(role, name=name, exact=True).focus()
    page.keyboard.press("Enter")


def enter_code(page: Page, secret: str) -> None:
    """Types what an authenticator app shows."""
    page.get_by_label("Code").focus()
    page.keyboard.type(code_for(secret))
    page.keyboard.press("Enter")


def new_administrator() -> User:
    """Oxford's administrator, who has a second step."""
    user = make.user(email=f"administrator-{User.objects.count()}@example.org", password=PASSWORD, name="The keeper")
    make.role(of=Partnership.objects.get(slug="oxford"), held_by=user, kind="administrator")
    TOTP.activate(user, SECRET)
    return user


def test_somebody_is_invited_chooses_a_password_and_sets_up_a_second_step(
    portal: str,
    page: Page,
    checked: Callable[[], None],
    compulsory: None,
    mailoutbox: Any,
    settings: Any,
) -> None:
    settings.PORTAL_ADDRESS = portal
    log_in(page, portal, new_administrator().email, to="/partnerships/oxford/people/")
    checked()
    enter_code(page, SECRET)
    expect(page.get_by_role("heading", level=1)).to_have_text("People and roles")
    checked()
    press(page, "button", "Invite somebody")
    checked()
    page.get_by_label("E-mail address").focus()
    page.keyboard.type("wrong")
    page.get_by_label("Name").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("Enter an e-mail address in the right form")
    page.get_by_label("E-mail address").fill("newcomer@example.org")
    page.get_by_label("Name").fill("A newcomer")
    page.get_by_label("Partnership officer").focus()
    page.keyboard.press("Space")
    press(page, "button", "Send the invitation")
    expect(page.get_by_role("alert")).to_contain_text("An e-mail is on its way to newcomer@example.org.")
    expect(page.get_by_text("Invited, not yet answered")).to_be_visible()
    checked()

    link = next(word for word in mailoutbox[-1].body.split() if word.startswith("http"))
    page.context.clear_cookies()
    page.goto(link)
    checked()
    page.get_by_label("New password", exact=True).fill("pigeons on the clock tower")
    page.get_by_label("New password again").fill("pigeons on the clock tower")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up a second step")
    checked()
    secret = page.locator(".portal-secret").inner_text()
    enter_code(page, secret)
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    checked()
    press(page, "button", "I have kept them: continue")
    expect(page).to_have_url(f"{portal}/work/")
    assert Authenticator.objects.filter(user__email="newcomer@example.org", type="totp").exists()


def test_an_administrator_looks_after_somebody_until_they_leave(
    portal: str, page: Page, checked: Callable[[], None]
) -> None:
    officer = User.objects.get(email=add_person("officer"))
    TOTP.activate(officer, SECRET)
    User.objects.filter(pk=officer.pk).update(last_login=timezone.now())
    administrator = new_administrator()
    Authenticator.objects.filter(user=administrator).delete()
    log_in(page, portal, administrator.email, to=f"/partnerships/oxford/people/{officer.pk}/")
    checked()
    for link, heading in (
        ("Give another role", "Give The officer another role"),
        ("Lost telephone: remove the second step", "Remove the second step of The officer?"),
        ("This person has left", "Has The officer left?"),
    ):
        press(page, "button" if link == "Give another role" else "link", link)
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
        checked()
        page.go_back()
    page.get_by_role("link", name="End it").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("End a role of The officer")
    checked()
    page.goto(f"{portal}/partnerships/oxford/people/{officer.pk}/leave/")
    press(page, "button", "Yes, they have left")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Somebody who left ({officer.pk})")
    checked()
    page.goto(f"{portal}/partnerships/oxford/people/?on=2001-01-01")
    checked()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/password/change/",
        "/accounts/email/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/deactivate/",
        "/accounts/2fa/recovery-codes/",
        "/accounts/2fa/recovery-codes/generate/",
        "/accounts/sessions/",
        "/accounts/3rdparty/",
        "/accounts/reauthenticate/",
        "/accounts/2fa/reauthenticate/",
    ],
)
def test_the_pages_of_ones_account_are_clean_with_a_second_step_too(
    address: str, portal: str, page: Page, checked: Callable[[], None]
) -> None:
    email = f"{re.sub(r'[^a-z0-9]+', '-', address).strip('-')}@example.org"
    log_in(page, portal, make.user(email=email, password=PASSWORD).email, to="/accounts/2fa/totp/activate/")
    enter_code(page, page.locator(".portal-secret").inner_text())
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
    page.goto(portal + address)
    expect(page).to_have_url(portal + address)
    checked()
    if address == "/accounts/email/":
        page.get_by_label("New e-mail address").fill("new-address@example.org")
        press(page, "button", "Change it")
        expect(page.get_by_text("We have sent a link to new-address@example.org").first).to_be_visible()
        checked()


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/signup/",
        "/accounts/inactive/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/accounts/password/reset/key/1-wrong/",
        "/accounts/confirm-email/wrong/",
    ],
)
def test_the_pages_before_logging_in_are_clean(
    address: str, portal: str, page: Page, checked: Callable[[], None]
) -> None:
    page.goto(portal + address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    checked()


class TestTheCouncilsSignOn:
    @pytest.fixture
    def oxford(self, settings: Any) -> Any:
        with council() as provider:
            policy = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
            settings.SOCIALACCOUNT_PROVIDERS = provider.sign_on.providers
            settings.CONTENT_SECURITY_POLICY = {
                "DIRECTIVES": {**policy, "form-action": [*policy["form-action"], provider.sign_on.origin]}
            }
            yield provider

    def sign_on(self, page: Page, portal: str, subject: str) -> None:
        """As somebody does it: press the button, say at the council who one is, come back."""
        page.goto(f"{portal}/accounts/login/?next=/work/")
        press(page, "button", f"Log in with {NAME}")
        page.get_by_placeholder("sub").fill(subject)
        page.keyboard.press("Enter")
        page.wait_for_url(f"{portal}/**")

    def test_lets_in_who_was_invited(
        self, oxford: Council, portal: str, page: Page, checked: Callable[[], None]
    ) -> None:
        email = add_person("approver")
        oxford.knows("sub-1", email=email, email_verified=True)
        page.goto(f"{portal}/accounts/login/")
        checked()
        self.sign_on(page, portal, "sub-1")
        expect(page).to_have_url(f"{portal}/work/")
        assert urlsplit(page.url).netloc == urlsplit(portal).netloc

    def test_says_to_a_stranger_whom_to_ask(self, oxford: Council, portal: str, page: Page, axe: Axe) -> None:
        oxford.knows("sub-2", email="stranger@council.example", email_verified=True)
        self.sign_on(page, portal, "sub-2")
        expect(page.get_by_role("heading", level=1)).to_have_text("You have no account here yet")
        assert axe() == []
