"""The history is narrowed to a record, a person, a kind, days or words, and says to what."""

from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from oscp_portal.history.forms import KINDS
from partners.models import Partnership, User
from priorities.models import Plan
from tests import make
from tests.oscp_portal.history.telling import HISTORY, tell
from tests.pages import queries_of, words_of

pytestmark = pytest.mark.django_db


class TestNarrowing:
    def test_a_records_own_history_is_headed_by_its_name(self, oxford: Partnership, plan: Plan, client: Client) -> None:
        make.priority(of=plan, position=0)
        priority = make.priority(of=plan, position=1)
        make.action(under=priority, position=1)
        action = make.action(under=priority, position=2)
        tell(oxford, subject=action, summary="Marked 2.2 off track.")
        tell(oxford, subject=plan, summary="Agreed the plan.")
        words = words_of(client, f"{HISTORY}?record=priorities.action:{action.pk}")
        assert "History of action 2.2" in words
        assert "Marked 2.2 off track." in words
        assert "Agreed the plan." not in words
        assert "History of plan “Plan 2025-26”" in words_of(client, f"{HISTORY}?record=priorities.plan:{plan.pk}")

    def test_a_record_that_says_something_of_people_is_headed_by_its_number(
        self, oxford: Partnership, client: Client
    ) -> None:
        person = make.person(name="Jo Private")
        tell(oxford, subject=person)
        words = words_of(client, f"{HISTORY}?record=partners.person:{person.pk}")
        assert f"History of person {person.pk}" in words
        assert "Jo" not in words

    def test_a_membership_is_headed_by_its_body(self, oxford: Partnership, client: Client) -> None:
        membership = make.membership(of=oxford, member=make.body(name="The police"))
        tell(oxford, subject=membership)
        words = words_of(client, f"{HISTORY}?record=partners.membership:{membership.pk}")
        assert "History of the membership of The police" in words

    def test_a_record_that_was_removed_has_its_history_still(self, oxford: Partnership, client: Client) -> None:
        target = make.target()
        tell(oxford, subject=target, summary="Removed the target.")
        key = target.pk
        target.delete()
        words = words_of(client, f"{HISTORY}?record=priorities.target:{key}")
        assert "History of a target that was removed" in words
        assert "Removed the target." in words

    def test_a_record_of_another_partnership_is_not_named(self, oxford: Partnership, client: Client) -> None:
        theirs = make.plan(title="Between them")
        make.event(chain=theirs.partnership.event_chain, subject=theirs, summary="Drafted between them.")
        assert "etween them" not in words_of(client, f"{HISTORY}?record=priorities.plan:{theirs.pk}")

    def test_a_records_history_costs_as_much_for_twenty_events_as_for_two(
        self, oxford: Partnership, plan: Plan, client: Client
    ) -> None:
        action = make.action(under=make.priority(of=plan))
        url = f"{HISTORY}?record=priorities.action:{action.pk}"
        for _ in range(2):
            tell(oxford, by=make.user(), subject=action)
        few = queries_of(client, url)
        for _ in range(18):
            tell(oxford, by=make.user(), subject=plan, also_about=[action])
        assert queries_of(client, url) == few <= 8

    def test_a_persons_history_is_headed_by_their_name_of_today(
        self, oxford: Partnership, officer: User, client: Client
    ) -> None:
        tell(oxford, by=officer, summary="Agreed the plan.")
        tell(oxford, summary="Loaded the sample.")
        officer.name = "Somebody who left (12)"
        officer.save()
        words = words_of(client, f"{HISTORY}?person={officer.pk}")
        assert "History by Somebody who left (12)" in words
        assert "Agreed the plan." in words
        assert "Loaded the sample." not in words

    def test_offers_those_who_had_a_role_or_did_something_and_nobody_else(
        self, oxford: Partnership, officer: User, client: Client
    ) -> None:
        support, left = make.user(name="Support"), make.user(name="Left long ago")
        make.role(of=oxford, held_by=left, until_date=date(2020, 1, 1))
        tell(oxford, by=support)
        stranger = make.stranger()
        form = client.get(HISTORY).context["form"]
        names = [name for _, name in form.fields["person"].choices]
        assert names == ["Anybody", "Left long ago", "Support", "The officer"]
        words = words_of(client, f"{HISTORY}?person={stranger.pk}")
        assert "Select somebody from the list." in words

    def test_says_all_that_it_was_narrowed_to(self, oxford: Partnership, officer: User, client: Client) -> None:
        query = f"?kind=priorities&person={officer.pk}&from=2025-10-01&until=2025-10-31&words=plan"
        page = client.get(HISTORY + query)
        said = "by The officer, about plans, from 1 October 2025, until 31 October 2025, with “plan”"
        assert said in page.content.decode()
        assert f"History, {said} – Oxford partnership" in page.content.decode()
        assert "about actions" in words_of(client, f"{HISTORY}?kind=priorities.action")

    def test_within_a_record_a_person_is_still_named(
        self, oxford: Partnership, officer: User, plan: Plan, client: Client
    ) -> None:
        url = f"{HISTORY}?record=priorities.plan:{plan.pk}&person={officer.pk}"
        assert f"History by person {officer.pk}" in words_of(client, url)
        tell(oxford, by=officer, subject=plan)
        assert "History of plan “Plan 2025-26” by The officer" in words_of(client, url)

    @pytest.mark.parametrize(
        ("sent", "asked"),
        [
            ("?record=&kind=&person=&from_day=&from_month=&from_year=&until_day=&words=", ""),
            ("?from_day=1&from_month=oct&from_year=2025", "?from=2025-10-01"),
            ("?from=2025-10-1&words=+plan+", "?from=2025-10-01&words=plan"),
            ("?kind=priorities&colour=red&before=3", "?kind=priorities"),
        ],
    )
    def test_a_browsers_long_address_leads_to_the_short_one(
        self, oxford: Partnership, client: Client, sent: str, asked: str
    ) -> None:
        answer = client.get(HISTORY + sent)
        assert (answer.status_code, answer["Location"]) == (302, HISTORY + asked)
        assert client.get(answer["Location"]).status_code == 200

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("from=2025-02-31", "The first day must be a real date, like 31 3 2025"),
            ("until=soon", "The last day must include a month and a year"),
            ("from=2025-03-31&until=2025-03-30", "The last day is before the first; correct one of the two dates."),
            ("kind=x", "Select what it is about from the list."),
            ("person=x", "Select somebody from the list."),
            ("person=99999999999999999999", "Select somebody from the list."),
            ("record=x", "There is no such record. Show everything and start again."),
            ("words=a%00b", "Null characters are not allowed."),
            (f"words={'x' * 101}", "at most 100 characters"),
        ],
    )
    def test_what_cannot_be_asked_is_said_in_a_sentence(
        self, oxford: Partnership, client: Client, query: str, sentence: str
    ) -> None:
        page = client.get(f"{HISTORY}?{query}")
        assert page.status_code == 200
        assert sentence in page.content.decode()
        assert "<title>Error: " in page.content.decode()
        answer = client.get(f"{HISTORY}events.csv?{query}")
        assert (answer.status_code, answer["Location"]) == (302, f"{HISTORY}?{query}")

    @pytest.mark.parametrize(
        "record", ["gone.gone:1", "priorities.action:none", "priorities.action:99999999999999999999"]
    )
    def test_a_record_that_never_was_has_no_history(self, oxford: Partnership, client: Client, record: str) -> None:
        assert "Nothing that happened fits." in words_of(client, f"{HISTORY}?record={record}")

    def test_every_kind_to_choose_is_an_app_or_a_kind_of_record(self) -> None:
        for kind in [kind for kinds in KINDS.values() for kind in kinds]:
            apps.get_model(kind) if "." in kind else apps.get_app_config(kind)
