"""The shape of what officers type about plans."""

from priorities.forms.challenges import ChallengeForm

__all__ = ["ChallengeForm"]
