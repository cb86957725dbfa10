"""Returns to the funder: starting one, filling in its lines, asking bodies for theirs, and sending it on its way."""

from funding.operations.returns.answering import (
    AnsweredMeanwhile,
    LineTold,
    NotTheirLine,
    accept_lines,
    check_can_answer,
    check_can_send_back,
    give_line,
    give_lines,
    send_back_line,
)
from funding.operations.returns.asking import CannotAskForReturn, ask_bodies
from funding.operations.returns.freezing import (
    CannotApprove,
    Document,
    check_may_approve,
    freeze_return,
    may_approve,
)
from funding.operations.returns.lines import (
    ReturnIsFrozen,
    add_missing_lines,
    add_output,
    change_line,
    change_output,
    change_return,
    check_can_change,
    lock_return,
    remove_line,
    remove_output,
)
from funding.operations.returns.links import check_goes_on, record_opening, renew_link, revoke_link
from funding.operations.returns.moving import CannotMove, move_return
from funding.operations.returns.reminding import (
    bodies_mailed_lately,
    due_return_reminders,
    nudge_for_return,
    send_due_return_reminders,
)
from funding.operations.returns.starting import CannotRemoveReturn, CannotStart, remove_return, start_return

__all__ = [
    "AnsweredMeanwhile",
    "CannotApprove",
    "CannotAskForReturn",
    "CannotMove",
    "CannotRemoveReturn",
    "CannotStart",
    "Document",
    "LineTold",
    "NotTheirLine",
    "ReturnIsFrozen",
    "accept_lines",
    "add_missing_lines",
    "add_output",
    "ask_bodies",
    "bodies_mailed_lately",
    "change_line",
    "change_output",
    "change_return",
    "check_can_answer",
    "check_can_change",
    "check_can_send_back",
    "check_goes_on",
    "check_may_approve",
    "due_return_reminders",
    "freeze_return",
    "give_line",
    "give_lines",
    "lock_return",
    "may_approve",
    "move_return",
    "nudge_for_return",
    "record_opening",
    "remove_line",
    "remove_output",
    "remove_return",
    "renew_link",
    "revoke_link",
    "send_back_line",
    "send_due_return_reminders",
    "start_return",
]
