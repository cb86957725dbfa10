"""The database itself refuses to alter or remove an event."""

from django.db import migrations

from core.triggers import keep_append_only


class Migration(migrations.Migration):
    dependencies = [("core", "0002_initial")]
    operations = [keep_append_only("core_event", keys=[("chain", "sequence")])]
