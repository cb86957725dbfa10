"""The weeks before an election, in which the portal warns who publishes, or stops them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.editing import add_record, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import Partnership, User
from reports.models import PreElectionPeriod


def add_pre_election_period(
    *, partnership: Partnership, values: Mapping[str, Any], by: User, now: datetime
) -> PreElectionPeriod:
    """A new period of a partnership. Raises ValidationError."""
    return add_record(
        record=PreElectionPeriod(partnership=partnership),
        values=values,
        chain=partnership.event_chain,
        verb="reports.pre_election_period_added",
        said=lambda period, _: f"Added the pre-election period of “{period}”.",
        by=by,
        now=now,
    )


def change_pre_election_period(
    *, period: PreElectionPeriod, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> PreElectionPeriod:
    """The period with new values. Raises SavedMeanwhile, ValidationError."""
    return change_record(
        record=period,
        values=values,
        revision=revision,
        chain=period.partnership.event_chain,
        verb="reports.pre_election_period_changed",
        said=lambda saved, _: f"Changed the pre-election period of “{saved}”.",
        by=by,
        now=now,
    )


def remove_pre_election_period(*, period: PreElectionPeriod, place: str, by: User, now: datetime) -> Removal:
    """Take a period away; it can be put back."""
    return remove_record(
        record=period,
        chain=period.partnership.event_chain,
        place=place,
        verb="reports.pre_election_period_removed",
        summary=f"Removed the pre-election period of “{period}”.",
        by=by,
        now=now,
    )
