"""Update requests: asking bodies, taking their answers, deciding on them, and reminding whoever is silent."""

from priorities.operations.requests.answering import (
    AnsweredMeanwhile,
    CannotDecide,
    CannotStay,
    Decided,
    Decision,
    NotTheirLine,
    Told,
    decide_answers,
    give_answers,
)
from priorities.operations.requests.asking import AnswersWait, Asked, CannotAsk, ask_for_updates, close_request
from priorities.operations.requests.links import RequestHasEnded, record_opening, renew_link, revoke_link
from priorities.operations.requests.reminding import (
    CannotNudge,
    DueReminder,
    Round,
    due_reminders,
    nudge,
    send_due_reminders,
)

__all__ = [
    "AnsweredMeanwhile",
    "AnswersWait",
    "Asked",
    "CannotAsk",
    "CannotDecide",
    "CannotNudge",
    "CannotStay",
    "Decided",
    "Decision",
    "DueReminder",
    "NotTheirLine",
    "RequestHasEnded",
    "Round",
    "Told",
    "ask_for_updates",
    "close_request",
    "decide_answers",
    "due_reminders",
    "give_answers",
    "nudge",
    "record_opening",
    "renew_link",
    "revoke_link",
    "send_due_reminders",
]
