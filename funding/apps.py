"""Django's record of the app."""

from typing import ClassVar

from django.apps import AppConfig


class FundingConfig(AppConfig):
    """Funds, awards, allocations, posts, payments and returns."""

    name = "funding"
    verbose_name = "Funding"
    default_auto_field = "django.db.models.BigAutoField"
    generated_pages: ClassVar[dict[str, str]] = {"return-states.md": "funding.return_states.states_page"}
