"""Many values of a plan's indicators recorded and revised as one, such as from a spreadsheet: by the rules of
`add_measurement` and `change_measurement`, with few queries.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction

from core.batches import Batch, Step
from partners.models import User
from priorities.models import Plan
from scorecard.models import FormerValue, Indicator, Measurement
from scorecard.operations.measurements import (
    check_period,
    former_value,
    revised,
    verb_of,
    what_added,
    what_changed,
    whole,
)

# What is there once only for an indicator.
ONCE = ("indicator_id", "measure_id", "area_id", "comparator", "period_start", "period_end")


@dataclass(frozen=True, slots=True)
class _Change:
    """A step of the batch with the measurement as it was, None for a new one, and why its figure is revised."""

    step: Step[Measurement]
    before: Measurement | None = None
    reason: str = ""


class MeasurementBatch:
    """Values of one plan's indicators: each wish is checked when it is said, after those before it, and `save` carries
    all of them out, or none. A measurement in it was read with all that its new values replace.
    """

    def __init__(self, *, plan: Plan, by: User, now: datetime) -> None:
        """1 query."""
        self.plan = plan
        self.by = by
        self.now = now
        self._batch = Batch(Measurement)
        self._changes: list[_Change] = []
        found = Measurement.objects.filter(indicator__plan=plan).values_list("pk", *ONCE)
        self._taken: dict[tuple[Any, ...], int | None] = {tuple(place): key for key, *place in found}

    def add(self, *, indicator: Indicator, values: Mapping[str, Any]) -> None:
        """One more value of an indicator. Raises NumbersDisagree, Refused, ValidationError."""
        check_period(values, self.now)
        measurement = Measurement(indicator=indicator, recorded_at=self.now)
        step = self._batch.add(measurement, whole(indicator, values))
        self._keep(_Change(step))

    def change(self, *, measurement: Measurement, values: Mapping[str, Any], why: str = "") -> None:
        """A measurement with new values. Raises RevisionUnexplained, NumbersDisagree, Refused, ValidationError."""
        check_period(values, self.now)
        given = whole(measurement.indicator, values, measurement)
        wanted, reason = revised(measurement, given, why, self.now)
        self._keep(_Change(self._batch.change(measurement, wanted), measurement, reason))

    @transaction.atomic
    def save(self) -> None:
        """Carry everything out, with an event for each value. Raises SavedMeanwhile, RemovedMeanwhile,
        IntegrityError.
        """
        self._batch.write()
        FormerValue.objects.bulk_create(
            former_value(one.step.record, one.before, one.reason, by=self.by, now=self.now)
            for one in self._changes
            if one.before and one.reason
        )
        self._batch.tell(
            (
                (one.step, verb_of(one.reason), what_changed(one.before, one.step.record, one.reason))
                if one.before
                else (one.step, "scorecard.measurement_added", what_added(one.step.record))
                for one in self._changes
            ),
            chain=self.plan.partnership.event_chain,
            by=self.by,
            now=self.now,
        )

    def _keep(self, change: _Change) -> None:
        """Keep a step, unless its indicator has a value for its place already, or got one in this batch. A place that
        this batch leaves is not free before it is saved.
        """
        record = change.step.record
        place = tuple(getattr(record, name) for name in ONCE)
        if place in self._taken and (change.before is None or self._taken[place] != record.pk):
            self._batch.take_back()
            raise ValidationError({NON_FIELD_ERRORS: [ALREADY]})
        self._taken[place] = record.pk
        self._changes.append(change)


ALREADY = next(
    str(constraint.violation_error_message)
    for constraint in Measurement._meta.constraints
    if constraint.name == "scorecard_measurement_once"
)
