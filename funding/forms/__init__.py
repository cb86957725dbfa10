"""What is asked of people about money."""

from funding.forms.awards import AllocationForm, AwardForm, FundForm, PlaceAwardForm
from funding.forms.offers import allocation_offers, awards_beside, funds_of, passed_to, rows_of, sharing
from funding.forms.parts import ExplanationForm, ForecastForm, PaymentForm, PostForm, ProfileForm, ShareForm

__all__ = [
    "AllocationForm",
    "AwardForm",
    "ExplanationForm",
    "ForecastForm",
    "FundForm",
    "PaymentForm",
    "PlaceAwardForm",
    "PostForm",
    "ProfileForm",
    "ShareForm",
    "allocation_offers",
    "awards_beside",
    "funds_of",
    "passed_to",
    "rows_of",
    "sharing",
]
