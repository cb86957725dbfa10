"""Fields that the forms about money share."""

from decimal import Decimal
from typing import Any

from django import forms

from core.forms import NumberField

IF_MORE = "If this is more than there is"


class Pounds(NumberField):
    """An amount in pounds and pence: "1,200" or "1,200.50"; cleaned, a Decimal or None."""

    default_error_messages = {
        "invalid": "Enter an amount in pounds, like 1,200 or 1,200.50",
        "max_decimal_places": "Enter pounds and pence, with at most 2 digits after the point",
        "min_value": "An amount of money cannot be below zero",
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_digits": 14, "decimal_places": 2, "min_value": Decimal(0), **options})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, Decimal):
            return value
        return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


def why_more() -> forms.CharField:
    """The question that is asked where more would be given than there is."""
    return forms.CharField(
        label="Why more is given than there is",
        help_text="Such as an underspend that is expected. It is kept as the explanation of the difference.",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
