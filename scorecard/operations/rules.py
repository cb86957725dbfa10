"""The partnership's rule of what counts as a change, and the populations that rates are made with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, SavedMeanwhile, add_record, change_record
from core.events import PORTAL_CHAIN
from partners.models import Partnership, User
from scorecard.models import Population, ScorecardRule

FIRST_YEAR = 1801  # of the first census


@transaction.atomic
def set_rule(
    *, partnership: Partnership, values: Mapping[str, Any], revision: int = 0, by: User, now: datetime
) -> ScorecardRule:
    """The partnership's rule with these values. `revision` is 0 where the form was made before there was any.

    Raises SavedMeanwhile, ValidationError.
    """
    Partnership.objects.select_for_update(of=("self",)).get(pk=partnership.pk)
    rule = ScorecardRule.objects.filter(partnership=partnership).first()
    if rule is None:
        return add_record(
            record=ScorecardRule(partnership=partnership),
            values=values,
            chain=partnership.event_chain,
            verb="scorecard.rule_set",
            said="Set the rule of the scorecard: what counts as a change, and when a report is asked for.",
            by=by,
            now=now,
        )
    if not revision:
        raise SavedMeanwhile(rule)
    return change_record(
        record=rule,
        values=values,
        revision=revision,
        chain=partnership.event_chain,
        verb="scorecard.rule_changed",
        said="Changed the rule of the scorecard: what counts as a change, and when a report is asked for.",
        by=by,
        now=now,
    )


@transaction.atomic
def keep_population(
    *,
    values: Mapping[str, Any],
    population: Population | None = None,
    revision: int = 0,
    by: User | None,
    now: datetime,
) -> Population:
    """How many people lived in an area in a year (`area`, `year`, `number` and where it was read): new, or changed.

    Areas belong to no partnership, so the portal's own log tells of it. Raises Refused where that year is still to come
    or nobody lived there, SavedMeanwhile, ValidationError.
    """
    year, number = values.get("year"), values.get("number")
    if year is not None and not FIRST_YEAR <= year <= timezone.localdate(now).year:
        raise Refused(f"Enter a year from {FIRST_YEAR} to this one", field="year")
    if number is not None and number < 1:
        raise Refused("Enter how many people: one or more", field="number")
    if population is None:
        return add_record(
            record=Population(),
            values=values,
            chain=PORTAL_CHAIN,
            verb="scorecard.population_added",
            said=lambda made, _: f"Recorded how many people lived in {made}.",
            by=by,
            now=now,
        )
    return change_record(
        record=population,
        values=values,
        revision=revision,
        chain=PORTAL_CHAIN,
        verb="scorecard.population_changed",
        said=lambda changed, _: f"Changed how many people lived in {changed}.",
        by=by,
        now=now,
    )
