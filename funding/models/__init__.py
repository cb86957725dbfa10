"""Whose money it is, what was announced, where it went, and how it is accounted for. Money is in pounds to the penny,
in Decimal.

A total that differs from its rows is kept as stated; `funding.reconciliation` shows the difference, and an explanation
says why.
"""

from funding.models.allocations import Allocation, Forecast, Payment, Profile, Share
from funding.models.awards import Award, Explanation
from funding.models.funds import NOT_NEGATIVE, PENNY, Fund, MoneyField
from funding.models.posts import Post
from funding.models.returns import Return, ReturnFile, ReturnLine, ReturnOutput, ReturnRequest

__all__ = [
    "NOT_NEGATIVE",
    "PENNY",
    "Allocation",
    "Award",
    "Explanation",
    "Forecast",
    "Fund",
    "MoneyField",
    "Payment",
    "Post",
    "Profile",
    "Return",
    "ReturnFile",
    "ReturnLine",
    "ReturnOutput",
    "ReturnRequest",
    "Share",
]
