"""Meetings, and what they decided."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from core.editing import add_record, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import Decision, Meeting, Partnership, User


def add_meeting(*, partnership: Partnership, values: Mapping[str, Any], by: User, now: datetime) -> Meeting:
    """A meeting, planned or held. Raises ValidationError."""
    return add_record(
        record=Meeting(partnership=partnership),
        values=values,
        chain=partnership.event_chain,
        verb="partners.meeting_added",
        said=lambda meeting, _: f"Added the meeting {meeting}.",
        by=by,
        now=now,
    )


def change_meeting(*, meeting: Meeting, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Meeting:
    """The meeting with new values. Raises SavedMeanwhile, ValidationError."""
    return change_record(
        record=meeting,
        values=values,
        revision=revision,
        chain=meeting.partnership.event_chain,
        verb="partners.meeting_changed",
        said=lambda changed, _: f"Changed the meeting {changed}.",
        by=by,
        now=now,
    )


def remove_meeting(*, meeting: Meeting, place: str, by: User, now: datetime) -> Removal:
    """Take a meeting away with what it decided. Raises CannotRemove where a plan was agreed or a paper goes there."""
    return remove_record(
        record=meeting,
        chain=meeting.partnership.event_chain,
        place=place,
        verb="partners.meeting_removed",
        summary=f"Removed the meeting {meeting}.",
        by=by,
        now=now,
    )


def add_decision(*, meeting: Meeting, values: Mapping[str, Any], by: User, now: datetime) -> Decision:
    """One thing the meeting decided, after the others. Raises ValidationError."""
    last = meeting.decisions.aggregate(last=Max("position"))["last"] or 0
    return add_record(
        record=Decision(meeting=meeting, position=last + 1),
        values=values,
        chain=meeting.partnership.event_chain,
        verb="partners.decision_added",
        said=lambda decision, _: f"Recorded a decision of {meeting}: “{decision}”.",
        by=by,
        now=now,
    )


def change_decision(
    *, decision: Decision, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Decision:
    """The decision with new words. Raises SavedMeanwhile, ValidationError."""
    return change_record(
        record=decision,
        values=values,
        revision=revision,
        chain=decision.meeting.partnership.event_chain,
        verb="partners.decision_changed",
        said=lambda changed, _: f"Changed a decision of {decision.meeting}: “{changed}”.",
        by=by,
        now=now,
    )


def remove_decision(*, decision: Decision, place: str, by: User, now: datetime) -> Removal:
    """Take a decision out of the record of its meeting."""
    return remove_record(
        record=decision,
        chain=decision.meeting.partnership.event_chain,
        place=place,
        verb="partners.decision_removed",
        summary=f"Removed a decision of {decision.meeting}: “{decision}”.",
        by=by,
        now=now,
    )
