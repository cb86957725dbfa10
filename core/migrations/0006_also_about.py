"""Events about several records stand in the history of each."""

from django.db import migrations, models

from core.triggers import keep_append_only


class Migration(migrations.Migration):
    dependencies = [("core", "0005_event_history")]
    operations = [
        migrations.CreateModel(
            name="AlsoAbout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("chain", models.CharField(max_length=100)),
                ("sequence", models.PositiveBigIntegerField(help_text="The event's place in the chain.")),
                ("record_type", models.CharField(max_length=100)),
                ("record_id", models.CharField(max_length=40)),
            ],
            options={"verbose_name_plural": "also about"},
        ),
        migrations.AddConstraint(
            "alsoabout",
            models.UniqueConstraint(
                fields=["chain", "record_type", "record_id", "sequence"],
                name="core_alsoabout_once",
                violation_error_message="The event is known to be about this record already.",
            ),
        ),
        keep_append_only("core_alsoabout", keys=[("chain", "record_type", "record_id", "sequence")]),
    ]
