"""Exception reports: asked of an indicator's owner, answered, chased, and accepted."""

from scorecard.operations.exceptions.answering import (
    AnswerIncomplete,
    LinkHasEnded,
    NothingToAccept,
    accept_exception,
    answer_exception,
    note_of_board,
    send_back_exception,
)
from scorecard.operations.exceptions.asking import (
    AskedAlready,
    NoAddress,
    ReportIsAccepted,
    TooSoon,
    ask_for_exception,
    remove_exception,
    renew_exception_link,
)
from scorecard.operations.exceptions.chasing import (
    DueException,
    bodies_asked_lately,
    chase_exceptions,
    due_exceptions,
)

__all__ = [
    "AnswerIncomplete",
    "AskedAlready",
    "DueException",
    "LinkHasEnded",
    "NoAddress",
    "NothingToAccept",
    "ReportIsAccepted",
    "TooSoon",
    "accept_exception",
    "answer_exception",
    "ask_for_exception",
    "bodies_asked_lately",
    "chase_exceptions",
    "due_exceptions",
    "note_of_board",
    "remove_exception",
    "renew_exception_link",
    "send_back_exception",
]
