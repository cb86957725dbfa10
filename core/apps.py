"""Django's record of the app."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The event log, access marks, formats, forms and components that every other app stands on."""

    name = "core"
    verbose_name = "Core"
    default_auto_field = "django.db.models.BigAutoField"
