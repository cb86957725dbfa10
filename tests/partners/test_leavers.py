"""Somebody leaves: their roles end, and their account forgets who they were once nobody else needs it."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group as PermissionGroup
from django.contrib.contenttypes.models import ContentType
from django.core.serializers import serialize
from django.db import models
from django.test import Client

from core.editing import Refused
from core.events import verify_chains
from core.models import Draft, Event
from partners.models import Partnership, Person, User
from partners.operations import LastAdministrator, Leaving, record_leaver
from tests import make
from tests.make import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
YESTERDAY = TODAY - timedelta(days=1)
NAME, ADDRESS, PHONE = "Robin Redbreast", "robin@council.example", "01865 000000"


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford")


@pytest.fixture
def administrator(oxford: Partnership) -> User:
    return make.administrator(of=oxford)


@pytest.fixture
def robin(oxford: Partnership) -> User:
    """An officer with everything that says who somebody is."""
    robin = make.user(email=ADDRESS, name=NAME, password="correct horse battery", last_login=NOW)
    make.role(of=oxford, held_by=robin)
    EmailAddress.objects.create(user=robin, email=ADDRESS, verified=True, primary=True)
    SocialAccount.objects.create(user=robin, provider="openid_connect", uid="7", extra_data={"email": ADDRESS})
    Authenticator.objects.create(user=robin, type="totp", data={"secret": "x"})
    Draft.objects.create(user=robin, path="/", typed=f"text=Ask {NAME}", kept_at=NOW)
    robin.groups.add(PermissionGroup.objects.create(name="support"))
    make.person(name=NAME, email=ADDRESS, phone=PHONE, user=robin, may_be_published=True)
    return robin


def leave(user: User, partnership: Partnership, by: User | None) -> Leaving:
    return record_leaver(user=user, partnership=partnership, by=by, now=NOW)


def everything_stored() -> str:
    """All rows of all tables as text."""
    return "".join(serialize("json", model._base_manager.all()) for model in apps.get_models() if not model._meta.proxy)


class TestLeaving:
    def test_ends_the_roles_and_makes_the_account_anonymous(
        self, robin: User, oxford: Partnership, administrator: User
    ) -> None:
        assert leave(robin, oxford, administrator) == Leaving(roles_ended=1, is_anonymous=True)
        robin.refresh_from_db()
        assert robin.name == str(robin) == f"Somebody who left ({robin.pk})"
        assert robin.email == f"left-{robin.pk}@left.invalid"
        assert (robin.is_active, robin.left_at, robin.last_login) == (False, NOW, None)
        assert not robin.has_usable_password()
        assert robin.roles.get().until_date == YESTERDAY

    def test_leaves_nothing_in_any_table_that_says_who_they_were(
        self, robin: User, oxford: Partnership, administrator: User
    ) -> None:
        request = make.update_request(of=make.plan(of=oxford))
        make.body_request(of=request, contact_email=ADDRESS.upper(), lead_email=ADDRESS)
        for record in (robin, robin.roles.get(), robin.person, administrator):
            LogEntry.objects.create(
                user=administrator,
                content_type=ContentType.objects.get_for_model(record),
                object_id=str(record.pk),
                object_repr=str(record),
                action_flag=CHANGE,
                change_message=f"The address {ADDRESS}" if record == administrator else str(record),
            )
        assert NAME in everything_stored()
        leave(robin, oxford, administrator)
        stored = everything_stored()
        for text in (NAME, ADDRESS, PHONE, ADDRESS.upper()):
            assert text not in stored

    def test_deletes_no_record_that_the_log_leads_to(
        self, robin: User, oxford: Partnership, administrator: User
    ) -> None:
        leave(robin, oxford, administrator)
        assert User.objects.filter(pk=robin.pk).exists()
        assert robin.roles.count() == 1
        assert Person.objects.get().name == f"Somebody who left ({robin.pk})"

    def test_ends_every_session(self, robin: User, oxford: Partnership, administrator: User, client: Client) -> None:
        client.force_login(robin)
        UserSession.objects.create(user=robin, ip="127.0.0.1", session_key=client.session.session_key)
        untracked = Client()
        untracked.force_login(robin)
        assert client.get("/work/").status_code == untracked.get("/work/").status_code == 200
        leave(robin, oxford, administrator)
        assert client.get("/work/").status_code == untracked.get("/work/").status_code == 302
        assert not UserSession.objects.filter(user=robin).exists()

    def test_shuts_out_the_old_password(
        self, robin: User, oxford: Partnership, administrator: User, client: Client
    ) -> None:
        leave(robin, oxford, administrator)
        for login in (ADDRESS, f"left-{robin.pk}@left.invalid"):
            client.post("/accounts/login/", {"login": login, "password": "correct horse battery"})
            assert "_auth_user_id" not in client.session

    def test_tells_of_it_without_a_name(self, robin: User, oxford: Partnership, administrator: User) -> None:
        leave(robin, oxford, administrator)
        event = Event.objects.get()
        assert event.chain == oxford.event_chain
        assert event.summary == "Recorded that a person left, and made their account anonymous."
        assert event.data == {"roles": [robin.roles.get().pk], "is_anonymous": True}
        assert (event.subject_type, event.subject_id) == ("partners.user", str(robin.pk))
        assert not list(verify_chains())

    def test_lets_the_address_be_invited_anew(self, robin: User, oxford: Partnership, administrator: User) -> None:
        leave(robin, oxford, administrator)
        assert make.user(email=ADDRESS).pk != robin.pk

    @pytest.mark.parametrize("begins", [TODAY, TODAY + timedelta(days=30)], ids=["today", "later"])
    def test_a_role_that_has_hardly_begun_never_holds(
        self, begins: Any, oxford: Partnership, administrator: User
    ) -> None:
        role = make.role(of=oxford, from_date=begins)
        leave(role.user, oxford, administrator)
        role.refresh_from_db()
        assert (role.from_date, role.until_date, role.revision) == (YESTERDAY, YESTERDAY, 2)
        assert not any(role.is_current(TODAY + timedelta(days=days)) for days in range(60))

    def test_a_role_that_ended_earlier_keeps_its_last_day(self, oxford: Partnership, administrator: User) -> None:
        role = make.role(of=oxford, until_date=YESTERDAY - timedelta(days=9))
        assert leave(role.user, oxford, administrator) == Leaving(roles_ended=0, is_anonymous=True)
        role.refresh_from_db()
        assert role.until_date == YESTERDAY - timedelta(days=9)


class TestLeavingOneOfTwoPartnerships:
    def test_ends_the_roles_here_and_keeps_the_account(
        self, robin: User, oxford: Partnership, administrator: User
    ) -> None:
        there = make.role(of=make.partnership(), held_by=robin)
        assert leave(robin, oxford, administrator) == Leaving(roles_ended=1, is_anonymous=False)
        robin.refresh_from_db()
        there.refresh_from_db()
        assert (robin.name, robin.email, robin.is_active) == (NAME, ADDRESS, True)
        assert there.until_date is None
        assert Authenticator.objects.filter(user=robin).exists()
        assert Event.objects.get().summary == "Recorded that a person left; their account is needed elsewhere."

    def test_whose_roles_elsewhere_have_ended_forgets_them_all_the_same(
        self, robin: User, oxford: Partnership, administrator: User
    ) -> None:
        make.role(of=make.partnership(), held_by=robin, until_date=YESTERDAY)
        assert leave(robin, oxford, administrator).is_anonymous

    def test_keeps_the_account_of_support_staff(self, robin: User, oxford: Partnership, administrator: User) -> None:
        User.objects.filter(pk=robin.pk).update(is_staff=True)
        assert not leave(robin, oxford, administrator).is_anonymous
        robin.refresh_from_db()
        assert robin.name == NAME


class TestTheirPlaces:
    def test_fall_vacant_from_today_and_stay_as_they_were_before(
        self, robin: User, oxford: Partnership, administrator: User
    ) -> None:
        group = make.group(of=oxford)
        now_held = make.seat(on=group, person=robin.person)
        once_held = make.seat(on=group, person=robin.person, until_date=YESTERDAY)
        asked = make.membership(of=oxford, contact=robin.person, lead=robin.person)
        leave(robin, oxford, administrator)
        for record in (now_held, once_held, asked):
            record.refresh_from_db()
        assert (now_held.person, now_held.revision) == (None, 2)
        assert str(once_held.person) == f"Somebody who left ({robin.pk})"
        assert (asked.contact, asked.lead) == (None, None)

    @pytest.mark.parametrize("place", ["seat", "contact", "lead"])
    def test_in_another_partnership_keep_the_person_and_let_go_of_the_account(
        self, place: str, robin: User, oxford: Partnership, administrator: User
    ) -> None:
        person, other = robin.person, make.partnership()
        here = make.seat(on=make.group(of=oxford), person=person)
        if place == "seat":
            make.seat(on=make.group(of=other), person=person)
        else:
            make.membership(of=other, **{place: person})
        leave(robin, oxford, administrator)
        person = Person.objects.get(pk=person.pk)
        here.refresh_from_db()
        assert (person.name, person.phone, person.user) == (NAME, PHONE, None)
        assert here.person is None


class TestLeavingIsRefused:
    def test_to_oneself(self, oxford: Partnership, administrator: User) -> None:
        with pytest.raises(Refused, match="Ask another administrator"):
            leave(administrator, oxford, administrator)

    def test_to_the_last_administrator(self, oxford: Partnership, administrator: User) -> None:
        with pytest.raises(LastAdministrator):
            leave(administrator, oxford, None)
        administrator.refresh_from_db()
        assert administrator.is_active
        assert administrator.roles.get().until_date is None

    def test_to_an_administrator_beside_whom_another_has_not_logged_in(
        self, oxford: Partnership, administrator: User
    ) -> None:
        other = make.administrator(of=oxford)
        with pytest.raises(LastAdministrator):
            leave(administrator, oxford, other)
        User.objects.filter(pk=other.pk).update(last_login=NOW)
        assert leave(administrator, oxford, other).is_anonymous

    def test_twice(self, robin: User, oxford: Partnership, administrator: User) -> None:
        leave(robin, oxford, administrator)
        with pytest.raises(Refused, match="recorded already"):
            leave(robin, oxford, administrator)


def test_every_field_that_points_at_a_user_still_leads_to_one(
    robin: User, oxford: Partnership, administrator: User
) -> None:
    """The log and the records name people by their accounts, so an account is never deleted under them."""
    record = make.progress(recorded_by=robin)
    leave(robin, oxford, administrator)
    record.refresh_from_db()
    assert str(record.recorded_by) == f"Somebody who left ({robin.pk})"
    assert all(
        field.remote_field.on_delete is not models.CASCADE
        for model in apps.get_app_configs()
        if model.name in ("partners", "priorities", "achievements", "reports")
        for found in model.get_models()
        for field in found._meta.fields
        if field.related_model is User
    )
