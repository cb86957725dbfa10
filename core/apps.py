"""Django's record of the app."""

from typing import ClassVar

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The event log, access marks, formats, forms and components that every other app stands on."""

    name = "core"
    verbose_name = "Core"
    generated_pages: ClassVar[dict[str, str]] = {"access.md": "core.routes.access_page"}
    default_auto_field = "django.db.models.BigAutoField"
