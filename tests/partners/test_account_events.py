"""What people do to their own account stands in the portal's chain, without names; and they get an e-mail about it."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.conf import settings as django_settings
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client

from core.events import verify_chains
from core.models import Event
from partners.account_events import SESSIONS_ENDED, TOLD
from partners.adapters import settle_address
from partners.models import User
from partners.templatetags.accounts import browser
from tests import make
from tests.partners.test_second_step import PASSWORD, log_in, set_up

pytestmark = pytest.mark.django_db
OTHER_PASSWORD = "pigeons on the clock tower"


@pytest.fixture
def user() -> User:
    return make.user(email="officer@example.org", name="The officer", password=PASSWORD)


@pytest.fixture
def visitor(user: User) -> Iterator[Client]:
    """The browser of somebody logged in. Whatever they do, no event of it says who they are."""
    client = Client()
    log_in(client, user)
    yield client
    for event in Event.objects.all():
        assert "officer@example.org" not in f"{event.summary}{event.data}"
        assert "The officer" not in f"{event.summary}{event.data}"
    assert not list(verify_chains())


def told() -> list[tuple[str, str, str, int]]:
    return [(event.chain, event.verb, event.summary, event.actor_id) for event in Event.objects.order_by("pk")]


@pytest.mark.django_db(transaction=True)
def test_setting_up_a_second_step_is_told(visitor: Client, user: User, mailoutbox: Any) -> None:
    set_up(visitor)
    assert told() == [("portal", "partners.second_step_set_up", "Set up a second step at log-in.", user.pk)]
    assert Event.objects.get().subject_id == str(user.pk)
    assert mailoutbox[0].subject == "You have a second step at log-in now"
    assert "from the address 127.0.0.1" in mailoutbox[0].body


@pytest.mark.django_db(transaction=True)
def test_removing_it_is_told(visitor: Client, user: User) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    visitor.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert told() == [("portal", "partners.second_step_removed", "Removed their second step at log-in.", user.pk)]


@pytest.mark.django_db(transaction=True)
def test_new_recovery_codes_are_told(visitor: Client, user: User) -> None:
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    visitor.post("/accounts/2fa/recovery-codes/generate/")
    assert told() == [("portal", "partners.recovery_codes_made", "Made new recovery codes.", user.pk)]


def test_changing_the_password_is_told_and_ends_other_sessions(visitor: Client, user: User) -> None:
    other = Client()
    log_in(other, user)
    data = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    visitor.post("/accounts/password/change/", data)
    assert told() == [("portal", "partners.password_changed", "Changed their password.", user.pk)]
    assert visitor.get("/work/").status_code == 200
    assert other.get("/work/").status_code == 302


def test_setting_a_password_by_a_link_is_told(user: User, mailoutbox: Any) -> None:
    visitor = Client()
    visitor.post("/accounts/password/reset/", {"email": user.email})
    link = next(word for word in mailoutbox[0].body.split() if word.startswith("http"))
    form = visitor.get(link.removeprefix("http://testserver"), follow=True)
    visitor.post(form.request["PATH_INFO"], {"password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD})
    assert told() == [("portal", "partners.password_set", "Set a password by the link in an e-mail.", user.pk)]


def test_ending_other_sessions_is_told(visitor: Client, user: User) -> None:
    other = Client()
    log_in(other, user)
    assert "Log out everywhere but here" in visitor.get("/accounts/sessions/").content.decode()
    visitor.post("/accounts/sessions/")
    assert other.get("/work/").status_code == 302
    assert visitor.get("/work/").status_code == 200
    assert told() == [("portal", *SESSIONS_ENDED, user.pk)]
    assert Event.objects.get().data == {"sessions": 1}
    visitor.post("/accounts/sessions/")
    assert Event.objects.count() == 1, "there was nothing left to end"


def test_changing_the_address_is_told_once_it_is_confirmed(visitor: Client, user: User, mailoutbox: Any) -> None:
    visitor.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    assert told() == []
    user.refresh_from_db()
    assert user.email == "officer@example.org"
    link = next(word for word in mailoutbox[0].body.split() if word.startswith("http"))
    assert mailoutbox[0].to == ["new@example.org"]
    visitor.post(link.removeprefix("http://testserver"))
    user.refresh_from_db()
    assert user.email == "new@example.org"
    assert told() == [("portal", "partners.address_changed", "Changed their e-mail address.", user.pk)]
    assert mailoutbox[1].to == ["officer@example.org"]


def test_an_address_that_is_not_proved_never_becomes_the_one_to_log_in_with(visitor: Client, user: User) -> None:
    visitor.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
    visitor.post("/accounts/email/", {"action_primary": "", "email": "new@example.org"})
    user.refresh_from_db()
    assert user.email == "officer@example.org"


def test_a_mail_server_that_does_not_answer_undoes_nothing(
    visitor: Client, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> None:
        raise ConnectionRefusedError("no mail today")

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    data = {"oldpassword": PASSWORD, "password1": OTHER_PASSWORD, "password2": OTHER_PASSWORD}
    assert visitor.post("/accounts/password/change/", data).status_code == 302
    user.refresh_from_db()
    assert user.check_password(OTHER_PASSWORD)


@pytest.mark.parametrize("name", TOLD)
def test_each_change_that_is_told_has_an_e_mail_in_our_words(name: str) -> None:
    folder = django_settings.BASE_DIR / "templates"
    for part in ("subject", "message"):
        assert (folder / f"{name}_{part}.txt").is_file()


class TestTheListOfAddresses:
    def addresses(self, user: User) -> list[tuple[str, bool, bool]]:
        found = EmailAddress.objects.filter(user=user).order_by("pk")
        return list(found.values_list("email", "verified", "primary"))

    def test_says_what_the_account_says_after_a_log_in(self, visitor: Client, user: User) -> None:
        assert self.addresses(user) == [("officer@example.org", True, True)]

    def test_follows_an_address_that_support_changed(self, visitor: Client, user: User) -> None:
        user.email = "moved@example.org"
        user.save()
        settle_address(user)
        assert self.addresses(user) == [("moved@example.org", True, True)]

    def test_gives_an_address_to_whom_it_was_given_to(self, visitor: Client, user: User) -> None:
        user.email = "moved@example.org"
        user.save()
        successor = make.user(email="officer@example.org")
        settle_address(successor)
        assert self.addresses(successor) == [("officer@example.org", True, True)]
        assert self.addresses(user) == []

    def test_keeps_one_that_somebody_is_changing_to(self, visitor: Client, user: User) -> None:
        visitor.post("/accounts/email/", {"action_add": "", "email": "new@example.org"})
        EmailAddress.objects.filter(email=user.email).update(primary=False)
        settle_address(user)
        assert self.addresses(user) == [("officer@example.org", True, True), ("new@example.org", False, False)]


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/131.0 Safari/537.36 Edg/131.0",
            "Edge on Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; rv:132.0) Gecko/20100101 Firefox/132.0", "Firefox on Windows"),
        ("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36", "Chrome on Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari on an iPhone"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15) Version/18.0 Safari/605.1", "Safari on a Mac"),
        ("curl/8.9", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_is_called_what_people_call_it(user_agent: str, words: str) -> None:
    assert browser(user_agent) == words
