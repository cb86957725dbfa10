"""Every write to a partnership's money that has a rule or leaves a trace."""

from funding.operations.allocations import add_allocation, change_allocation, move_allocation, remove_allocation
from funding.operations.awards import add_award, change_award, place_award, remove_award
from funding.operations.batches import AllocationBatch
from funding.operations.books import OverAllocated
from funding.operations.explanations import NothingToExplain, explain, remove_explanation
from funding.operations.funds import add_fund, change_fund, remove_fund
from funding.operations.parts import (
    add_forecast,
    add_profile,
    add_share,
    change_forecast,
    change_profile,
    change_share,
    remove_forecast,
    remove_profile,
    remove_share,
)
from funding.operations.payments import add_payment, change_payment, remove_payment
from funding.operations.posts import add_post, change_post, remove_post

__all__ = [
    "AllocationBatch",
    "NothingToExplain",
    "OverAllocated",
    "add_allocation",
    "add_award",
    "add_forecast",
    "add_fund",
    "add_payment",
    "add_post",
    "add_profile",
    "add_share",
    "change_allocation",
    "change_award",
    "change_forecast",
    "change_fund",
    "change_payment",
    "change_post",
    "change_profile",
    "change_share",
    "explain",
    "move_allocation",
    "place_award",
    "remove_allocation",
    "remove_award",
    "remove_explanation",
    "remove_forecast",
    "remove_fund",
    "remove_payment",
    "remove_post",
    "remove_profile",
    "remove_share",
]
