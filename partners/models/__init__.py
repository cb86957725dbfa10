"""Who works together: partnerships, bodies, memberships, groups and seats, areas, meetings, people and their roles.

Nothing is keyed on an acronym: "OSCP" has meant both Oxford's and Oxfordshire's partnership. Everything that begins and
ends carries its dates, so that every page can say "as at".
"""

from partners.models.bodies import Area, Body, BodyName
from partners.models.groups import CycleTask, Decision, Group, Meeting, MeetingQuerySet, Person, Seat
from partners.models.partnerships import (
    Membership,
    MembershipCategory,
    MembershipQuerySet,
    Partnership,
    PartnershipArea,
    PartnershipName,
    PartnershipQuerySet,
    Role,
    RoleQuerySet,
)
from partners.models.reference import GlossaryTerm, Link, Protocol
from partners.models.users import User, UserManager

__all__ = [
    "Area",
    "Body",
    "BodyName",
    "CycleTask",
    "Decision",
    "GlossaryTerm",
    "Group",
    "Link",
    "Meeting",
    "MeetingQuerySet",
    "Membership",
    "MembershipCategory",
    "MembershipQuerySet",
    "Partnership",
    "PartnershipArea",
    "PartnershipName",
    "PartnershipQuerySet",
    "Person",
    "Protocol",
    "Role",
    "RoleQuerySet",
    "Seat",
    "User",
    "UserManager",
]
