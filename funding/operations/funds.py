"""Officers keep the funds that money comes from.

A fund belongs to the body whose money it is, so several partnerships may have awards of it; whoever changes it tells of
it in their own partnership's log.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.editing import add_record, change_record, fields_in_words
from core.models import Removal
from core.removal import remove_record
from funding.models import Fund
from partners.models import Partnership, User


def add_fund(*, partnership: Partnership, values: Mapping[str, Any], by: User, now: datetime) -> Fund:
    """A new fund. Raises ValidationError."""
    return add_record(
        record=Fund(),
        values=values,
        chain=partnership.event_chain,
        verb="funding.fund_added",
        said=lambda fund, _: f"Added the fund “{fund}” of {fund.body}.",
        by=by,
        now=now,
    )


def change_fund(
    *, fund: Fund, partnership: Partnership, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Fund:
    """The fund with new values, for all partnerships that have money of it. Raises SavedMeanwhile, ValidationError."""
    return change_record(
        record=fund,
        values=values,
        revision=revision,
        chain=partnership.event_chain,
        verb="funding.fund_changed",
        said=lambda saved, changes: f"Changed {fields_in_words(saved, changes)} of the fund “{saved}”.",
        by=by,
        now=now,
    )


def remove_fund(*, fund: Fund, partnership: Partnership, place: str, by: User, now: datetime) -> Removal:
    """Take a fund away; it can be put back at `place`. Raises CannotRemove while an award is of it."""
    return remove_record(
        record=fund,
        chain=partnership.event_chain,
        place=place,
        verb="funding.fund_removed",
        summary=f"Removed the fund “{fund}”.",
        by=by,
        now=now,
    )
