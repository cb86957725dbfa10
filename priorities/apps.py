"""Django's record of the app."""

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    """Plans, priorities, actions, targets, progress and objectives."""

    name = "priorities"
    verbose_name = "Priorities"
    default_auto_field = "django.db.models.BigAutoField"
