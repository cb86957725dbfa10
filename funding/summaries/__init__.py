"""What pages and papers read of a partnership's money, as frozen dataclasses."""

from funding.reconciliation import Reconciliation
from funding.summaries.accounts import accounts_of, reconciled
from funding.summaries.awards import (
    AllocationLine,
    AwardSummary,
    ProfileTable,
    ShareLine,
    funding_of,
    summaries_of,
)
from funding.summaries.differences import DifferenceLine, difference_line, why_it_differs
from funding.summaries.payments import PaymentLine, payments_of
from funding.summaries.posts import PostLine, posts_of, posts_paid_by
from funding.summaries.years import Cut, YearLine, YearOfMoney, cuts_of, year_of_money

__all__ = [
    "AllocationLine",
    "AwardSummary",
    "Cut",
    "DifferenceLine",
    "PaymentLine",
    "PostLine",
    "ProfileTable",
    "Reconciliation",
    "ShareLine",
    "YearLine",
    "YearOfMoney",
    "accounts_of",
    "cuts_of",
    "difference_line",
    "funding_of",
    "payments_of",
    "posts_of",
    "posts_paid_by",
    "reconciled",
    "summaries_of",
    "why_it_differs",
    "year_of_money",
]
