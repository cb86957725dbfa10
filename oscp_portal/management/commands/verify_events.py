"""Check that no event of the log and no published edition was altered, removed, put in or moved since."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from core.events import verify_chains
from core.models import ChainHead
from reports.integrity import verify_editions
from reports.models import Edition


class Command(BaseCommand):
    """`manage.py verify_events`: exit code 0 and each chain's last hash, or 1 and the first fault of each broken chain.

    Keep the printed hashes somewhere else: whoever can write the database can forge a whole chain, but not what was
    written down elsewhere.
    """

    help = (
        "Check the event log and the published editions. "
        "Prints the last hash of each chain, or the first fault of each and exit code 1."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(verify_chains())
        for fault in faults:
            self.stderr.write(f"{fault.chain}, event {fault.sequence}: {fault.problem}")
        altered = list(verify_editions())
        for sentence in altered:
            self.stderr.write(sentence)
        if faults:
            raise CommandError(f"{_counted(len(faults), 'chain')} cannot be trusted from the event named above on.")
        if altered:
            raise CommandError(f"{_counted(len(altered), 'edition')} cannot be trusted.")
        heads = list(ChainHead.objects.order_by("chain"))
        for head in heads:
            self.stdout.write(f"{head.chain}: {_counted(head.sequence, 'event')}, the last with hash {head.hash}")
        total = sum(head.sequence for head in heads)
        events, editions = _counted(total, "event"), _counted(Edition.objects.count(), "edition")
        self.stdout.write(f"All is well: {events} in {_counted(len(heads), 'chain')} and {editions}, none altered.")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{pluralize(number)}"
