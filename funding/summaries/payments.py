"""What changed hands under an award."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.periods import Period
from funding.models import Allocation, Payment
from funding.reconciliation import known_total


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


def paid_within(allocation_id: int, period: Period | None) -> Decimal | None:
    """What was paid out of an allocation and its parts in a period; None where nothing is recorded in it. 2 queries."""
    if period is None or period.start is None or period.end is None:
        return None
    rows = dict(Allocation.objects.filter(award__allocations=allocation_id).values_list("pk", "passed_on_from"))
    counted = {allocation_id}
    while parts := {key for key, above in rows.items() if above in counted} - counted:
        counted |= parts
    found = Payment.objects.filter(
        allocation__in=counted, kind=Payment.Kind.PAID, date__gte=period.start, date__lte=period.end
    )
    return known_total(found.values_list("amount", flat=True))


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
