"""The page of a year's achievements."""

from decimal import Decimal

import pytest
from django.test import Client

from priorities.models import Plan
from tests import make
from tests.pages import queries_of, words_of

URL = "/partnerships/oxford/plans/2024-25/achievements/"


@pytest.fixture
def plan() -> Plan:
    return make.plan(
        of=make.partnership(slug="oxford"), slug="2024-25", title="Plan 2024-25", period="2024-25", status="closed"
    )


@pytest.mark.django_db
class TestThePageOfAchievements:
    def test_shows_what_was_done_and_its_figures_as_stated(self, plan: Plan, client: Client) -> None:
        achievement = make.achievement(of=plan, heading="Operation Purchase", text="Officers ran an operation.")
        figure = make.figure(of=achievement, stated="2,534", what="crimes reported", note="Two totals are printed.")
        make.comparator(of=figure, stated="an increase of 39.9%", period="2023-24")
        words = words_of(client, URL)
        for part in ("Operation Purchase", "Officers ran an operation.", "2,534 crimes reported"):
            assert part in words
        assert "an increase of 39.9% compared with the same period the year before, 2023-24" in words
        assert "Note: Two totals are printed." in words

    def test_files_achievements_as_their_paper_does(self, plan: Plan, client: Client) -> None:
        make.achievement(of=plan, position=1, grouping="Covid-19 response", text="Food was delivered.")
        make.achievement(of=plan, position=2, approach="victims", text="A helpline opened.")
        words = words_of(client, URL)
        assert "Covid-19 response Food was delivered." in words
        assert "Supporting victims A helpline opened." in words

    def test_does_not_say_a_count_twice(self, plan: Plan, client: Client) -> None:
        whole = make.figure(of=make.achievement(of=plan), stated="fourteen animals", what="animals")
        make.figure(of=whole.achievement, part_of=whole, stated="twelve dogs", what="dogs")
        words = words_of(client, URL)
        assert "animals animals" not in words
        assert "dogs dogs" not in words

    def test_keeps_what_is_not_public_to_itself(self, plan: Plan, client: Client) -> None:
        make.achievement(of=plan, text="A safe house opened", visibility="restricted", visibility_reason="Its address")
        client.force_login(make.officer(of=plan.partnership))
        assert "A safe house opened" not in words_of(client, URL)

    def test_names_what_it_continues_only_where_that_is_public(self, plan: Plan, client: Client) -> None:
        why = {"visibility": "restricted", "visibility_reason": "Its address"}
        earlier = make.plan(of=plan.partnership, title="Plan 2024-25")
        make.achievement(of=plan, continues=make.achievement(of=earlier, text="A safe house opened", **why))
        make.achievement(of=plan, continues=make.achievement(of=earlier, text="A café opened"))
        words = words_of(client, URL)
        assert "A café opened" in words
        assert "A safe house opened" not in words

    def test_prints_a_quotation_only_with_consent(self, plan: Plan, client: Client) -> None:
        achievement = make.achievement(of=plan)
        make.quote(of=achievement, text="It helped me.", has_consent=True)
        make.quote(of=achievement, text="They saved me.", has_consent=False)
        words = words_of(client, URL)
        assert "It helped me." in words
        assert "They saved me." not in words

    def test_says_so_when_nothing_is_recorded(self, plan: Plan, client: Client) -> None:
        assert "No achievements are recorded for this plan." in words_of(client, URL)

    def test_is_not_found_where_there_is_no_plan(self, plan: Plan, client: Client) -> None:
        assert client.get("/partnerships/oxford/plans/1999/achievements/").status_code == 404

    def test_cannot_be_posted_to(self, plan: Plan, client: Client) -> None:
        assert client.post(URL).status_code == 405

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, plan: Plan, client: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                achievement = make.achievement(
                    of=plan, project=make.project(), provider=make.body(), continues=make.achievement(of=plan)
                )
                achievement.bodies.add(make.body())
                achievement.priorities.add(make.priority(of=plan))
                whole = make.figure(of=achievement, area=make.area())
                make.figure(of=achievement, part_of=whole)
                make.comparator(of=whole, area=make.area())
                make.quote(of=achievement, has_consent=True)
                finding = make.finding(of=plan, evidence=make.evidence_source(of=plan.partnership))
                make.comparator(of=make.figure(of=finding, area=make.area()), area=make.area())

        add_rows(2)
        few = queries_of(client, URL)
        add_rows(18)
        assert queries_of(client, URL) == few

    def test_shows_the_figures_of_public_findings_and_keeps_the_others_back(self, plan: Plan, client: Client) -> None:
        told = make.finding(of=plan, topic="Crime", text="Crime fell by 9.5%.")
        figure = make.figure(of=told, stated="9.5%", what="fall in crime")
        make.comparator(of=figure, stated="the same period the year before")
        kept = make.finding(of=plan, text="A live case.", visibility="restricted", visibility_reason="A live case.")
        make.figure(of=kept, stated="forty-one", what="suspects")
        make.finding(of=plan, text="A finding without a number.")
        words = words_of(client, URL)
        assert "Crime fell by 9.5%." in words
        assert "the same period the year before" in words
        for left_out in ("A live case.", "forty-one", "A finding without a number."):
            assert left_out not in words


@pytest.mark.django_db
def test_a_change_that_its_numbers_do_not_give_stands_beside_the_one_they_give(client: Client) -> None:
    plan = make.plan(status="agreed")
    make.figure(of=make.achievement(of=plan), stated="8.6% (37,068 to 33,587)", number=Decimal("8.6"), unit="per cent")
    words = words_of(client, f"{plan.get_absolute_url()}achievements/")
    assert "8.6% as stated, 9.4% as computed" in words
