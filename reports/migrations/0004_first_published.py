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


NEW_FILLS = ("implications", "recommendations", "targets")


def say_only_what_was_known(apps: Any, _schema_editor: Any) -> None:
    """What papers could be before: what is public is published, and the rest a draft; of sections that are filled in a
    new way the words stay.
    """
    paper = apps.get_model("reports", "Paper")
    in_work = paper.objects.exclude(state__in=["published", "withdrawn"])
    in_work.filter(first_published_at=None).update(state="draft")
    in_work.exclude(first_published_at=None).update(state="published")
    apps.get_model("reports", "Section").objects.filter(fill__in=NEW_FILLS).update(fill="narrative", options={})


class Migration(migrations.Migration):
    dependencies = [("reports", "0003_paper_flow")]
    operations = [migrations.RunPython(say_when, say_only_what_was_known)]
