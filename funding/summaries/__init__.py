"""What pages and papers read of a partnership's money, as frozen dataclasses."""

from funding.summaries.awards import (
    AllocationLine,
    AwardSummary,
    PostLine,
    Reconciliation,
    funding_of,
    posts_of,
    reconcile,
    why_it_differs,
)

__all__ = [
    "AllocationLine",
    "AwardSummary",
    "PostLine",
    "Reconciliation",
    "funding_of",
    "posts_of",
    "reconcile",
    "why_it_differs",
]
