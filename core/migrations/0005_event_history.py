"""The history of a record and of a person is found without reading the whole chain."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("core", "0004_drafts_and_removals")]
    operations = [
        # No change to the table itself: SQLite would make it anew without its triggers.
        migrations.RemoveIndex("event", "core_event_by_subject"),
        migrations.AddIndex(
            "event",
            models.Index(fields=["subject_type", "subject_id", "chain", "sequence"], name="core_event_of_record"),
        ),
        migrations.AddIndex("event", models.Index(fields=["chain", "actor", "sequence"], name="core_event_of_actor")),
        migrations.AlterField(
            "event",
            "actor_name",
            models.CharField(
                help_text='"Person 12" by the key of the account, "The portal", or the body that answered; no person\'s name.',
                max_length=254,
            ),
        ),
    ]
