"""The pages of bodies, groups, meetings and people."""

from partners.views.accounts import (
    people,
    role_end,
    user,
    user_invitation_send,
    user_invite,
    user_leave,
    user_role_add,
    user_second_step_remove,
)
from partners.views.bodies import bodies
from partners.views.groups import (
    group_add,
    group_edit,
    group_remove,
    group_seat_add,
    person_add,
    person_edit,
    seat_edit,
    seat_remove,
)
from partners.views.keeping import body_add, body_edit, keep, membership_add, membership_edit, membership_remove
from partners.views.meetings import (
    decision_edit,
    decision_remove,
    meeting_add,
    meeting_decision_add,
    meeting_edit,
    meeting_remove,
    meetings,
)
from partners.views.publishing import publishing_edit

__all__ = [
    "bodies",
    "body_add",
    "body_edit",
    "decision_edit",
    "decision_remove",
    "group_add",
    "group_edit",
    "group_remove",
    "group_seat_add",
    "keep",
    "meeting_add",
    "meeting_decision_add",
    "meeting_edit",
    "meeting_remove",
    "meetings",
    "membership_add",
    "membership_edit",
    "membership_remove",
    "people",
    "person_add",
    "person_edit",
    "publishing_edit",
    "role_end",
    "seat_edit",
    "seat_remove",
    "user",
    "user_invitation_send",
    "user_invite",
    "user_leave",
    "user_role_add",
    "user_second_step_remove",
]
