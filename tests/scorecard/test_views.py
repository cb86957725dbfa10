"""The page of a year's scorecard."""

import pytest
from django.test import Client

from priorities.models import Plan
from tests import make
from tests.pages import queries_of, words_of

URL = "/partnerships/oxfordshire/plans/2013-14/scorecard/"


@pytest.fixture
def plan() -> Plan:
    return make.plan(
        of=make.partnership(slug="oxfordshire"),
        slug="2013-14",
        title="Refresh 2013-14",
        period="2013-14",
        status="closed",
    )


@pytest.mark.django_db
class TestThePageOfAScorecard:
    def test_shows_what_is_watched_and_which_way_it_should_go(self, plan: Plan, client: Client) -> None:
        make.indicator(
            of=plan.partnership, plan=plan, theme="Hate crime", definition="Reports to police", direction="increase"
        )
        words = words_of(client, URL)
        assert "Hate crime Reports to police Wanted: increase" in words

    def test_shows_values_newest_first_as_stated(self, plan: Plan, client: Client) -> None:
        indicator = make.indicator(of=plan.partnership, plan=plan)
        make.measurement(of=indicator, value=20, period="2012-13")
        make.measurement(of=indicator, value=1234, period="2013-14", is_provisional=True)
        words = words_of(client, URL)
        assert words.index("1,234 2013-14 (provisional)") < words.index("20 2012-13")

    def test_says_that_there_is_no_value_and_shows_no_nought(self, plan: Plan, client: Client) -> None:
        make.indicator(of=plan.partnership, plan=plan)
        assert "No value is recorded yet." in words_of(client, URL)

    def test_warns_of_what_is_under_reported(self, plan: Plan, client: Client) -> None:
        make.indicator(of=plan.partnership, plan=plan, is_under_reported=True)
        assert "Known to be under-reported" in words_of(client, URL)

    def test_keeps_the_commissioners_indicators_apart(self, plan: Plan, client: Client) -> None:
        make.indicator(of=plan.partnership, plan=plan, indicator_set="scorecard", theme="Ours", position=1)
        make.indicator(of=plan.partnership, plan=plan, indicator_set="commissioner", theme="Theirs", position=2)
        words = words_of(client, URL)
        assert "Indicators for the police and crime commissioner Theirs" in words
        assert "Additional scorecard measures Ours" in words

    def test_says_so_when_nothing_is_recorded(self, plan: Plan, client: Client) -> None:
        assert "No indicators are recorded for this plan." in words_of(client, URL)

    def test_is_not_found_where_there_is_no_plan(self, plan: Plan, client: Client) -> None:
        assert client.get("/partnerships/oxfordshire/plans/1999/scorecard/").status_code == 404

    def test_cannot_be_posted_to(self, plan: Plan, client: Client) -> None:
        assert client.post(URL).status_code == 405

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, plan: Plan, client: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                indicator = make.indicator(of=plan.partnership, plan=plan, data_source=make.body())
                indicator.owner_bodies.add(make.body())
                indicator.owner_groups.add(make.group(of=plan.partnership))
                indicator.owner_partnerships.add(make.partnership())
                make.indicator_measure(of=indicator)
                make.baseline(of=indicator)
                make.break_(of=indicator)
                make.measurement(of=indicator, area=make.area())

        add_rows(2)
        few = queries_of(client, URL)
        add_rows(18)
        assert queries_of(client, URL) == few
