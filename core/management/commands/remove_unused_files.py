"""Delete uploaded files that nothing names."""

from typing import Any

from django.core.management.base import BaseCommand
from django.template.defaultfilters import pluralize
from django.utils import timezone

from core.unused_files import remove_unused_files


class Command(BaseCommand):
    """`manage.py remove_unused_files`, for cron: says how many files it deleted."""

    help = "Delete uploaded files that no record names and no undo may want, but those of the last day."

    def handle(self, *args: Any, **options: Any) -> None:
        removed = remove_unused_files(now=timezone.now())
        self.stdout.write(f"Deleted {len(removed)} unused file{pluralize(len(removed))}.")
