"""Read official figures into the scorecards: recorded crime of the Home Office, or street crime of data.police.uk."""

from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core.formats import listed, number
from partners.models import Partnership
from scorecard.importing.changes import Change, Changes, changes_of, missing_in_words
from scorecard.importing.feeding import Feeding, feedings_of
from scorecard.importing.operations import as_read, hash_of, in_words, take_over
from scorecard.importing.watching import Message, read_file
from scorecard.official.counts import NotTaken, OfficialFileRefused, Wanted

LONGEST_LIST = 12


class Command(BaseCommand):
    """`manage.py import_recorded_crime FILE --partnership SLUG --dry-run`."""

    help = "Read official crime figures into the indicators that they fill."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="A table of the Home Office, or a file or archive of data.police.uk."
        )
        parser.add_argument(
            "--partnership", help="The name in the address of one partnership. Without it: all of them."
        )
        parser.add_argument("--dry-run", action="store_true", help="Only say what would change.")

    def handle(self, *args: Any, file: Path, partnership: str | None, dry_run: bool, **options: Any) -> None:
        feedings = self.feedings(partnership)
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            found = read_file(str(file.resolve()), file.name, merged(feedings), self.show_progress)
        except OfficialFileRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.end_progress()
        self.stdout.write(f"{found['rows']:,} rows were read from “{file.name}”.")
        with file.open("rb") as content:
            file_hash = hash_of(File(content))
        for whose, of in feedings.items():
            if found["feed"] in of:
                self.take(whose, narrowed(found, of[found["feed"]]), file.name, file_hash, is_trial=dry_run)
        self.say_not_taken(found)

    def feedings(self, slug: str | None) -> dict[Partnership, dict[str, Feeding]]:
        """What the partnerships want that are asked for; only those that want something."""
        partnerships = Partnership.objects.order_by("slug")
        if slug and not partnerships.filter(slug=slug).exists():
            known = ", ".join(partnerships.values_list("slug", flat=True)) or "none"
            raise CommandError(f"There is no partnership “{slug}”. Partnerships in this portal: {known}.")
        some = partnerships.filter(slug=slug) if slug else partnerships
        found = {partnership: of for partnership in some if (of := feedings_of(partnership))}
        if not found:
            raise CommandError("No indicator is filled by official figures. Choose what fills one on the scorecard.")
        return found

    def take(self, partnership: Partnership, found: Message, name: str, file_hash: str, *, is_trial: bool) -> None:
        """Say what changes for one partnership, and take it over unless this is a trial."""
        run = as_read(partnership=partnership, found=found, name=name, file_hash=file_hash, by=None, now=timezone.now())
        changes = changes_of(run)
        self.stdout.write(self.style.MIGRATE_HEADING(partnership.name))
        for change in (*changes.revised, *changes.new):
            self.stdout.write(f"  {sentence(change)}")
        self.say_left(changes)
        if not (changes.new or changes.revised):
            on_record = f"{changes.same:,} values are on record already" if changes.same else "the file gives no value"
            self.stdout.write(f"  Nothing changes: {on_record}.")
            return
        if not is_trial:
            run.save()
            take_over(run=run, seen=changes.digest, by=None, now=timezone.now())
        verb = "would be taken over" if is_trial else "were taken over"
        self.stdout.write(f"  {in_words(changes)} {verb}; {changes.same:,} are the same as before.")

    def say_left(self, changes: Changes) -> None:
        for measurement in changes.gone:
            self.stdout.write(f"  Kept, though not in this file: {measurement.indicator}: {measurement}")
        for sentence_of_missing in missing_in_words(changes):
            self.stdout.write(f"  No value: {sentence_of_missing}")

    def say_not_taken(self, found: Message) -> None:
        for item in found["not_taken"]:
            self.stdout.write(told(NotTaken(**item)))
        for note in found["notes"]:
            self.stdout.write(f"The file says: {note}")

    def show_progress(self, message: Message) -> bool:
        if self.stderr.isatty():
            percent = message["done"] * 100 // max(1, message["total"])
            self.stderr.write(f"\r{percent:3}%  {message['rows']:,} rows", style_func=str, ending="")
            self.stderr.flush()
        return True

    def end_progress(self) -> None:
        if self.stderr.isatty():
            self.stderr.write("\r" + " " * 40 + "\r", style_func=str, ending="")


def merged(feedings: dict[Partnership, dict[str, Feeding]]) -> dict[str, Wanted]:
    """What all partnerships want together, so that one reading serves them all."""
    together: dict[str, Wanted] = {}
    for of in feedings.values():
        for feed, feeding in of.items():
            before = together.get(feed, Wanted({}, ()))
            selections = dict.fromkeys((*before.selections, *feeding.wanted.selections))
            wanted = feeding.wanted
            areas, forces = {**before.areas, **wanted.areas}, {**before.forces, **wanted.forces}
            together[feed] = Wanted(areas, tuple(selections), forces)
    return together


def narrowed(found: Message, feeding: Feeding) -> Message:
    """The same, with the counts of one partnership's areas, and of its force."""
    areas = {area.id for area in (*feeding.areas, *feeding.forces)}
    return {**found, "counts": [count for count in found["counts"] if count["area"] in areas]}


def sentence(change: Change) -> str:
    """One value that changes: "New: Theft: Bicycles stolen, Q1 2025-26: 213"."""
    whose = f", {change.whose}" if change.whose else ""
    value = f"{change.indicator.name}, {change.value.period}{whose}: {number(change.value.value)}"
    made_of = f" ({change.areas})" if change.areas else ""
    if change.revises is None:
        return f"New: {value}{made_of}"
    return f"Revised: {value}{made_of}, before {change.revises.stated or number(change.revises.value)}"


def told(item: NotTaken) -> str:
    """Something that was not taken, in one line."""
    count = f", {item.rows:,} {'row' if item.rows == 1 else 'rows'}" if item.rows else ""
    offences = "" if item.offences is None else f", {item.offences:,} {'offence' if item.offences == 1 else 'offences'}"
    more = len(item.examples) - LONGEST_LIST
    examples = [*item.examples[:LONGEST_LIST], *([f"{more} more"] if more > 0 else [])]
    return f"Not taken: {item.why}{count}{offences}{': ' if examples else ''}{listed(examples)}."
