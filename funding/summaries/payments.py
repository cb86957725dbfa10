"""What changed hands under an award."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from funding.models import Payment


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """Money that changed hands. `reference` and `note` are empty for the public."""

    id: int
    kind: str
    kind_label: str
    date: date
    amount: Decimal
    allocation: str
    reference: str
    note: str


def payments_of(award_id: int, *, allocation_id: int | None = None, for_members: bool) -> tuple[PaymentLine, ...]:
    """The payments of an award, or of one of its allocations, the earliest first. 1 query."""
    found = Payment.objects.filter(award_id=award_id).select_related("allocation").order_by("date", "pk")
    if allocation_id is not None:
        found = found.filter(allocation_id=allocation_id)
    return tuple(
        PaymentLine(
            id=one.pk,
            kind=one.kind,
            kind_label=one.get_kind_display(),
            date=one.date,
            amount=one.amount,
            allocation=one.allocation.stream if one.allocation else "",
            reference=one.reference if for_members else "",
            note=one.note if for_members else "",
        )
        for one in found
    )
