"""Django's record of the app."""

from django.apps import AppConfig


class AchievementsConfig(AppConfig):
    """What was done, the figures it is told in, and the evidence."""

    name = "achievements"
    verbose_name = "Achievements"
    default_auto_field = "django.db.models.BigAutoField"
