"""Makers of funds, awards and where the money went."""

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from core.periods import Period
from funding.models import (
    Allocation,
    Award,
    Explanation,
    Forecast,
    Fund,
    Payment,
    Post,
    Profile,
    Return,
    ReturnFile,
    ReturnLine,
    ReturnOutput,
    ReturnRequest,
    Share,
)
from partners.models import Body, Partnership, User
from tests.make.partners import body, officer, partnership
from tests.make.shared import NOW, read_period


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


def explanation(
    *,
    of: Award | None = None,
    difference: str = "announced",
    amount: Decimal | int | None = 134,
    text: str = "The paper does not say why.",
    **fields: Any,
) -> Explanation:
    return Explanation.objects.create(award=of or award(), difference=difference, amount=amount, text=text, **fields)


def share(
    *,
    of: Allocation | None = None,
    for_: Partnership | None = None,
    amount: Decimal | int | None = 71_698,
    **fields: Any,
) -> Share:
    return Share.objects.create(
        allocation=of or allocation(), partnership=for_ or partnership(), amount=amount, **fields
    )


def profile(
    *, of: Allocation | None = None, amount: Decimal | int = 71_698, period: str = "Q1 2013-14", **fields: Any
) -> Profile:
    return Profile.objects.create(allocation=of or allocation(), amount=amount, period=read_period(period), **fields)


def forecast(
    *, of: Allocation | None = None, amount: Decimal | int = 280_000, on: date = date(2013, 10, 1), **fields: Any
) -> Forecast:
    return Forecast.objects.create(allocation=of or allocation(), amount=amount, as_at_date=on, **fields)


def return_line(*, of: Return | None = None, about: Allocation | None = None, **fields: Any) -> ReturnLine:
    owner = of or return_()
    return ReturnLine.objects.create(
        funding_return=owner, allocation=about or allocation(of=owner.award), **{"awarded": 10_000, **fields}
    )


def return_output(
    *, of: ReturnLine | None = None, measure: str = "People helped", target: int | None = 40, **fields: Any
) -> ReturnOutput:
    return ReturnOutput.objects.create(line=of or return_line(), measure=measure, target=target, **fields)


def return_request(
    *,
    of: Return | None = None,
    asks: Body | None = None,
    asked_by: User | None = None,
    contact_email: str = "grants@example.org",
    asked_at: datetime = NOW,
    expires_at: datetime = NOW + timedelta(days=30),
    **fields: Any,
) -> ReturnRequest:
    owner = of or return_()
    return ReturnRequest.objects.create(
        funding_return=owner,
        body=asks or body(),
        asked_by=asked_by or officer(of=owner.award.partnership),
        contact_email=contact_email,
        asked_at=asked_at,
        expires_at=expires_at,
        **fields,
    )


def return_file(
    *, of: Return | None = None, number: int = 1, name: str = "return.json", content: bytes = b"{}", **fields: Any
) -> ReturnFile:
    return ReturnFile.objects.create(
        funding_return=of or return_(),
        number=number,
        name=name,
        content_type="application/json",
        content=content,
        content_hash=hashlib.sha256(content).hexdigest(),
        **{"made_at": NOW, **fields},
    )
