"""Check that no event of the log was altered, removed, put in or moved since it was recorded."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.template.defaultfilters import pluralize

from core.events import verify_chains
from core.models import ChainHead


class Command(BaseCommand):
    """`manage.py verify_events`: exit code 0 and each chain's last hash, or 1 and the first fault of each broken chain.

    Keep the printed hashes somewhere else: whoever can write the database can forge a whole chain, but not what was
    written down elsewhere.
    """

    help = "Check the event log. Prints the last hash of each chain, or the first fault of each and exit code 1."

    def handle(self, *args: Any, **options: Any) -> None:
        faults = list(verify_chains())
        for fault in faults:
            self.stderr.write(f"{fault.chain}, event {fault.sequence}: {fault.problem}")
        if faults:
            raise CommandError(f"{_counted(len(faults), 'chain')} cannot be trusted from the event named above on.")
        heads = list(ChainHead.objects.order_by("chain"))
        for head in heads:
            self.stdout.write(f"{head.chain}: {_counted(head.sequence, 'event')}, the last with hash {head.hash}")
        total = sum(head.sequence for head in heads)
        self.stdout.write(f"All is well: {_counted(total, 'event')} in {_counted(len(heads), 'chain')}, none altered.")


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{pluralize(number)}"
