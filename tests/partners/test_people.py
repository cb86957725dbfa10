"""The pages on which an administrator looks after who works in a partnership."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.utils import timezone

from core.models import Event
from core.typed import TOKEN
from partners.models import Partnership, Role, User
from tests import make
from tests.pages import queries_of, words_of

pytestmark = pytest.mark.django_db
URL = "/partnerships/oxford/people/"


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")


@pytest.fixture
def administrator(oxford: Partnership) -> User:
    return make.administrator(of=oxford)


@pytest.fixture
def visitor(administrator: User) -> Client:
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def officer(oxford: Partnership) -> User:
    return make.officer(of=oxford)


def opened(client: Client, url: str) -> dict[str, str]:
    """A form's token and dates, as its page holds them."""
    html = client.get(url).content.decode()
    boxes = re.findall(r'<input[^>]*name="(\w+_(?:day|month|year))"[^>]*value="(\d+)"', html)
    token = re.search(rf'name="{TOKEN}" value="([^"]+)"', html)
    return {TOKEN: token[1], **dict(boxes)}


class TestThePageOfPeople:
    def test_shows_everybody_with_their_roles_and_how_their_account_stands(
        self, oxford: Partnership, visitor: Client, officer: User
    ) -> None:
        officer.set_password("correct horse battery")
        officer.save()
        Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
        body = make.body(name="Thames Valley Police")
        make.role(of=oxford, held_by=make.user(email="new@example.org"), kind="contributor", body=body)
        words = words_of(visitor, URL)
        assert "The officer Partnership officer" in words
        assert f"{officer.email} Has never logged in; with a second step" in words
        assert "new@example.org Invited, not yet answered Contributor for a body: Thames Valley Police" in words
        assert "The administrator Administrator" in words
        assert "no second step" in words

    def test_shows_another_partnerships_people_to_nobody(self, oxford: Partnership, visitor: Client) -> None:
        stranger = make.stranger()
        assert stranger.email not in visitor.get(URL).content.decode()

    def test_parts_those_of_the_day_from_former_and_coming_ones(self, oxford: Partnership, visitor: Client) -> None:
        for name, dates in {
            "Once Here": {"until_date": date(2024, 3, 31)},
            "Still Here": {"from_date": date(2024, 1, 1)},
            "Soon Here": {"from_date": date(2999, 1, 1)},
        }.items():
            make.role(of=oxford, held_by=make.user(name=name), **dates)
        now = words_of(visitor, URL)
        assert now.index("Still Here") < now.index("With a role to come") < now.index("Soon Here")
        assert now.index("Former") < now.index("Once Here")
        then = words_of(visitor, f"{URL}?on=2023-05-01")
        assert "as at 1 May 2023" in then
        assert then.index("Once Here") < then.index("With a role to come") < then.index("Still Here")

    def test_leads_from_the_three_boxes_to_the_days_own_address(self, oxford: Partnership, visitor: Client) -> None:
        response = visitor.get(URL, {"on_day": "1", "on_month": "5", "on_year": "2023"})
        assert response.url == f"{URL}?on=2023-05-01"

    def test_says_what_is_wrong_with_a_date(self, oxford: Partnership, visitor: Client) -> None:
        assert "The date must be a real date" in words_of(visitor, f"{URL}?on=2023-02-31")

    def test_shows_no_address_of_somebody_who_left(self, oxford: Partnership, visitor: Client) -> None:
        left = make.user(email="left-12@left.invalid", name="Somebody who left (12)", left_at=make.NOW, is_active=False)
        make.role(of=oxford, held_by=left, until_date=date(2024, 1, 1))
        words = words_of(visitor, URL)
        assert "Somebody who left (12)" in words
        assert "left.invalid" not in words

    def test_takes_as_many_queries_for_twenty_people_as_for_two(self, oxford: Partnership, visitor: Client) -> None:
        def add(count: int) -> None:
            for _ in range(count):
                user = make.role(of=oxford).user
                make.role(of=oxford, held_by=user, kind="contributor", body=make.body())
                Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})

        add(2)
        few = queries_of(visitor, URL)
        add(18)
        assert queries_of(visitor, URL) == few <= 8

    @pytest.mark.parametrize("kind", ["officer", "approver", "stranger"])
    def test_is_not_there_for_others(self, kind: str, oxford: Partnership, client: Client) -> None:
        user = make.stranger() if kind == "stranger" else make.role(of=oxford, kind=kind).user
        client.force_login(user)
        assert client.get(URL).status_code == 404

    def test_asks_the_public_to_log_in(self, oxford: Partnership, client: Client) -> None:
        assert client.get(URL).url == f"/accounts/login/?next={URL}"

    def test_cannot_be_posted_to(self, oxford: Partnership, visitor: Client) -> None:
        assert visitor.post(URL).status_code == 405


class TestInviting:
    def send(self, visitor: Client, **typed: Any) -> Any:
        url = f"{URL}invite/"
        asked = {"email": "new@example.org", "name": "Somebody New", "kind": "officer", **typed}
        return visitor.post(url, {**opened(visitor, url), **asked})

    def test_makes_the_role_from_today_and_says_so(
        self, oxford: Partnership, visitor: Client, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            response = self.send(visitor)
        assert response.url == URL
        role = Role.objects.get(user__email="new@example.org")
        assert (role.partnership, role.kind, role.from_date) == (oxford, "officer", timezone.localdate())
        assert "An e-mail is on its way to new@example.org." in visitor.get(URL).content.decode()
        assert "/accounts/password/reset/key/" in mail.outbox[0].body

    def test_offers_the_members_of_today_alone(self, oxford: Partnership, visitor: Client) -> None:
        make.membership(of=oxford, member=make.body(name="A member"))
        make.membership(of=oxford, member=make.body(name="A former member"), until_date=date(2020, 1, 1))
        make.body(name="Another body")
        html = visitor.get(f"{URL}invite/").content.decode()
        assert re.findall(r"<option[^>]*>([^<]+)<", html) == ["None", "A member"]

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ({"email": ""}, "Enter their e-mail address"),
            ({"email": "nowhere"}, "Enter an e-mail address in the right form"),
            ({"name": " "}, "Enter their name"),
            ({"kind": ""}, "Select their role"),
            ({"kind": "contributor"}, "Select the body that this contributor speaks for"),
            ({"until_date_day": "1", "until_date_month": "1", "until_date_year": "2001"}, "The last day is before"),
        ],
    )
    def test_says_on_the_field_what_is_wrong(
        self, typed: dict[str, str], sentence: str, oxford: Partnership, visitor: Client
    ) -> None:
        response = self.send(visitor, **typed)
        assert response.status_code == 422
        assert sentence in response.content.decode()
        assert not User.objects.filter(email="new@example.org").exists()

    def test_twice_says_that_they_have_the_role(self, oxford: Partnership, visitor: Client) -> None:
        self.send(visitor)
        response = self.send(visitor)
        assert response.status_code == 422
        assert "This person has that role already" in response.content.decode()

    @pytest.mark.django_db(transaction=True)
    def test_says_where_the_e_mail_did_not_leave(
        self, oxford: Partnership, visitor: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object) -> None:
            raise ConnectionRefusedError("no mail today")

        monkeypatch.setattr(EmailBackend, "send_messages", fail)
        assert self.send(visitor).url == URL
        assert Role.objects.filter(user__email="new@example.org").exists()
        words = words_of(visitor, URL)
        assert "It is saved, but the e-mail did not leave" in words
        assert "is on its way" not in words


class TestThePageOfOnePerson:
    def test_shows_their_roles_here_and_what_can_be_done(
        self, oxford: Partnership, visitor: Client, officer: User
    ) -> None:
        make.role(of=oxford, held_by=officer, kind="approver", until_date=date(2024, 1, 1))
        make.role(of=make.partnership(name="Elsewhere"), held_by=officer, kind="contributor", body=make.body())
        words = words_of(visitor, f"{URL}{officer.pk}/")
        assert "Partnership officer End it" in words
        assert "Approver Ended until 1 January 2024" in words
        assert "Also works elsewhere on the portal" in words
        assert "Contributor" not in words
        assert "This person has left" in words

    def test_of_oneself_offers_no_leaving(self, oxford: Partnership, visitor: Client, administrator: User) -> None:
        assert "has left" not in words_of(visitor, f"{URL}{administrator.pk}/")

    def test_of_a_leaver_offers_nothing(self, oxford: Partnership, visitor: Client) -> None:
        left = make.user(name="Somebody who left (12)", left_at=make.NOW, is_active=False)
        make.role(of=oxford, held_by=left, until_date=date(2024, 1, 1))
        words = words_of(visitor, f"{URL}{left.pk}/")
        assert "Give another role" not in words
        assert "who they were is forgotten" in words

    @pytest.mark.parametrize(
        "part", ["", "roles/add/", "leave/", "second-step/remove/"], ids=["itself", "role", "leave", "second step"]
    )
    def test_is_not_there_for_somebody_without_a_role_here(
        self, part: str, oxford: Partnership, visitor: Client
    ) -> None:
        stranger = make.stranger()
        assert visitor.get(f"{URL}{stranger.pk}/{part}").status_code == 404
        assert visitor.get(f"{URL}987654/{part}").status_code == 404
        if part:
            assert visitor.post(f"{URL}{stranger.pk}/{part}").status_code == 404

    def test_takes_as_many_queries_for_twenty_roles_as_for_two(
        self, oxford: Partnership, visitor: Client, officer: User
    ) -> None:
        def add(count: int) -> None:
            for _ in range(count):
                make.role(of=oxford, held_by=officer, kind="contributor", body=make.body())

        add(2)
        few = queries_of(visitor, f"{URL}{officer.pk}/")
        add(18)
        assert queries_of(visitor, f"{URL}{officer.pk}/") == few <= 10


class TestRoles:
    def test_another_is_given(self, oxford: Partnership, visitor: Client, officer: User) -> None:
        url = f"{URL}{officer.pk}/roles/add/"
        response = visitor.post(url, {**opened(visitor, url), "kind": "approver"})
        assert response.url == f"{URL}{officer.pk}/"
        assert officer.roles.filter(kind="approver", from_date=timezone.localdate()).exists()
        assert "The officer is now Approver." in words_of(visitor, response.url)

    def test_one_is_ended_today_unless_another_day_is_typed(
        self, oxford: Partnership, visitor: Client, officer: User
    ) -> None:
        role = officer.roles.get()
        url = f"{URL}roles/{role.pk}/end/"
        assert visitor.post(url, opened(visitor, url)).url == f"{URL}{officer.pk}/"
        role.refresh_from_db()
        assert role.until_date == timezone.localdate()
        typed = {**opened(visitor, url), "until_date_day": "1", "until_date_month": "6", "until_date_year": "2999"}
        visitor.post(url, typed)
        role.refresh_from_db()
        assert role.until_date == date(2999, 6, 1)

    def test_the_last_administrators_stays(self, oxford: Partnership, visitor: Client, administrator: User) -> None:
        url = f"{URL}roles/{administrator.roles.get().pk}/end/"
        response = visitor.post(url, opened(visitor, url))
        assert response.status_code == 422
        assert "The partnership needs an administrator" in response.content.decode()

    def test_one_that_somebody_else_ended_meanwhile_is_shown_both_ways(
        self, oxford: Partnership, visitor: Client, officer: User
    ) -> None:
        role = officer.roles.get()
        url = f"{URL}roles/{role.pk}/end/"
        mine = opened(visitor, url)
        visitor.post(url, {**opened(visitor, url), "until_date_year": "2999"})
        assert visitor.post(url, mine).status_code == 409

    def test_of_another_partnership_are_not_there(self, oxford: Partnership, visitor: Client) -> None:
        role = make.stranger().roles.get()
        assert visitor.get(f"{URL}roles/{role.pk}/end/").status_code == 404
        assert visitor.post(f"{URL}roles/{role.pk}/end/").status_code == 404


class TestSendingAnInvitationAgain:
    def test_sends_it(
        self, oxford: Partnership, visitor: Client, officer: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            response = visitor.post(f"{URL}{officer.pk}/invitation/")
        assert response.url == f"{URL}{officer.pk}/"
        assert mail.outbox[0].to == [officer.email]
        assert "is on its way" in words_of(visitor, response.url)

    def test_to_somebody_who_answered_says_why_not(
        self, oxford: Partnership, visitor: Client, administrator: User
    ) -> None:
        visitor.post(f"{URL}{administrator.pk}/invitation/")
        assert "has answered already" in words_of(visitor, f"{URL}{administrator.pk}/")

    def test_is_not_done_by_reading(self, oxford: Partnership, visitor: Client, officer: User) -> None:
        assert visitor.get(f"{URL}{officer.pk}/invitation/").status_code == 405


class TestRemovingASecondStep:
    def test_asks_first_and_then_does_it(self, oxford: Partnership, visitor: Client, officer: User) -> None:
        Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
        url = f"{URL}{officer.pk}/second-step/remove/"
        assert "Be sure who is asking" in words_of(visitor, url)
        assert Authenticator.objects.exists()
        assert visitor.post(url).url == f"{URL}{officer.pk}/"
        assert not Authenticator.objects.exists()


class TestLeaving:
    def test_asks_first_and_then_does_it(self, oxford: Partnership, visitor: Client, officer: User) -> None:
        url = f"{URL}{officer.pk}/leave/"
        assert "This cannot be undone." in words_of(visitor, url)
        officer.refresh_from_db()
        assert officer.is_active
        assert visitor.post(url).url == f"{URL}{officer.pk}/"
        officer.refresh_from_db()
        assert officer.left_at
        assert Event.objects.get().verb == "partners.person_left"
        assert f"Somebody who left ({officer.pk})" in words_of(visitor, f"{URL}{officer.pk}/")

    def test_of_somebody_with_a_role_elsewhere_says_what_stays(
        self, oxford: Partnership, visitor: Client, officer: User
    ) -> None:
        make.role(of=make.partnership(), held_by=officer)
        assert "Their account stays" in words_of(visitor, f"{URL}{officer.pk}/leave/")
        visitor.post(f"{URL}{officer.pk}/leave/")
        assert "The roles of The officer here have ended." in words_of(visitor, f"{URL}{officer.pk}/")
        assert officer.roles.get(partnership=oxford).until_date < timezone.localdate() + timedelta(days=1)

    def test_of_the_last_administrator_says_why_not(
        self, oxford: Partnership, visitor: Client, administrator: User
    ) -> None:
        visitor.post(f"{URL}{administrator.pk}/leave/")
        assert "Ask another administrator" in words_of(visitor, f"{URL}{administrator.pk}/")
