"""What a plan's scorecard watches: its indicators, their order and measures, and taking them over from an earlier plan.

What is watched is no promise, so an agreed plan asks for no reason; a closed one is not changed.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from core.editing import Refused, add_record, as_kept, change_record, fields_in_words
from core.events import record_event
from core.models import Removal
from core.ordering import in_order
from core.removal import remove_record
from partners.models import User
from priorities.models import Plan
from priorities.operations import begin_change
from scorecard.models import Indicator, IndicatorMeasure
from scorecard.operations.telling import begin, named, quoted

# What an indicator keeps when a new plan takes it over; where it was read from belongs to the earlier paper.
TAKEN_OVER = (
    "indicator_set",
    "theme",
    "question",
    "definition",
    "unit",
    "direction",
    "basis",
    "is_information_only",
    "is_under_reported",
    "national_target",
    "reporting_basis",
    "owner_stated",
    "data_source",
    "feed",
    "feed_offences",
)
OWNERS = ("owner_bodies", "owner_groups", "owner_partnerships")


class CannotMoveIndicator(Refused):
    """It stands first or last already."""


class NothingToTakeOver(Refused):
    """No indicator was chosen that this scorecard does not have already."""


@transaction.atomic
def add_indicator(*, plan: Plan, values: Mapping[str, Any], by: User, now: datetime) -> Indicator:
    """A new indicator, last on the plan's scorecard; owners are lists of records. Raises PlanIsClosed,
    ValidationError.
    """
    begin_change(plan=plan, is_promise=False, by=by, now=now)
    return add_record(
        record=Indicator(partnership=plan.partnership, plan=plan, position=_last_place(plan)),
        values=values,
        chain=plan.partnership.event_chain,
        verb="scorecard.indicator_added",
        said=lambda indicator, _: f"Added to the scorecard of {plan}: {named(indicator)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_indicator(
    *, indicator: Indicator, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Indicator:
    """The indicator with new values. Raises SavedMeanwhile, PlanIsClosed, ValidationError."""
    chain = begin(indicator, by=by, now=now)
    return change_record(
        record=indicator,
        values=values,
        revision=revision,
        chain=chain,
        verb="scorecard.indicator_changed",
        said=lambda changed, changes: f"Changed {fields_in_words(changed, changes)} of {named(changed)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_indicator(*, indicator: Indicator, place: str, by: User, now: datetime) -> Removal:
    """Take an indicator off the scorecard with all its values; it can be put back.

    Raises PlanIsClosed, and CannotRemove where a later plan's indicator continues it.
    """
    chain = begin(indicator, by=by, now=now)
    return remove_record(
        record=indicator,
        chain=chain,
        place=place,
        verb="scorecard.indicator_removed",
        summary=f"Removed from the scorecard: {named(indicator)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def move_indicator(*, indicator: Indicator, up: bool, by: User, now: datetime) -> Indicator:
    """The indicator one place up or down among those of its set. Raises CannotMoveIndicator, PlanIsClosed."""
    chain = begin(indicator, by=by, now=now)
    whole = in_order(Indicator.objects.filter(partnership=indicator.partnership_id, plan=indicator.plan_id))
    beside = [one for one in whole if one.indicator_set == indicator.indicator_set]
    place = beside.index(as_kept(indicator))
    goal = place + (-1 if up else 1)
    if not 0 <= goal < len(beside):
        raise CannotMoveIndicator(f"{named(indicator)} stands {'first' if up else 'last'} already.")
    here, there = whole.index(beside[place]), whole.index(beside[goal])
    whole[here], whole[there] = whole[there], whole[here]
    for position, one in enumerate(whole, 1):
        if one.position != position:  # no part of any form, so no revision is counted up
            Indicator.objects.filter(pk=one.pk).update(position=position)
    record_event(
        chain=chain,
        verb="scorecard.indicator_moved",
        summary=f"Moved {named(indicator)} {'up' if up else 'down'} on the scorecard.",
        by=by,
        now=now,
        subject=indicator,
        data={"position": [place + 1, goal + 1]},
    )
    return indicator


@transaction.atomic
def take_over_indicators(*, plan: Plan, indicators: Iterable[Indicator], by: User, now: datetime) -> list[Indicator]:
    """Indicators of an earlier plan on this plan's scorecard: each continues the earlier one, and their values are one
    series. Those already taken over are passed by. Raises NothingToTakeOver, PlanIsClosed.
    """
    begin_change(plan=plan, is_promise=False, by=by, now=now)
    held = set(plan.indicators.values_list("continues", flat=True))
    wanted = [
        one
        for one in in_order(indicators)
        if one.pk not in held and one.partnership_id == plan.partnership_id and one.plan_id != plan.pk
    ]
    if not wanted:
        raise NothingToTakeOver("Choose at least one indicator that this scorecard does not have yet")
    taken = [_taken_over(plan, earlier) for earlier in wanted]
    record_event(
        chain=plan.partnership.event_chain,
        verb="scorecard.indicators_taken_over",
        summary=f"Took over on the scorecard of {plan}: {len(taken)} "
        f"{'indicator' if len(taken) == 1 else 'indicators'} of an earlier plan.",
        by=by,
        now=now,
        subject=plan,
        data={"indicators": [one.pk for one in taken], "continue": [one.pk for one in wanted]},
        also_about=taken,
    )
    return taken


@transaction.atomic
def add_measure(*, indicator: Indicator, values: Mapping[str, Any], by: User, now: datetime) -> IndicatorMeasure:
    """A further measure of an indicator, after the others. Raises PlanIsClosed, ValidationError."""
    chain = begin(indicator, by=by, now=now)
    last = indicator.measures.aggregate(last=Max("position"))["last"] or 0
    return add_record(
        record=IndicatorMeasure(indicator=indicator, position=last + 1),
        values=values,
        chain=chain,
        verb="scorecard.measure_added",
        said=lambda measure, _: f"Added a measure to {named(indicator)}: {quoted(measure)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_measure(
    *, measure: IndicatorMeasure, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> IndicatorMeasure:
    """The measure with new values. Raises SavedMeanwhile, PlanIsClosed, ValidationError."""
    chain = begin(measure.indicator, by=by, now=now)
    return change_record(
        record=measure,
        values=values,
        revision=revision,
        chain=chain,
        verb="scorecard.measure_changed",
        said=lambda changed, _: f"Changed a measure of {named(changed.indicator)}: {quoted(changed)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_measure(*, measure: IndicatorMeasure, place: str, by: User, now: datetime) -> Removal:
    """Take a measure away with its values; it can be put back. Raises PlanIsClosed."""
    chain = begin(measure.indicator, by=by, now=now)
    return remove_record(
        record=measure,
        chain=chain,
        place=place,
        verb="scorecard.measure_removed",
        summary=f"Removed a measure of {named(measure.indicator)}: {quoted(measure)}.",
        by=by,
        now=now,
    )


def _last_place(plan: Plan) -> int:
    return (plan.indicators.aggregate(last=Max("position"))["last"] or 0) + 1


def _taken_over(plan: Plan, earlier: Indicator) -> Indicator:
    taken = Indicator(
        partnership=plan.partnership,
        plan=plan,
        continues=earlier,
        position=_last_place(plan),
        **{name: getattr(earlier, name) for name in TAKEN_OVER},
    )
    taken.full_clean()
    taken.save()
    for name in OWNERS:
        getattr(taken, name).set(getattr(earlier, name).all())
    IndicatorMeasure.objects.bulk_create(
        IndicatorMeasure(indicator=taken, position=one.position, text=one.text, direction=one.direction)
        for one in in_order(earlier.measures.all())
    )
    return taken
