"""Every write to plans that has a rule or a trace."""

from priorities.operations.challenges import add_challenge, change_challenge, remove_challenge

__all__ = ["add_challenge", "change_challenge", "remove_challenge"]
