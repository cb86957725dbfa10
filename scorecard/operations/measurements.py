"""Values of indicators: recorded, revised with what they said before, and taken away.

A value is a fact about the world and no part of what a plan promises: it may come, or be revised, after the plan is
closed.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, add_record, as_kept, change_record
from core.formats import number, percentage
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from scorecard.models import FormerValue, Indicator, Measurement
from scorecard.operations.telling import named
from scorecard.travel import is_percentage

VALUE = ("value", "numerator", "denominator", "stated")
# A share stated to the nearest whole per cent is at most this far from what its numbers come to.
ROUNDED_BY = Decimal("0.5")
FOUR_PLACES = Decimal("0.0001")


class RevisionUnexplained(Refused):
    """A value that was not provisional is revised, and nobody said why."""


class NumbersDisagree(Refused):
    """A percentage and the numbers that it is made of do not go together."""


@transaction.atomic
def add_measurement(*, indicator: Indicator, values: Mapping[str, Any], by: User | None, now: datetime) -> Measurement:
    """An indicator's value for a period (`values["period"]`), and an area, measure or comparator where given.

    `by` is None for the command line. A percentage may come as its numbers alone (numerator of denominator). No figure
    is no measurement: a value is asked for. Raises NumbersDisagree, Refused, ValidationError.
    """
    _check_period(values, now)
    return add_record(
        record=Measurement(indicator=indicator, recorded_at=now),
        values=_whole(indicator, values),
        chain=indicator.partnership.event_chain,
        verb="scorecard.measurement_added",
        said=lambda made, _: f"Recorded for {named(indicator)}: {_in_words(made)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_measurement(
    *,
    measurement: Measurement,
    values: Mapping[str, Any],
    revision: int,
    why: str = "",
    by: User | None,
    now: datetime,
) -> Measurement:
    """The measurement with new values. Where the figure changes, what it said before is kept with the reason `why`.

    A figure that is no longer provisional wants a reason; one that was says that it was. No change leaves no trace.
    Raises SavedMeanwhile, RevisionUnexplained, NumbersDisagree, ValidationError.
    """
    before = as_kept(measurement)
    _check_period(values, now)
    given = _whole(measurement.indicator, values, before)
    is_revised = any(name in given and given[name] != getattr(before, name) for name in VALUE)
    reason = why.strip() or ("It was provisional." if before.is_provisional else "")
    if is_revised and not reason:
        raise RevisionUnexplained("Say why the figure is revised", field="why")
    changed = change_record(
        record=measurement,
        values={**given, "recorded_at": now} if is_revised else given,
        revision=revision,
        chain=measurement.indicator.partnership.event_chain,
        verb="scorecard.measurement_revised" if is_revised else "scorecard.measurement_changed",
        said=lambda after, _: _told(before, after, reason if is_revised else ""),
        by=by,
        now=now,
    )
    if is_revised:
        FormerValue.objects.create(
            measurement=changed,
            **{name: getattr(before, name) for name in VALUE},
            is_provisional=before.is_provisional,
            source_document=before.source_document,
            reason=reason,
            replaced_at=now,
            replaced_by=by,
        )
    return changed


@transaction.atomic
def remove_measurement(*, measurement: Measurement, place: str, by: User, now: datetime) -> Removal:
    """Take a value away with what it said before; it can be put back."""
    indicator = measurement.indicator
    return remove_record(
        record=measurement,
        chain=indicator.partnership.event_chain,
        place=place,
        verb="scorecard.measurement_removed",
        summary=f"Removed a value of {named(indicator)}: {_in_words(measurement)}.",
        by=by,
        now=now,
    )


def _check_period(values: Mapping[str, Any], now: datetime) -> None:
    """Raises Refused where a period is still to come: nobody has measured it, and it would stand as the latest."""
    period = values.get("period")
    if period and period.start and period.start > timezone.localdate(now):
        raise Refused("That period is still to come. Enter the one that the figure is of", field="period")


def _whole(indicator: Indicator, values: Mapping[str, Any], before: Measurement | None = None) -> dict[str, Any]:
    """The values; of a percentage whose numbers are given, checked against them or worked out from them."""

    def given(name: str) -> Any:
        return values[name] if name in values else getattr(before, name, None)

    whole = dict(values)
    part, base = given("numerator"), given("denominator")
    if base is not None and base <= 0:
        raise NumbersDisagree("Enter how many there were in all: more than nought", field="denominator")
    if is_percentage(indicator.unit) and part is not None and base is not None:
        share = Decimal(part) * 100 / Decimal(base)
        if given("value") is None:
            whole["value"] = share.quantize(FOUR_PLACES)
        elif abs(Decimal(given("value")) - share) > ROUNDED_BY:
            raise NumbersDisagree(
                f"{number(part)} of {number(base)} is {percentage(share.quantize(Decimal('0.1')))}, "
                f"not {percentage(Decimal(given('value')))}. Correct one of the three",
                field="value",
            )
    if whole.get("value", Decimal(0)) is None:
        raise Refused("Enter the figure. Where there is none, record nothing: a blank is not nought", field="value")
    return whole


def _in_words(measurement: Measurement) -> str:
    """The figure with what it is of: "33,587, 2012-13, Oxfordshire"."""
    parts = [
        measurement.stated or number(measurement.value),
        measurement.period_stated,
        measurement.measure.text if measurement.measure else "",
        measurement.area.name if measurement.area else "",
        measurement.get_comparator_display().lower() if measurement.comparator else "",
        "provisional" if measurement.is_provisional else "",
    ]
    return ", ".join(part for part in parts if part)


def _told(before: Measurement, after: Measurement, reason: str) -> str:
    if not reason:
        return f"Changed a value of {named(after.indicator)}: {_in_words(after)}."
    was = before.stated or number(before.value)
    return f"Revised a value of {named(after.indicator)} from {was} to {_in_words(after)}. Why: {reason}"
