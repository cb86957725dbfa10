"""Make one person per role for a demonstration, and print how each signs in."""

import os
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from partners.demo_people import DemoLogin, NobodyToSpeakFor, ensure_demo_people
from partners.models import Partnership


class Command(BaseCommand):
    """`manage.py make_demo_people [--partnership SLUG]`, in a demonstration only."""

    help = "Make one person per role and print their logins. A second run prints the same ones."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--partnership", default="oxford", help="The partnership they work for.")

    def handle(self, *args: Any, partnership: str, **options: Any) -> None:
        if not settings.IS_DEMO:
            raise CommandError("These people and their printed passwords are for a demonstration: set PORTAL_ENV=demo.")
        found = Partnership.objects.filter(slug=partnership).first()
        if found is None:
            raise CommandError(f"There is no partnership {partnership!r}. Load the sample first: manage.py load_sample")
        file = settings.DATA_DIR / "demo-logins.txt"
        try:
            logins = ensure_demo_people(partnership=found, passwords=_read_passwords(file), by=None, now=timezone.now())
        except NobodyToSpeakFor as error:
            raise CommandError(str(error)) from error
        _write(logins, file)
        self.stdout.write(f"Logins, one per role of {found} (kept in {file}):")
        self.stdout.write(_as_table(logins))


def _read_passwords(file: Path) -> dict[str, str]:
    """The passwords made up earlier, by e-mail address."""
    if not file.is_file():
        return {}
    rows = [line.rsplit(maxsplit=2) for line in file.read_text(encoding="utf-8").splitlines()]
    return {row[1]: row[2] for row in rows if len(row) == 3}


def _write(logins: list[DemoLogin], file: Path) -> None:
    """Readable by its owner only, from its first byte."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as stream:
        stream.write(_as_table(logins) + "\n")


def _as_table(logins: list[DemoLogin]) -> str:
    return "\n".join(f"  {login.role:<24} {login.email:<36} {login.password}" for login in logins)
