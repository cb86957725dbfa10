"""Django's record of the app."""

from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    """Indicators, measurements, baselines, breaks in series and exception reports."""

    name = "scorecard"
    verbose_name = "Scorecard"
    default_auto_field = "django.db.models.BigAutoField"
