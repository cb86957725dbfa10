"""What a partnership's published list of grants says of its publisher."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.editing import change_record
from partners.models import Partnership, User


def change_publishing(
    *, partnership: Partnership, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Partnership:
    """The partnership with another 360Giving prefix, website or licence. Raises SavedMeanwhile, ValidationError."""
    return change_record(
        record=partnership,
        values=values,
        revision=revision,
        chain=partnership.event_chain,
        verb="partners.publishing_changed",
        said=lambda changed, _: f"Changed how the grants of {changed} are published.",
        by=by,
        now=now,
    )
