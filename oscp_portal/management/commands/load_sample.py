"""Load the sample partnerships and, with --publish, publish their papers."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from core.events import PORTAL_CHAIN, record_event
from core.models import Event
from oscp_portal.sample import SampleError, check_files, digest_of, load_files
from reports.models import Paper
from reports.operations import PaperNotReady, publish_paper

LOADED = "sample.loaded"


class Command(BaseCommand):
    """`manage.py load_sample [--from DIR] [--publish]`. Loading twice changes nothing; a broken file changes
    nothing.
    """

    help = "Load the sample partnerships with their plans and papers. A second run changes nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--from", dest="folder", default=str(settings.BASE_DIR / "sample"), help="The folder of TOML files."
        )
        parser.add_argument(
            "--publish", action="store_true", help="Also publish the sample papers that are still drafts."
        )

    def handle(self, *args: Any, folder: str, publish: bool, **options: Any) -> None:
        files = sorted(Path(folder).glob("*.toml"))
        if not files:
            raise CommandError(f"There are no .toml files in {folder}.")
        loaded = Event.objects.filter(chain=PORTAL_CHAIN, verb=LOADED).order_by("sequence").last()
        if loaded is not None and loaded.data["digest"] == digest_of(files):
            self.stdout.write("The sample is already loaded; nothing was changed.")
        else:
            self._read(files, is_loaded=loaded is not None)
        if publish:
            self._publish()

    def _read(self, files: list[Path], *, is_loaded: bool) -> None:
        """Load the files; where another version stands already, only say what is wrong with these."""
        try:
            if not is_loaded:
                self._load(files)
                return
            check_files(files)
        except SampleError as error:
            raise CommandError(f"The sample was not loaded and nothing was changed.\n{error}") from None
        self.stdout.write(
            "Another version of the sample is already loaded; nothing was changed. "
            "To load this one, start with an empty database."
        )

    def _load(self, files: list[Path]) -> None:
        with transaction.atomic():
            result = load_files(files)
            total = sum(result.counts.values())
            record_event(
                chain=PORTAL_CHAIN,
                verb=LOADED,
                summary=f"Loaded the sample: {total:,} records from {len(files)} files.",
                by=None,
                now=timezone.now(),
                data={"digest": result.digest, "counts": result.counts, "papers": list(result.keys.get("paper", ()))},
            )
        self.stdout.write(f"Loaded {total:,} records from {len(files)} files.")

    def _publish(self) -> None:
        loaded = Event.objects.filter(chain=PORTAL_CHAIN, verb=LOADED).order_by("sequence").last()
        of_sample = Paper.objects.filter(slug__in=loaded.data["papers"] if loaded else ())
        for paper in of_sample.filter(state=Paper.State.DRAFT, editions=None).order_by("date", "pk"):
            try:
                edition = publish_paper(paper=paper, by=None, now=timezone.now(), is_of_record=True)
            except PaperNotReady as error:
                raise CommandError(f"“{paper}” was not published: {error}") from None
            self.stdout.write(f"Published {paper.slug} (edition {edition.number}, {edition.content_hash[:12]}).")
