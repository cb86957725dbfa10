"""The page of a year's money."""

import pytest
from django.test import Client

from priorities.models import Plan
from tests import make
from tests.pages import queries_of, words_of

URL = "/partnerships/oxfordshire/plans/2013-14/funding/"


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
class TestThePageOfFunding:
    def test_shows_what_was_announced_the_rows_their_sum_and_the_difference(self, plan: Plan, client: Client) -> None:
        award = make.award(
            to=plan.partnership,
            plan=plan,
            amount_announced=746_294,
            total_stated=746_160,
        )
        make.explanation(of=award, text="The paper does not say why.")
        make.allocation(of=award, stream="Drug Intervention Programme", amount=327_000)
        make.allocation(of=award, stream="Everything else", amount=419_160)
        words = words_of(client, URL)
        for part in (
            "Announced £746,294",
            "Drug Intervention Programme £327,000",
            "Sum of the rows £746,160",
            "Difference £134",
            "Why the figures differ The paper does not say why.",
        ):
            assert part in words

    def test_explains_nothing_where_the_rows_agree(self, plan: Plan, client: Client) -> None:
        make.allocation(of=make.award(to=plan.partnership, plan=plan, amount_announced=500), amount=500)
        words = words_of(client, URL)
        assert "Why the figures differ" not in words
        assert "Difference" not in words

    def test_says_that_an_amount_is_not_stated(self, plan: Plan, client: Client) -> None:
        make.award(to=plan.partnership, plan=plan, amount_announced=None, basis="unstated")
        assert "Announced Amount not stated" in words_of(client, URL)

    def test_shows_shares_passed_on_under_their_row(self, plan: Plan, client: Client) -> None:
        award = make.award(to=plan.partnership, plan=plan, amount_announced=500)
        row = make.allocation(of=award, stream="Partnerships", amount=500)
        make.allocation(of=award, stream="Oxford", amount=200, passed_on_from=row)
        words = words_of(client, URL)
        assert "Partnerships £500 of which Oxford £200" in words
        assert "Sum of the rows £500" in words

    def test_shows_the_posts_that_the_money_pays_for(self, plan: Plan, client: Client) -> None:
        make.post(of=plan.partnership, plan=plan, title="Anti-Slavery Coordinator", remit="Trains staff.")
        assert "Anti-Slavery Coordinator Trains staff." in words_of(client, URL)

    def test_says_so_when_nothing_is_recorded(self, plan: Plan, client: Client) -> None:
        assert "No funding is recorded for this plan." in words_of(client, URL)

    def test_is_not_found_where_there_is_no_plan(self, plan: Plan, client: Client) -> None:
        assert client.get("/partnerships/oxfordshire/plans/1999/funding/").status_code == 404

    def test_cannot_be_posted_to(self, plan: Plan, client: Client) -> None:
        assert client.post(URL).status_code == 405

    def test_takes_as_many_queries_for_twenty_rows_as_for_two(self, plan: Plan, client: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                award = make.award(to=plan.partnership, plan=plan)
                row = make.allocation(of=award, recipient=make.body(), objective=make.objective())
                row.priorities.add(make.priority(of=plan))
                row.recipient_partnerships.add(make.partnership())
                make.allocation(of=award, passed_on_from=row)
                make.post(of=plan.partnership, plan=plan, award=award, host_body=make.body())

        add_rows(2)
        few = queries_of(client, URL)
        add_rows(18)
        assert queries_of(client, URL) == few
