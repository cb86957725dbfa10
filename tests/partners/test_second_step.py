"""Officers, administrators and support staff set up a second step before anything else, where the setting says so."""

import re
from datetime import date
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from core.typed import TOKEN
from partners.models import Partnership, User
from partners.second_step import lacks_second_step
from tests import make

pytestmark = pytest.mark.django_db
SET_UP = "/accounts/2fa/totp/activate/"
PASSWORD = "correct horse battery"
PLAN = "/partnerships/oxford/plans/2025-26/"
TODAY = date(2025, 10, 6)


@pytest.fixture(autouse=True)
def compulsory(settings: Any) -> None:
    settings.REQUIRE_MFA = True


@pytest.fixture
def oxford() -> Partnership:
    partnership = make.partnership(slug="oxford")
    make.plan(of=partnership, slug="2025-26", status="proposed")
    return partnership


def person(kind: str, of: Partnership) -> User:
    user = make.user(email=f"{kind.split()[0]}@example.org", password=PASSWORD, is_staff=kind == "support")
    if kind in ("officer", "contributor", "approver", "administrator"):
        make.role(of=of, held_by=user, kind=kind, body=make.body() if kind == "contributor" else None)
    return user


def log_in(client: Client, user: User, **more: str) -> Any:
    return client.post("/accounts/login/", {"login": user.email, "password": PASSWORD, **more})


def code_for(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up(client: Client) -> Any:
    """Sets up an authenticator app as somebody does who sees the page."""
    page = client.get(SET_UP).content.decode()
    secret = re.search(r'<code class="portal-secret">([A-Z2-7]+)</code>', page)
    assert secret
    return client.post(SET_UP, {"code": code_for(secret[1])})


class TestWhoMustHaveOne:
    @pytest.mark.parametrize("kind", ["officer", "administrator", "support"])
    def test_is_sent_to_set_it_up(self, kind: str, oxford: Partnership, client: Client) -> None:
        log_in(client, person(kind, oxford))
        assert client.get("/work/").url == SET_UP
        assert client.get("/admin/").url == SET_UP
        assert client.get(f"{PLAN}challenges/add/").url == SET_UP
        assert "Officers, administrators and support staff need a second step" in client.get(SET_UP).content.decode()

    @pytest.mark.parametrize("kind", ["contributor", "approver", "nobody in particular"])
    def test_is_not_everybody(self, kind: str, oxford: Partnership, client: Client) -> None:
        log_in(client, person(kind, oxford))
        assert client.get("/work/").status_code == 200

    @pytest.mark.parametrize("kind", ["officer", "administrator", "support"])
    def test_reads_what_is_public_all_the_same(self, kind: str, oxford: Partnership, client: Client) -> None:
        log_in(client, person(kind, oxford))
        for url in ("/", "/papers/", "/partnerships/oxford/", PLAN, "/accessibility/", "/healthz"):
            assert client.get(url).status_code == 200, url

    def test_may_do_nothing_by_posting_either(self, oxford: Partnership, client: Client) -> None:
        log_in(client, person("officer", oxford))
        for url in ("/drafts/keep/", "/removals/1/put-back/", f"{PLAN}challenges/add/"):
            assert client.post(url, {"text": "x"}).url == SET_UP, url

    def test_keeps_the_pages_of_their_own_account(self, oxford: Partnership, client: Client) -> None:
        log_in(client, person("officer", oxford))
        for url in ("/accounts/password/change/", "/accounts/email/", "/accounts/logout/", "/accounts/sessions/"):
            assert client.get(url).status_code == 200, url

    def test_is_not_asked_where_the_setting_is_off(self, oxford: Partnership, client: Client, settings: Any) -> None:
        settings.REQUIRE_MFA = False
        log_in(client, person("officer", oxford))
        assert client.get("/work/").status_code == 200

    @pytest.mark.parametrize(
        ("dates", "must"),
        [({}, True), ({"until_date": date(2025, 10, 5)}, False), ({"from_date": date(2025, 10, 7)}, False)],
        ids=["now", "past", "later"],
    )
    def test_is_whoever_has_the_role_that_day(self, *, dates: dict[str, date], must: bool) -> None:
        role = make.role(**dates)
        assert lacks_second_step(role.user, on=TODAY) is must

    def test_is_known_by_one_query(self, django_assert_num_queries: Any) -> None:
        officer = make.role().user
        with django_assert_num_queries(1):
            lacks_second_step(officer, on=TODAY)

    def test_is_not_freed_by_recovery_codes_alone(self) -> None:
        officer = make.role().user
        Authenticator.objects.create(user=officer, type="recovery_codes", data={"seed": "x"})
        assert lacks_second_step(officer, on=TODAY)
        Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
        assert not lacks_second_step(officer, on=TODAY)


class TestSettingItUp:
    def test_leads_over_the_recovery_codes_to_where_they_were_going(self, oxford: Partnership, client: Client) -> None:
        wanted = f"{PLAN}challenges/add/?from=here"
        assert log_in(client, person("officer", oxford), next=wanted).url == wanted
        assert client.get(wanted).url == SET_UP
        response = set_up(client)
        assert response.url == "/accounts/2fa/recovery-codes/"
        page = client.get(response.url).content.decode()
        assert f'href="{wanted}"' in page
        assert len(re.findall(r'<code class="portal-secret">', page)) == 10
        assert client.get(wanted).status_code == 200

    def test_right_after_log_in_asks_for_no_password_again(self, oxford: Partnership, client: Client) -> None:
        log_in(client, person("officer", oxford))
        assert client.get(SET_UP).status_code == 200

    def test_later_asks_for_the_password_again(self, oxford: Partnership, client: Client, time_machine: Any) -> None:
        time_machine.move_to("2025-10-06 09:00:00+00:00", tick=False)
        log_in(client, person("officer", oxford))
        time_machine.move_to("2025-10-06 09:06:00+00:00", tick=False)
        assert client.get(SET_UP).url.startswith("/accounts/reauthenticate/")

    def test_with_a_wrong_code_says_so(self, oxford: Partnership, client: Client) -> None:
        log_in(client, person("officer", oxford))
        client.get(SET_UP)
        page = client.post(SET_UP, {"code": "000000"}).content.decode()
        assert "That code is wrong" in page
        assert not Authenticator.objects.exists()

    def test_keeps_what_was_typed_into_a_form(self, oxford: Partnership, client: Client, settings: Any) -> None:
        """The role was given, or the setting switched on, while the form was open."""
        settings.REQUIRE_MFA = False
        log_in(client, person("officer", oxford))
        url = f"{PLAN}challenges/add/"
        token = re.search(rf'name="{TOKEN}" value="([^"]+)"', client.get(url).content.decode())
        settings.REQUIRE_MFA = True
        sent = client.post(url, {TOKEN: token[1], "kind": "challenge", "text": "Funding is not certain."})
        assert sent.url == SET_UP
        set_up(client)
        assert f'href="{url}"' in client.get("/accounts/2fa/recovery-codes/").content.decode()
        assert "Funding is not certain." in client.get(url).content.decode()


class TestLoggingInWithIt:
    @pytest.fixture
    def officer(self, oxford: Partnership) -> User:
        officer = person("officer", oxford)
        TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
        return officer

    def test_wants_the_code_after_the_password(self, officer: User, client: Client) -> None:
        assert log_in(client, officer).url == "/accounts/2fa/authenticate/"
        assert "_auth_user_id" not in client.session
        response = client.post("/accounts/2fa/authenticate/", {"code": code_for("JBSWY3DPEHPK3PXP")})
        assert response.url == "/work/"
        assert client.get("/work/").status_code == 200

    def test_wants_it_after_a_forgotten_password_too(self, officer: User, client: Client, mailoutbox: Any) -> None:
        client.post("/accounts/password/reset/", {"email": officer.email})
        link = next(word for word in mailoutbox[0].body.split() if word.startswith("http"))
        form = client.get(link.removeprefix("http://testserver"), follow=True)
        password = "pigeons on the clock tower"
        sent = client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})
        assert sent.url == "/accounts/2fa/authenticate/"
        assert "_auth_user_id" not in client.session

    def test_refuses_a_code_the_second_time(self, officer: User, client: Client) -> None:
        code = code_for("JBSWY3DPEHPK3PXP")
        log_in(client, officer)
        client.post("/accounts/2fa/authenticate/", {"code": code})
        other = Client()
        log_in(other, officer)
        assert other.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200
        assert "_auth_user_id" not in other.session

    def test_locks_out_who_guesses_codes(self, officer: User, client: Client) -> None:
        log_in(client, officer)
        for _ in range(10):
            client.post("/accounts/2fa/authenticate/", {"code": "000000"})
        response = client.post("/accounts/2fa/authenticate/", {"code": code_for("JBSWY3DPEHPK3PXP")})
        assert "_auth_user_id" not in client.session
        assert response.status_code in (200, 429)

    def test_that_is_removed_is_wanted_anew(self, officer: User, client: Client) -> None:
        log_in(client, officer)
        client.post("/accounts/2fa/authenticate/", {"code": code_for("JBSWY3DPEHPK3PXP")})
        client.post("/accounts/2fa/totp/deactivate/")
        assert client.get("/work/").url == SET_UP
