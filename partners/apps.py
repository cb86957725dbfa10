"""Django's record of the app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Bodies, partnerships, memberships, groups and seats, meetings, areas, people and their roles."""

    name = "partners"
    verbose_name = "Partners"
    default_auto_field = "django.db.models.BigAutoField"
