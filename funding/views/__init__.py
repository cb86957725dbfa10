"""The pages of a year's money, and of the returns that account for it."""

from funding.views.reading import funding

__all__ = ["funding"]
