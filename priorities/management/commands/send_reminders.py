"""Remind bodies that have not answered an update request: for cron, every hour or once a day."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from priorities.cadence import is_office_hour
from priorities.operations.requests import due_reminders, send_due_reminders


class Command(BaseCommand):
    """`manage.py send_reminders [--dry-run]`: exit code 1 where an e-mail could not be sent."""

    help = "Send the reminders that are due now. Nothing is sent at night, at a weekend or on a bank holiday."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be sent at this moment.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        if dry_run:
            due = due_reminders(now=now)
            for reminder in due:
                self.stdout.write(f"Due: {reminder}")
            when = "now" if is_office_hour(now) else "at the next hour between 8am and 6pm on a working day"
            self.stdout.write(f"{len(due)} to send {when}. Nothing was sent.")
            return
        done = send_due_reminders(now=now)
        if done.is_quiet:
            self.stdout.write("Nothing is sent now. Reminders leave between 8am and 6pm on working days.")
            return
        for sentence in done.sent:
            self.stdout.write(f"Sent: {sentence}")
        for sentence in done.failed:
            self.stderr.write(f"Could not be sent: {sentence}")
        if done.failed:
            raise CommandError(f"{len(done.failed)} not sent; they are tried again next time.")
        self.stdout.write(f"{len(done.sent)} sent.")
