"""Every write to plans that has a rule or a trace."""

from priorities.operations.challenges import add_challenge, change_challenge, remove_challenge
from priorities.operations.progress import PlanIsClosed, check_progress, record_progress

__all__ = [
    "PlanIsClosed",
    "add_challenge",
    "change_challenge",
    "check_progress",
    "record_progress",
    "remove_challenge",
]
