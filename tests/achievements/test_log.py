"""The pages on which the log of achievements is kept: each works, for those it is for, in the same few queries."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from achievements.models import Achievement, Comparator, Evidence, Figure, Quote
from achievements.summaries.log import LINES_ON_A_PAGE
from core.models import Event, Removal
from core.typed import TOKEN
from partners.models import Body, User
from priorities.models import Plan
from tests import make
from tests.pages import queries_of, words_of

pytestmark = pytest.mark.django_db
MOST_QUERIES = 15
USUAL = {"status": "completed", "visibility": "public"}


@pytest.fixture
def plan() -> Plan:
    of = make.partnership(slug="oxford", name="Oxford Safer Communities Partnership")
    return make.plan(of=of, slug="2025-26", title="Plan 2025-26", period="2025-26", status="agreed")


@pytest.fixture
def police(plan: Plan) -> Body:
    body = make.body(name="Thames Valley Police")
    make.membership(of=plan.partnership, member=body)
    return body


@pytest.fixture
def officer(plan: Plan) -> Client:
    return logged_in(make.officer(of=plan.partnership))


@pytest.fixture
def contributor(plan: Plan, police: Body) -> Client:
    return logged_in(make.contributor(of=plan.partnership, speaks_for=police))


@pytest.fixture
def achievement(plan: Plan) -> Achievement:
    return make.achievement(of=plan, text="Shops were checked.", provider=make.body(name="Fire"))


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, *keys: int) -> str:
    return reverse(f"achievements:{name}", args=["oxford", "2025-26", *keys])


def send(client: Client, address: str, **typed: Any) -> Any:
    """Sends the form of a page as a browser would, with what was typed."""
    page = client.get(address)
    assert page.status_code == 200, page.status_code
    token = re.search(rf'name="{TOKEN}" value="([^"]+)"', page.content.decode())
    assert token
    return client.post(address, {TOKEN: unescape(token[1]), **typed})


def pages_of(achievement: Achievement) -> dict[str, str]:
    """Every page that keeps something, with a record of each kind behind it."""
    figure = make.figure(of=achievement)
    comparator = make.comparator(of=figure)
    evidence, quote = make.evidence(of=achievement), make.quote(of=achievement)
    one = achievement.pk
    return {
        "achievement_edit": url("achievement_edit", one),
        "figure_list": url("figure_list", one),
        "figure_add": url("figure_add", one),
        "figure_edit": url("figure_edit", one, figure.pk),
        "comparator_add": url("comparator_add", one, figure.pk),
        "comparator_edit": url("comparator_edit", one, figure.pk, comparator.pk),
        "evidence_list": url("evidence_list", one),
        "evidence_add": url("evidence_add", one),
        "evidence_edit": url("evidence_edit", one, evidence.pk),
        "quote_add": url("quote_add", one),
        "quote_edit": url("quote_edit", one, quote.pk),
    }


def buttons_of(achievement: Achievement) -> dict[str, str]:
    figure = make.figure(of=achievement)
    one = achievement.pk
    return {
        "comparator_remove": url("comparator_remove", one, figure.pk, make.comparator(of=figure).pk),
        "figure_remove": url("figure_remove", one, figure.pk),
        "evidence_remove": url("evidence_remove", one, make.evidence(of=achievement).pk),
        "quote_remove": url("quote_remove", one, make.quote(of=achievement).pk),
        "achievement_remove": url("achievement_remove", one),
    }


class TestTheLog:
    def test_shows_what_is_logged_the_latest_first(self, plan: Plan, officer: Client) -> None:
        first = make.achievement(of=plan, text="Shops were checked.", place="Cowley Road", period="March 2025")
        first.actions.add(make.action(under=make.priority(of=plan), text="Check shops."))
        make.figure(of=first, stated="over 200", what="shops checked")
        make.evidence(of=first)
        make.achievement(of=plan, text="A café opened.")
        words = words_of(officer, url("achievement_log"))
        assert words.index("A café opened.") < words.index("Shops were checked.")
        for part in (
            "2 achievements", "over 200 : shops checked", "Where Cowley Road", "When March 2025",
            "Serves 1.1 Check shops.", "Figures (1)", "Evidence (1)",
        ):  # fmt: skip
            assert part in words

    def test_of_a_contributor_shows_what_they_may_read_and_change(
        self, plan: Plan, contributor: Client, police: Body
    ) -> None:
        why = {"visibility_reason": "A live case"}
        make.achievement(of=plan, text="Ours.", provider=police, visibility="restricted", **why)
        make.achievement(of=plan, text="Others’.")
        make.achievement(of=plan, text="Others’ secret.", visibility="restricted", **why)
        words = words_of(contributor, url("achievement_log"))
        assert "secret" not in words
        assert words.count("Add figures") == 1
        assert "Restricted" in words

    @pytest.mark.parametrize(
        ("asked", "found"),
        [
            ("words=checked+shops", {"one"}),
            ("words=nothing", set()),
            ("place=COWLEY", {"one"}),
            ("for_paper=on", {"two"}),
            ("visibility=partners", {"two"}),
            ("priority={priority}", {"one"}),
            ("priority={other}", {"two"}),
            ("body={body}", {"one"}),
            ("body={provider}", {"two"}),
            ("project={project}", {"two"}),
        ],
    )
    def test_is_narrowed_down_as_asked(self, asked: str, found: set[str], plan: Plan, officer: Client) -> None:
        priority, other = make.priority(of=plan), make.priority(of=plan)
        body, provider, project = make.body(), make.body(), make.project(partnership=plan.partnership)
        one = make.achievement(of=plan, text="one: shops checked", place="Cowley Road", is_for_paper=False)
        one.actions.add(make.action(under=priority))
        one.bodies.add(body)
        two = make.achievement(
            of=plan, text="two", provider=provider, project=project, visibility="partners", visibility_reason="Why"
        )
        two.priorities.add(other)
        asked = asked.format(
            priority=priority.pk, other=other.pk, body=body.pk, provider=provider.pk, project=project.pk
        )
        page = officer.get(f"{url('achievement_log')}?{asked}")
        assert {line.text[:3] for line in page.context["lines"]} == found
        assert "Show all" in page.content.decode()

    @pytest.mark.parametrize("asked", ["priority=x", "body=999999", "words=" + "x" * 500, "words=%00%FF", "page=zz"])
    def test_of_a_strange_address_shows_everything(self, asked: str, achievement: Achievement, officer: Client) -> None:
        page = officer.get(f"{url('achievement_log')}?{asked}")
        assert page.status_code == 200
        assert [line.id for line in page.context["lines"]] == ([] if "%00" in asked else [achievement.pk])

    def test_comes_by_the_page_and_keeps_what_was_asked(self, plan: Plan, officer: Client) -> None:
        for _ in range(LINES_ON_A_PAGE + 1):
            make.achievement(of=plan, text="Shops & cafés.")
        page = officer.get(f"{url('achievement_log')}?words=shops+%26")
        assert len(page.context["lines"]) == LINES_ON_A_PAGE
        assert 'href="?words=shops+%26&amp;page=2"' in page.content.decode()
        assert len(officer.get(f"{url('achievement_log')}?words=shops+%26&page=2").context["lines"]) == 1

    def test_says_that_the_plan_is_closed(self, plan: Plan, officer: Client, contributor: Client) -> None:
        Plan.objects.update(status="closed")
        assert "the history says that it came after the plan was closed" in words_of(officer, url("achievement_log"))
        words = words_of(contributor, url("achievement_log"))
        assert "Ask the partnership officer to log what is still missing" in words
        assert "Log an achievement" not in words

    def test_says_so_when_nothing_is_logged_or_found(self, plan: Plan, officer: Client) -> None:
        assert "Nothing is logged for this plan yet." in words_of(officer, url("achievement_log"))
        assert "Nothing in the log is like that." in words_of(officer, f"{url('achievement_log')}?words=x")

    def test_is_led_to_from_what_everybody_reads(self, plan: Plan, officer: Client, contributor: Client) -> None:
        reading = url("achievements")
        assert "Keep the log" in words_of(officer, reading)
        assert "Keep the log" in words_of(contributor, reading)
        assert "Keep the log" not in words_of(logged_in(make.approver(of=plan.partnership)), reading)
        assert "Keep the log" not in words_of(Client(), reading)

    @pytest.mark.parametrize("who", ["officer", "contributor"])
    def test_takes_as_many_queries_for_twenty_rows_as_for_two(
        self, who: str, plan: Plan, police: Body, request: pytest.FixtureRequest
    ) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                achievement = make.achievement(of=plan, project=make.project(), provider=police)
                achievement.bodies.add(make.body())
                achievement.priorities.add(make.priority(of=plan))
                achievement.actions.add(make.action(under=make.priority(of=plan)))
                make.comparator(of=make.figure(of=achievement))
                make.evidence(of=achievement)
                make.quote(of=achievement)

        client = request.getfixturevalue(who)
        add_rows(2)
        few = queries_of(client, url("achievement_log"))
        add_rows(18)
        assert queries_of(client, url("achievement_log")) == few <= MOST_QUERIES


class TestLogging:
    def test_takes_a_text_and_leads_to_its_line(self, plan: Plan, officer: Client) -> None:
        response = send(officer, url("achievement_add"), text="Shops were checked.", **USUAL)
        achievement = Achievement.objects.get()
        assert response.url == f"{url('achievement_log')}#achievement-{achievement.pk}"
        assert "The achievement was logged." in words_of(officer, url("achievement_log"))

    def test_shows_a_mistake_on_its_field_and_keeps_the_rest(self, plan: Plan, officer: Client) -> None:
        page = send(officer, url("achievement_add"), text="Done.", status="completed", visibility="restricted")
        html = page.content.decode()
        assert page.status_code == 422
        assert "Say why this may not be published" in html
        assert re.search(r"<details[^>]* open>\s*<summary[^>]*><span[^>]*>Who may read it", html)
        assert "Done." in html

    def test_starts_a_project(self, plan: Plan, officer: Client) -> None:
        send(officer, url("achievement_add"), text="Done.", new_project="Operation Purchase", **USUAL)
        assert Achievement.objects.get().project.name == "Operation Purchase"

    def test_of_a_contributor_is_for_their_body(self, plan: Plan, contributor: Client, police: Body) -> None:
        assert "It is logged for Thames Valley Police" in words_of(contributor, url("achievement_add"))
        send(contributor, url("achievement_add"), text="Done.", provider=police.pk, **USUAL)
        assert Achievement.objects.get().provider == police

    def test_of_a_contributor_ends_with_the_plan(self, plan: Plan, contributor: Client) -> None:
        Plan.objects.update(status="closed")
        assert contributor.get(url("achievement_add")).status_code == 404

    def test_shows_what_is_typed_as_words_and_runs_nothing(self, plan: Plan, officer: Client) -> None:
        send(officer, url("achievement_add"), text="<script>alert(1)</script>", heading="<b>x</b>", **USUAL)
        for page in ("achievement_log", "achievements"):
            html = officer.get(url(page)).content.decode()
            assert "<script>alert" not in html
            assert "<b>x" not in html


class TestChanging:
    def test_saves_and_leads_back_to_the_line(self, achievement: Achievement, officer: Client) -> None:
        address = url("achievement_edit", achievement.pk)
        response = send(officer, address, text="Shops were checked twice.", **USUAL)
        assert response.url == f"{url('achievement_log')}#achievement-{achievement.pk}"
        achievement.refresh_from_db()
        assert achievement.text == "Shops were checked twice."

    def test_tells_nothing_of_what_was_restricted_until_now(self, plan: Plan, officer: Client) -> None:
        secret = make.achievement(of=plan, text="Cowley.", visibility="restricted", visibility_reason="Its address")
        send(officer, url("achievement_edit", secret.pk), text="A safe house opened.", **USUAL)
        event = Event.objects.get()
        assert event.summary.startswith("Changed a restricted achievement: the text")
        assert "Cowley" not in str(event.data)

    def test_lets_nobody_overwrite_another(self, achievement: Achievement, officer: Client) -> None:
        address = url("achievement_edit", achievement.pk)
        token = re.search(rf'name="{TOKEN}" value="([^"]+)"', officer.get(address).content.decode())
        send(officer, address, text="Theirs.", **USUAL)
        page = officer.post(address, {TOKEN: unescape(token[1]), "text": "Mine.", **USUAL})
        assert page.status_code == 409
        assert "Theirs." in page.content.decode()

    def test_after_the_plan_is_closed_is_refused_to_a_contributor_with_a_sentence(
        self, plan: Plan, contributor: Client, police: Body
    ) -> None:
        achievement = make.achievement(of=plan, provider=police)
        Plan.objects.update(status="closed")
        page = send(contributor, url("achievement_edit", achievement.pk), text="Late.", provider=police.pk, **USUAL)
        assert page.status_code == 422
        assert "This plan is closed." in page.content.decode()


class TestFigures:
    def test_are_added_as_stated_with_what_they_are_compared_with(
        self, achievement: Achievement, officer: Client
    ) -> None:
        send(
            officer, url("figure_add", achievement.pk), stated="33,587", what="crimes recorded", period="2024-25",
            qualifier="exact", basis="recorded", compared_with="previous-period", compared_stated="37,068",
            compared_period="2023-24",
        )  # fmt: skip
        figure = Figure.objects.get()
        assert (figure.number, figure.unit, figure.period_stated) == (33_587, "crimes", "2024-25")
        assert figure.comparators.get().number == 37_068
        words = words_of(officer, url("figure_list", achievement.pk))
        assert "“33,587” was saved, and is taken to mean 33,587 crimes." in words
        assert "37,068 (the period before, 2023-24)" in words

    def test_that_are_words_alone_say_so(self, achievement: Achievement, officer: Client) -> None:
        send(officer, url("figure_add", achievement.pk), stated="a good many", qualifier="exact", basis="recorded")
        words = words_of(officer, url("figure_list", achievement.pk))
        assert "“a good many” was saved as words" in words
        assert "Taken to mean no number, the words alone" in words

    def test_that_do_not_add_up_say_so_and_stay(self, achievement: Achievement, officer: Client) -> None:
        make.figure(of=achievement, stated="8.6% (37,068 to 33,587)", number="8.6", unit="per cent")
        words = words_of(officer, url("figure_list", achievement.pk))
        assert "8.6% as stated, 9.4% as computed." in words
        assert "computed" not in words_of(officer, url("achievements"))

    def test_are_changed_and_read_again(self, achievement: Achievement, officer: Client) -> None:
        figure = make.figure(of=achievement, stated="over 200", number=200, qualifier="over")
        typed = {"stated": "about 300", "number": "200", "qualifier": "over", "basis": "recorded"}
        send(officer, url("figure_edit", achievement.pk, figure.pk), **typed)
        figure.refresh_from_db()
        assert (figure.number, figure.qualifier) == (300, "about")

    def test_are_compared_and_the_comparison_changed(self, achievement: Achievement, officer: Client) -> None:
        figure = make.figure(of=achievement, stated="33,587", number=33_587)
        send(officer, url("comparator_add", achievement.pk, figure.pk), kind="previous-period", stated="37,068")
        comparator = Comparator.objects.get()
        typed = {"kind": "previous-period", "stated": "37,068", "number": "37,068", "change_percent": "-8.6"}
        send(officer, url("comparator_edit", achievement.pk, figure.pk, comparator.pk), **typed)
        comparator.refresh_from_db()
        assert str(comparator.change_percent) == "-8.60"
        words = words_of(officer, url("figure_list", achievement.pk))
        assert "−8.6% as stated, −9.4% as computed" in words


class TestEvidence:
    @pytest.fixture(autouse=True)
    def media(self, settings: Any, tmp_path: Any) -> None:
        settings.MEDIA_ROOT = tmp_path

    def test_is_a_link(self, achievement: Achievement, officer: Client) -> None:
        send(officer, url("evidence_add", achievement.pk), label="Minutes", url="https://example.org/", is_public="on")
        evidence = Evidence.objects.get()
        assert (evidence.url, evidence.is_public) == ("https://example.org/", True)
        html = officer.get(url("evidence_list", achievement.pk)).content.decode()
        assert 'href="https://example.org/"' in html

    def test_is_a_file_that_members_open(self, achievement: Achievement, officer: Client) -> None:
        file = SimpleUploadedFile("minutes.txt", b"Agreed.", content_type="text/plain")
        send(officer, url("evidence_add", achievement.pk), label="Minutes", file=file)
        evidence = Evidence.objects.get()
        assert evidence.file_name == "minutes.txt"
        assert url("evidence_file", evidence.pk) in officer.get(url("evidence_list", achievement.pk)).content.decode()
        page = officer.get(url("evidence_edit", achievement.pk, evidence.pk)).content.decode()
        assert "Stored now" in page
        assert "minutes.txt" in page

    def test_of_a_wrong_kind_comes_back_with_everything_typed(self, achievement: Achievement, officer: Client) -> None:
        file = SimpleUploadedFile("minutes.exe", b"MZ", content_type="application/octet-stream")
        page = send(officer, url("evidence_add", achievement.pk), label="The minutes of March", file=file)
        html = page.content.decode()
        assert page.status_code == 422
        assert "The minutes of March" in html
        assert re.search(r'id="id_file-error"', html)
        assert not Evidence.objects.exists()

    def test_that_is_neither_file_nor_link_is_refused_on_its_field(
        self, achievement: Achievement, officer: Client
    ) -> None:
        page = send(officer, url("evidence_add", achievement.pk), label="Minutes")
        assert page.status_code == 422
        assert "Choose a file, or enter the address of a page" in page.content.decode()

    def test_is_changed(self, achievement: Achievement, officer: Client) -> None:
        evidence = make.evidence(of=achievement, label="Minutes")
        typed = {"label": "The minutes", "url": evidence.url}
        send(officer, url("evidence_edit", achievement.pk, evidence.pk), **typed)
        evidence.refresh_from_db()
        assert evidence.label == "The minutes"


class TestQuotations:
    def test_are_kept_and_not_printed_without_consent(self, achievement: Achievement, officer: Client) -> None:
        send(officer, url("quote_add", achievement.pk), text="They saved me.", speaker="child")
        words = words_of(officer, url("evidence_list", achievement.pk))
        assert "It is not printed anywhere until there is consent to publish it." in words
        assert "No consent: never printed" in words
        assert "They saved me." not in words_of(officer, url("achievements"))
        quote = Quote.objects.get()
        typed = {"text": "They saved me.", "speaker": "child", "has_consent": "on"}
        send(officer, url("quote_edit", achievement.pk, quote.pk), **typed)
        assert "They saved me." in words_of(officer, url("achievements"))


class TestEveryPage:
    def test_opens_for_an_officer_within_its_queries(self, achievement: Achievement, officer: Client) -> None:
        for name, address in {**pages_of(achievement), "achievement_add": url("achievement_add")}.items():
            assert queries_of(officer, address) <= MOST_QUERIES, name

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, achievement: Achievement, officer: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                body, area = make.body(), make.area()
                make.membership(of=achievement.plan.partnership, member=body)
                achievement.bodies.add(body)
                achievement.areas.add(area)
                action = make.action(under=make.priority(of=achievement.plan))
                achievement.actions.add(action)
                make.project(partnership=achievement.plan.partnership)
                make.evidence_source(of=achievement.plan.partnership)
                make.achievement(of=make.plan(of=achievement.plan.partnership))
                figure = make.figure(of=achievement, area=area)
                make.figure(of=achievement, part_of=figure, area=area)
                make.comparator(of=figure, area=area)
                make.evidence(of=achievement)
                make.quote(of=achievement)

        pages = pages_of(achievement)
        add_rows(2)
        few = {name: queries_of(officer, address) for name, address in pages.items()}
        add_rows(18)
        assert {name: queries_of(officer, address) for name, address in pages.items()} == few
        assert max(few.values()) <= MOST_QUERIES, few

    def test_guards_each_of_its_forms_against_forgery(self, achievement: Achievement, officer: Client) -> None:
        for name, address in {**pages_of(achievement), "achievement_log": url("achievement_log")}.items():
            html = officer.get(address).content.decode()
            forms = re.findall(r'<form method="post".*?</form>', html, re.DOTALL)
            assert forms, name
            assert all('name="csrfmiddlewaretoken"' in form for form in forms), name

    def test_opens_for_a_contributor_where_their_body_provided_it(
        self, plan: Plan, contributor: Client, police: Body
    ) -> None:
        own = make.achievement(of=plan, provider=police)
        for name, address in pages_of(own).items():
            assert contributor.get(address).status_code == 200, name

    def test_does_not_exist_for_others(self, achievement: Achievement, contributor: Client) -> None:
        elsewhere = logged_in(make.officer(of=make.partnership(slug="elsewhere")))
        approver = logged_in(make.approver(of=achievement.plan.partnership))
        for name, address in pages_of(achievement).items():
            assert Client().get(address).status_code == 302, name
            for person in (contributor, elsewhere, approver):
                assert person.get(address).status_code == 404, name
        for name in ("achievement_log", "achievement_add"):
            for person in (elsewhere, approver):
                assert person.get(url(name)).status_code == 404, name

    def test_does_not_exist_where_its_record_belongs_elsewhere(
        self, plan: Plan, achievement: Achievement, officer: Client
    ) -> None:
        other = make.achievement(of=plan)
        addresses = pages_of(achievement)
        for name in ("figure_edit", "comparator_add", "comparator_edit", "evidence_edit", "quote_edit"):
            wrong = addresses[name].replace(f"/{achievement.pk}/", f"/{other.pk}/", 1)
            assert wrong != addresses[name]
            assert officer.get(wrong).status_code == 404, name
        assert officer.get(url("achievement_edit", 999_999)).status_code == 404
        make.plan(of=plan.partnership, slug="2024-25")
        assert officer.get(addresses["achievement_edit"].replace("2025-26", "2024-25")).status_code == 404

    def test_takes_no_other_method(self, achievement: Achievement, officer: Client) -> None:
        for name in ("figure_list", "evidence_list"):
            assert officer.post(url(name, achievement.pk)).status_code == 405
        assert officer.post(url("achievement_log")).status_code == 405
        for address in pages_of(achievement).values():
            assert officer.put(address).status_code == 405
        for address in buttons_of(achievement).values():
            assert officer.get(address).status_code == 405


class TestRemoving:
    @pytest.mark.parametrize(
        "name", ["comparator_remove", "figure_remove", "evidence_remove", "quote_remove", "achievement_remove"]
    )
    def test_leads_back_with_an_undo_that_works(self, name: str, achievement: Achievement, officer: Client) -> None:
        before = [kind.objects.count() for kind in (Achievement, Figure, Comparator, Evidence, Quote)]
        address = buttons_of(achievement)[name]
        before = [kind.objects.count() for kind in (Achievement, Figure, Comparator, Evidence, Quote)]
        page = officer.post(address, follow=True)
        removal = Removal.objects.get()
        undo = reverse("core:removal_put_back", args=[removal.pk])
        assert undo in page.content.decode()
        officer.post(undo)
        assert [kind.objects.count() for kind in (Achievement, Figure, Comparator, Evidence, Quote)] == before
        assert Event.objects.count() == 2

    def test_does_not_exist_for_others(self, achievement: Achievement, contributor: Client) -> None:
        for address in buttons_of(achievement).values():
            assert contributor.post(address).status_code == 404
        assert not Removal.objects.exists()
