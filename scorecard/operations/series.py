"""What a series of values is read with: what it is measured against, what it should reach, and where it breaks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from core.editing import Refused, add_record, change_record
from core.formats import day
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from scorecard.models import Baseline, Break, Indicator, IndicatorTarget
from scorecard.operations.telling import begin, named, quoted

Part = TypeVar("Part", Baseline, Break, IndicatorTarget)
NOUNS = {Baseline: "baseline", Break: "break in the series", IndicatorTarget: "target"}
VERBS = {Baseline: "baseline", Break: "break", IndicatorTarget: "target"}


class SaysNothing(Refused):
    """A baseline without a value and without words."""


@transaction.atomic
def add_baseline(*, indicator: Indicator, values: Mapping[str, Any], by: User, now: datetime) -> Baseline:
    """What an indicator is measured against: a value, or words. Raises SaysNothing, PlanIsClosed, ValidationError."""
    _check_says_something(values)
    return _add(Baseline(indicator=indicator), values, by, now)


@transaction.atomic
def change_baseline(
    *, baseline: Baseline, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Baseline:
    """The baseline with new values. Raises SaysNothing, SavedMeanwhile, PlanIsClosed, ValidationError."""
    _check_says_something(values)
    return _change(baseline, values, revision, by, now)


@transaction.atomic
def remove_baseline(*, baseline: Baseline, place: str, by: User, now: datetime) -> Removal:
    """Take a baseline away; it can be put back. Raises PlanIsClosed."""
    return _remove(baseline, place, by, now)


@transaction.atomic
def add_break(*, indicator: Indicator, values: Mapping[str, Any], by: User, now: datetime) -> Break:
    """A day on which the way of counting changed: nothing is compared across it. Raises PlanIsClosed,
    ValidationError.
    """
    return _add(Break(indicator=indicator), values, by, now)


@transaction.atomic
def change_break(*, point: Break, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Break:
    """The break with new values. Raises SavedMeanwhile, PlanIsClosed, ValidationError."""
    return _change(point, values, revision, by, now)


@transaction.atomic
def remove_break(*, point: Break, place: str, by: User, now: datetime) -> Removal:
    """Take a break away, so that the series is compared across that day; it can be put back. Raises PlanIsClosed."""
    return _remove(point, place, by, now)


@transaction.atomic
def add_target(*, indicator: Indicator, values: Mapping[str, Any], by: User, now: datetime) -> IndicatorTarget:
    """A value that an indicator should reach. Raises PlanIsClosed, ValidationError."""
    return _add(IndicatorTarget(indicator=indicator), values, by, now)


@transaction.atomic
def change_target(
    *, target: IndicatorTarget, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> IndicatorTarget:
    """The target with new values. Raises SavedMeanwhile, PlanIsClosed, ValidationError."""
    return _change(target, values, revision, by, now)


@transaction.atomic
def remove_target(*, target: IndicatorTarget, place: str, by: User, now: datetime) -> Removal:
    """Take a target away; it can be put back. Raises PlanIsClosed."""
    return _remove(target, place, by, now)


def _check_says_something(values: Mapping[str, Any]) -> None:
    if values.get("value") is None and not values.get("note", "").strip():
        raise SaysNothing("Enter the value, or say in words what it is measured against", field="value")


def _add(part: Part, values: Mapping[str, Any], by: User, now: datetime) -> Part:
    chain, kind = begin(part.indicator, by=by, now=now), type(part)
    return add_record(
        record=part,
        values=values,
        chain=chain,
        verb=f"scorecard.{VERBS[kind]}_added",
        said=lambda made, _: f"Added a {NOUNS[kind]} to {named(made.indicator)}: {_in_words(made)}.",
        by=by,
        now=now,
    )


def _change(part: Part, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Part:
    chain, kind = begin(part.indicator, by=by, now=now), type(part)
    return change_record(
        record=part,
        values=values,
        revision=revision,
        chain=chain,
        verb=f"scorecard.{VERBS[kind]}_changed",
        said=lambda changed, _: f"Changed a {NOUNS[kind]} of {named(changed.indicator)}: {_in_words(changed)}.",
        by=by,
        now=now,
    )


def _remove(part: Baseline | Break | IndicatorTarget, place: str, by: User, now: datetime) -> Removal:
    chain, kind = begin(part.indicator, by=by, now=now), type(part)
    return remove_record(
        record=part,
        chain=chain,
        place=place,
        verb=f"scorecard.{VERBS[kind]}_removed",
        summary=f"Removed a {NOUNS[kind]} of {named(part.indicator)}: {_in_words(part)}.",
        by=by,
        now=now,
    )


def _in_words(part: Baseline | Break | IndicatorTarget) -> str:
    if isinstance(part, Break):
        return f"{day(part.date)}, {quoted(part.reason)}"
    return str(part) if isinstance(part, Baseline) else f"{part}, {part.period_stated}".rstrip(", ")
