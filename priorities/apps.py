"""Django's record of the app."""

from typing import ClassVar

from django.apps import AppConfig


class PrioritiesConfig(AppConfig):
    """Plans, priorities, actions, targets, progress and objectives."""

    name = "priorities"
    verbose_name = "Priorities"
    default_auto_field = "django.db.models.BigAutoField"
    generated_pages: ClassVar[dict[str, str]] = {"plan-states.md": "priorities.plan_states.states_page"}
