"""Django's record of the app."""

from typing import ClassVar

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Papers: composed from the data, checked, rendered, signed off and published."""

    name = "reports"
    verbose_name = "Reports"
    default_auto_field = "django.db.models.BigAutoField"
    generated_pages: ClassVar[dict[str, str]] = {"paper-states.md": "reports.paper_states.states_page"}
