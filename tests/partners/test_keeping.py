"""The pages on which officers and administrators keep bodies, groups, contacts and meetings."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from partners.models import Membership, Partnership
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import queries_of, words_of
from tests.world import logged_in

pytestmark = pytest.mark.django_db
KEEP, MEETINGS = "/partnerships/oxford/bodies/keep/", "/partnerships/oxford/meetings/"


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")


@pytest.fixture
def administrator(oxford: Partnership) -> Client:
    return logged_in(make.role(of=oxford, kind="administrator").user)


@pytest.fixture
def officer(oxford: Partnership) -> Client:
    return logged_in(make.officer(of=oxford))


class TestWhatIsKept:
    def test_calls_out_the_places_that_nobody_fills(self, oxford: Partnership, administrator: Client) -> None:
        make.membership(of=oxford, member=make.body(name="Police"), categories=("police",))
        words = words_of(administrator, KEEP)
        assert "No member fills the place of: District or unitary council;" in words
        assert "Chief officer of police;" not in words
        assert "Nobody to ask for its lines" in words

    def test_is_shown_as_at_any_day(self, oxford: Partnership, administrator: Client) -> None:
        make.membership(of=oxford, member=make.body(name="The primary care trust"), until_date=date(2013, 3, 31))
        assert "Members The primary care trust" in words_of(administrator, f"{KEEP}?on=2013-03-31")
        assert "1 not on this day The primary care trust : until 31 March 2013" in words_of(administrator, KEEP)

    def test_a_date_that_is_none_gets_a_sentence(self, oxford: Partnership, administrator: Client) -> None:
        assert "must be a real date" in words_of(administrator, f"{KEEP}?on=2013-02-31")

    def test_an_officer_keeps_bodies_and_not_members(self, oxford: Partnership, officer: Client) -> None:
        membership = make.membership(of=oxford)
        words = words_of(officer, KEEP)
        assert "Change body" in words
        assert "Change membership" not in words
        assert officer.get(reverse("partners:membership_edit", args=["oxford", membership.pk])).status_code == 404

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, oxford: Partnership, administrator: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                body = make.body()
                person = make.person(body=body)
                make.membership(of=oxford, member=body, contact=person, categories=("health",))
                make.seat(on=make.group(of=oxford), body=body, person=person)
                make.decision(at=make.meeting(of=oxford))

        add_rows(2)
        few = queries_of(administrator, KEEP), queries_of(administrator, MEETINGS)
        add_rows(18)
        assert (queries_of(administrator, KEEP), queries_of(administrator, MEETINGS)) == few
        assert max(few) <= 15


class TestForms:
    def send(self, client: Client, url: str, **typed: object) -> object:
        form = edit_form_on(client.get(url).content.decode())
        return client.post(url, {**form.data, **typed}, follow=True)

    def test_take_in_a_member_with_two_categories(self, oxford: Partnership, administrator: Client) -> None:
        body = make.body(name="Oxford City Council")
        url = reverse("partners:membership_add", args=["oxford"])
        typed = {"body": body.pk, "standing": "responsible", "categories": ["district-council", "county-council"]}
        page = self.send(administrator, url, **typed).content.decode()
        assert "Oxford City Council is a member." in page
        assert Membership.objects.get().categories.count() == 2

    def test_a_category_that_was_ticked_stays_ticked(self, oxford: Partnership, administrator: Client) -> None:
        membership = make.membership(of=oxford, categories=("police",))
        url = reverse("partners:membership_edit", args=["oxford", membership.pk])
        self.send(administrator, url, note="Since 1998.")
        assert [found.category for found in membership.categories.all()] == ["police"]
        assert membership.categories.get().until_date is None

    def test_a_body_of_another_partnership_alone_is_not_there(self, oxford: Partnership, officer: Client) -> None:
        elsewhere = make.membership().body
        assert officer.get(reverse("partners:body_edit", args=["oxford", elsewhere.pk])).status_code == 404

    def test_a_body_of_two_partnerships_says_so(self, oxford: Partnership, officer: Client) -> None:
        body = make.membership(of=oxford).body
        make.membership(of=make.partnership(name="Safer Oxfordshire"), member=body)
        url = reverse("partners:body_edit", args=["oxford", body.pk])
        assert "Also a member of Safer Oxfordshire" in words_of(officer, url)

    def test_dates_in_the_wrong_order_get_a_sentence(self, oxford: Partnership, officer: Client) -> None:
        body = make.membership(of=oxford).body
        url = reverse("partners:body_edit", args=["oxford", body.pk])
        dates = {"from_date_day": 1, "from_date_month": 4, "from_date_year": 2026}
        ends = {"until_date_day": 31, "until_date_month": 3, "until_date_year": 2026}
        page = self.send(officer, url, **dates, **ends)
        assert page.status_code == 422
        assert "The last day is before the first" in page.content.decode()

    def test_a_meeting_without_any_date_gets_a_sentence(self, oxford: Partnership, officer: Client) -> None:
        page = self.send(officer, reverse("partners:meeting_add", args=["oxford"]), name="Board")
        assert page.status_code == 422
        assert "Enter the date of the meeting" in page.content.decode()

    def test_a_person_of_nobody_here_is_not_there(self, oxford: Partnership, officer: Client) -> None:
        person = make.person(body=make.body())
        assert officer.get(reverse("partners:person_edit", args=["oxford", person.pk])).status_code == 404


def test_meetings_say_when_their_papers_go_out(oxford: Partnership, officer: Client, time_machine: object) -> None:
    time_machine.move_to(date(2026, 11, 21))
    make.meeting(of=oxford, name="Scrutiny", on=date(2027, 1, 6))
    make.meeting(of=oxford, name="Board", on=date(2026, 3, 4))
    words = words_of(officer, MEETINGS)
    assert words.index("Scrutiny") < words.index("Board")
    assert "Its papers go out by 24 December 2026, five clear working days before." in words
