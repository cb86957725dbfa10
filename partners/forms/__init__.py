"""The shape of what is typed about bodies, groups, meetings and people; and in `accounts`, how they log in."""

from partners.forms.days import AsAtForm
from partners.forms.records import (
    BodyForm,
    DecisionForm,
    GroupForm,
    MeetingForm,
    MembershipForm,
    PersonForm,
    PublishingForm,
    SeatForm,
    people_of,
)
from partners.forms.roles import EndRoleForm, InviteForm, RoleForm

__all__ = [
    "AsAtForm",
    "BodyForm",
    "DecisionForm",
    "EndRoleForm",
    "GroupForm",
    "InviteForm",
    "MeetingForm",
    "MembershipForm",
    "PersonForm",
    "PublishingForm",
    "RoleForm",
    "SeatForm",
    "people_of",
]
