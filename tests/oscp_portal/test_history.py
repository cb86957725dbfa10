"""The history shows its partnership's members what happened, narrowed as they ask, on pages and as a file."""

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.events import PORTAL_CHAIN
from oscp_portal.history.forms import KINDS
from oscp_portal.history.records import HAVE_PAGES
from partners.models import Partnership, User
from priorities.models import Plan
from tests import make
from tests.pages import queries_of, words_of

pytestmark = pytest.mark.django_db
HISTORY = "/partnerships/oxford/history/"


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford partnership")


@pytest.fixture
def plan(oxford: Partnership) -> Plan:
    return make.plan(of=oxford, slug="2025-26", title="Plan 2025-26")


@pytest.fixture
def officer(oxford: Partnership) -> User:
    return make.officer(of=oxford)


@pytest.fixture
def client(officer: User) -> Client:
    client = Client()
    client.force_login(officer)
    return client


def tell(oxford: Partnership, **fields: Any) -> int:
    return make.event(chain=oxford.event_chain, **fields).sequence


def read_csv(client: Client, url: str) -> list[dict[str, str]]:
    response = client.get(url)
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


class TestWhoMayRead:
    @pytest.mark.parametrize("address", ["", "events.csv", "records/partners.body:1/"])
    def test_everybody_with_a_role_in_the_partnership(self, oxford: Partnership, address: str) -> None:
        cast = [
            *(make.officer(of=oxford), make.approver(of=oxford), make.administrator(of=oxford)),
            make.contributor(of=oxford, speaks_for=make.body()),
        ]
        for user in cast:
            client = Client()
            client.force_login(user)
            assert client.get(HISTORY + address).status_code in (200, 302)

    @pytest.mark.parametrize("address", ["", "events.csv", "records/partners.body:1/"])
    def test_nobody_else(self, oxford: Partnership, client: Client, address: str) -> None:
        assert Client().get(HISTORY + address).status_code == 302  # to the log-in
        client.force_login(make.stranger())
        assert client.get(HISTORY + address).status_code == 404
        client.force_login(make.role(of=oxford, until_date=date(2020, 1, 1)).user)
        assert client.get(HISTORY + address).status_code == 404

    def test_not_where_there_is_no_partnership(self, client: Client) -> None:
        assert client.get("/partnerships/cambridge/history/").status_code == 404

    @pytest.mark.parametrize("address", ["/history/", "/history/events.csv"])
    def test_the_portals_own_is_for_administrators(self, oxford: Partnership, client: Client, address: str) -> None:
        assert Client().get(address).status_code == 302
        assert client.get(address).status_code == 404
        client.force_login(make.administrator(of=oxford))
        assert client.get(address).status_code == 200

    @pytest.mark.parametrize(
        "address", [HISTORY, f"{HISTORY}events.csv", f"{HISTORY}records/partners.body:1/", "/history/"]
    )
    def test_it_cannot_be_posted_to_and_is_kept_by_no_cache(
        self, oxford: Partnership, client: Client, address: str
    ) -> None:
        client.force_login(make.role(of=oxford, held_by=make.administrator(of=oxford)).user)
        assert client.post(address).status_code == 405
        assert "no-store" in client.get(address)["Cache-Control"]


class TestThePage:
    def test_tells_what_happened_newest_first_by_day(
        self, oxford: Partnership, officer: User, plan: Plan, client: Client
    ) -> None:
        tell(oxford, by=officer, subject=plan, summary="Agreed the plan.")
        tell(oxford, summary="Loaded last year's.", now=make.NOW + timedelta(days=1, hours=5))
        make.event(chain=PORTAL_CHAIN, summary="Somewhere else.")
        words = words_of(client, HISTORY)
        assert words.startswith("Oxford partnership History")
        assert "7 October 2025 3:30pm The portal Loaded last year's. Event 2" in words
        assert "6 October 2025 10:30am The officer Agreed the plan. Event 1" in words
        assert words.index("Loaded") < words.index("Agreed")
        assert "Somewhere else" not in words

    def test_shows_what_changed_and_what_is_not_kept(self, oxford: Partnership, plan: Plan, client: Client) -> None:
        data = {"changes": {"title": ["Plan", ""]}, "also_changed": ["vision"]}
        tell(oxford, subject=plan, data=data)
        words = words_of(client, HISTORY)
        assert "What changed in event 1 Title Before Plan After nothing" in words
        assert "Changed too: Vision. What it said before and after is not kept." in words

    def test_shows_what_people_wrote_as_text(self, oxford: Partnership, plan: Plan, client: Client) -> None:
        evil = "<script>alert(1)</script>"
        tell(oxford, subject=plan, summary=evil, data={"changes": {"title": [evil, "x" * 50_000]}})
        html = client.get(HISTORY, {"words": evil}).content.decode()
        assert "<script>alert" not in html
        assert html.count("&lt;script&gt;alert") == 5  # title, heading, field, sentence, change
        assert len(html) < 30_000

    def test_is_empty_where_nothing_happened(self, oxford: Partnership, client: Client) -> None:
        assert "Nothing has happened yet." in words_of(client, HISTORY)
        assert "Nothing that happened fits." in words_of(client, f"{HISTORY}?words=plan")

    def test_leads_to_older_and_newer_events_of_what_was_asked(self, oxford: Partnership, client: Client) -> None:
        for _ in range(60):
            tell(oxford, summary="Agreed the plan.")
        html = client.get(f"{HISTORY}?words=plan").content.decode()
        assert 'href="?words=plan&amp;before=11" rel="next"' in html
        assert 'rel="prev"' not in html
        html = client.get(f"{HISTORY}?words=plan&before=11").content.decode()
        assert 'href="?words=plan&amp;after=10" rel="prev"' in html
        assert "Event 10<" in html
        assert "Event 11<" not in html
        assert 'rel="next"' not in html

    @pytest.mark.parametrize("place", ["x", "-1", "0", "9" * 19, "9" * 40, "٣", "1.5"])
    def test_a_place_that_is_none_leads_to_the_newest(self, oxford: Partnership, client: Client, place: str) -> None:
        tell(oxford)
        assert "Event 1" in words_of(client, f"{HISTORY}?before={place}")

    def test_takes_at_most_six_queries_and_as_many_for_fifty_events_as_for_two(
        self, oxford: Partnership, plan: Plan, client: Client
    ) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                tell(oxford, by=make.role(of=oxford).user, subject=make.action(under=make.priority(of=plan)))
                tell(oxford, by=make.user(), subject=make.paper(of=oxford))

        add_rows(1)
        few = queries_of(client, HISTORY)
        add_rows(24)
        assert queries_of(client, HISTORY) == few <= 6


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


class TestTheWayToARecord:
    def go(self, client: Client, record: Any) -> str:
        answer = client.get(f"{HISTORY}records/{record if isinstance(record, str) else name_of(record)}/")
        assert answer.status_code == 302
        return answer["Location"]

    def test_leads_to_where_it_stands(self, oxford: Partnership, plan: Plan, client: Client) -> None:
        action = make.action(under=make.priority(of=plan))
        page = "/partnerships/oxford/plans/2025-26/"
        assert self.go(client, plan) == page
        assert self.go(client, action) == f"{page}#action-{action.pk}"
        assert self.go(client, action.priority) == f"{page}#priority-{action.priority.pk}"
        assert self.go(client, make.progress(of=action)) == f"{page}#action-{action.pk}"
        assert self.go(client, make.challenge(of=plan)) == f"{page}basis/"
        achievement = make.achievement(of=plan)
        assert self.go(client, achievement) == f"{page}achievements/#achievement-{achievement.pk}"
        assert self.go(client, make.paper(of=oxford, slug="update")) == "/papers/update/"
        assert self.go(client, make.body()) == "/partnerships/oxford/bodies/"
        assert self.go(client, oxford) == "/partnerships/oxford/"

    def test_leads_to_its_history_where_it_has_no_page_or_is_gone(self, client: Client, plan: Plan) -> None:
        for record in (
            "priorities.plan:99",
            "reports.paper:99",
            "funding.award:1",
            "gone.gone:1",
            "nonsense",
            "a.b:&c=d",
        ):
            assert self.go(client, record).startswith(f"{HISTORY}?record={record.split('&')[0]}")

    def test_does_not_lead_into_another_partnership(self, oxford: Partnership, client: Client) -> None:
        for theirs in (make.plan(), make.action(), make.paper(), make.achievement()):
            assert self.go(client, theirs) == f"{HISTORY}?record={name_of(theirs)}"

    def test_every_kind_that_has_a_page_is_a_kind_of_record(self, client: Client, oxford: Partnership) -> None:
        made = {record._meta.label_lower: record for record in make.one_of_everything()}
        for kind in HAVE_PAGES:
            assert self.go(client, f"{kind}:{made[kind].pk}")

    def test_stands_beside_each_event_of_such_a_record(self, oxford: Partnership, plan: Plan, client: Client) -> None:
        tell(oxford, subject=plan)
        tell(oxford, subject=make.area())
        html = client.get(HISTORY).content.decode()
        assert html.count("Go to the ") == 1
        assert f'href="{HISTORY}records/priorities.plan:{plan.pk}/"' in html
        assert html.count("History of this ") == 2


def name_of(record: Any) -> str:
    return f"{record._meta.label_lower}:{record.pk}"


class TestTheFile:
    def test_holds_what_was_asked_for_newest_first(
        self, oxford: Partnership, officer: User, plan: Plan, client: Client
    ) -> None:
        tell(oxford, summary="Loaded the sample.")
        tell(
            oxford,
            by=officer,
            subject=plan,
            verb="priorities.plan_changed",
            summary='=HYPERLINK("http://example.org")',
            data={"changes": {"title": ["Old", "=1+1"], "vision": ["", "New\nlines"]}, "also_changed": ["slug"]},
        )
        first, second = read_csv(client, f"{HISTORY}events.csv")
        assert (first["Event"], first["When"], first["Who"]) == ("2", "2025-10-06T10:30:00+01:00", "The officer")
        assert first["Account"] == str(officer.pk)
        assert first["What was done"] == '\'=HYPERLINK("http://example.org")'
        assert (first["Kind"], first["Record"]) == ("priorities.plan_changed", f"priorities.plan:{plan.pk}")
        assert "Title: “Old” → “=1+1”" in first["What changed"]
        assert "Vision: “” → “New\nlines”" in first["What changed"]
        assert first["Changed too, values not kept"] == "Slug"
        assert len(first["Hash"]) == 64
        assert (second["What was done"], second["Who"], second["Account"]) == ("Loaded the sample.", "The portal", "")
        (only,) = read_csv(client, f"{HISTORY}events.csv?words=sample")
        assert only["Event"] == "1"
        assert read_csv(client, f"{HISTORY}events.csv?words=nothing") == []

    def test_is_offered_with_what_was_asked(self, oxford: Partnership, client: Client) -> None:
        tell(oxford)
        assert f'href="{HISTORY}events.csv"' in client.get(HISTORY).content.decode()
        page = client.get(f"{HISTORY}?kind=priorities&words=plan").content.decode()
        assert f'href="{HISTORY}events.csv?kind=priorities&amp;words=plan"' in page

    def test_has_a_name_with_the_day(self, oxford: Partnership, client: Client, time_machine: Any) -> None:
        time_machine.move_to(make.NOW)
        response = client.get(f"{HISTORY}events.csv")
        assert response["Content-Disposition"] == 'attachment; filename="history-oxford-2025-10-06.csv"'

    def test_takes_as_many_queries_for_twenty_events_as_for_two(
        self, oxford: Partnership, plan: Plan, client: Client
    ) -> None:
        counts = []
        for more in (2, 18):
            for _ in range(more):
                tell(oxford, by=make.user(), subject=plan)
            with CaptureQueriesContext(connection) as queries:
                read_csv(client, f"{HISTORY}events.csv")
            counts.append(len(queries))
        assert counts[0] == counts[1] <= 6


class TestThePortalsOwn:
    @pytest.fixture
    def client(self, oxford: Partnership) -> Client:
        client = Client()
        client.force_login(make.administrator(of=oxford))
        return client

    def test_tells_of_what_belongs_to_no_partnership(self, oxford: Partnership, client: Client) -> None:
        support, body = make.user(name="Support"), make.body(name="The police")
        make.event(chain=PORTAL_CHAIN, by=support, subject=body, summary="Added the body “The police”.")
        tell(oxford, summary="Agreed the plan.")
        words = words_of(client, "/history/")
        assert "Whole portal History" in words
        assert "Support Added the body “The police”. Event 1" in words
        assert "Agreed the plan." not in words
        assert "Go to the" not in words
        assert "History of body “The police”" in words_of(client, f"/history/?record=partners.body:{body.pk}")
        (line,) = read_csv(client, f"/history/events.csv?person={support.pk}")
        assert line["Who"] == "Support"

    def test_offers_those_who_did_something_there(self, oxford: Partnership, officer: User, client: Client) -> None:
        make.event(chain=PORTAL_CHAIN, by=make.user(name="Support"))
        names = [name for _, name in client.get("/history/").context["form"].fields["person"].choices]
        assert names == ["Anybody", "Support"]

    def test_takes_as_many_queries_for_twenty_events_as_for_two(self, client: Client) -> None:
        for _ in range(2):
            make.event(chain=PORTAL_CHAIN, by=make.user(), subject=make.body())
        few = queries_of(client, "/history/")
        for _ in range(18):
            make.event(chain=PORTAL_CHAIN, by=make.user(), subject=make.body())
        assert queries_of(client, "/history/") == few <= 6


def test_the_link_to_a_records_history_leads_there(oxford: Partnership, plan: Plan, client: Client) -> None:
    tell(oxford, subject=plan)
    known = {"partnership_slug": "oxford", "record": "priorities.plan", "pk": plan.pk, "what": "plan 2025-26"}
    html = render_to_string("components/history_link.html", known)
    url = f"{reverse('history', args=['oxford'])}?record=priorities.plan:{plan.pk}"
    assert f'href="{url}"' in html
    assert client.get(url).status_code == 200
