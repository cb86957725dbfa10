"""Papers that have an edition were published when it was."""

from typing import Any

from django.db import migrations
from django.db.models import Min


def say_when(apps: Any, _schema_editor: Any) -> None:
    paper = apps.get_model("reports", "Paper")
    for found in paper.objects.annotate(first=Min("editions__published_at")).filter(first__isnull=False):
        paper.objects.filter(pk=found.pk).update(first_published_at=found.first)
    # Papers that say they are published, and have nothing to show for it, are drafts.
    paper.objects.filter(first_published_at=None, state__in=["published", "withdrawn"]).update(state="draft")
    paper.objects.filter(state="withdrawn").update(withdrawn_reason="No reason was recorded.")


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_paper_flow")]
    operations = [migrations.RunPython(say_when, migrations.RunPython.noop)]
