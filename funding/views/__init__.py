"""The pages of a year's money, and of the returns that account for it."""

from funding.views.accounts import (
    difference_explain,
    explanation_remove,
    payment_add,
    payment_edit,
    payment_remove,
    post_add,
    post_edit,
    post_remove,
)
from funding.views.awards import (
    allocation_add,
    allocation_down,
    allocation_edit,
    allocation_remove,
    allocation_up,
    award_add,
    award_edit,
    award_remove,
)
from funding.views.funds import fund_add, fund_edit, fund_remove, funds
from funding.views.parts import (
    forecast_add,
    forecast_edit,
    forecast_remove,
    profile_add,
    profile_edit,
    profile_remove,
    share_add,
    share_edit,
    share_remove,
)
from funding.views.reading import award, funding

__all__ = [
    "allocation_add",
    "allocation_down",
    "allocation_edit",
    "allocation_remove",
    "allocation_up",
    "award",
    "award_add",
    "award_edit",
    "award_remove",
    "difference_explain",
    "explanation_remove",
    "forecast_add",
    "forecast_edit",
    "forecast_remove",
    "fund_add",
    "fund_edit",
    "fund_remove",
    "funding",
    "funds",
    "payment_add",
    "payment_edit",
    "payment_remove",
    "post_add",
    "post_edit",
    "post_remove",
    "profile_add",
    "profile_edit",
    "profile_remove",
    "share_add",
    "share_edit",
    "share_remove",
]
