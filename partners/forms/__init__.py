"""The shape of what is typed about bodies, groups, meetings and people; and how they log in."""

from partners.forms.accounts import LoginForm
from partners.forms.days import AsAtForm
from partners.forms.records import (
    BodyForm,
    DecisionForm,
    GroupForm,
    MeetingForm,
    MembershipForm,
    PersonForm,
    SeatForm,
    people_of,
)

__all__ = [
    "AsAtForm",
    "BodyForm",
    "DecisionForm",
    "GroupForm",
    "LoginForm",
    "MeetingForm",
    "MembershipForm",
    "PersonForm",
    "SeatForm",
    "people_of",
]
