"""Keeping a scorecard: indicators, values with what they said before, and what they are read with."""

from contextlib import nullcontext
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from core.editing import Refused, SavedMeanwhile
from core.models import Event
from core.periods import Period
from core.removal import put_back
from partners.models import User
from priorities.models import Plan
from priorities.operations import PlanIsClosed
from scorecard import operations
from scorecard.models import FormerValue, Indicator, Measurement, ScorecardRule
from tests import make
from tests.make.shared import NOW

pytestmark = pytest.mark.django_db

ASKED = {
    "theme": "Burglary",
    "definition": "Burglaries of homes",
    "direction": "reduce",
    "indicator_set": "scorecard",
    "unit": "burglaries",
}


@pytest.fixture
def plan() -> Plan:
    return make.plan(of=make.partnership(slug="oxford"), slug="2025-26", status="agreed", period="2025-26")


@pytest.fixture
def officer(plan: Plan) -> User:
    return make.role(of=plan.partnership, kind="officer").user


def last_event() -> Event:
    return Event.objects.latest("sequence")


class TestIndicators:
    def test_come_last_go_up_change_and_come_back(self, plan: Plan, officer: User) -> None:
        first = make.indicator(of=plan.partnership, plan=plan, position=1)
        owner = make.body(name="Thames Valley Police")
        made = operations.add_indicator(plan=plan, values={**ASKED, "owner_bodies": [owner]}, by=officer, now=NOW)
        assert made.position == 2
        assert last_event().data["changes"]["owner_bodies"] == ["", "Thames Valley Police"]
        operations.move_indicator(indicator=made, up=True, by=officer, now=NOW)
        made.refresh_from_db()
        first.refresh_from_db()
        assert (made.position, first.position) == (1, 2)
        with pytest.raises(operations.CannotMoveIndicator, match="stands first already"):
            operations.move_indicator(indicator=made, up=True, by=officer, now=NOW)
        changed = operations.change_indicator(
            indicator=made, values={"unit": "%"}, revision=made.revision, by=officer, now=NOW
        )
        with pytest.raises(SavedMeanwhile):
            operations.change_indicator(
                indicator=made, values={"unit": ""}, revision=made.revision, by=officer, now=NOW
            )
        make.measurement(of=changed)
        removal = operations.remove_indicator(indicator=changed, place="/", by=officer, now=NOW)
        assert not Indicator.objects.filter(pk=changed.pk).exists()
        put_back(removal=removal, by=officer, now=NOW)
        assert Measurement.objects.get().indicator.unit == "%"

    def test_of_a_closed_plan_stay_as_they_are(self, officer: User) -> None:
        indicator = make.indicator(plan=make.plan(status="closed"))
        with pytest.raises(PlanIsClosed):
            operations.change_indicator(indicator=indicator, values={}, revision=1, by=officer, now=NOW)

    def test_are_taken_over_once_with_owners_and_measures(self, plan: Plan, officer: User) -> None:
        earlier = make.plan(of=plan.partnership, slug="2024-25", period="2024-25", status="closed")
        old = make.indicator(of=plan.partnership, plan=earlier, unit="%")
        old.owner_bodies.add(make.body())
        make.indicator_measure(of=old, text="By day")
        (taken,) = operations.take_over_indicators(plan=plan, indicators=[old], by=officer, now=NOW)
        assert (taken.continues, taken.plan, taken.unit) == (old, plan, "%")
        assert list(taken.owner_bodies.all()) == list(old.owner_bodies.all())
        assert [measure.text for measure in taken.measures.all()] == ["By day"]
        with pytest.raises(operations.NothingToTakeOver):
            operations.take_over_indicators(plan=plan, indicators=[old], by=officer, now=NOW)

    def test_have_measures_baselines_breaks_and_targets(self, plan: Plan, officer: User) -> None:
        indicator = make.indicator(of=plan.partnership, plan=plan)
        period = Period.parse("2025-26")
        parts = {
            "measure": {"text": "By day"},
            "baseline": {"value": Decimal(12), "period": period},
            "break": {"date": date(2025, 4, 1), "reason": "Counted otherwise."},
            "target": {"operator": "at-most", "value": Decimal(10), "period": period},
        }
        for noun, values in parts.items():
            made = getattr(operations, f"add_{noun}")(indicator=indicator, values=values, by=officer, now=NOW)
            argument = "point" if noun == "break" else noun
            changed = getattr(operations, f"change_{noun}")(
                **{argument: made}, values=values, revision=made.revision, by=officer, now=NOW
            )
            removal = getattr(operations, f"remove_{noun}")(**{argument: changed}, place="/", by=officer, now=NOW)
            put_back(removal=removal, by=officer, now=NOW)
        with pytest.raises(operations.SaysNothing):
            operations.add_baseline(indicator=indicator, values={"value": None, "note": " "}, by=officer, now=NOW)


class TestValues:
    def test_keep_what_they_said_before_with_the_reason(self, plan: Plan, officer: User) -> None:
        indicator = make.indicator(of=plan.partnership, plan=plan, theme="Crime", definition="All crime")
        made = operations.add_measurement(
            indicator=indicator,
            values={"period": Period.parse("2024-25"), "value": Decimal(37000), "source_document": "First tables"},
            by=officer,
            now=NOW,
        )
        assert last_event().summary == "Recorded for “Crime: All crime”: 37,000, 2024-25."
        with pytest.raises(operations.RevisionUnexplained):
            operations.change_measurement(
                measurement=made, values={"value": Decimal(37068)}, revision=1, by=officer, now=NOW
            )
        revised = operations.change_measurement(
            measurement=made,
            values={"value": Decimal(37068), "source_document": "Second tables"},
            revision=made.revision,
            why="The police counted again.",
            by=officer,
            now=NOW,
        )
        former = FormerValue.objects.get(measurement=revised)
        assert (former.value, former.source_document, former.reason) == (
            37000,
            "First tables",
            "The police counted again.",
        )
        assert "from 37,000 to 37,068, 2024-25. Why: The police counted again." in last_event().summary

    def test_that_say_the_same_again_leave_no_trace(self, plan: Plan) -> None:
        made = make.measurement(of=make.indicator(of=plan.partnership, plan=plan), value=20)
        events = Event.objects.count()
        operations.change_measurement(measurement=made, values={"value": Decimal("20.0")}, revision=1, by=None, now=NOW)
        assert (Event.objects.count(), FormerValue.objects.count()) == (events, 0)

    def test_that_were_provisional_say_so_when_they_are_revised(self, plan: Plan) -> None:
        made = make.measurement(of=make.indicator(of=plan.partnership, plan=plan), value=20, is_provisional=True)
        operations.change_measurement(
            measurement=made, values={"value": 21, "is_provisional": False}, revision=1, by=None, now=NOW
        )
        former = FormerValue.objects.get()
        assert (former.value, former.is_provisional, former.reason) == (20, True, "It was provisional.")

    def test_in_per_cent_are_worked_out_of_their_numbers_and_agree_with_them(self, plan: Plan, officer: User) -> None:
        indicator = make.indicator(of=plan.partnership, plan=plan, unit="%")
        numbers = {"numerator": Decimal(15), "denominator": Decimal(20), "period": Period.parse("2024-25")}
        made = operations.add_measurement(indicator=indicator, values={**numbers, "value": None}, by=officer, now=NOW)
        assert made.value == 75
        with pytest.raises(operations.NumbersDisagree, match="15 of 20 is 75%, not 42%"):
            operations.change_measurement(
                measurement=made, values={"value": Decimal(42)}, revision=made.revision, by=officer, now=NOW
            )
        with pytest.raises(operations.NumbersDisagree, match="more than nought"):
            operations.add_measurement(
                indicator=indicator, values={**numbers, "denominator": Decimal(0)}, by=officer, now=NOW
            )

    @pytest.mark.parametrize(
        ("unit", "figures", "field"),
        [
            ("offences", {"value": -1}, "value"),
            ("", {"value": -1}, "value"),
            ("%", {"value": 120}, "value"),
            ("%", {"value": None, "numerator": 12, "denominator": 10}, "numerator"),
            ("%", {"value": None, "numerator": -1, "denominator": 10}, "numerator"),
            ("offences", {"value": 0}, ""),
            ("%", {"value": 100}, ""),
            ("% change", {"value": -120}, ""),
            ("net score", {"value": -5}, ""),
        ],
    )
    def test_are_no_fewer_than_none_and_no_more_than_the_whole(
        self, plan: Plan, unit: str, figures: dict[str, int | None], field: str
    ) -> None:
        indicator = make.indicator(of=plan.partnership, plan=plan, unit=unit)
        values = {name: figure if figure is None else Decimal(figure) for name, figure in figures.items()}
        with pytest.raises(Refused) if field else nullcontext() as refused:
            operations.add_measurement(
                indicator=indicator, values={"period": Period.parse("2024-25"), **values}, by=None, now=NOW
            )
        assert (refused.value.field if refused else "") == field

    def test_are_never_blank_and_one_for_a_period(self, plan: Plan, officer: User) -> None:
        indicator = make.indicator(of=plan.partnership, plan=plan)
        values = {"period": Period.parse("2024-25"), "value": None}
        with pytest.raises(Refused, match="a blank is not nought"):
            operations.add_measurement(indicator=indicator, values=values, by=officer, now=NOW)
        to_come = {"period": Period.parse("2050-51"), "value": 1}
        with pytest.raises(Refused, match="still to come"):
            operations.add_measurement(indicator=indicator, values=to_come, by=officer, now=NOW)
        make.measurement(of=indicator, period="2024-25")
        with pytest.raises(ValidationError, match="already has a value"):
            operations.add_measurement(indicator=indicator, values={**values, "value": 1}, by=officer, now=NOW)

    def test_may_come_after_the_plan_is_closed_and_be_removed(self, officer: User) -> None:
        indicator = make.indicator(plan=make.plan(status="closed"))
        made = operations.add_measurement(
            indicator=indicator, values={"period": Period.parse("2024-25"), "value": 1}, by=None, now=NOW
        )
        operations.remove_measurement(measurement=made, place="/", by=officer, now=NOW)
        assert not Measurement.objects.exists()


class TestTheRule:
    def test_is_set_once_and_changed_after(self, plan: Plan, officer: User) -> None:
        values = {"tolerance": Decimal(5), "smallest": 20, "periods_in_a_row": 2, "days_to_answer": 14}
        set_rule = operations.set_rule
        rule = set_rule(partnership=plan.partnership, values=values, by=officer, now=NOW)
        with pytest.raises(SavedMeanwhile):
            set_rule(partnership=plan.partnership, values=values, by=officer, now=NOW)
        set_rule(
            partnership=plan.partnership, values={**values, "smallest": 5}, revision=rule.revision, by=officer, now=NOW
        )
        assert ScorecardRule.objects.get().smallest == 5

    def test_knows_populations(self, officer: User) -> None:
        area = make.area()
        made = operations.keep_population(values={"area": area, "year": 2013, "number": 1}, by=officer, now=NOW)
        kept = operations.keep_population(
            values={"number": 654_800}, population=made, revision=made.revision, by=officer, now=NOW
        )
        assert kept.number == 654_800
