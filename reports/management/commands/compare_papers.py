"""Tell what changed from one paper to another: editions, drafts, or different years' papers."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports import content
from reports.comparing import compare, to_json
from reports.models import Paper
from reports.rendering.changes_text import changes_text
from reports.versions import DRAFT, NotComposed, NoVersion, content_of, version_named, versions_of

FORMATS = {"text": changes_text, "json": to_json}


class Command(BaseCommand):
    """`manage.py compare_papers A B --format text|json [--output FILE]`."""

    help = "Tell what changed from paper A to paper B, word by word and cell by cell."

    def add_arguments(self, parser: CommandParser) -> None:
        named = "a paper's address, alone or with its version: 2025-update, 2025-update@1 or 2025-update@draft"
        parser.add_argument("old", metavar="A", help=f"The older: {named}.")
        parser.add_argument("new", metavar="B", help="The newer, named in the same way.")
        parser.add_argument("--format", choices=tuple(FORMATS), default="text", dest="form")
        parser.add_argument("--output", help="The file to write; without it, standard output.")

    def handle(self, *args: Any, old: str, new: str, form: str, output: str | None, **options: Any) -> None:
        told = FORMATS[form](compare(self._paper(old), self._paper(new)))
        text = told if told.endswith("\n") else f"{told}\n"
        try:
            if output:
                Path(output).write_text(text, encoding="utf-8")
                self.stderr.write(f"Wrote {output} ({len(text.encode()):,} bytes).")
            else:
                self.stdout.write(text, ending="")
                self.stdout.flush()
        except OSError as error:
            raise CommandError(f"The comparison cannot be written out: {error.strerror}.") from None

    def _paper(self, named: str) -> content.Paper:
        """The content named by "slug", "slug@2" or "slug@draft"; alone, the newest edition or else the draft."""
        slug, _, wanted = named.partition("@")
        found = Paper.objects.select_related("partnership", "house_style", "plan", "reports_on")
        paper = found.filter(slug=slug).first()
        if paper is None:
            known = ", ".join(Paper.objects.order_by("slug").values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no paper “{slug}”. Papers in this portal: {known}.")
        versions = versions_of(paper, with_draft=True)
        newest = versions[1].name if len(versions) > 1 else DRAFT
        try:
            return content_of(paper, version_named(versions, wanted or newest))
        except (NoVersion, NotComposed) as problem:
            raise CommandError(f"“{slug}”: {problem}") from None
