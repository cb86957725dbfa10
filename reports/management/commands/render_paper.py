"""Print a paper: its newest published edition, or its draft as it stands."""

import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from reports import content
from reports.compose import OptionError, compose_paper
from reports.models import Edition, Paper
from reports.rendering import html, text
from reports.rendering.docx import docx
from reports.rendering.markdown import markdown
from reports.rendering.pdf import RenderingFailed, pdf

FORMATS = ("html", "pdf", "docx", "md", "json", "text")
NOT_TEXT = ("pdf", "docx")


class Command(BaseCommand):
    """`manage.py render_paper SLUG --format html|pdf|docx|md|json|text [--output FILE]`."""

    help = "Print a paper's newest published edition, or its draft when none is published."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="The last part of the paper's address.")
        parser.add_argument("--format", choices=FORMATS, default="text", dest="form")
        parser.add_argument("--output", help="The file to write; without it, standard output.")

    def handle(self, *args: Any, slug: str, form: str, output: str | None, **options: Any) -> None:
        paper = Paper.objects.select_related("partnership", "house_style").filter(slug=slug).first()
        if paper is None:
            known = ", ".join(Paper.objects.order_by("slug").values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no paper “{slug}”. Papers in this portal: {known}.")
        try:
            data = self._render(paper, form)
        except (content.ContentError, OptionError, RenderingFailed) as error:
            raise CommandError(f"“{paper}” cannot be printed: {error}") from None
        if output:
            self._write(Path(output), data)
        else:
            self._print(data, form)

    def _render(self, paper: Paper, form: str) -> bytes:
        edition = Edition.objects.filter(paper=paper).order_by("-number").first()
        if edition is not None and (kept := self._kept(edition, form)):
            return kept
        found = content.from_json(edition.content) if edition else compose_paper(paper)
        status = "" if edition else "Draft"
        match form:
            case "html":
                return html.document(found, content_hash=content.content_hash(found), status=status).encode()
            case "pdf":
                return pdf(found, content_hash=content.content_hash(found), status=status)
            case "docx":
                return docx(found, content_hash=content.content_hash(found), status=status)
            case "md":
                return markdown(found).encode()
            case "json":
                return content.to_json(found).encode()
            case _:
                return text.text(found).encode()

    def _kept(self, edition: Edition, form: str) -> bytes:
        """The file of record in this form; nothing where there is none."""
        if form == "pdf":
            return bytes(edition.pdf)
        if form == "docx" and (file := edition.files.filter(name="paper.docx").first()):
            return bytes(file.content)
        return b""

    def _print(self, data: bytes, form: str) -> None:
        try:
            if form in NOT_TEXT:
                sys.stdout.buffer.write(data)
            else:
                self.stdout.write(data.decode(), ending="")
            self.stdout.flush()
        except OSError as error:
            raise CommandError(f"The paper cannot be written out: {error.strerror}.") from None

    def _write(self, path: Path, data: bytes) -> None:
        try:
            path.write_bytes(data)
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from None
        self.stderr.write(f"Wrote {path} ({len(data):,} bytes).")
