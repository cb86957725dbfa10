"""Keeping the money: nothing beyond what there is without a reason, and everything told."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from core.editing import Refused, SavedMeanwhile
from core.models import Event, Removal
from core.periods import Period
from core.removal import CannotPutBack, CannotRemove, put_back
from funding import operations
from funding.models import Allocation, Award, Explanation, Payment
from funding.operations import NothingToExplain, OverAllocated
from partners.models import User
from priorities.models import Plan
from priorities.operations import PlanIsClosed
from tests import make

pytestmark = pytest.mark.django_db
PLACE = "/somewhere/"


@pytest.fixture
def plan() -> Plan:
    return make.plan(title="Plan 2013-14", status="agreed", period="2013-14")


@pytest.fixture
def award(plan: Plan) -> Award:
    return make.award(to=plan.partnership, plan=plan, title="Grant 2013-14", amount_announced=1_000)


@pytest.fixture
def by(plan: Plan) -> dict[str, Any]:
    return {"by": make.officer(of=plan.partnership), "now": timezone.now()}


def told() -> str:
    return Event.objects.order_by("-pk").first().summary


def close(plan: Plan) -> None:
    Plan.objects.filter(pk=plan.pk).update(status="closed")


class TestAwardsAndFunds:
    def test_money_is_no_promise_of_an_agreed_plan(self, plan: Plan, by: dict[str, Any]) -> None:
        values = {
            "title": "Grant",
            "fund": make.fund(),
            "amount_announced": Decimal(5),
            "period": Period.parse("2013-14"),
        }
        added = operations.add_award(plan=plan, values=values, **by)
        assert (added.partnership, added.plan, added.position) == (plan.partnership, plan, 1)
        assert told() == "Added to the money of Plan 2013-14: “Grant”."
        assert not plan.amendments.exists()

    def test_a_closed_plan_wants_to_be_opened_first(self, award: Award, by: dict[str, Any]) -> None:
        close(award.plan)
        with pytest.raises(PlanIsClosed):
            operations.change_award(award=award, values={"title": "Other"}, revision=1, **by)
        with pytest.raises(PlanIsClosed):
            operations.add_allocation(award=award, values={"stream": "A", "amount": Decimal(1)}, **by)

    def test_less_than_is_allocated_is_announced_with_a_reason_alone(self, award: Award, by: dict[str, Any]) -> None:
        make.allocation(of=award, amount=900)
        lower = {"award": award, "values": {"amount_announced": Decimal(800)}, "revision": 1}
        with pytest.raises(OverAllocated, match="£100 more than the £800 awarded"):
            operations.change_award(**lower, **by)
        operations.change_award(**lower, over_allocated_reason="It was cut.", **by)
        said = Explanation.objects.get()
        assert (said.difference, said.amount, said.text, said.explained_by) == (
            "announced",
            Decimal(-100),
            "It was cut.",
            by["by"],
        )

    def test_an_award_adds_to_none_that_adds_to_it(self, award: Award, by: dict[str, Any]) -> None:
        other = make.award(to=award.partnership, plan=award.plan, supplements=award)
        with pytest.raises(Refused) as refusal:
            operations.change_award(award=award, values={"supplements": other}, revision=1, **by)
        assert refusal.value.field == "supplements"

    def test_money_from_a_county_is_out_of_an_allocation_of_another_partnership(
        self, award: Award, by: dict[str, Any]
    ) -> None:
        own = make.allocation(of=award)
        with pytest.raises(Refused) as refusal:
            operations.change_award(award=award, values={"passed_on_by": own}, revision=1, **by)
        assert refusal.value.field == "passed_on_by"

    def test_no_more_comes_out_of_anothers_allocation_than_it_has(self, award: Award, by: dict[str, Any]) -> None:
        county = make.allocation(of=make.award(amount_announced=9_000), stream="Districts", amount=1_500)
        operations.change_award(award=award, values={"passed_on_by": county}, revision=1, **by)
        with pytest.raises(Refused, match="more than the £1,500 of “Districts”"):
            operations.change_award(award=award, values={"amount_announced": Decimal(1_501)}, revision=2, **by)
        values = {"title": "Second", "fund": make.fund(), "passed_on_by": county, "amount_announced": Decimal(500)}
        operations.add_award(plan=award.plan, values=values, **by)
        with pytest.raises(Refused, match="what others have out of it") as refusal:
            operations.add_award(plan=award.plan, values={**values, "amount_announced": Decimal("0.01")}, **by)
        assert refusal.value.field == "amount_announced"

    def test_a_removed_award_comes_back_with_where_it_went(self, award: Award, by: dict[str, Any]) -> None:
        make.allocation(of=award)
        removal = operations.remove_award(award=award, place=PLACE, **by)
        assert not Allocation.objects.exists()
        put_back(removal=removal, **by)
        assert Allocation.objects.get().award == award

    def test_a_fund_is_told_of_where_its_officer_works_and_stays_while_money_is_of_it(
        self, award: Award, by: dict[str, Any]
    ) -> None:
        fund = operations.add_fund(partnership=award.partnership, values={"name": "A fund", "body": make.body()}, **by)
        operations.change_fund(fund=fund, partnership=award.partnership, values={"name": "Pot"}, revision=1, **by)
        assert told() == "Changed the name of the fund “Pot”."
        with pytest.raises(CannotRemove):
            operations.remove_fund(fund=award.fund, partnership=award.partnership, place=PLACE, **by)
        operations.remove_fund(fund=fund, partnership=award.partnership, place=PLACE, **by)
        assert {event.chain for event in Event.objects.all()} == {award.partnership.event_chain}


class TestAllocations:
    def test_a_new_one_stands_last_and_is_told_of(self, award: Award, by: dict[str, Any]) -> None:
        make.allocation(of=award, amount=1, position=3)
        action = make.action(under=make.priority(of=award.plan))
        values = {
            "stream": "Wardens",
            "amount": Decimal("250.50"),
            "actions": [action],
            "priorities": [action.priority],
        }
        added = operations.add_allocation(award=award, values=values, **by)
        assert added.position == 4
        assert list(added.actions.all()) == [action]
        assert told() == "Allocated £250.50 of “Grant 2013-14” to “Wardens”."

    def test_one_who_saves_second_sees_both(self, award: Award, by: dict[str, Any]) -> None:
        row = make.allocation(of=award, amount=10)
        operations.change_allocation(allocation=row, values={"amount": Decimal(20)}, revision=1, **by)
        with pytest.raises(SavedMeanwhile):
            operations.change_allocation(allocation=row, values={"amount": Decimal(30)}, revision=1, **by)

    def test_past_the_award_only_with_a_reason_that_holds_for_as_much(self, award: Award, by: dict[str, Any]) -> None:
        row = make.allocation(of=award, amount=900)
        more = {"award": award, "values": {"stream": "More", "amount": Decimal(300)}}
        with pytest.raises(OverAllocated) as refusal:
            operations.add_allocation(**more, **by)
        assert refusal.value.field == "over_allocated_reason"
        assert str(refusal.value) == "This gives £200 more than the £1,000 awarded. Say why, or correct the amount"
        assert not Event.objects.exists()
        operations.add_allocation(**more, over_allocated_reason="An underspend is expected.", **by)
        assert (
            told() == "Gave £200 more than the £1,000 awarded for “Grant 2013-14”, because: An underspend is expected."
        )
        # Less of it, and back to as much, wants nothing new; more does.
        operations.change_allocation(allocation=row, values={"amount": Decimal(850)}, revision=1, **by)
        operations.change_allocation(allocation=row, values={"amount": Decimal(900)}, revision=2, **by)
        change = {"allocation": row, "values": {"amount": Decimal(901)}, "revision": 3}
        with pytest.raises(OverAllocated):
            operations.change_allocation(**change, **by)
        operations.change_allocation(**change, over_allocated_reason="More of it.", **by)
        assert Explanation.objects.get().amount == Decimal(-201)

    def test_what_is_beyond_already_keeps_nobody_from_other_changes(self, award: Award, by: dict[str, Any]) -> None:
        row = make.allocation(of=award, amount=1_500)
        saved = operations.change_allocation(allocation=row, values={"purpose": "Why"}, revision=1, **by)
        assert saved.purpose == "Why"

    def test_no_more_is_passed_on_or_shared_than_there_is(self, award: Award, by: dict[str, Any]) -> None:
        row = make.allocation(of=award, stream="Districts", amount=500)
        part = {"stream": "Oxford", "amount": Decimal(501), "passed_on_from": row}
        with pytest.raises(OverAllocated, match="£1 more than the £500 of “Districts”"):
            operations.add_allocation(award=award, values=part, **by)
        operations.add_allocation(award=award, values=part, over_allocated_reason="Rounded.", **by)
        share = {"partnership": award.partnership, "amount": Decimal(600)}
        with pytest.raises(OverAllocated, match="£100 more"):
            operations.add_share(allocation=row, values=share, **by)
        operations.add_share(allocation=row, values=share, over_allocated_reason="As stated.", **by)
        assert {(one.difference, one.amount) for one in Explanation.objects.filter(allocation=row)} == {
            ("passed-on", Decimal(-1)),
            ("shares", Decimal(-100)),
        }

    def test_money_is_passed_on_within_its_award_and_never_round(self, award: Award, by: dict[str, Any]) -> None:
        row = make.allocation(of=award, amount=500)
        part = make.allocation(of=award, amount=100, passed_on_from=row)
        for above in (part, row, make.allocation()):
            with pytest.raises(Refused) as refusal:
                operations.change_allocation(allocation=row, values={"passed_on_from": above}, revision=1, **by)
            assert refusal.value.field == "passed_on_from"

    def test_it_serves_the_plan_that_the_money_is_for(self, award: Award, by: dict[str, Any]) -> None:
        values = {"stream": "A", "amount": Decimal(1), "priorities": [make.priority()]}
        with pytest.raises(Refused) as refusal:
            operations.add_allocation(award=award, values=values, **by)
        assert refusal.value.field == "priorities"

    def test_who_shares_it_keep_their_amounts(self, award: Award, by: dict[str, Any]) -> None:
        share = make.share(of=make.allocation(of=award, amount=500), amount=50)
        both = [share.partnership, make.partnership()]
        operations.change_allocation(
            allocation=share.allocation, values={"recipient_partnerships": both}, revision=1, **by
        )
        assert {one.amount for one in share.allocation.shares.all()} == {Decimal(50), None}

    def test_what_was_removed_comes_back_unless_there_is_too_little_left(
        self, award: Award, by: dict[str, Any]
    ) -> None:
        row = make.allocation(of=award, amount=600)
        removal = operations.remove_allocation(allocation=row, place=PLACE, **by)
        other = operations.add_allocation(award=award, values={"stream": "B", "amount": Decimal(500)}, **by)
        with pytest.raises(CannotPutBack, match="£100 more than the £1,000 awarded"):
            put_back(removal=removal, **by)
        operations.change_allocation(allocation=other, values={"amount": Decimal(400)}, revision=1, **by)
        put_back(removal=removal, **by)
        close(award.plan)
        late = operations.remove_payment(payment=make.payment(of=award, amount=Decimal(9)), place=PLACE, **by)
        put_back(removal=late, **by)

    def test_rows_move_among_those_beside_them(self, award: Award, by: dict[str, Any]) -> None:
        rows = [make.allocation(of=award, stream=name, amount=1, position=place) for place, name in enumerate("AB")]
        operations.move_allocation(allocation=rows[1], up=True, **by)
        assert [row.stream for row in award.allocations.order_by("position")] == ["B", "A"]
        with pytest.raises(Refused):
            operations.move_allocation(allocation=rows[1], up=True, **by)


class TestPartsPostsAndPayments:
    def test_what_is_planned_and_expected_is_kept(self, award: Award, by: dict[str, Any]) -> None:
        row = make.allocation(of=award, stream="Wardens", amount=500)
        quarter = {"period": Period.parse("Q1 2013-14"), "amount": Decimal(125)}
        profile = operations.add_profile(allocation=row, values=quarter, **by)
        assert told() == "Added a planned amount to “Wardens” of “Grant 2013-14”: £125 in Q1 2013-14."
        operations.change_profile(profile=profile, values={"amount": Decimal(130)}, revision=1, **by)
        forecast = operations.add_forecast(
            allocation=row, values={"as_at_date": date(2013, 10, 1), "amount": Decimal(480)}, **by
        )
        operations.change_forecast(forecast=forecast, values={"amount": Decimal(490)}, revision=1, **by)
        share = operations.add_share(allocation=row, values={"partnership": make.partnership()}, **by)
        operations.change_share(share=share, values={"amount": Decimal(9)}, revision=1, **by)
        for remove, part in (
            (operations.remove_profile, {"profile": profile}),
            (operations.remove_forecast, {"forecast": forecast}),
            (operations.remove_share, {"share": share}),
        ):
            put_back(removal=remove(**part, place=PLACE, **by), **by)

    def test_no_pound_is_planned_twice_and_no_forecast_is_of_tomorrow(self, award: Award, by: dict[str, Any]) -> None:
        row = make.allocation(of=award, amount=500)
        half = {"period": Period.parse("1 July 2013 to 31 December 2013"), "amount": Decimal(125)}
        planned = operations.add_profile(allocation=row, values=half, **by)
        operations.change_profile(profile=planned, values={**half, "amount": Decimal(130)}, revision=1, **by)
        with pytest.raises(Refused, match="overlaps") as refusal:
            operations.add_profile(allocation=row, values={**half, "period": Period.parse("Q3 2013-14")}, **by)
        assert refusal.value.field == "period"
        tomorrow = timezone.localdate(by["now"]) + timedelta(days=1)
        with pytest.raises(Refused, match="still to come"):
            operations.add_forecast(allocation=row, values={"as_at_date": tomorrow, "amount": Decimal(1)}, **by)

    def test_no_more_is_given_back_than_was_received(self, award: Award, by: dict[str, Any]) -> None:
        def record(kind: str, amount: int) -> Payment:
            values = {"kind": kind, "date": date(2013, 7, 1), "amount": Decimal(amount)}
            return operations.add_payment(award=award, values=values, **by)

        received, back = record("received", 100), record("returned", 60)
        with pytest.raises(Refused, match="£101 would be given back in all, of £100 received") as refused:
            record("returned", 41)
        assert refused.value.field == "amount"
        with pytest.raises(Refused, match="of £59 received"):
            operations.change_payment(payment=received, values={"amount": Decimal(59)}, revision=1, **by)
        removal = operations.remove_payment(payment=back, place=PLACE, **by)
        operations.change_payment(payment=received, values={"amount": Decimal(59)}, revision=1, **by)
        with pytest.raises(CannotPutBack, match="£60 would be given back"):
            put_back(removal=removal, **by)
        Award.objects.update(amount_announced=10)
        record("returned", 59)
        with pytest.raises(Refused, match="of £10 announced"):
            operations.remove_payment(payment=received, place=PLACE, **by)
        Payment.objects.filter(kind="received").delete()
        record("paid", 5)  # the award was cut: what has nothing to do with it is still recorded
        assert told() == "Recorded for “Grant 2013-14”: £5 on 1 July 2013, paid out."
        record("received", 20)  # the first part of what is received
        back = Payment.objects.get(kind="returned")
        operations.change_payment(payment=back, values={"amount": Decimal(30)}, revision=1, **by)  # less too much
        with pytest.raises(Refused, match="£31 would be given back"):
            operations.change_payment(payment=back, values={"amount": Decimal(31)}, revision=2, **by)

    def test_money_of_no_plan_is_kept_too(self, by: dict[str, Any]) -> None:
        alone = make.award(title="Grants for pilots", amount_announced=100)
        row = operations.add_allocation(award=alone, values={"stream": "Pilot", "amount": Decimal(100)}, **by)
        paid = {"kind": Payment.Kind.PAID, "date": date(2014, 5, 1), "amount": Decimal(9), "allocation": row}
        operations.add_payment(award=alone, values=paid, **by)
        assert told() == "Recorded for “Grants for pilots”: £9 on 1 May 2014, paid out."

    def test_payments_are_recorded_also_after_the_year(self, award: Award, by: dict[str, Any]) -> None:
        row = make.allocation(of=award, amount=500)
        close(award.plan)
        paid = {"kind": Payment.Kind.PAID, "date": date(2014, 5, 1), "amount": Decimal("99.99"), "allocation": row}
        payment = operations.add_payment(award=award, values=paid, **by)
        assert told() == ("Recorded for “Grant 2013-14”: £99.99 on 1 May 2014, paid out, after the plan was closed.")
        operations.change_payment(payment=payment, values={"amount": Decimal(100)}, revision=1, **by)
        with pytest.raises(Refused) as refusal:
            operations.change_payment(payment=payment, values={"allocation": make.allocation()}, revision=2, **by)
        assert refusal.value.field == "allocation"
        tomorrow = timezone.localdate(by["now"]) + timedelta(days=1)
        with pytest.raises(Refused, match="still to come"):
            operations.add_payment(award=award, values={**paid, "date": tomorrow}, **by)
        with pytest.raises(Refused, match="above zero"):
            operations.add_payment(award=award, values={**paid, "amount": Decimal(0)}, **by)
        put_back(removal=operations.remove_payment(payment=payment, place=PLACE, **by), **by)

    def test_a_post_is_paid_by_the_award_of_its_allocation(self, award: Award, by: dict[str, Any]) -> None:
        row = make.allocation(of=award, amount=500)
        post = operations.add_post(plan=award.plan, values={"title": "Coordinator", "allocation": row}, **by)
        assert post.award == award
        for values, field in (
            ({"award": make.award()}, "allocation"),
            ({"award": make.award(), "allocation": None}, "award"),
        ):
            with pytest.raises(Refused) as refusal:
                operations.change_post(post=post, values=values, revision=1, **by)
            assert refusal.value.field == field
        operations.change_post(post=post, values={"hours_per_week": Decimal(37)}, revision=1, **by)
        put_back(removal=operations.remove_post(post=post, place=PLACE, **by), **by)


class TestExplanations:
    def explain(self, award: Award, by: dict[str, Any], **changes: Any) -> Explanation:
        asked = {"difference": "announced", "amount": Decimal(134), "values": {"text": "Not said."}, **changes}
        return operations.explain(award=award, **asked, **by)

    @pytest.fixture
    def short(self, award: Award) -> Award:
        make.allocation(of=award, amount=866)
        return award

    def test_a_difference_is_explained_by_whoever_says_so(self, short: Award, by: dict[str, Any]) -> None:
        close(short.plan)
        said = self.explain(short, by)
        assert (said.explained_by, said.explained_at, said.amount) == (by["by"], by["now"], Decimal(134))
        assert told() == (
            "Explained a difference of £134 (the amount announced and what is allocated) of “Grant 2013-14”, "
            "after the plan was closed: Not said."
        )

    def test_it_is_explained_as_large_as_it_is(self, short: Award, by: dict[str, Any]) -> None:
        with pytest.raises(NothingToExplain, match="The difference is £134 now, not £100"):
            self.explain(short, by, amount=Decimal(100))
        with pytest.raises(NothingToExplain, match="agree now"):
            self.explain(short, by, difference="printed")

    def test_another_explanation_is_not_overwritten_unseen(self, short: Award, by: dict[str, Any]) -> None:
        said = self.explain(short, by)
        with pytest.raises(SavedMeanwhile):
            self.explain(short, by)
        changed = self.explain(short, by, revision=said.revision, values={"text": "Kept back."})
        assert (changed.pk, changed.text) == (said.pk, "Kept back.")

    def test_it_is_taken_back_unless_it_lets_more_be_given(self, short: Award, by: dict[str, Any]) -> None:
        said = self.explain(short, by)
        put_back(removal=operations.remove_explanation(explanation=said, place=PLACE, **by), **by)
        more = {"stream": "More", "amount": Decimal(200)}
        operations.add_allocation(award=short, values=more, over_allocated_reason="Underspend.", **by)
        with pytest.raises(Refused, match="£66 more than the £1,000 awarded"):
            operations.remove_explanation(explanation=Explanation.objects.get(), place=PLACE, **by)
        assert Removal.objects.count() == 1


def test_who_explained_it_stays_out_of_the_log(award: Award, by: dict[str, Any]) -> None:
    named = User.objects.create(email="a.person@example.org", name="A Person")
    make.allocation(of=award, amount=900)
    operations.explain(
        award=award,
        difference="announced",
        amount=Decimal(100),
        values={"text": "Kept back."},
        **{**by, "by": named},
    )
    event = Event.objects.get()
    assert "A Person" not in f"{event.summary} {event.data}"
