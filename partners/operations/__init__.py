"""Every write about bodies, groups, meetings, people and their accounts that has a rule or a trace."""

from partners.operations.accounts import (
    LastAdministrator,
    end_role,
    give_role,
    invite_person,
    remove_second_step,
    send_invitation_again,
)
from partners.operations.bodies import (
    add_body,
    add_membership,
    change_body,
    change_membership,
    remove_membership,
)
from partners.operations.groups import (
    add_group,
    add_person,
    add_seat,
    change_group,
    change_person,
    change_seat,
    remove_group,
    remove_seat,
)
from partners.operations.leavers import Leaving, is_needed_elsewhere, record_leaver
from partners.operations.meetings import (
    add_decision,
    add_meeting,
    change_decision,
    change_meeting,
    remove_decision,
    remove_meeting,
)
from partners.operations.publishing import change_publishing

__all__ = [
    "LastAdministrator",
    "Leaving",
    "add_body",
    "add_decision",
    "add_group",
    "add_meeting",
    "add_membership",
    "add_person",
    "add_seat",
    "change_body",
    "change_decision",
    "change_group",
    "change_meeting",
    "change_membership",
    "change_person",
    "change_publishing",
    "change_seat",
    "end_role",
    "give_role",
    "invite_person",
    "is_needed_elsewhere",
    "record_leaver",
    "remove_decision",
    "remove_group",
    "remove_meeting",
    "remove_membership",
    "remove_seat",
    "remove_second_step",
    "send_invitation_again",
]
