"""The log of achievements, and how they are logged and changed."""

import re
from html import unescape

import pytest
from django.test import Client

from achievements.models import Achievement
from achievements.summaries.log import LINES_ON_A_PAGE
from core.models import Event
from core.typed import TOKEN
from partners.models import Body
from priorities.models import Plan
from tests import make
from tests.achievements.visiting import MOST_QUERIES, USUAL, logged_in, send, url
from tests.pages import queries_of, words_of

pytestmark = pytest.mark.django_db


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
