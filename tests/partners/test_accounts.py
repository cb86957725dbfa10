"""Administrators invite people, give roles and end them."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from core.editing import Refused, SavedMeanwhile
from core.events import verify_chains
from core.models import Event
from partners.models import Partnership, Role, User
from partners.operations import (
    LastAdministrator,
    end_role,
    give_role,
    invite_person,
    remove_second_step,
    send_invitation_again,
)
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
PORTAL = "https://portal.example"


@pytest.fixture(autouse=True)
def at_its_own_address(settings: Any) -> None:
    settings.PORTAL_ADDRESS = PORTAL


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")


@pytest.fixture
def administrator(oxford: Partnership) -> User:
    return make.administrator(of=oxford)


@pytest.fixture
def invited(oxford: Partnership, administrator: User, django_capture_on_commit_callbacks: Any) -> Any:
    """Invites somebody, and lets the e-mail leave as it does when the transaction ends."""

    def invite(**changes: Any) -> Role:
        asked = {
            "email": "new@example.org",
            "name": "Somebody New",
            "kind": Role.Kind.OFFICER,
            "body": None,
            "from_date": TODAY,
            "until_date": None,
            **changes,
        }
        with django_capture_on_commit_callbacks(execute=True):
            return invite_person(partnership=oxford, by=administrator, now=NOW, **asked)

    return invite


class TestInviting:
    def test_makes_an_account_that_nobody_can_log_in_to_yet_with_the_role(self, invited: Any) -> None:
        role = invited()
        assert (role.user.email, role.user.name) == ("new@example.org", "Somebody New")
        assert not role.user.has_usable_password()
        assert (role.kind, role.from_date, role.until_date) == ("officer", TODAY, None)

    def test_sends_an_e_mail_with_a_link_to_choose_a_password(self, invited: Any) -> None:
        invited(kind="administrator")
        (message,) = mail.outbox
        assert message.to == ["new@example.org"]
        assert message.subject == ("Your account on the community safety portal: Oxford Safer Communities Partnership")
        assert "Your role is Administrator\nin Oxford Safer Communities Partnership." in message.body
        assert "https://portal.example/accounts/password/reset/key/" in message.body
        assert "once, for 7 days" in message.body

    def test_of_somebody_with_an_account_gives_the_role_alone(self, invited: Any) -> None:
        known = make.user(email="known@example.org", name="Known Already", password="correct horse battery")
        role = invited(email="  Known@Example.org ", name="Another name")
        assert role.user == known
        known.refresh_from_db()
        assert known.name == "Known Already"
        assert known.check_password("correct horse battery")
        assert "another role" in mail.outbox[0].body
        assert "password/reset/key" not in mail.outbox[0].body

    def test_tells_of_it_without_a_name(self, invited: Any, oxford: Partnership, administrator: User) -> None:
        body = make.body(name="Thames Valley Police")
        make.membership(of=oxford, member=body)
        role = invited(kind="contributor", body=body)
        event = Event.objects.get()
        assert event.chain == oxford.event_chain
        assert event.actor == administrator
        assert event.summary == "Invited a person as Contributor for a body (Thames Valley Police)."
        assert event.data == {"user": role.user.pk, "kind": "contributor", "body": body.pk, "is_new": True}
        assert (event.subject_type, event.subject_id) == ("partners.role", str(role.pk))
        assert not list(verify_chains())

    def test_is_refused_for_a_role_that_they_have_already(self, invited: Any) -> None:
        invited(until_date=TODAY + timedelta(days=10))
        with pytest.raises(Refused, match="has that role already"):
            invited(from_date=TODAY + timedelta(days=10))
        assert invited(from_date=TODAY + timedelta(days=11)).from_date == TODAY + timedelta(days=11)

    def test_is_refused_for_a_body_that_is_no_member(self, invited: Any) -> None:
        with pytest.raises(Refused, match="no member of the partnership") as refusal:
            invited(kind="contributor", body=make.body())
        assert refusal.value.field == "body"
        assert not User.objects.filter(email="new@example.org").exists()
        assert not mail.outbox

    def test_is_refused_for_an_account_that_is_switched_off(self, invited: Any) -> None:
        make.user(email="new@example.org", is_active=False)
        with pytest.raises(Refused, match="switched off"):
            invited()

    @pytest.mark.parametrize(
        "changes",
        [
            {"kind": "contributor", "body": None},
            {"kind": "officer", "body": "a member"},
            {"from_date": date(2025, 2, 1), "until_date": date(2025, 1, 1)},
        ],
        ids=["a contributor of nobody", "an officer for a body", "dates the wrong way round"],
    )
    def test_is_refused_for_a_role_that_cannot_be(
        self, changes: dict[str, Any], invited: Any, oxford: Partnership
    ) -> None:
        if changes.get("body"):
            changes = {**changes, "body": make.membership(of=oxford).body}
        with pytest.raises(ValidationError):
            invited(**changes)


class TestTheLink:
    def link(self, invited: Any) -> str:
        invited()
        words = mail.outbox[-1].body.split()
        return next(word for word in words if word.startswith("https://")).removeprefix(PORTAL)

    def choose(self, client: Client, link: str) -> Any:
        form = client.get(link, follow=True)
        password = "pigeons on the clock tower"
        return client.post(form.request["PATH_INFO"], {"password1": password, "password2": password})

    def test_lets_somebody_choose_a_password_and_logs_them_in(self, invited: Any, client: Client) -> None:
        response = self.choose(client, self.link(invited))
        assert response.url == "/work/"
        assert client.get("/work/").status_code == 200
        user = User.objects.get(email="new@example.org")
        assert user.check_password("pigeons on the clock tower")

    def test_works_once(self, invited: Any, client: Client) -> None:
        link = self.link(invited)
        self.choose(client, link)
        page = Client().get(link, follow=True)
        assert "This link does not work any more" in page.content.decode()

    @pytest.mark.parametrize(("days", "works"), [(6.9, True), (7.1, False)])
    def test_works_for_seven_days(
        self, *, days: float, works: bool, invited: Any, client: Client, time_machine: Any
    ) -> None:
        time_machine.move_to(NOW, tick=False)
        link = self.link(invited)
        time_machine.move_to(NOW + timedelta(days=days), tick=False)
        page = client.get(link, follow=True)
        assert ("password1" in page.content.decode()) is works

    @pytest.mark.parametrize(("hours", "works"), [(23.9, True), (24.1, False)])
    def test_of_a_forgotten_password_works_for_a_day(
        self, *, hours: float, works: bool, client: Client, time_machine: Any
    ) -> None:
        make.user(email="known@example.org", password="correct horse battery")
        time_machine.move_to(NOW, tick=False)
        client.post("/accounts/password/reset/", {"email": "known@example.org"})
        link = next(word for word in mail.outbox[0].body.split() if word.startswith("http://testserver"))
        time_machine.move_to(NOW + timedelta(hours=hours), tick=False)
        page = client.get(link.removeprefix("http://testserver"), follow=True)
        assert ("password1" in page.content.decode()) is works

    def test_that_was_made_up_opens_nothing(self, client: Client) -> None:
        user = make.user()
        page = client.get(f"/accounts/password/reset/key/{user.pk}-made-up/", follow=True)
        assert "password1" not in page.content.decode()


class TestSendingAnInvitationAgain:
    def again(self, role: Role, by: User, callbacks: Any) -> None:
        with callbacks(execute=True):
            send_invitation_again(user=role.user, partnership=role.partnership, by=by, now=NOW)

    def test_sends_another_link_and_tells_of_it(
        self, invited: Any, administrator: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        self.again(invited(), administrator, django_capture_on_commit_callbacks)
        assert "password/reset/key" in mail.outbox[1].body
        assert Event.objects.order_by("pk").last().summary == "Sent a person their invitation again."

    @pytest.mark.parametrize("state", ["has a password", "has logged in", "has no role any more"])
    def test_is_refused_where_nothing_is_open(
        self, state: str, invited: Any, administrator: User, django_capture_on_commit_callbacks: Any
    ) -> None:
        role = invited()
        if state == "has a password":
            role.user.set_password("correct horse battery")
        elif state == "has logged in":
            role.user.last_login = NOW
        else:
            role.from_date = role.until_date = TODAY - timedelta(days=1)
        role.user.save()
        role.save()
        with pytest.raises(Refused, match="nothing to send"):
            self.again(role, administrator, django_capture_on_commit_callbacks)
        assert len(mail.outbox) == 1


class TestGivingARole:
    def give(self, user: User, oxford: Partnership, by: User, kind: str = "approver") -> Role:
        return give_role(
            user=user,
            partnership=oxford,
            kind=kind,
            body=None,
            from_date=TODAY,
            until_date=None,
            by=by,
            now=NOW,
        )

    def test_adds_one_and_tells_of_it(self, oxford: Partnership, administrator: User) -> None:
        officer = make.officer(of=oxford)
        role = self.give(officer, oxford, administrator)
        assert list(officer.roles.values_list("kind", flat=True).order_by("kind")) == ["approver", "officer"]
        event = Event.objects.get()
        assert (event.verb, event.summary) == ("partners.role_given", "Gave a person the role Approver.")
        assert event.subject_id == str(role.pk)

    def test_is_refused_twice(self, oxford: Partnership, administrator: User) -> None:
        officer = make.officer(of=oxford)
        with pytest.raises(Refused, match="has that role already"):
            self.give(officer, oxford, administrator, kind="officer")

    def test_is_refused_for_somebody_who_left(self, oxford: Partnership, administrator: User) -> None:
        with pytest.raises(Refused, match="invite them anew"):
            self.give(make.user(is_active=False), oxford, administrator)


class TestEndingARole:
    def end(self, role: Role, by: User, *, on: date = TODAY, revision: int = 1) -> Role:
        return end_role(role=role, until_date=on, revision=revision, by=by, now=NOW)

    def test_gives_it_its_last_day_and_tells_of_it(self, oxford: Partnership, administrator: User) -> None:
        role = make.role(of=oxford)
        assert self.end(role, administrator).until_date == TODAY
        event = Event.objects.get()
        assert event.summary == "Ended a person's role Partnership officer on 6 October 2025."
        assert event.data == {"changes": {"until_date": ["", "6 October 2025"]}}

    def test_is_refused_before_its_first_day(self, oxford: Partnership, administrator: User) -> None:
        with pytest.raises(ValidationError, match="last day is before the first"):
            self.end(make.role(of=oxford, from_date=TODAY), administrator, on=TODAY - timedelta(days=1))

    def test_is_refused_where_somebody_changed_it_meanwhile(self, oxford: Partnership, administrator: User) -> None:
        role = make.role(of=oxford)
        self.end(role, administrator)
        with pytest.raises(SavedMeanwhile):
            self.end(role, administrator)

    def test_is_refused_for_the_last_administrator(self, oxford: Partnership, administrator: User) -> None:
        with pytest.raises(LastAdministrator, match="First give the role to somebody else"):
            self.end(administrator.roles.get(), administrator)

    @pytest.mark.parametrize(
        ("who", "counts"),
        [
            ("lasting", True),
            ("never logged in", False),
            ("inactive", False),
            ("ends", False),
            ("begins too late", False),
            ("elsewhere", False),
        ],
    )
    def test_of_an_administrator_needs_another_who_lasts(
        self, *, who: str, counts: bool, oxford: Partnership, administrator: User
    ) -> None:
        other = make.user(last_login=None if who == "never logged in" else NOW, is_active=who != "inactive")
        make.role(
            of=make.partnership() if who == "elsewhere" else oxford,
            held_by=other,
            kind="administrator",
            from_date=TODAY + timedelta(days=2) if who == "begins too late" else TODAY + timedelta(days=1),
            until_date=TODAY + timedelta(days=300) if who == "ends" else None,
        )
        if counts:
            assert self.end(administrator.roles.get(), administrator).until_date == TODAY
        else:
            with pytest.raises(LastAdministrator):
                self.end(administrator.roles.get(), administrator)


class TestRemovingASecondStep:
    @pytest.fixture
    def officer(self, oxford: Partnership) -> User:
        officer = make.officer(of=oxford)
        Authenticator.objects.create(user=officer, type="totp", data={"secret": "x"})
        Authenticator.objects.create(user=officer, type="recovery_codes", data={"seed": "x"})
        return officer

    def remove(self, officer: User, oxford: Partnership, by: User) -> None:
        remove_second_step(user=officer, partnership=oxford, by=by, now=NOW)

    def test_takes_it_away_with_its_codes_and_all_sessions(
        self,
        officer: User,
        oxford: Partnership,
        administrator: User,
        client: Client,
        django_capture_on_commit_callbacks: Any,
    ) -> None:
        client.force_login(officer)
        UserSession.objects.create(user=officer, ip="127.0.0.1", session_key=client.session.session_key)
        with django_capture_on_commit_callbacks(execute=True):
            self.remove(officer, oxford, administrator)
        assert not Authenticator.objects.filter(user=officer).exists()
        assert client.get("/work/").status_code == 302
        assert Event.objects.get().summary == "Removed a person's second step at log-in."
        assert mail.outbox[0].to == [officer.email]

    def test_is_refused_where_there_is_none(self, oxford: Partnership, administrator: User) -> None:
        with pytest.raises(Refused, match="has no second step"):
            self.remove(make.officer(of=oxford), oxford, administrator)

    def test_is_refused_for_oneself(self, oxford: Partnership, administrator: User) -> None:
        with pytest.raises(Refused, match="page of your account"):
            self.remove(administrator, oxford, administrator)

    @pytest.mark.parametrize("why", ["another partnership", "support"])
    def test_is_refused_where_the_account_is_not_this_partnerships_alone(
        self, why: str, officer: User, oxford: Partnership, administrator: User
    ) -> None:
        if why == "support":
            officer.is_staff = True
            officer.save()
        else:
            make.role(of=make.partnership(), held_by=officer)
        with pytest.raises(Refused, match="also works elsewhere"):
            self.remove(officer, oxford, administrator)
        assert Authenticator.objects.filter(user=officer).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_end_each_others_role_at_once_leave_one(oxford: Partnership) -> None:
    roles = [make.administrator(of=oxford).roles.get() for _ in range(2)]
    User.objects.update(last_login=NOW)
    ready, refused = threading.Barrier(2), []

    def end(role: Role, by: User) -> None:
        try:
            ready.wait(timeout=10)
            end_role(role=role, until_date=TODAY, revision=1, by=by, now=NOW)
        except LastAdministrator as error:
            refused.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=end, args=[roles[0], roles[1].user])]
    threads.append(threading.Thread(target=end, args=[roles[1], roles[0].user]))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert oxford.roles.filter(until_date__isnull=True).count() == 1
