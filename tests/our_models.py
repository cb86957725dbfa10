"""The models of the portal's own apps, for the sweeps."""

from django.apps import apps
from django.db import models

OUR_APPS = ("core", "partners", "priorities", "achievements", "funding", "scorecard", "reports")


def our_models() -> list[type[models.Model]]:
    """Every model of ours that stands for something: no join tables that Django makes by itself."""
    return [model for app in OUR_APPS for model in apps.get_app_config(app).get_models()]
