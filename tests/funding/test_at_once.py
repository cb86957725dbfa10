"""Two officers who give the same money at the same moment: one is first, the other is asked why."""

from decimal import Decimal

import pytest

from core.events import verify_chains
from funding.models import Allocation
from funding.operations import OverAllocated, add_allocation
from tests import make
from tests.make import NOW
from tests.priorities.test_at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("is_planned", [True, False], ids=["of a plan", "of none"])
def test_what_is_left_is_given_once(is_planned: bool) -> None:  # noqa: FBT001
    plan = make.plan(status="agreed")
    award = make.award(to=plan.partnership, plan=plan if is_planned else None, amount_announced=1_000)
    officers = [make.officer(of=plan.partnership) for _ in range(2)]

    def give(number: int) -> object:
        values = {"stream": f"Row {number}", "amount": Decimal(600)}
        return add_allocation(award=award, values=values, by=officers[number], now=NOW)

    refused = at_once(lambda: give(0), lambda: give(1))
    assert [type(refusal) for refusal in refused] == [OverAllocated]
    assert Allocation.objects.get().amount == Decimal(600)
    assert not list(verify_chains())
