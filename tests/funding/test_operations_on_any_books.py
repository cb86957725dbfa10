"""Whatever officers do in whatever order, the books in the database hold to the penny and hide nothing."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.events import verify_chains
from core.removal import CannotPutBack, CannotRemove, put_back
from funding import operations
from funding.excesses import unexplained
from funding.models import Allocation, Award, Payment
from funding.operations import OverAllocated
from funding.operations.books import excesses_now
from funding.reconciliation import Standing
from funding.summaries.accounts import reconciled
from tests import make

pytestmark = pytest.mark.django_db
PENCE = st.decimals(0, 500, places=2)
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["allocate", "pass on", "change", "announce", "pay", "share", "remove", "undo", "explain"]),
        PENCE,
        st.integers(0, 20),
        st.sampled_from(["", "An underspend is expected."]),
    ),
    min_size=4,
    max_size=14,
)


class Books:
    """One award, and what officers do with it; what is refused leaves no trace."""

    def __init__(self) -> None:
        plan = make.plan(status="agreed", period="2013-14")
        self.award = make.award(to=plan.partnership, plan=plan, amount_announced=Decimal(600))
        self.who: dict[str, Any] = {"by": make.officer(of=plan.partnership), "now": timezone.now()}
        self.removals: list[Any] = []

    def row(self, number: int) -> Allocation | None:
        rows = list(self.award.allocations.order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def do(self, step: str, amount: Decimal, number: int, reason: str) -> None:
        who, why, row = self.who, {"over_allocated_reason": reason}, self.row(number)
        award = Award.objects.select_related("plan").get(pk=self.award.pk)
        values = {"stream": f"Row of {amount}", "amount": amount}
        if step == "allocate":
            operations.add_allocation(award=award, values=values, **why, **who)
        elif step == "announce":
            operations.change_award(
                award=award, values={"amount_announced": amount}, revision=award.revision, **why, **who
            )
        elif step == "pay":
            paid = {"kind": Payment.Kind.PAID, "date": date(2013, 7, 1), "amount": amount, "allocation": row}
            operations.add_payment(award=award, values=paid, **who)
        elif step == "undo" and self.removals:
            put_back(removal=self.removals.pop(), **who)
        elif step == "explain":
            self.explain(award, number)
        elif row and step == "pass on":
            operations.add_allocation(award=award, values={**values, "passed_on_from": row}, **why, **who)
        elif row and step == "change":
            operations.change_allocation(allocation=row, values={"amount": amount}, revision=row.revision, **why, **who)
        elif row and step == "share":
            share = {"partnership": make.partnership(), "amount": amount}
            operations.add_share(allocation=row, values=share, **why, **who)
        elif row and step == "remove":
            self.removals.append(operations.remove_allocation(allocation=row, place="/", **who))

    def explain(self, award: Award, number: int) -> None:
        found = self.sums(award).unexplained
        if found:
            one = found[number % len(found)]
            operations.explain(
                award=award,
                difference=one.kind,
                allocation=award.allocations.filter(pk=one.row).first(),
                amount=one.amount,
                values={"text": "Because."},
                revision=award.explanations.filter(pk=one.said.id).get().revision if one.said else None,
                **self.who,
            )

    def sums(self, award: Award) -> Any:
        return reconciled([award], on=date(2014, 3, 31))[award.pk]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_every_sum_holds_and_nothing_is_beyond_what_there_is_without_a_reason(steps: list[Any]) -> None:
    books = Books()
    for step in steps:
        with suppress(OverAllocated, CannotRemove, CannotPutBack):
            books.do(*step)
        award = Award.objects.get(pk=books.award.pk)
        sums = books.sums(award)
        rows = list(award.allocations.all())
        assert sums.allocated == sum((row.amount for row in rows if row.passed_on_from_id is None), Decimal(0))
        paid = [one.amount for one in award.payments.all()]
        assert sums.paid == (sum(paid, Decimal(0)) if paid else None)
        if rows and award.amount_announced != sums.allocated:
            assert sums.difference("announced").amount == award.amount_announced - sums.allocated
        assert not unexplained(excesses_now(award).values(), award.explanations.sizes())
        for one in sums.differences:
            said = award.explanations.filter(difference=one.kind, allocation=one.row, amount=one.amount)
            assert (one.standing is Standing.EXPLAINED) == said.exists()
    assert not list(verify_chains())
