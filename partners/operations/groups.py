"""Groups, the seats on them, and the people who hold seats or answer for a body."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Max

from core.editing import add_record, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import Group, Partnership, Person, Seat, User
from partners.operations.bodies import check_is_no_circle


def add_group(*, partnership: Partnership, values: Mapping[str, Any], by: User, now: datetime) -> Group:
    """A new group of the partnership. Raises ValidationError."""
    last = partnership.groups.aggregate(last=Max("position"))["last"] or 0
    return add_record(
        record=Group(partnership=partnership, position=last + 1),
        values=values,
        chain=partnership.event_chain,
        verb="partners.group_added",
        said=lambda group, _: f"Added the group {group}.",
        by=by,
        now=now,
    )


def change_group(*, group: Group, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Group:
    """The group with new values. Raises Refused where it would stand under itself, SavedMeanwhile, ValidationError."""
    check_is_no_circle(group, values.get("parent"), "parent", "A group cannot be under itself.")
    return change_record(
        record=group,
        values=values,
        revision=revision,
        chain=group.partnership.event_chain,
        verb="partners.group_changed",
        said=lambda changed, _: f"Changed the group {changed}.",
        by=by,
        now=now,
    )


def remove_group(*, group: Group, place: str, by: User, now: datetime) -> Removal:
    """Take away a group that was entered by mistake, with its seats. Raises CannotRemove."""
    return remove_record(
        record=group,
        chain=group.partnership.event_chain,
        place=place,
        verb="partners.group_removed",
        summary=f"Removed the group {group}.",
        by=by,
        now=now,
    )


def add_seat(*, group: Group, values: Mapping[str, Any], by: User, now: datetime) -> Seat:
    """A new seat on a group. Raises ValidationError."""
    last = group.seats.aggregate(last=Max("position"))["last"] or 0
    return add_record(
        record=Seat(group=group, position=last + 1),
        values=values,
        chain=group.partnership.event_chain,
        verb="partners.seat_added",
        said=lambda seat, _: f"Added the seat {seat}.",
        by=by,
        now=now,
    )


def change_seat(*, seat: Seat, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Seat:
    """The seat with new values. Raises SavedMeanwhile, ValidationError."""
    return change_record(
        record=seat,
        values=values,
        revision=revision,
        chain=seat.group.partnership.event_chain,
        verb="partners.seat_changed",
        said=lambda changed, _: f"Changed the seat {changed}.",
        by=by,
        now=now,
    )


def remove_seat(*, seat: Seat, place: str, by: User, now: datetime) -> Removal:
    """Take away a seat that was entered by mistake; one that is over gets a last day instead."""
    return remove_record(
        record=seat,
        chain=seat.group.partnership.event_chain,
        place=place,
        verb="partners.seat_removed",
        summary=f"Removed the seat {seat}.",
        by=by,
        now=now,
    )


def add_person(*, partnership: Partnership, values: Mapping[str, Any], by: User, now: datetime) -> Person:
    """Somebody of a body. The log says of which, and never who. Raises ValidationError."""
    return add_record(
        record=Person(),
        values=values,
        chain=partnership.event_chain,
        verb="partners.person_added",
        said=lambda person, _: f"Added a person of {person.body or 'no body'}.",
        by=by,
        now=now,
    )


def change_person(
    *, person: Person, partnership: Partnership, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Person:
    """The person with new values. Raises SavedMeanwhile, ValidationError."""
    return change_record(
        record=person,
        values=values,
        revision=revision,
        chain=partnership.event_chain,
        verb="partners.person_changed",
        said=lambda changed, _: f"Changed what is known of a person of {changed.body or 'no body'}.",
        by=by,
        now=now,
    )
