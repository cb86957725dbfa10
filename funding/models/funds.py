"""Money as a field, and the funds it comes from."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from core.models import Dated, Versioned
from partners.models import Body

PENNY = Decimal("0.01")
NOT_NEGATIVE = "An amount of money cannot be below zero."


class MoneyField(models.DecimalField):
    """Pounds and pence, never negative, up to 999,999,999,999.99."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs = {
            "max_digits": 14,
            "decimal_places": 2,
            "validators": [MinValueValidator(Decimal(0), NOT_NEGATIVE)],
            **kwargs,
        }
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


def not_negative(field: str, *, name: str) -> models.CheckConstraint:
    """The check that an amount, where it is known, is not below zero."""
    return models.CheckConstraint(
        condition=Q(**{f"{field}__gte": 0}) | Q(**{f"{field}__isnull": True}),
        name=name,
        violation_error_message=NOT_NEGATIVE,
    )


class Fund(Dated, Versioned):
    """Money with a purpose: the commissioner's community safety fund, a council's own budget, a national strategy's
    grant.
    """

    name = models.CharField(max_length=200)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="funds", help_text="Whose money it is.")
    description = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = Dated.Meta.constraints

    def __str__(self) -> str:
        return self.name
