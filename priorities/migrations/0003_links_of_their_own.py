"""Gives each e-mail about an update request a link of its own, and makes its row before the mail leaves.

An earlier request had one link, of which only the hash is known: it moves to the newest e-mail, and back.
"""

import secrets

import django.utils.timezone
from django.db import migrations, models
from django.db.models import F

import core.models
from core.choice_migrations import AlterChoices

KINDS = [
    ("request", "The request itself"),
    ("due", "Due soon"),
    ("overdue", "Overdue"),
    ("escalation", "Escalation to the body's lead"),
    ("nudge", "Nudge by the officer"),
]


def give_links_to_mails(apps, _schema_editor):
    reminders = apps.get_model("priorities", "Reminder").objects
    reminders.update(made_at=F("sent_at"))
    for asked in apps.get_model("priorities", "BodyRequest").objects.all():
        newest = reminders.filter(body_request=asked).order_by("-sent_at", "-pk").first()
        if newest:
            newest.token_hash = asked.token_hash
            newest.save(update_fields=["token_hash"])


def give_links_to_requests(apps, _schema_editor):
    reminders = apps.get_model("priorities", "Reminder").objects
    for asked in apps.get_model("priorities", "BodyRequest").objects.all():
        newest = reminders.filter(body_request=asked, token_hash__isnull=False).order_by("-made_at", "-pk").first()
        asked.token_hash = newest.token_hash if newest else secrets.token_hex(32)
        asked.save(update_fields=["token_hash"])
    reminders.filter(sent_at__isnull=True).update(sent_at=F("made_at"))
    reminders.filter(kind__in=["returned", "renewed"]).update(kind="nudge")


class Migration(migrations.Migration):
    dependencies = [
        ("priorities", "0002_workspace"),
    ]

    operations = [
        migrations.AddField(
            model_name="reminder",
            name="made_at",
            field=models.DateTimeField(default=django.utils.timezone.now),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="reminder",
            name="token_hash",
            field=models.CharField(
                blank=True,
                editable=False,
                help_text="SHA-256 of the link's secret. Empty where a newer link took its place.",
                max_length=64,
                null=True,
                unique=True,
                verbose_name="hash of its link",
            ),
        ),
        migrations.AlterField(
            model_name="reminder",
            name="sent_at",
            field=models.DateTimeField(blank=True, help_text="Empty while it has not left.", null=True),
        ),
        AlterChoices(
            model_name="reminder",
            name="kind",
            field=core.models.ChoiceField(
                choices=[*KINDS, ("returned", "Answers sent back"), ("renewed", "A new link")], max_length=20
            ),
        ),
        migrations.AlterField(
            model_name="bodyrequest",
            name="token_hash",
            field=models.CharField(max_length=64, null=True, unique=True),
        ),
        migrations.RunPython(give_links_to_mails, give_links_to_requests),
        migrations.RemoveField(model_name="bodyrequest", name="token_hash"),
        migrations.AlterField(
            model_name="bodyrequest",
            name="expires_at",
            field=models.DateTimeField(verbose_name="its links work until"),
        ),
        migrations.AlterField(
            model_name="bodyrequest",
            name="revoked_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="its links were revoked"),
        ),
        migrations.AlterField(
            model_name="bodyrequest",
            name="answered_at",
            field=models.DateTimeField(
                blank=True,
                help_text="Empty again when an answer is sent back.",
                null=True,
                verbose_name="answered in full",
            ),
        ),
    ]
