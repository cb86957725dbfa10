"""The history shows a partnership's members what happened there, and administrators what happened beyond."""

from datetime import date, timedelta

import pytest
from django.test import Client

from core.events import PORTAL_CHAIN
from funding.operations.returns import change_line
from partners.models import Partnership, User
from priorities.models import Plan
from tests import make
from tests.make.shared import NOW
from tests.oscp_portal.history.telling import HISTORY, read_csv, tell
from tests.pages import queries_of, words_of

pytestmark = pytest.mark.django_db


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

    @pytest.mark.parametrize("address", ["", "events.csv", "?record=funding.returnline:{pk}"])
    def test_contributors_nothing_of_returns_whose_lines_are_others(
        self, oxford: Partnership, client: Client, address: str
    ) -> None:
        officer, line = make.officer(of=oxford), make.return_line(of=make.return_(of=make.award(to=oxford)))
        change_line(line=line, values={"narrative": "Lit the towpath."}, counted={}, revision=1, by=officer, now=NOW)
        for user, is_told in ((officer, True), (make.contributor(of=oxford, speaks_for=make.body()), False)):
            client.force_login(user)
            answer = client.get(HISTORY + address.format(pk=line.pk))
            told = b"".join(answer) if answer.streaming else answer.content
            assert ("towpath" in told.decode()) == is_told

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

    def test_asks_what_to_look_for_without_saying_each_time_that_it_is_optional(
        self, oxford: Partnership, client: Client
    ) -> None:
        words = words_of(client, HISTORY)
        assert "Look for something What it is about Everything" in words
        assert "(optional)" not in words

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
