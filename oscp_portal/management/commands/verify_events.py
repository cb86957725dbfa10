"""Check that no event, no published edition and no approved return was altered, removed, put in or moved since."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from core.events import KeptHash, verify_chains, verify_kept
from core.models import ChainHead
from funding.integrity import verify_returns
from reports.integrity import verify_editions
from reports.models import Edition

PRINTED = re.compile(r"^(?P<chain>\S+): (?P<sequence>[\d,]+) events?, the last with hash (?P<hash>[0-9a-f]{64})$", re.M)


class Command(BaseCommand):
    """`manage.py verify_events`: exit code 0 and each chain's last hash, or 1 and the first fault of each broken chain.

    Keep the printed hashes somewhere else: whoever can write the database can forge a whole chain, but not what was
    written down elsewhere. `--kept FILE` compares with what was printed before.
    """

    help = (
        "Check the event log, the published editions and the approved returns. "
        "Prints the last hash of each chain, or the first fault of each and exit code 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--kept", type=Path, metavar="FILE", help="What this command printed before, once or often, kept elsewhere."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        kept = _hashes_in(options["kept"]) if options["kept"] else []
        faults = [*verify_chains(), *verify_kept(kept)]
        for fault in faults:
            self.stderr.write(f"{fault.chain}, event {fault.sequence}: {fault.problem}")
        altered, of_returns = list(verify_editions()), list(verify_returns())
        for sentence in (*altered, *of_returns):
            self.stderr.write(sentence)
        if faults:
            broken = len({fault.chain for fault in faults})
            raise CommandError(f"{_counted(broken, 'chain')} cannot be trusted from the event named above on.")
        if altered:
            raise CommandError(f"{_counted(len(altered), 'edition')} cannot be trusted.")
        if of_returns:
            raise CommandError(f"{_counted(len(of_returns), 'document')} of returns cannot be trusted.")
        heads = list(ChainHead.objects.order_by("chain"))
        for head in heads:
            self.stdout.write(f"{head.chain}: {_counted(head.sequence, 'event')}, the last with hash {head.hash}")
        if kept:
            self.stdout.write(f"{len(kept):,} {pluralize(len(kept), 'hash,hashes')} kept elsewhere, all as kept.")
        total = sum(head.sequence for head in heads)
        events, editions = _counted(total, "event"), _counted(Edition.objects.count(), "edition")
        self.stdout.write(f"All is well: {events} in {_counted(len(heads), 'chain')} and {editions}, none altered.")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{pluralize(number)}"


def _hashes_in(file: Path) -> list[KeptHash]:
    """The hashes in what this command printed before, among whatever else the file holds."""
    try:
        text = file.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{file} cannot be read: {error}.") from error
    kept = [(line["chain"], int(line["sequence"].replace(",", "")), line["hash"]) for line in PRINTED.finditer(text)]
    if not kept:
        raise CommandError(f"{file} holds no line that verify_events printed.")
    return kept
