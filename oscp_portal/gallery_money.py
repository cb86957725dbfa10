"""What the gallery of components shows of money."""

from datetime import date
from decimal import Decimal

from funding.reconciliation import Account, Kind, Row, Said, reconcile
from funding.summaries import AllocationLine, AwardSummary
from funding.summaries.differences import difference_line


def example_award() -> AwardSummary:
    """An award with one row, and a difference that is explained."""
    said = Said(Kind.ANNOUNCED, None, Decimal(50), "£50 is held back.", "The finance team")
    sums = reconcile(Account(Decimal(750), None, (Row(1, Decimal(700)),), said=(said,)), on=date(2014, 3, 31))
    row = AllocationLine("A stream", "", ("A charity",), "Helps victims.", Decimal(700), False, "", (), (), id=1)  # noqa: FBT003
    return AwardSummary(
        title="Community safety fund 2013-14",
        fund="Community safety fund",
        funder="A commissioner",
        period="2013-14",
        basis="grant",
        basis_label="Grant",
        announced=Decimal(750),
        rows=(row,),
        reconciliation=sums,
        difference_note=said.text,
        terms="",
        comparison="",
        outlook="",
        reporting="Every quarter",
        supplements="",
        differences=tuple(map(difference_line, sums.differences)),
    )
