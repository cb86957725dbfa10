"""Django's record of the app."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Papers: composed from the data, checked, rendered, signed off and published."""

    name = "reports"
    verbose_name = "Reports"
    default_auto_field = "django.db.models.BigAutoField"
