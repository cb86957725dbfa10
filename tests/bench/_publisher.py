"""A process that publishes, corrects, withdraws and brings back one paper after another until it is killed.

    python -m tests.bench._publisher

Each line of input is the key of a paper. For each a child is forked, which tells its process id, then a line for each
operation that has returned: what it was, and how long the paper's chain of events was then. Forking saves the seconds
that Django takes to start; the child is a real process with a connection of its own. The press is a stand-in that makes
200 kilobytes at once: printing takes seconds and touches no record, so kills would seldom hit anything else.
"""

import hashlib
import os
import sys
from itertools import count

import django

PDF_SIZE = 200_000


def main():
    """Read keys, fork publishers, wait for their end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    import reports.operations  # noqa: F401  here once, and not in every child

    print("ready", flush=True)
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                publish_for_ever(int(line))
            finally:
                os._exit(1)
        os.waitpid(child, 0)
        say("gone")


def publish_for_ever(key):
    """Never returns of itself; whatever it raises ends the process and fails the measurement."""
    from unittest.mock import patch

    from django.utils import timezone

    from core.models import ChainHead
    from partners.models import User
    from reports.models import Paper, Section
    from reports.operations import begin_correction, bring_back, publish_paper, withdraw_paper

    say(f"pid {os.getpid()}")
    paper, officer = Paper.objects.select_related("partnership").get(pk=key), User.objects.order_by("pk").first()

    def done(what):
        length = ChainHead.objects.get(chain=paper.partnership.event_chain).sequence
        say(f"{what} {length}")

    with patch("reports.printing.pdf", side_effect=_printed):
        for turn in count(1):
            Section.objects.filter(paper=paper).update(text=f"The partnership met {turn} times.")
            publish_paper(paper=paper, by=officer, now=timezone.now(), is_of_record=True)
            done("published")
            if turn % 2:
                withdraw_paper(paper=paper, reason="It named somebody.", by=officer, now=timezone.now())
                done("withdrawn")
                bring_back(paper=paper, reason="They agreed.", by=officer, now=timezone.now())
                done("back")
            begin_correction(paper=paper, reason=f"Number {turn}.", by=officer, now=timezone.now())
            done("correcting")


def say(words):
    """One line, in one piece: what a killed process said is whole."""
    os.write(1, f"{words}\n".encode())


def _printed(_paper, *, content_hash):
    """Bytes that differ from paper to paper, and are the same for the same one."""
    block = hashlib.sha256(content_hash.encode()).digest()
    return b"%PDF-" + block * (PDF_SIZE // len(block))


if __name__ == "__main__":
    main()
