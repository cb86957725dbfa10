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
from scorecard.travel import goes_beyond, is_percentage

VALUE = ("value", "numerator", "denominator", "stated")
# A share stated to the nearest whole per cent is at most this far from what its numbers come to.
ROUNDED_BY = Decimal("0.5")
WHOLE = 100  # per cent
BELOW_NOUGHT = (
    "Enter nought or more: there cannot be fewer than none. Where there can, name it in the indicator’s unit, such as "
    "“change in offences”"
)
ABOVE_ALL = (
    "Enter at most 100: a share cannot be more than the whole. Where it can, name it in the indicator’s unit, such as "
    "“% change”"
)
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
    check_period(values, now)
    return add_record(
        record=Measurement(indicator=indicator, recorded_at=now),
        values=whole(indicator, values),
        chain=indicator.partnership.event_chain,
        verb="scorecard.measurement_added",
        said=lambda made, _: what_added(made),
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
    check_period(values, now)
    given, reason = revised(before, whole(measurement.indicator, values, before), why, now)
    changed = change_record(
        record=measurement,
        values=given,
        revision=revision,
        chain=measurement.indicator.partnership.event_chain,
        verb=verb_of(reason),
        said=lambda after, _: what_changed(before, after, reason),
        by=by,
        now=now,
    )
    if reason:
        former_value(changed, before, reason, by=by, now=now).save()
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


def revised(before: Measurement, given: Mapping[str, Any], why: str, now: datetime) -> tuple[dict[str, Any], str]:
    """What is written of a measurement, and why its figure is revised, empty where it stays. Raises
    RevisionUnexplained.
    """
    if not any(name in given and given[name] != getattr(before, name) for name in VALUE):
        return dict(given), ""
    reason = why.strip() or ("It was provisional." if before.is_provisional else "")
    if not reason:
        raise RevisionUnexplained("Say why the figure is revised", field="why")
    return {**given, "recorded_at": now}, reason


def former_value(
    measurement: Measurement, before: Measurement, reason: str, *, by: User | None, now: datetime
) -> FormerValue:
    """What a measurement said before it was revised, not saved."""
    return FormerValue(
        measurement=measurement,
        **{name: getattr(before, name) for name in VALUE},
        is_provisional=before.is_provisional,
        source_document=before.source_document,
        reason=reason,
        replaced_at=now,
        replaced_by=by,
    )


def check_period(values: Mapping[str, Any], now: datetime) -> None:
    """Raises Refused where a period is still to come: nobody has measured it, and it would stand as the latest."""
    period = values.get("period")
    if period and period.start and period.start > timezone.localdate(now):
        raise Refused("That period is still to come. Enter the one that the figure is of", field="period")


def whole(indicator: Indicator, values: Mapping[str, Any], before: Measurement | None = None) -> dict[str, Any]:
    """The values; of a percentage whose numbers are given, checked against them or worked out from them. Raises
    NumbersDisagree, and Refused where there is no figure, or one that cannot be.
    """

    def given(name: str) -> Any:
        return values[name] if name in values else getattr(before, name, None)

    given_all = dict(values)
    part, base = given("numerator"), given("denominator")
    if base is not None and base <= 0:
        raise NumbersDisagree("Enter how many there were in all: more than nought", field="denominator")
    if not goes_beyond(indicator.unit):
        _check_counts(indicator, given("value"), part, base)
    if is_percentage(indicator.unit) and part is not None and base is not None:
        share = Decimal(part) * 100 / Decimal(base)
        if given("value") is None:
            given_all["value"] = share.quantize(FOUR_PLACES)
        elif abs(Decimal(given("value")) - share) > ROUNDED_BY:
            raise NumbersDisagree(
                f"{number(part)} of {number(base)} is {percentage(share.quantize(Decimal('0.1')))}, "
                f"not {percentage(Decimal(given('value')))}. Correct one of the three",
                field="value",
            )
    if given_all.get("value", Decimal(0)) is None:
        raise Refused("Enter the figure. Where there is none, record nothing: a blank is not nought", field="value")
    return given_all


def _check_counts(indicator: Indicator, value: Decimal | None, part: Decimal | None, base: Decimal | None) -> None:
    """Raises Refused for fewer than none, and for a share of more than the whole."""
    for name, figure in (("numerator", part), ("value", value)):
        if figure is not None and figure < 0:
            raise Refused(BELOW_NOUGHT, field=name)
    if is_percentage(indicator.unit):
        if part is not None and base is not None and part > base:
            raise NumbersDisagree(f"{number(part)} is more than all {number(base)}. Correct one", field="numerator")
        if value is not None and value > WHOLE:
            raise Refused(ABOVE_ALL, field="value")


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


def verb_of(reason: str) -> str:
    """What the log calls a change: a revision of the figure, where there is a reason."""
    return "scorecard.measurement_revised" if reason else "scorecard.measurement_changed"


def what_added(measurement: Measurement) -> str:
    """A new value, as a sentence of the log."""
    return f"Recorded for {named(measurement.indicator)}: {_in_words(measurement)}."


def what_changed(before: Measurement, after: Measurement, reason: str) -> str:
    """What changed in a value, as a sentence of the log; with the reason where its figure was revised."""
    if not reason:
        return f"Changed a value of {named(after.indicator)}: {_in_words(after)}."
    was = before.stated or number(before.value)
    return f"Revised a value of {named(after.indicator)} from {was} to {_in_words(after)}. Why: {reason}"
