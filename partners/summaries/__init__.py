"""What pages and papers read about a partnership and its people."""

from partners.summaries.accounts import AccountLine, Accounts, RoleLine, account_in, accounts_in
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
from partners.summaries.keeping import Kept, KeptMeeting, kept_in, meetings_of

__all__ = [
    "AccountLine",
    "Accounts",
    "CategoryLine",
    "Cycle",
    "GroupLine",
    "Kept",
    "KeptMeeting",
    "LinkLine",
    "MeetingLine",
    "MemberLine",
    "Members",
    "RoleLine",
    "SeatLine",
    "Stage",
    "account_in",
    "accounts_in",
    "categories_without_member",
    "cycle_of",
    "groups_of",
    "kept_in",
    "links_of",
    "meetings_of",
    "members_of",
    "seats_of",
]
