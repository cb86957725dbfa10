"""Makers of funds, awards and where the money went."""

from datetime import date
from decimal import Decimal
from typing import Any

from core.periods import Period
from funding.models import Allocation, Award, Fund, Payment, Post, Return
from partners.models import Body, Partnership
from tests.make.partners import body, partnership
from tests.make.shared import read_period


def fund(*, of: Body | None = None, name: str = "Community safety fund", **fields: Any) -> Fund:
    return Fund.objects.create(body=of or body(), name=name, **fields)


def award(
    *,
    to: Partnership | None = None,
    out_of: Fund | None = None,
    title: str = "Community safety fund 2013-14",
    amount_announced: Decimal | int | None = 746_294,
    period: Period | str | None = "2013-14",
    **fields: Any,
) -> Award:
    return Award.objects.create(
        partnership=to or partnership(),
        fund=out_of or fund(),
        title=title,
        amount_announced=amount_announced,
        period=read_period(period),
        **fields,
    )


def allocation(
    *, of: Award | None = None, stream: str = "District partnerships", amount: Decimal | int = 286_794, **fields: Any
) -> Allocation:
    return Allocation.objects.create(award=of or award(), stream=stream, amount=amount, **fields)


def post(*, of: Partnership | None = None, title: str = "Anti-Slavery Coordinator", **fields: Any) -> Post:
    return Post.objects.create(partnership=of or partnership(), title=title, **fields)


def payment(
    *, of: Award | None = None, amount: Decimal | int = 1_000, on: date = date(2013, 7, 1), **fields: Any
) -> Payment:
    return Payment.objects.create(award=of or award(), amount=amount, date=on, **fields)


def return_(*, of: Award | None = None, period: Period | str | None = "Q2 2013-14", **fields: Any) -> Return:
    return Return.objects.create(award=of or award(), period=read_period(period), **fields)
