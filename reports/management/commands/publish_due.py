"""Publish the papers whose hour has come: for cron, every five minutes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.formats import moment
from reports.operations.scheduling import due_papers, publish_due_papers


class Command(BaseCommand):
    """`manage.py publish_due [--dry-run]`: exit code 1 where a paper that is due could not be published."""

    help = "Publish the papers that are scheduled for now or before. Each is published by itself, or not at all."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Only say what is due at this moment.")

    def handle(self, *args: Any, dry_run: bool, **options: Any) -> None:
        now = timezone.now()
        if dry_run:
            for paper in due_papers(now=now):
                self.stdout.write(f"Due: {paper.slug}, {moment(paper.publish_at or now)}")
            return
        done = publish_due_papers(now=now)
        for sentence in done.published:
            self.stdout.write(f"Published: {sentence}")
        for sentence in done.failed:
            self.stderr.write(f"Not published: {sentence}")
        if done.failed:
            raise CommandError(f"{len(done.failed)} not published. Their officers were told.")
