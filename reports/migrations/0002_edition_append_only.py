"""The database itself refuses to alter or remove a published edition."""

from django.db import migrations

from core.triggers import keep_append_only


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("core", "0003_event_append_only")]
    operations = [keep_append_only("reports_edition", keys=[("paper_id", "number")])]
