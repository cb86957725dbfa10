"""The grant on the page of components."""

from datetime import date
from decimal import Decimal

from core.periods import Period
from funding.exports import Grant, Organisation, Place


def example_grant() -> Grant:
    """A grant with all that is published of one."""
    return Grant(
        reference="allocation-2",
        prefix="360G-Example",
        title="Safer nights out",
        purpose="Street pastors and taxi marshals on Friday and Saturday nights.",
        conditions="Report twice a year.",
        reasons="The assessment found most violence near the station after midnight.",
        decision="PCC-17",
        programme="Community safety fund",
        amount=Decimal("42750.50"),
        awarded_date=date(2025, 4, 1),
        period=Period.financial_year(2025),
        funder=Organisation("a-county-council", "A county council"),
        recipients=(Organisation("a-charity", "A charity"),),
        places=(Place("A district", "E22000308"),),
        regrant="",
        is_received=False,
        modified_at=None,
        source="Date inferred: the paper gives none; it is the first day of the year that the money is for.",
    )
