"""Money is kept to the penny, and an award may say less than its amount."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from hypothesis import given
from hypothesis import strategies as st

from funding.models import PENNY, Allocation, Award
from tests import make

pytestmark = pytest.mark.django_db


@given(st.decimals(0, Decimal("999999999999.99"), places=2))
def test_pounds_and_pence_come_back_exactly(amount: Decimal) -> None:
    allocation = make.allocation(amount=amount)
    allocation.refresh_from_db()
    assert allocation.amount == amount
    assert allocation.amount == allocation.amount.quantize(PENNY)


@pytest.mark.parametrize("amount", ["0.001", "1000000000000.00"])
def test_more_than_pence_or_too_much_is_refused_in_a_form(amount: str) -> None:
    allocation = Allocation(award=make.award(), stream="A stream", amount=Decimal(amount))
    with pytest.raises(ValidationError) as refusal:
        allocation.full_clean()
    assert set(refusal.value.message_dict) == {"amount"}


def test_an_award_may_leave_its_amount_unsaid() -> None:
    make.award(amount_announced=None, basis=Award.Basis.UNSTATED).full_clean()


def test_nothing_is_an_amount_too() -> None:
    make.award(amount_announced=0).full_clean()


def test_an_award_that_was_paid_or_accounted_for_is_not_removed() -> None:
    for record in (make.payment(), make.return_()):
        with pytest.raises(ProtectedError):
            record.award.delete()


def test_rows_go_with_an_award_that_had_nothing_else() -> None:
    make.allocation().award.delete()
    assert not Allocation.objects.exists()


def test_a_payment_says_how_much_and_when() -> None:
    payment = make.payment(amount=Decimal("1200.50"))
    assert str(payment) == "£1,200.50 on 1 July 2013"
