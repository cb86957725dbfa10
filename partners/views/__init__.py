"""The pages of bodies, groups, meetings and people."""

from partners.views.bodies import bodies

__all__ = ["bodies"]
