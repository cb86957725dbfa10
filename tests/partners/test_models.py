"""Who works together: people sign in however they type their address; seats and roles hold between dates."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse

from partners.models import Body, Group, Meeting, Membership, Partnership, Role, User
from tests import make

pytestmark = pytest.mark.django_db

TODAY = date(2025, 10, 6)
ANY_CASE = ["officer@example.org", "Officer@Example.org", "OFFICER@EXAMPLE.ORG", " officer@example.org "]


class TestUser:
    @pytest.mark.parametrize("typed", ANY_CASE)
    @pytest.mark.parametrize("made_as", ["officer@example.org", "Officer@EXAMPLE.org"])
    def test_signs_in_however_the_address_is_typed(self, made_as: str, typed: str) -> None:
        make.user(email=made_as, password="a long password")
        answer = Client().post(reverse("account_login"), {"login": typed, "password": "a long password"})
        assert answer.status_code == 302
        assert answer.wsgi_request.user.email == "officer@example.org"

    @pytest.mark.parametrize("typed", ANY_CASE[:3])
    def test_is_known_to_django_however_the_address_is_typed(self, typed: str) -> None:
        user = make.user(email="officer@example.org", password="a long password")
        assert authenticate(None, email=typed, password="a long password") == user
        assert authenticate(None, email=typed, password="another password") is None
        assert User.objects.get_by_natural_key(typed) == user

    def test_does_not_sign_in_with_a_wrong_password_or_without_one(self) -> None:
        make.user(email="officer@example.org")
        for password in ("", "None", "!"):
            answer = Client().post(reverse("account_login"), {"login": "officer@example.org", "password": password})
            assert answer.status_code == 200
            assert not answer.wsgi_request.user.is_authenticated

    def test_who_has_left_does_not_sign_in(self) -> None:
        make.user(email="officer@example.org", password="a long password", is_active=False)
        answer = Client().post(
            reverse("account_login"), {"login": "officer@example.org", "password": "a long password"}
        )
        assert not answer.wsgi_request.user.is_authenticated

    @pytest.mark.parametrize("typed", ANY_CASE)
    def test_an_address_belongs_to_one_person_however_it_is_typed(self, typed: str) -> None:
        make.user(email="officer@example.org")
        with pytest.raises(IntegrityError), transaction.atomic():
            make.user(email=typed)

    def test_the_database_holds_that_also_past_the_manager(self) -> None:
        make.user(email="officer@example.org")
        with pytest.raises(IntegrityError), transaction.atomic():
            User.objects.bulk_create([User(email="Officer@example.org")])

    def test_an_address_typed_in_a_form_is_kept_in_lower_case(self) -> None:
        user = User(email=" New@Example.org ")
        user.clean()
        assert user.email == "new@example.org"

    def test_needs_an_address(self) -> None:
        with pytest.raises(ValueError, match="needs an e-mail address"):
            User.objects.create_user("")

    def test_a_superuser_may_use_the_admin(self) -> None:
        user = User.objects.create_superuser("support@example.org", "a long password")
        assert (user.is_staff, user.is_superuser) == (True, True)
        assert not make.user().is_staff

    def test_is_called_by_name_or_else_by_address(self) -> None:
        assert str(make.user(email="a@example.org", name="The officer")) == "The officer"
        assert str(make.user(email="b@example.org")) == "b@example.org"

    def test_who_did_something_is_not_removed(self) -> None:
        officer = make.officer(of=make.partnership())
        with pytest.raises(ProtectedError):
            officer.delete()


class TestPartnership:
    def test_works_in_finds_the_partnerships_of_a_day(self) -> None:
        oxford, county, other = (make.partnership(name=name) for name in ("Oxford", "County", "Other"))
        user = make.user()
        make.role(of=oxford, held_by=user, from_date=date(2024, 1, 1), until_date=date(2024, 12, 31))
        make.role(of=county, held_by=user, kind=Role.Kind.APPROVER, from_date=date(2025, 1, 1))
        make.role(of=other)
        worked_in = Partnership.objects.worked_in_by
        assert list(worked_in(user, on=date(2023, 12, 31))) == []
        assert list(worked_in(user, on=date(2024, 6, 1))) == [oxford]
        assert list(worked_in(user, on=TODAY)) == [county]

    def test_several_roles_in_one_partnership_are_one_partnership(self) -> None:
        oxford, user = make.partnership(), make.user()
        for kind in (Role.Kind.OFFICER, Role.Kind.APPROVER):
            make.role(of=oxford, held_by=user, kind=kind)
        assert list(Partnership.objects.worked_in_by(user, on=TODAY)) == [oxford]

    def test_each_has_its_own_chain_of_events(self) -> None:
        first, second = make.partnership(), make.partnership()
        assert first.event_chain == f"partnership/{first.pk}" != second.event_chain

    def test_partnerships_stand_in_the_order_of_their_names(self) -> None:
        for name in ("West Oxfordshire", "Cherwell", "Oxford"):
            make.partnership(name=name)
        names = [partnership.name for partnership in Partnership.objects.in_display_order()]
        assert names == ["Cherwell", "Oxford", "West Oxfordshire"]

    def test_two_may_share_a_name_and_short_name(self) -> None:
        """Nothing is keyed on an acronym."""
        twins = [make.partnership(name="Safer Communities Partnership", short_name="SCP") for _ in range(2)]
        for twin in twins:
            twin.full_clean()


class TestMembership:
    def test_a_body_may_leave_and_come_back(self) -> None:
        oxford, body = make.partnership(), make.body()
        make.membership(of=oxford, member=body, from_date=date(2004, 1, 1), until_date=date(2010, 1, 1))
        make.membership(of=oxford, member=body, from_date=date(2015, 1, 1)).full_clean()
        assert Membership.objects.as_at(date(2012, 1, 1)).count() == 0
        assert Membership.objects.as_at(TODAY).count() == 1

    def test_one_without_a_known_beginning_does_not_repeat(self) -> None:
        oxford, body = make.partnership(), make.body()
        make.membership(of=oxford, member=body)
        with pytest.raises(IntegrityError), transaction.atomic():
            make.membership(of=oxford, member=body, standing=Membership.Standing.INVITED)

    def test_members_stand_in_their_positions_then_by_name(self) -> None:
        oxford = make.partnership()
        for name, position in [("Police", 2), ("Fire", 1), ("Council", 1)]:
            make.membership(of=oxford, member=make.body(name=name), position=position)
        names = [member.body.name for member in oxford.memberships.in_display_order()]
        assert names == ["Council", "Fire", "Police"]

    def test_a_body_with_a_membership_is_not_removed(self) -> None:
        member = make.membership()
        with pytest.raises(ProtectedError):
            member.body.delete()


class TestBody:
    def test_is_called_by_the_name_of_the_day(self) -> None:
        probation = make.body(name="Probation Service")
        make.body_name(of=probation, name="Thames Valley Probation", until_date=date(2014, 5, 31))
        make.body_name(of=probation, name="The probation people")
        assert probation.name_on(date(2013, 7, 1)) == "Thames Valley Probation"
        assert probation.name_on(TODAY) == "Probation Service"


class TestMeeting:
    def test_meetings_to_come_stand_soonest_first(self) -> None:
        oxford = make.partnership()
        later, today, _, sooner = (
            make.meeting(of=oxford, on=on) for on in (date(2026, 1, 1), TODAY, date(2025, 6, 30), date(2025, 12, 1))
        )
        make.meeting(of=oxford, on=None, date_stated="July")
        assert list(Meeting.objects.after(TODAY)) == [today, sooner, later]

    def test_one_known_by_its_month_only_says_that(self) -> None:
        meeting = make.meeting(on=None, date_stated="July", name="Board")
        assert str(meeting) == "Board, July"


class TestRole:
    def test_a_contributor_speaks_for_a_body(self) -> None:
        police = make.body()
        user = make.contributor(of=make.partnership(), speaks_for=police)
        assert Role.objects.held_by(user, on=TODAY).get().body == police

    def test_a_role_ends_after_its_last_day(self) -> None:
        role = make.role(until_date=TODAY)
        assert Role.objects.held_by(role.user, on=TODAY).exists()
        assert not Role.objects.held_by(role.user, on=date(2025, 10, 7)).exists()

    def test_the_cast_of_the_tests_is_what_it_says(self) -> None:
        oxford = make.partnership()
        assert make.officer(of=oxford).roles.get().kind == Role.Kind.OFFICER
        assert make.approver(of=oxford).roles.get().kind == Role.Kind.APPROVER
        assert make.stranger().roles.get().partnership != oxford
        assert not make.anonymous().is_authenticated


def test_what_is_meaningless_alone_goes_with_its_owner_and_nothing_else_does() -> None:
    group = make.group()
    make.seat(on=group)
    make.cycle_task(of=group)
    group.delete()
    assert not Group.objects.exists()
    service = make.body(parent=make.body())
    with pytest.raises(ProtectedError):
        service.parent.delete()
    assert Body.objects.count() == 2
