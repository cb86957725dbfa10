"""Keeps why more is allocated than was awarded as an explanation, which knows its size and who gave it."""

from decimal import Decimal
from typing import Any

from django.db import migrations


def move(apps: Any, _schema_editor: Any) -> None:
    """An explanation of what is allocated beyond each award that has a reason for it."""
    explanations = apps.get_model("funding", "Explanation").objects
    for award in apps.get_model("funding", "Award").objects.exclude(over_allocated_reason=""):
        rows = award.allocations.filter(passed_on_from=None).values_list("amount", flat=True)
        difference = (award.amount_announced or Decimal(0)) - sum(rows, Decimal(0))
        explanations.get_or_create(
            award=award,
            allocation=None,
            difference="announced",
            defaults={"amount": difference, "text": award.over_allocated_reason},
        )


def move_back(apps: Any, _schema_editor: Any) -> None:
    """The reason of each award that is allocated beyond its amount."""
    found = apps.get_model("funding", "Explanation").objects.filter(difference="announced", amount__lt=0)
    for explanation in found.select_related("award"):
        explanation.award.over_allocated_reason = explanation.text
        explanation.award.save()


class Migration(migrations.Migration):
    dependencies = [("funding", "0005_kept_in_their_own_places")]
    operations = [
        migrations.RunPython(move, move_back),
        migrations.RemoveField(model_name="award", name="over_allocated_reason"),
    ]
