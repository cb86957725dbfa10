"""Grants for the tests of what is made of them; no records."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from core.periods import Period
from funding.exports import Grant, Organisation, Place, Publisher

NOW = datetime(2025, 10, 6, 9, 30, tzinfo=UTC)
COUNTY = Organisation("oxfordshire-county-council", "Oxfordshire County Council", "GB-LAE-OXF", "OXF")
CHARITY = Organisation("cuckooing-support", "Cuckooing Support", "GB-CHC-1164883", "1164883")
COMPANY = Organisation("safe-nights", "Safe Nights CIC", "GB-COH-01234567", "01234567")
CLUB = Organisation("leys-youth-club", "Leys Youth Club")
PUBLISHER = Publisher(
    name="Safer Oxfordshire",
    prefix="360G-SaferOxon",
    identifier="GB-LAE-OXF",
    website="https://www.example.org/",
    licence="https://creativecommons.org/licenses/by/4.0/",
    address="https://portal.example.org/partnerships/oxfordshire/grants/",
    slug="oxfordshire",
)


def grant(number: int = 1, **fields: Any) -> Grant:
    """A grant with everything a grant can have."""
    made = Grant(
        reference=f"allocation-{number}",
        prefix="360G-SaferOxon",
        title="Positive Futures",
        purpose="Sport for **young people** at risk.",
        conditions="Accounts every six months.",
        reasons="The assessment asked for it.",
        decision="PCC-2013-17",
        programme="Community safety fund",
        amount=Decimal("19500.10"),
        awarded_date=date(2013, 4, 8),
        period=Period.parse("2013-14"),
        funder=COUNTY,
        recipients=(CHARITY,),
        places=(Place("Oxford", "E22000308"),),
        regrant="",
        is_received=False,
        modified_at=NOW,
    )
    return replace(made, **fields)


SEVERAL = (
    grant(1),
    grant(
        2, title="Community Safety Partnerships", recipients=(COMPANY, CLUB), regrant="FRG010", amount=Decimal(327000)
    ),
    grant(
        3,
        title="Nightsafe – “taxi marshals”; café, and more",
        purpose="",
        recipients=(CLUB,),
        places=(Place("South Oxfordshire", "E22000312"), Place("Vale of White Horse", "E22000313")),
        amount=Decimal("0.01"),
        modified_at=None,
    ),
    grant(4, period=None, places=(), amount=Decimal("999999999999.99"), regrant="FRG070"),
    grant(5, period=Period.parse("since September 2012"), places=(Place("Oxfordshire", "E10000025"),)),
)
