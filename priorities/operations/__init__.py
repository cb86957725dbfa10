"""Every write to plans that has a rule or a trace."""

from priorities.operations.challenges import add_challenge, change_challenge, remove_challenge
from priorities.operations.progress import (
    IN_TROUBLE,
    OF_TROUBLE,
    PlanIsClosed,
    check_progress,
    record_progress,
    repeat_progress,
)

__all__ = [
    "IN_TROUBLE",
    "OF_TROUBLE",
    "PlanIsClosed",
    "add_challenge",
    "change_challenge",
    "check_progress",
    "record_progress",
    "remove_challenge",
    "repeat_progress",
]
