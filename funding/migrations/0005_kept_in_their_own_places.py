"""Takes away the old places, and keeps the files of returns for good."""

from django.db import migrations, models

import core.models
from core.choice_migrations import AlterChoices
from core.triggers import keep_append_only


class Migration(migrations.Migration):
    dependencies = [("funding", "0004_explanations_and_shares"), ("core", "0003_event_append_only")]
    operations = [
        migrations.RemoveField(model_name="award", name="difference_note"),
        migrations.RemoveField(model_name="allocation", name="recipient_partnerships"),
        migrations.AddField(
            model_name="allocation",
            name="recipient_partnerships",
            field=models.ManyToManyField(
                blank=True, related_name="allocations", through="funding.Share", to="partners.partnership"
            ),
        ),
        AlterChoices(
            model_name="return",
            name="state",
            field=core.models.ChoiceField(
                choices=[
                    ("not-started", "Not started"),
                    ("with-bodies", "With bodies"),
                    ("in-review", "In review"),
                    ("approved", "Approved"),
                    ("sent", "Sent"),
                    ("queried", "Queried"),
                ],
                default="not-started",
                max_length=20,
            ),
        ),
        keep_append_only("funding_returnfile", keys=[("funding_return_id", "number", "name")]),
    ]
