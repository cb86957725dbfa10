"""What is recorded of a partnership's duties in a plan's time."""

from dataclasses import dataclass
from datetime import date

from priorities.models import Duty, DutyRecord


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A duty, and what is recorded of it: `id` is 0 where nothing is."""

    duty: str
    label: str
    id: int = 0
    text: str = ""
    done_on: date | None = None
    review_on: date | None = None
    address: str = ""
    numbers: tuple[tuple[str, str], ...] = ()


def duties_of(plan_id: int) -> tuple[DutyLine, ...]:
    """Every duty in the order of the law, with its record where there is one. 1 query."""
    records = {record.duty: record for record in DutyRecord.objects.filter(plan_id=plan_id)}
    return tuple(_line(duty, records.get(duty)) for duty in Duty)


def _line(duty: Duty, record: DutyRecord | None) -> DutyLine:
    label = str(duty.label)
    if record is None:
        return DutyLine(duty.value, label)
    counted = tuple(
        (name.replace("_", " ").capitalize(), "yes" if value is True else str(value))
        for name, value in record.numbers.items()
    )
    return DutyLine(
        *(duty.value, label, record.pk, record.text),
        *(record.done_on, record.review_on, record.address, counted),
    )
