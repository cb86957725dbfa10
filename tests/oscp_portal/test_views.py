"""The pages that read several apps, and those for when something went wrong."""

from datetime import date

import pytest
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings

from core.access import public
from oscp_portal import views
from partners.models import Partnership
from tests import make
from tests.pages import queries_of, words_in, words_of


@pytest.fixture
def oxford() -> Partnership:
    return make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")


@pytest.mark.django_db
class TestTheHomePage:
    def test_shows_each_partnership_with_its_area_and_newest_plan_and_paper(
        self, oxford: Partnership, client: Client
    ) -> None:
        counted = make.area(name="Oxford (statistical area)", kind="csp", parent=make.area(name="Oxford"))
        make.partnership_area(of=oxford, covers=counted)
        make.plan(of=oxford, title="Plan 2024-25", period="2024-25", status="closed")
        make.plan(of=oxford, title="Plan 2025-26", period="2025-26", status="agreed")
        make.plan(of=oxford, title="Plan 2026-27", period="2026-27", status="draft")
        make.paper(of=oxford, title="Update 2021", state="published", date=date(2021, 1, 25))
        make.paper(of=oxford, title="Update 2025", state="published", date=date(2025, 10, 6))
        make.paper(of=oxford, title="Update 2026", date=date(2026, 10, 6))
        words = words_of(client, "/")
        assert (
            "District partnership Oxford Safer Communities Partnership Area Oxford "
            "Newest plan Plan 2025-26 Newest paper Update 2025, 6 October 2025"
        ) in words

    def test_puts_a_county_before_its_districts(self, client: Client) -> None:
        county = make.partnership(name="Safer Oxfordshire", tier="county")
        make.partnership(name="Cherwell", parent=county)
        words = words_of(client, "/")
        assert words.index("Safer Oxfordshire") < words.index("Cherwell")
        assert "Part of Safer Oxfordshire" in words

    def test_leaves_out_partnerships_that_have_ended(self, client: Client) -> None:
        make.partnership(name="The old one", until_date=date(2014, 1, 1))
        assert "The old one" not in words_of(client, "/")

    def test_shows_the_next_meeting(self, oxford: Partnership, client: Client, time_machine: object) -> None:
        time_machine.move_to("2025-10-06 12:00:00+00:00")
        make.meeting(of=oxford, on=date(2025, 6, 30))
        make.meeting(of=oxford, on=date(2025, 12, 1), name="Winter meeting", theme="Retail crime")
        make.meeting(of=oxford, on=date(2026, 3, 1))
        assert "Next meeting 1 December 2025 Winter meeting: Retail crime" in words_of(client, "/")

    def test_says_plainly_that_no_meeting_is_planned(self, client: Client) -> None:
        assert "No meeting is planned." in words_of(client, "/")

    def test_says_so_when_there_is_nothing(self, client: Client) -> None:
        words = words_of(client, "/")
        assert "No partnership has been set up yet." in words
        assert "No paper has been published yet." in words

    def test_cannot_be_posted_to(self, client: Client) -> None:
        assert client.post("/").status_code == 405

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, client: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                partnership = make.partnership(parent=make.partnership())
                make.partnership_area(of=partnership, covers=make.area(parent=make.area(), kind="csp"))
                make.plan(of=partnership, status="agreed")
                make.paper(of=partnership, state="published")
                make.meeting(of=partnership, on=date(2999, 1, 1), group=make.group(of=partnership))

        add_rows(2)
        few = queries_of(client, "/")
        add_rows(18)
        assert queries_of(client, "/") == few


@pytest.mark.django_db
class TestThePageOfAPartnership:
    def test_shows_what_it_is_and_its_plans_and_papers(self, oxford: Partnership, client: Client) -> None:
        Partnership.objects.filter(pk=oxford.pk).update(
            about="Oxford's partnership.", vision="A safe city", contact_post="The manager", contact_email="a@b.example"
        )
        make.plan(of=oxford, title="Plan 2025-26", slug="2025-26", period="2025-26", status="agreed")
        make.paper(of=oxford, title="Update 2025", state="published")
        make.group(of=oxford, name="Executive Group")
        words = words_of(client, oxford.get_absolute_url())
        for part in ("Oxford's partnership.", "A safe city", "Plan 2025-26", "Update 2025", "Executive Group"):
            assert part in words
        assert "Contact The manager a@b.example" in words

    def test_leads_up_and_down(self, oxford: Partnership, client: Client) -> None:
        county = make.partnership(slug="oxfordshire", name="Safer Oxfordshire")
        Partnership.objects.filter(pk=oxford.pk).update(parent=county)
        assert 'href="/partnerships/oxfordshire/"' in client.get("/partnerships/oxford/").content.decode()
        assert 'href="/partnerships/oxford/"' in client.get("/partnerships/oxfordshire/").content.decode()

    def test_shows_drafts_to_its_members_only(self, oxford: Partnership, client: Client) -> None:
        make.plan(of=oxford, title="Next year's plan", status="draft")
        make.paper(of=oxford, title="Next year's paper")
        assert "Next year's" not in words_of(client, "/partnerships/oxford/")
        client.force_login(make.stranger())
        assert "Next year's" not in words_of(client, "/partnerships/oxford/")
        client.force_login(make.officer(of=oxford))
        words = words_of(client, "/partnerships/oxford/")
        assert "Next year's plan" in words
        assert "Next year's paper Draft" in words

    def test_is_not_found_where_there_is_none(self, client: Client) -> None:
        assert client.get("/partnerships/cambridge/").status_code == 404

    def test_cannot_be_posted_to(self, oxford: Partnership, client: Client) -> None:
        assert client.post("/partnerships/oxford/").status_code == 405

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, oxford: Partnership, client: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                make.partnership_area(of=oxford, covers=make.area(parent=make.area(), kind="csp"))
                make.partnership(parent=oxford)
                make.partnership_name(of=oxford)
                make.plan(of=oxford, status="agreed")
                make.paper(of=oxford, state="published")
                make.seat(on=make.group(of=oxford, secretariat=make.body()), body=make.body())
                make.link(of=oxford)

        add_rows(2)
        few = queries_of(client, "/partnerships/oxford/")
        add_rows(18)
        assert queries_of(client, "/partnerships/oxford/") == few


@pytest.mark.django_db
class TestTheLandingPage:
    def test_greets_by_name_and_lists_roles_with_the_drafts_to_read(self, oxford: Partnership, client: Client) -> None:
        make.paper(of=oxford, title="Next year's paper")
        make.paper(title="Somebody else's paper")
        make.plan(of=oxford, title="Plan 2025-26", status="agreed", period="2026-27")
        client.force_login(make.role(of=oxford, held_by=make.user(name="Sam")).user)
        words = words_of(client, "/work/")
        assert "Hello, Sam" in words
        assert "Partnership officer Oxford Safer Communities Partnership" in words
        assert "Next year's paper Draft" in words
        assert "Plan 2025-26" in words
        assert "Somebody else's paper" not in words

    def test_says_for_whom_a_contributor_speaks(self, oxford: Partnership, client: Client) -> None:
        client.force_login(make.contributor(of=oxford, speaks_for=make.body(name="Turning Point")))
        assert "Contributor for a body: Turning Point" in words_of(client, "/work/")

    def test_leads_staff_to_the_admin_and_nobody_else(self, client: Client) -> None:
        client.force_login(make.user(is_staff=True))
        assert 'href="/admin/"' in client.get("/work/").content.decode()
        client.force_login(make.user())
        assert 'href="/admin/"' not in client.get("/work/").content.decode()

    def test_tells_whoever_has_no_role_whom_to_ask(self, client: Client) -> None:
        client.force_login(make.user())
        assert "You have no role in a partnership now." in words_of(client, "/work/")

    def test_is_kept_by_no_cache(self, client: Client) -> None:
        client.force_login(make.user())
        assert "no-store" in client.get("/work/")["Cache-Control"]


@pytest.mark.django_db
class TestTheSmallPages:
    def test_the_accessibility_statement_names_whom_to_write_to(self, client: Client) -> None:
        make.partnership(name="Safer Oxfordshire", contact_post="The team", contact_email="team@example.org")
        words = words_of(client, "/accessibility/")
        assert "Safer Oxfordshire The team, team@example.org" in words
        assert "Equality and Human Rights Commission (EHRC)" in words
        assert "Equality Advisory and Support Service (EASS)" in words

    def test_the_accessibility_statement_says_when_nobody_can_be_written_to(self, client: Client) -> None:
        assert "No partnership has given a contact yet." in words_of(client, "/accessibility/")

    @pytest.mark.parametrize("url", ["/", "/papers/", "/accessibility/", "/accounts/login/"])
    def test_every_page_links_the_accessibility_statement(self, url: str, client: Client) -> None:
        assert 'href="/accessibility/"' in client.get(url).content.decode()

    def test_healthz_answers_and_is_kept_by_no_cache(self, client: Client) -> None:
        response = client.get("/healthz")
        assert response.json() == {"status": "ok"}
        assert "no-store" in response["Cache-Control"]

    @override_settings(IS_DEMO=True)
    def test_the_gallery_is_open_in_a_demonstration(self, client: Client) -> None:
        words = words_of(client, "/components/")
        assert "Seeking funding" in words
        assert "There is a problem" in words

    @override_settings(IS_DEMO=True)
    def test_the_gallery_has_every_component(self, client: Client) -> None:
        drawn = {template.name for template in client.get("/components/").templates}
        folder = settings.BASE_DIR / "templates" / "components"
        assert {f"components/{file.name}" for file in folder.glob("*.html")} - drawn == {"components/plan_head.html"}

    def test_every_component_lists_its_parameters_at_the_top(self) -> None:
        for file in (settings.BASE_DIR / "templates" / "components").glob("*.html"):
            assert file.read_text().startswith("{% comment %}"), file.name

    @override_settings(IS_DEMO=True)
    def test_a_demonstration_says_so_on_every_page(self, client: Client) -> None:
        assert "Do not put real work here." in client.get("/").content.decode()

    def test_without_a_demonstration_nothing_says_so(self, client: Client) -> None:
        assert "Do not put real work here." not in client.get("/").content.decode()


@public
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault")


class TestWhenSomethingWentWrong:
    @pytest.mark.django_db
    def test_an_address_that_leads_nowhere_has_a_page(self, client: Client) -> None:
        response = client.get("/nowhere/")
        assert response.status_code == 404
        assert "There is no such page" in words_in(response.content.decode())

    @pytest.mark.django_db
    def test_a_forged_form_is_refused_on_a_page(self) -> None:
        response = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a"})
        assert response.status_code == 403
        assert "This page was open for too long" in words_in(response.content.decode())

    def test_a_fault_of_ours_has_a_page_that_asks_the_database_for_nothing(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(views, "home_page", broken)
        client.raise_request_exception = False
        response = client.get("/")
        assert response.status_code == 500
        assert "The fault is ours, not yours." in words_in(response.content.decode())
        assert "Log in" in response.content.decode()


@pytest.mark.django_db
class TestEveryResponse:
    @pytest.mark.parametrize("url", ["/", "/papers/", "/accounts/login/", "/nowhere/"])
    def test_forbids_scripts_and_styles_that_are_not_in_our_files(self, url: str, client: Client) -> None:
        response = client.get(url)
        policy = response["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        html = response.content.decode()
        assert "<script>" not in html
        assert "<style" not in html
        assert " style=" not in html
        assert " onclick=" not in html
