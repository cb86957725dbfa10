"""Django's record of the app."""

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Funds, awards, allocations, posts, payments and returns."""

    name = "funding"
    verbose_name = "Funding"
    default_auto_field = "django.db.models.BigAutoField"
