"""Officers keep what belongs to an allocation: who has which share, what is planned for each period, and what is
expected to be spent.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, add_record, change_record, fields_in_words
from core.models import Removal
from core.periods import Period
from core.removal import remove_record
from funding.models import Allocation, Forecast, Profile, Share
from funding.operations.allocations import books_of
from partners.models import User

Part = Share | Profile | Forecast
NAMES = {Share: "share", Profile: "profile", Forecast: "forecast"}
NOUNS = {Share: "share", Profile: "planned amount", Forecast: "forecast"}


def add_share(
    *,
    allocation: Allocation,
    values: Mapping[str, Any],
    over_allocated_reason: str = "",
    by: User,
    now: datetime,
) -> Share:
    """What one partnership has of an allocation; the amount may be unknown. Raises PlanIsClosed, OverAllocated,
    ValidationError.
    """
    return _add(Share(allocation=allocation), values, over_allocated_reason, by=by, now=now)


def change_share(
    *,
    share: Share,
    values: Mapping[str, Any],
    over_allocated_reason: str = "",
    revision: int,
    by: User,
    now: datetime,
) -> Share:
    """The share with new values. Raises SavedMeanwhile, PlanIsClosed, OverAllocated, ValidationError."""
    return _change(share, values, over_allocated_reason, revision=revision, by=by, now=now)


def remove_share(*, share: Share, place: str, by: User, now: datetime) -> Removal:
    """Take a partnership's share away; it can be put back. Raises PlanIsClosed."""
    return _remove(share, place=place, by=by, now=now)


def add_profile(*, allocation: Allocation, values: Mapping[str, Any], by: User, now: datetime) -> Profile:
    """What is planned to be spent of an allocation in a period (`period`, `amount`). Raises Refused,
    PlanIsClosed, ValidationError.
    """
    _check_periods(allocation, values)
    return _add(Profile(allocation=allocation), values, "", by=by, now=now)


def change_profile(*, profile: Profile, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Profile:
    """The planned amount with new values. Raises SavedMeanwhile, PlanIsClosed, ValidationError."""
    _check_periods(profile.allocation, values, but=profile)
    return _change(profile, values, "", revision=revision, by=by, now=now)


def remove_profile(*, profile: Profile, place: str, by: User, now: datetime) -> Removal:
    """Take a period's planned amount away; it can be put back. Raises PlanIsClosed."""
    return _remove(profile, place=place, by=by, now=now)


def add_forecast(*, allocation: Allocation, values: Mapping[str, Any], by: User, now: datetime) -> Forecast:
    """What is expected to be spent of an allocation in all, as known on a day (`as_at_date`, `amount`, `note`). Raises
    PlanIsClosed, ValidationError.
    """
    _check_day(values, now)
    return _add(Forecast(allocation=allocation), values, "", by=by, now=now)


def change_forecast(
    *, forecast: Forecast, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Forecast:
    """The forecast with new values. Raises SavedMeanwhile, PlanIsClosed, ValidationError."""
    _check_day(values, now)
    return _change(forecast, values, "", revision=revision, by=by, now=now)


def remove_forecast(*, forecast: Forecast, place: str, by: User, now: datetime) -> Removal:
    """Take a forecast away; it can be put back. Raises PlanIsClosed."""
    return _remove(forecast, place=place, by=by, now=now)


def _check_periods(allocation: Allocation, values: Mapping[str, Any], *, but: Profile | None = None) -> None:
    """No pound is planned twice: the periods of a profile do not overlap."""
    period: Period | None = values.get("period")
    if period is None or period.start is None or period.end is None:
        return
    others = allocation.profile.filter(period_start__lte=period.end, period_end__gte=period.start)
    same_days = {"period_start": period.start, "period_end": period.end}  # which the record itself refuses, by name
    others = others.exclude(pk=but.pk) if but else others
    other = others.exclude(**same_days).order_by("period_start").first()
    if other:
        raise Refused(
            f"{period} overlaps {other.period_stated}, for which an amount is planned. Give a period beside it, or "
            "change that one",
            field="period",
        )


def _check_day(values: Mapping[str, Any], now: datetime) -> None:
    on: date | None = values.get("as_at_date")
    if on and on > timezone.localdate(now):
        raise Refused("That day is still to come. Enter the day on which this was known", field="as_at_date")


@transaction.atomic
def _add(part: Any, values: Mapping[str, Any], reason: str, *, by: User, now: datetime) -> Any:
    books = books_of(part.allocation, by=by, now=now)
    added = add_record(
        record=part,
        values=values,
        chain=books.chain,
        verb=f"funding.{NAMES[type(part)]}_added",
        said=lambda part, _: f"Added a {NOUNS[type(part)]} to “{part.allocation}” of “{books.award}”: {part}.",
        by=by,
        now=now,
    )
    books.settle(reason)
    return added


@transaction.atomic
def _change(part: Any, values: Mapping[str, Any], reason: str, *, revision: int, by: User, now: datetime) -> Any:
    books = books_of(part.allocation, by=by, now=now)
    saved = change_record(
        record=part,
        values=values,
        revision=revision,
        chain=books.chain,
        verb=f"funding.{NAMES[type(part)]}_changed",
        said=lambda part, changes: (
            f"Changed {fields_in_words(part, changes)} of a {NOUNS[type(part)]} of “{part.allocation}”, "
            f"“{books.award}”: {part}."
        ),
        by=by,
        now=now,
    )
    books.settle(reason)
    return saved


@transaction.atomic
def _remove(part: Any, *, place: str, by: User, now: datetime) -> Removal:
    books = books_of(part.allocation, by=by, now=now)
    return remove_record(
        record=part,
        chain=books.chain,
        place=place,
        verb=f"funding.{NAMES[type(part)]}_removed",
        summary=f"Removed a {NOUNS[type(part)]} of “{part.allocation}”, “{books.award}”: {part}.",
        by=by,
        now=now,
    )
