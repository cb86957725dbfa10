"""Councils' own sign-on over OpenID Connect, tried against a real provider that runs beside the tests."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from core.models import Event
from partners.models import Partnership, User
from partners.sign_on import stated_address, took_second_step, verified_addresses
from tests import make
from tests.partners.council import LOG_IN, NAME, Council, council

pytestmark = pytest.mark.django_db
ADDRESS = "officer@council.example"


@pytest.fixture(scope="module")
def provider() -> Iterator[Council]:
    with council() as found:
        yield found


@pytest.fixture
def oxford(provider: Council, settings: Any) -> Council:
    """The council, with its sign-on set in the portal."""
    settings.SOCIALACCOUNT_PROVIDERS = provider.sign_on.providers
    return provider


@pytest.fixture
def partnership() -> Partnership:
    return make.partnership(slug="oxford")


@pytest.fixture
def officer(partnership: Partnership) -> User:
    user = make.user(email=ADDRESS, name="The officer", password="correct horse battery")
    make.role(of=partnership, held_by=user)
    return user


def is_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


class TestTheLogInPage:
    def test_offers_the_councils_sign_on(self, oxford: Council, client: Client) -> None:
        page = client.get("/accounts/login/?next=/papers/").content.decode()
        assert f"Log in with {NAME}" in page
        assert f'action="{LOG_IN}?process=login&amp;next=%2Fpapers%2F"' in page

    def test_offers_none_where_none_is_set(self, client: Client) -> None:
        assert "Log in with" not in client.get("/accounts/login/").content.decode()
        assert client.get(LOG_IN).status_code == 404

    def test_leads_to_the_council_with_a_secret_of_its_own(self, oxford: Council, client: Client) -> None:
        asked = parse_qs(urlsplit(client.post(LOG_IN).url).query)
        assert asked["redirect_uri"] == ["http://testserver/accounts/oidc/council/login/callback/"]
        assert set(asked["scope"][0].split()) == {"openid", "profile", "email"}
        assert asked["code_challenge_method"] == ["S256"]
        assert len(asked["code_challenge"][0]) == 43
        assert asked["state"]

    def test_leads_nowhere_by_a_link_alone(self, oxford: Council, client: Client) -> None:
        """Otherwise another site could log somebody in without their doing."""
        page = client.get(LOG_IN)
        assert page.status_code == 200
        assert "Continue" in page.content.decode()


class TestSigningOn:
    def test_lets_in_whom_an_administrator_invited_by_that_address(
        self, oxford: Council, officer: User, client: Client
    ) -> None:
        oxford.knows("sub-1", email="Officer@Council.example", email_verified=True)
        response = oxford.sign_on_as("sub-1", client)
        assert response.url == "/work/"
        assert client.session["_auth_user_id"] == str(officer.pk)
        assert client.get("/work/").status_code == 200

    def test_goes_on_to_the_page_that_was_wanted(self, oxford: Council, officer: User, client: Client) -> None:
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        assert oxford.sign_on_as("sub-1", client, path=f"{LOG_IN}?process=login&next=/papers/").url == "/papers/"

    def test_goes_on_to_no_other_site(self, oxford: Council, officer: User, client: Client) -> None:
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        response = oxford.sign_on_as("sub-1", client, path=f"{LOG_IN}?process=login&next=https://evil.example/")
        assert response.url == "/work/"

    def test_keeps_the_password_and_tells_of_the_link(
        self, oxford: Council, officer: User, client: Client, mailoutbox: Any
    ) -> None:
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        oxford.sign_on_as("sub-1", client)
        officer.refresh_from_db()
        assert officer.check_password("correct horse battery")
        assert SocialAccount.objects.get().user == officer
        event = Event.objects.get()
        assert (event.verb, event.summary) == ("partners.sign_on_linked", "Linked a council's sign-on.")
        oxford.sign_on_as("sub-1", Client())
        assert Event.objects.count() == 1

    def test_knows_somebody_again_whose_address_changed_at_the_council(
        self, oxford: Council, officer: User, client: Client
    ) -> None:
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        oxford.sign_on_as("sub-1", client)
        oxford.knows("sub-1", email="married@council.example", email_verified=True)
        again = Client()
        assert oxford.sign_on_as("sub-1", again).url == "/work/"
        assert again.session["_auth_user_id"] == str(officer.pk)

    def test_believes_entra_that_a_domain_is_its_own(self, oxford: Council, officer: User, client: Client) -> None:
        oxford.knows("sub-1", email=ADDRESS, xms_edov=True)
        assert oxford.sign_on_as("sub-1", client).url == "/work/"


class TestAStranger:
    def turned_away(self, oxford: Council, client: Client, subject: str = "sub-9") -> str:
        people = User.objects.count()
        response = oxford.sign_on_as(subject, client)
        assert response.status_code == 403
        assert not is_in(client)
        assert User.objects.count() == people
        assert not SocialAccount.objects.exists()
        assert not Event.objects.exists()
        return response.content.decode()

    def test_is_made_no_account_and_told_whom_to_ask(self, oxford: Council, client: Client) -> None:
        oxford.knows("sub-9", email="stranger@council.example", email_verified=True, name="A Stranger")
        page = self.turned_away(oxford, client)
        assert "Ask the administrator of your partnership to invite exactly that address." in page
        assert "stranger@council.example" in page

    @pytest.mark.parametrize("claims", [{}, {"email_verified": False}, {"xms_edov": False}, {"email_verified": "no"}])
    def test_is_whoever_has_an_address_that_the_council_does_not_vouch_for(
        self, claims: dict[str, Any], oxford: Council, officer: User, client: Client
    ) -> None:
        oxford.knows("sub-9", email=ADDRESS, **claims)
        self.turned_away(oxford, client)

    def test_is_whoever_has_no_address(self, oxford: Council, client: Client) -> None:
        oxford.knows("sub-9", name="Nobody", email_verified=True)
        assert "nobody in a partnership has invited you" in self.turned_away(oxford, client)

    def test_is_somebody_whose_account_is_switched_off(self, oxford: Council, officer: User, client: Client) -> None:
        User.objects.filter(pk=officer.pk).update(is_active=False)
        oxford.knows("sub-9", email=ADDRESS, email_verified=True)
        self.turned_away(oxford, client)

    def test_is_somebody_whose_account_was_switched_off_after_it_was_linked(
        self, oxford: Council, officer: User, client: Client
    ) -> None:
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        oxford.sign_on_as("sub-1", Client())
        User.objects.filter(pk=officer.pk).update(is_active=False)
        assert oxford.sign_on_as("sub-1", client).status_code == 403
        assert not is_in(client)

    def test_is_whoever_claims_an_address_that_somebody_is_only_changing_to(
        self, oxford: Council, officer: User, client: Client
    ) -> None:
        """An insider who types a colleague's address must not get the colleague into their own account."""
        insider = Client()
        insider.post("/accounts/login/", {"login": ADDRESS, "password": "correct horse battery"})
        insider.post("/accounts/email/", {"action_add": "", "email": "colleague@council.example"})
        oxford.knows("sub-9", email="colleague@council.example", email_verified=True)
        self.turned_away(oxford, client)


class TestWhatGoesWrong:
    def test_turning_back_at_the_council_is_no_mistake(self, oxford: Council, client: Client) -> None:
        leaving = client.post(LOG_IN).url
        back = urlsplit(oxford.send_back(leaving, action="deny"))
        state = parse_qs(urlsplit(leaving).query)["state"][0]  # this provider leaves it out of a refusal
        page = client.get(f"{back.path}?{back.query}&state={state}", follow=True)
        assert "You did not log in" in page.content.decode()

    def test_an_answer_that_nobody_asked_for_lets_nobody_in(
        self, oxford: Council, officer: User, client: Client
    ) -> None:
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        back = urlsplit(oxford.send_back(Client().post(LOG_IN).url, subject="sub-1"))
        page = client.get(f"{back.path}?{back.query}")
        assert "did not work" in page.content.decode()
        assert not is_in(client)

    def test_an_answer_works_once(self, oxford: Council, officer: User, client: Client) -> None:
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        back = urlsplit(oxford.send_back(client.post(LOG_IN).url, subject="sub-1"))
        client.get(f"{back.path}?{back.query}")
        assert is_in(client)
        client.post("/accounts/logout/")
        client.get(f"{back.path}?{back.query}")
        assert not is_in(client)

    def test_a_council_that_does_not_answer_gets_a_page(self, oxford: Council, client: Client, settings: Any) -> None:
        leaving = client.post(LOG_IN)
        back = urlsplit(oxford.send_back(leaving.url, subject="sub-1"))
        page = client.get(f"{back.path}?{back.query.replace('code=', 'code=x')}")
        assert "Your council’s sign-on did not work" in page.content.decode()


class TestTheSecondStep:
    @pytest.fixture(autouse=True)
    def compulsory(self, settings: Any) -> None:
        settings.REQUIRE_MFA = True

    @pytest.mark.parametrize(
        ("methods", "counts"),
        [(["pwd", "mfa"], True), (["pwd"], False), (None, False), ("mfa", False)],
        ids=["mfa", "a password alone", "nothing said", "not a list"],
    )
    def test_counts_where_the_council_says_that_it_took_one(
        self, *, methods: Any, counts: bool, oxford: Council, officer: User, client: Client
    ) -> None:
        said = {} if methods is None else {"amr": methods}
        oxford.knows("sub-1", email=ADDRESS, email_verified=True, **said)
        oxford.sign_on_as("sub-1", client)
        response = client.get("/work/")
        assert (response.status_code == 200) is counts
        assert counts or response.url == "/accounts/2fa/totp/activate/"

    def test_counts_where_the_setting_says_that_it_always_does(
        self, oxford: Council, officer: User, client: Client, settings: Any
    ) -> None:
        settings.SIGN_ON_ALWAYS_SECOND_STEP = True
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        oxford.sign_on_as("sub-1", client)
        assert client.get("/work/").status_code == 200

    def test_of_the_council_does_not_count_for_a_log_in_by_password(
        self, oxford: Council, officer: User, client: Client
    ) -> None:
        oxford.knows("sub-1", email=ADDRESS, email_verified=True, amr=["mfa"])
        oxford.sign_on_as("sub-1", client)
        client.post("/accounts/logout/")
        client.post("/accounts/login/", {"login": ADDRESS, "password": "correct horse battery"})
        assert client.get("/work/").status_code == 302

    def test_that_somebody_has_set_up_here_is_asked_for_all_the_same(
        self, oxford: Council, officer: User, client: Client
    ) -> None:
        TOTP.activate(officer, "JBSWY3DPEHPK3PXP")
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        assert oxford.sign_on_as("sub-1", client).url == "/accounts/2fa/authenticate/"
        assert not is_in(client)


class TestLinkingByHand:
    CONNECT = f"{LOG_IN}?process=connect"

    def test_takes_ones_own_address_alone(self, oxford: Council, officer: User, client: Client) -> None:
        make.user(email="colleague@council.example")
        client.post("/accounts/login/", {"login": ADDRESS, "password": "correct horse battery"})
        for address, status in (("colleague@council.example", 403), ("unknown@council.example", 403), (ADDRESS, 302)):
            oxford.knows("sub-7", email=address, email_verified=True)
            assert oxford.sign_on_as("sub-7", client, path=self.CONNECT).status_code == status
            assert SocialAccount.objects.exists() is (status == 302)
        assert SocialAccount.objects.get().user == officer

    def test_can_be_undone(self, oxford: Council, officer: User, client: Client) -> None:
        oxford.knows("sub-1", email=ADDRESS, email_verified=True)
        oxford.sign_on_as("sub-1", client)
        page = client.get("/accounts/3rdparty/").content.decode()
        assert NAME in page
        client.post("/accounts/3rdparty/", {"account": SocialAccount.objects.get().pk})
        assert not SocialAccount.objects.exists()
        assert Event.objects.order_by("pk").last().verb == "partners.sign_on_unlinked"


class TestWhatItSays:
    def test_counts_in_either_place_but_not_of_two_subjects(self) -> None:
        token = {"sub": "1", "email": "One@Council.example", "email_verified": True}
        info = {"sub": "1", "email": "two@council.example", "email_verified": "true"}
        assert verified_addresses({"id_token": token}) == ["one@council.example"]
        assert verified_addresses({"userinfo": info}) == ["two@council.example"]
        assert verified_addresses({"id_token": token, "userinfo": info}) == [
            "one@council.example",
            "two@council.example",
        ]
        assert verified_addresses({"id_token": token, "userinfo": {**info, "sub": "2"}}) == []
        assert verified_addresses({}) == []

    def test_vouches_for_the_address_in_the_same_place_alone(self) -> None:
        said = {"id_token": {"sub": "1", "email_verified": True}, "userinfo": {"sub": "1", "email": ADDRESS}}
        assert verified_addresses(said) == []
        assert stated_address(said) == ADDRESS

    def test_takes_a_second_step_from_the_token_alone(self) -> None:
        """What is asked afterwards says nothing about this log-in."""
        assert not took_second_step({"userinfo": {"amr": ["mfa"]}})
        assert took_second_step({"id_token": {"amr": ["pwd", "mfa"]}})
