"""Write the list of grants that the public may see, in the formats of open data."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.snapshot import one_moment
from funding.exports import FORMS, FileKind, Grant, NothingToPublish, file_parts, grants_of, publisher_of, to_bid_for
from partners.models import Partnership

FORMATS = [kind.value for kind in FileKind if kind is not FileKind.REGISTER_XLSX]


class Command(BaseCommand):
    """`manage.py export_grants --format 360giving-json [--partnership SLUG] [--output FILE]`.

    The list goes to the standard output, what is said about it to the standard error. Ends with 1 where there is
    nothing to write, no such partnership, or no such place for the file; what was there before then stays.
    """

    help = "Write the published grants as 360Giving JSON or CSV, or as the Transparency Code's list."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--format", choices=FORMATS, required=True, dest="kind", help="What to write.")
        parser.add_argument("--partnership", metavar="SLUG", help="Only this partnership's, by its address.")
        parser.add_argument("--output", metavar="FILE", help="Where to; without it, to the standard output.")

    def handle(self, *args: Any, kind: str, partnership: str | None, output: str | None, **options: Any) -> None:
        now = timezone.now()
        on, file_kind, found = timezone.localdate(now), FileKind(kind), _partnership(partnership)
        with one_moment():
            publisher = publisher_of(found, on=on)
            grants = grants_of(found, on=on)
            try:
                parts = file_parts(file_kind, grants, publisher, now=now, tell=self._tell, mark=False)
            except NothingToPublish:
                raise CommandError(
                    "Nothing was written: no grant has a date, an amount and a recipient. Record what is missing, then "
                    "try again."
                ) from None
            self._write(parts, output)
            for announced in to_bid_for(found, on=on):
                self.stderr.write(f"No grant yet: {announced} is still to be bid for.")
        if publisher.unregistered and FORMS[file_kind].is_giving:
            self.stderr.write(
                f"No 360Giving prefix is recorded for {publisher.unregistered}: these identifiers are unique in this "
                "portal only. Before you register the file with 360Giving, ask them for a prefix and record it. All "
                "identifiers change with it."
            )

    def _tell(self, grant: Grant, why: str) -> None:
        self.stderr.write(f"Left out: “{grant.title}” ({grant.reference}): {why}.")

    def _write(self, parts: Iterator[bytes], output: str | None) -> None:
        if output is None:
            self._print(parts)
            return
        place = Path(output)
        if not output or place.is_dir():
            raise CommandError(f"“{output}” is a folder. Give the file a name." if output else "Give the file a name.")
        try:
            if place.exists() and not place.is_file():  # a pipe or a device, which is written to and never replaced
                with place.open("wb") as file:
                    file.writelines(parts)
            else:
                _replace(place.resolve(), parts)  # what a link leads to, so that the link stays one
        except OSError as error:
            raise CommandError(f"{output} could not be written: {error.strerror}.") from error
        self.stderr.write(f"Written to {output}.")

    def _print(self, parts: Iterator[bytes]) -> None:
        """In UTF-8, whatever the terminal's encoding; no more where whoever reads has enough."""
        raw = getattr(self.stdout, "buffer", None)
        if raw is None:
            self.stdout.write("".join(part.decode() for part in parts), ending="")
            return
        try:
            raw.writelines(parts)
            raw.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), raw.fileno())  # else Python complains when it ends


def _replace(place: Path, parts: Iterator[bytes]) -> None:
    """Write a file so that what was there before stays until the new one is whole."""
    beside = place.with_name(f".{place.name}.{os.getpid()}.part")
    try:
        with beside.open("wb") as file:
            file.writelines(parts)
        beside.replace(place)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _partnership(slug: str | None) -> Partnership | None:
    if slug is None:
        return None
    found = Partnership.objects.select_related("host_body").filter(slug=slug).first()
    if found is None:
        known = ", ".join(Partnership.objects.order_by("slug").values_list("slug", flat=True)) or "none"
        raise CommandError(f"There is no partnership “{slug}”. Partnerships in this portal: {known}.")
    return found
