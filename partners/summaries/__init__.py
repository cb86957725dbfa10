"""What pages and papers read about a partnership and its people."""

from partners.summaries.bodies import (
    CategoryLine,
    Cycle,
    GroupLine,
    LinkLine,
    MeetingLine,
    MemberLine,
    Members,
    SeatLine,
    Stage,
    categories_without_member,
    cycle_of,
    groups_of,
    links_of,
    members_of,
    seats_of,
)

__all__ = [
    "CategoryLine",
    "Cycle",
    "GroupLine",
    "LinkLine",
    "MeetingLine",
    "MemberLine",
    "Members",
    "SeatLine",
    "Stage",
    "categories_without_member",
    "cycle_of",
    "groups_of",
    "links_of",
    "members_of",
    "seats_of",
]
