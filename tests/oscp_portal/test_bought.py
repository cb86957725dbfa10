"""The page of an allocation: what the money bought, and whether it works."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from funding.models import Allocation
from tests import make
from tests.pages import queries_of, words_of
from tests.world import logged_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def row() -> Allocation:
    """An allocation of a district that came from the commissioner by way of the county."""
    county = make.partnership(slug="county", name="Oxfordshire", tier="county")
    plan_of_county = make.plan(of=county, slug="2025-26", period="2025-26", status="agreed")
    fund = make.fund(of=make.body(name="The commissioner"), name="Partnership fund")
    first = make.award(to=county, plan=plan_of_county, out_of=fund, title="Grant to the county", amount_announced=9_000)
    districts = make.allocation(of=first, stream="Districts", amount=5_000)
    ours = make.partnership(slug="oxford", name="Oxford", parent=county)
    plan = make.plan(of=ours, slug="2025-26", period="2025-26", status="agreed")
    award = make.award(
        to=ours, plan=plan, out_of=fund, title="From the county", amount_announced=2_000, passed_on_by=districts
    )
    return make.allocation(of=award, stream="Night wardens", amount=1_500, recipient=make.body(name="A charity"))


def page_of(row: Allocation) -> str:
    award = row.award
    return f"/partnerships/{award.partnership.slug}/plans/{award.plan.slug}/funding/allocations/{row.pk}/"


def test_tells_the_way_the_money_came_and_where_it_went(row: Allocation) -> None:
    make.allocation(of=row.award, stream="Training", amount=200, passed_on_from=row)
    words = words_of(Client(), page_of(row))
    assert (
        "The way the money came Fund: The commissioner Partnership fund "
        "Award: Oxfordshire Grant to the county, £9,000 Allocation Districts, £5,000 "
        "Award: Oxford From the county, £2,000 Allocation: A charity Night wardens, £1,500"
    ) in words
    assert "Training : £200" in words
    of_the_county = words_of(Client(), page_of(row.award.passed_on_by))
    assert "Oxford: From the county : £2,000" in of_the_county


def test_tells_no_stranger_of_another_partnership_s_draft(row: Allocation) -> None:
    county = row.award.passed_on_by.award.plan
    type(county).objects.filter(pk=county.pk).update(status="draft")
    assert "Grant to the county" not in words_of(Client(), page_of(row))
    ours_page = f"{page_of(row).partition('allocations/')[0]}awards/{row.award_id}/"
    assert "Districts" not in words_of(Client(), ours_page)
    ours = row.award.plan
    type(county).objects.filter(pk=county.pk).update(status="agreed")
    type(ours).objects.filter(pk=ours.pk).update(status="draft")
    of_the_county = row.award.passed_on_by
    award_page = f"{page_of(of_the_county).partition('allocations/')[0]}awards/{of_the_county.award_id}/"
    for page in (page_of(of_the_county), award_page):
        assert "From the county" not in words_of(Client(), page)
        assert "2,000" not in words_of(Client(), page)
    assert Client().get(page_of(row)).status_code == 404
    assert logged_in(make.officer(of=ours.partnership)).get(page_of(row)).status_code == 200


def test_tells_what_it_bought_with_targets_and_results(row: Allocation) -> None:
    plan = row.award.plan
    priority = make.priority(of=plan, title="The night-time economy")
    action = make.action(under=priority, text="Walk people home.", status="underway")
    make.target(of=action, measure="people walked home", number=40, result_stated="37")
    make.target(of=priority, measure="fewer assaults", number=5)
    row.actions.add(action)
    row.priorities.add(priority)
    of_action = make.achievement(of=plan, text="Walked 37 people home.")
    of_action.actions.add(action)
    make.achievement(of=plan, text="Lit the towpath.").priorities.add(priority)
    make.achievement(of=plan, text="Something else.")
    secret = make.achievement(of=plan, text="A secret.", visibility="restricted", visibility_reason="A case.")
    secret.actions.add(action)
    make.post(of=plan.partnership, plan=plan, allocation=row, title="Warden coordinator")
    words = words_of(Client(), page_of(row))
    for part in (
        "Targets 1 of 2 have a result",
        "Towards priority 1, The night-time economy",
        "1.1 Walk people home.",
        "people walked home",
        "Result: 37",
        "What the actions achieved Walked 37 people home.",
        "Also achieved for this priority, with this money or other Lit the towpath.",
        "Warden coordinator",
    ):
        assert part in words
    assert "Something else." not in words
    assert "A secret." not in words
    assert "A secret." not in words_of(logged_in(make.officer(of=plan.partnership)), page_of(row))


def test_tells_what_was_planned_paid_and_is_expected_to_the_penny(row: Allocation) -> None:
    for quarter in ("Q1 2025-26", "Q2 2025-26"):
        make.profile(of=row, amount=Decimal("750.00"), period=quarter)
    make.payment(of=row.award, allocation=row, amount=Decimal("700.10"), on=date(2025, 6, 30))
    make.payment(of=row.award, allocation=row, amount=Decimal("10.05"), on=date(2024, 1, 1))
    make.forecast(of=row, amount=Decimal("1450"), on=date(2025, 9, 1))
    Allocation.objects.update(awarded_date=date(2025, 4, 1), source_text="Date inferred: the paper gives none.")
    words = words_of(Client(), page_of(row))
    for part in (
        "Awarded 1 April 2025 About this record Date inferred: the paper gives none.",
        "Paid £710.15",
        "Not yet paid £789.85",
        "Expected in all £1,450",
        "£1,500 of £1,500 is planned by period. £710.15 was paid.",
        "Q1 2025-26 £750 £700.10",
        "Q2 2025-26 £750 £0",
        "In none of these periods £10.05",
        "Not explained. Planned to date £1,500, paid £710.15: £789.85 less.",
        "Not explained. Allocated £1,500, expected to be spent £1,450: £50 less.",
    ):
        assert part in words


def test_tells_two_years_apart_to_the_penny_and_nothing_of_periods_to_come(row: Allocation) -> None:
    amounts = {"Q3 2025-26": "500.01", "Q4 2025-26": "500.02", "Q1 2026-27": "250.03", "Q2 2035-36": "249.94"}
    for quarter, amount in amounts.items():
        make.profile(of=row, amount=Decimal(amount), period=quarter)
    for amount, on in (("400.07", date(2026, 3, 31)), ("300.09", date(2026, 4, 1))):
        make.payment(of=row.award, allocation=row, amount=Decimal(amount), on=on)
    words = words_of(Client(), page_of(row))
    for part in ("Q4 2025-26 £500.02 £400.07", "Q1 2026-27 £250.03 £300.09", "Q2 2035-36 £249.94"):
        assert part in words
    assert "Q2 2035-36 £249.94 £0" not in words
    award = f"/partnerships/{row.award.partnership.slug}/plans/{row.award.plan.slug}/funding/awards/{row.award_id}/"
    assert "Planned £1,000.03 £250.03 £249.94 £1,500" in words_of(Client(), award)


def test_says_whether_it_works_by_targets_and_by_what_is_watched(row: Allocation) -> None:
    priority = make.priority(of=row.award.plan)
    row.actions.add(make.action(under=priority))
    make.target(of=priority.actions.get(), result=12, result_stated="12")
    watched = make.indicator(
        of=priority.plan.partnership, plan=priority.plan, priority=priority, unit="crimes", direction="reduce"
    )
    make.measurement(of=watched, value=37_068, period="2023-24")
    make.measurement(of=watched, value=33_587, period="2024-25")
    words = words_of(Client(), page_of(row))
    assert "1 of 1 target above has a result." in words
    assert "Falling, which is what we want" in words
    assert "33,587, down 9.4% from 37,068." in words


def test_says_so_where_nothing_is_recorded(row: Allocation) -> None:
    words = words_of(Client(), page_of(row))
    assert "No payments are recorded" in words
    assert "It is not recorded which actions or priorities this money is for." in words
    assert "No targets are recorded for what this money pays for." in words
    assert "No indicators are watched for the priorities it serves." in words


def test_is_read_and_not_posted_to(row: Allocation) -> None:
    assert Client().post(page_of(row)).status_code == 405
    assert Client().get(page_of(row).replace(str(row.pk), "99999")).status_code == 404


def test_takes_as_many_queries_for_twenty_of_everything_as_for_two(row: Allocation) -> None:
    plan = row.award.plan

    def add(count: int) -> None:
        for number in range(count):
            priority = make.priority(of=plan)
            action = make.action(under=priority, lead_body=make.body())
            make.target(of=action)
            make.measurement(of=make.indicator(of=plan.partnership, plan=plan, priority=priority))
            row.actions.add(action)
            row.priorities.add(priority)
            make.figure(of=make.achievement(of=plan, text=f"Did {number}.")).achievement.actions.add(action)
            make.share(of=row, amount=1)
            make.payment(of=row.award, allocation=row, amount=1)
            make.forecast(of=row, amount=1, on=date(2025, 1, 1 + number % 28 if count == 2 else 3 + number))
            make.allocation(of=row.award, amount=1, passed_on_from=row)

    add(2)
    few = queries_of(Client(), page_of(row))
    add(18)
    assert queries_of(Client(), page_of(row)) == few
