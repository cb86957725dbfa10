"""The page of a year's money."""

from decimal import Decimal

import pytest
from django.test import Client

from partners.models import User
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
            "Explained. Announced £746,294, allocated £746,160: £134 less. The paper does not say why.",
            "Announced and not allocated £134",
            "In all £746,294.",
        ):
            assert part in words

    def test_adds_up_what_stands_in_the_rows_alone(self, plan: Plan, client: Client) -> None:
        award = make.award(to=plan.partnership, plan=plan, amount_announced=1_000)
        row = make.allocation(of=award, amount=600)
        make.allocation(of=award, amount=300)
        make.payment(of=award, allocation=row, amount=Decimal("100.01"))
        make.payment(of=award, amount=50)
        make.forecast(of=row, amount=500)
        words = words_of(client, URL)
        assert "Sum of the rows £900 £100.01 £800 £799.99" in words
        assert "Paid out £150.01" in words
        assert "A row without a forecast counts in full" in words

    def test_says_what_nobody_explained_and_what_changed_since(self, plan: Plan, client: Client) -> None:
        award = make.award(to=plan.partnership, plan=plan, amount_announced=1_000)
        make.allocation(of=award, amount=800)
        assert "Not explained. Announced £1,000, allocated £800: £200 less." in words_of(client, URL)
        make.explanation(of=award, amount=134, explained_by_stated="The finance team")
        words = words_of(client, URL)
        assert "Explained when it was £134; it is £200 now." in words
        assert "The paper does not say why. The finance team" in words

    def test_names_who_explained_it_to_members_alone(self, plan: Plan, client: Client) -> None:
        award = make.award(to=plan.partnership, plan=plan, amount_announced=1_000)
        make.allocation(of=award, amount=800)
        officer = make.officer(of=plan.partnership)
        User.objects.filter(pk=officer.pk).update(name="An Officer")
        make.explanation(of=award, amount=200, explained_by=officer, explained_at=make.NOW)
        assert "An officer of the partnership, 6 October 2025" in words_of(client, URL)
        client.force_login(officer)
        assert "An Officer, 6 October 2025" in words_of(client, URL)

    def test_cuts_the_money_by_recipient_stream_and_priority_to_the_penny(self, plan: Plan, client: Client) -> None:
        award = make.award(to=plan.partnership, plan=plan, amount_announced=Decimal("1000.10"))
        row = make.allocation(of=award, stream="Districts", amount=Decimal("600.05"))
        make.share(of=row, for_=make.partnership(name="Cherwell"), amount=Decimal("200.01"))
        for name in ("Oxford", "West"):
            make.share(of=row, for_=make.partnership(name=name), amount=None)
        served = make.allocation(of=award, stream="Wardens", amount=300, recipient=make.body(name="A charity"))
        served.priorities.add(make.priority(of=plan, title="Violence"), make.priority(of=plan, title="Theft"))
        words = words_of(client, URL)
        for part in (
            "The largest part is £400.04: Oxford and West, together. In all £1,000.10.",
            "Oxford and West, together £400.04 A charity £300 Cherwell £200.01 Announced and not allocated £100.05",
            "Districts £600.05 Wardens £300 Announced and not allocated £100.05",
            "No priority named £600.05 Violence and Theft £300 Announced and not allocated £100.05",
        ):
            assert part in words

    def test_sets_the_years_beside_each_other(self, plan: Plan, client: Client) -> None:
        later = make.plan(
            of=plan.partnership, slug="2014-15", title="Refresh 2014-15", period="2014-15", status="agreed"
        )
        draft = make.plan(of=plan.partnership, slug="2015-16", title="A draft", period="2015-16", status="draft")
        for one, amount in ((plan, 700), (later, 650), (draft, 9)):
            make.allocation(of=make.award(to=plan.partnership, plan=one, amount_announced=amount), amount=650)
        words = words_of(client, URL)
        assert "£650 was announced for 2014-15, £700 for 2013-14." in words
        assert "Refresh 2014-15 2014-15 £650 £650 Not stated None" in words
        assert "Refresh 2013-14 2013-14 £700 £650 Not stated 1 not explained" in words
        assert "A draft" not in words

    def test_leads_to_awards_of_other_plans_that_run_in_its_time(self, plan: Plan, client: Client) -> None:
        before = make.plan(of=plan.partnership, slug="2012-13", period="2012-13", status="closed")
        for title, period in (("Two years", "2012-14"), ("Grant year", "1 October 2012 to 30 September 2013")):
            make.award(to=plan.partnership, plan=before, title=title, period=period)
        make.award(to=plan.partnership, plan=before, title="Over by then", period="2012-13")
        words = words_of(client, URL)
        assert "Other awards that run in this time too Two years, 2012-14 Grant year, 1 October 2012" in words
        assert "Over by then" not in words

    def test_explains_nothing_where_the_rows_agree(self, plan: Plan, client: Client) -> None:
        make.allocation(of=make.award(to=plan.partnership, plan=plan, amount_announced=500), amount=500)
        words = words_of(client, URL)
        assert "Why the figures differ" not in words
        assert "Difference £" not in words

    def test_says_that_an_amount_is_not_stated(self, plan: Plan, client: Client) -> None:
        make.award(to=plan.partnership, plan=plan, amount_announced=None, basis="unstated")
        assert "Announced Amount not stated" in words_of(client, URL)
        make.award(to=plan.partnership, plan=plan, amount_announced=500)
        assert "Announced in all £500 and 1 award of an amount not stated" in words_of(client, URL)

    def test_shows_shares_passed_on_under_their_row(self, plan: Plan, client: Client) -> None:
        award = make.award(to=plan.partnership, plan=plan, amount_announced=500)
        row = make.allocation(of=award, stream="Partnerships", amount=500)
        make.allocation(of=award, stream="Oxford", amount=200, passed_on_from=row)
        words = words_of(client, URL)
        assert "Partnerships £500 of which Oxford £200" in words
        assert "Partnerships: Allocated £500, passed on £200: £300 less." in words
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
                make.share(of=row)
                make.profile(of=row)
                make.forecast(of=row)
                make.payment(of=award, allocation=row)
                make.explanation(of=award)
                make.allocation(of=award, passed_on_from=row)
                make.post(of=plan.partnership, plan=plan, award=award, host_body=make.body())

        add_rows(2)
        few = queries_of(client, URL)
        add_rows(18)
        assert queries_of(client, URL) == few <= 15
