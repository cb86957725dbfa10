"""Remind bodies that have not answered, for their actions, for a return or for an indicator that goes the wrong way:
for cron, every hour or once a day.
"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from funding.operations.returns import bodies_mailed_lately, due_return_reminders, send_due_return_reminders
from priorities.cadence import is_office_hour
from priorities.operations.requests import due_reminders, send_due_reminders
from scorecard.operations import bodies_asked_lately, chase_exceptions, due_exceptions


class Command(BaseCommand):
    """`manage.py send_reminders [--dry-run]`: exit code 1 where an e-mail could not be sent.

    A body gets at most one e-mail in five days, whatever it is asked: update requests go first, returns second,
    exception reports last.
    """

    help = "Send the reminders that are due now. Nothing is sent at night, at a weekend or on a bank holiday."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what would be sent at this moment.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        mailed = bodies_mailed_lately(now=now)
        kept_free = mailed | bodies_asked_lately(now=now)
        if dry_run:
            updates = due_reminders(now=now, not_to=kept_free)
            first = {one.owner for one in updates}
            returns = [one for one in due_return_reminders(now=now) if one.owner not in first]
            first |= mailed | {one.owner for one in returns}
            due = [*updates, *returns, *due_exceptions(now=now, not_to=frozenset(first))]
            for reminder in due:
                self.stdout.write(f"Due: {reminder}")
            when = "now" if is_office_hour(now) else "at the next hour between 8am and 6pm on a working day"
            self.stdout.write(f"{len(due)} to send {when}. Nothing was sent.")
            return
        rounds = [send_due_reminders(now=now, not_to=kept_free), send_due_return_reminders(now=now)]
        rounds.append(chase_exceptions(now=now, not_to=bodies_mailed_lately(now=now)))
        if all(done.is_quiet for done in rounds):
            self.stdout.write("Nothing is sent now. Reminders leave between 8am and 6pm on working days.")
            return
        sent = [sentence for done in rounds for sentence in done.sent]
        failed = [sentence for done in rounds for sentence in done.failed]
        for sentence in sent:
            self.stdout.write(f"Sent: {sentence}")
        for sentence in failed:
            self.stderr.write(f"Could not be sent: {sentence}")
        if failed:
            raise CommandError(f"{len(failed)} not sent; they are tried again next time.")
        self.stdout.write(f"{len(sent)} sent.")
