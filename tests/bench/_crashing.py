"""Kills a process that publishes papers, again and again, and looks each time whether anything is left half done."""

import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
LONGEST = 0.6  # seconds until a kill; an operation takes about a tenth of that


@dataclass
class Outcome:
    """What came of the kills: sentences about what was wrong, and how much was acknowledged."""

    kills: int = 0
    acknowledged: int = 0
    editions: int = 0
    wrong: list[str] = field(default_factory=list)


class Publisher:
    """The process that forks publishers; see tests/bench/_publisher.py."""

    def __init__(self, database_url):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench._publisher"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env={**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "tests.settings"},
        )
        self.line()

    def line(self):
        return self.process.stdout.readline().split()

    def run_and_kill(self, key, seconds):
        """Let a publisher work on a paper for some time and kill it; how long the chain was when it last said so."""
        print(key, file=self.process.stdin, flush=True)
        word, pid = self.line()
        assert word == "pid"
        time.sleep(seconds)
        os.kill(int(pid), signal.SIGKILL)
        said = []
        while (words := self.line()) != ["gone"]:
            said.append(int(words[1]))
        return said

    def close(self):
        with self.process:
            self.process.stdin.close()


def crash(kills, database_url, *, seed=0):
    """Kill a publisher so many times, each time on a new paper, and look at what it left. Wants Django set up."""
    from django.db import connections

    chance = random.Random(seed)  # noqa: S311  no secret: where to kill
    publisher, outcome = Publisher(database_url), Outcome()
    try:
        for number in range(kills):
            paper = _new_paper(number)
            connections.close_all()
            said = publisher.run_and_kill(paper.pk, chance.uniform(0.0, LONGEST))
            outcome.kills += 1
            outcome.acknowledged += len(said)
            outcome.wrong += [f"kill {number}: {problem}" for problem in _problems(paper, max(said, default=0))]
            outcome.editions += paper.editions.count()
    finally:
        publisher.close()
    outcome.wrong += _everywhere()
    return outcome


def _new_paper(number):
    from partners.models import Partnership, User
    from reports.models import HouseStyle, Paper, Section

    if not User.objects.exists():
        User.objects.create_user("officer@example.org")
    partnership = Partnership.objects.create(slug=f"p{number}", name=f"Partnership {number}", tier="district")
    style = HouseStyle.objects.create(partnership=partnership, name="Papers", masthead="A council")
    paper = Paper.objects.create(
        partnership=partnership, house_style=style, slug=f"paper-{number}", title=f"Paper {number}",
        kind="council-update",
    )  # fmt: skip
    Section.objects.create(paper=paper, heading="Introduction", text="The partnership meets.")
    return paper


def _problems(paper, acknowledged):
    """What is wrong with what a killed publisher left of a paper."""
    from core.models import ChainHead, Event

    paper.refresh_from_db()
    head = ChainHead.objects.filter(chain=paper.partnership.event_chain).first()
    length = head.sequence if head else 0
    if length < acknowledged:
        yield f"{acknowledged - length} of {acknowledged} acknowledged operations are lost"
    last = Event.objects.filter(chain=paper.partnership.event_chain).order_by("-sequence").first()
    expected = _state_after(last, paper.editions.count())
    stands = (paper.state, bool(paper.correction), bool(paper.withdrawn_reason), paper.first_published_at is not None)
    if stands != expected:
        yield f"after {last.verb if last else 'nothing'} the paper should be {expected} and is {stands}"
    published = Event.objects.filter(subject_id=str(paper.pk), verb="reports.paper_published").count()
    if published != paper.editions.count():
        yield f"{published} events tell of {paper.editions.count()} editions"
    for edition in paper.editions.all():
        if [file.name for file in edition.files.all()] != ["paper.docx"]:
            yield f"edition {edition.number} has not all its files"


def _state_after(last, editions):
    """State, whether a correction is in work, whether there is a reason for withdrawing, and whether it is public."""
    public = "corrected" if editions > 1 else "published"
    match last.verb if last else "":
        case "":
            return ("draft", False, False, False)
        case "reports.paper_withdrawn":
            return ("withdrawn", False, True, True)
        case "reports.correction_begun":
            return ("draft", True, False, True)
        case _:
            return (public, False, False, True)


def _everywhere():
    """What is wrong with the database as a whole."""
    from django.db import connection

    from core.events import verify_chains
    from reports.integrity import verify_editions

    found = [str(fault) for fault in verify_chains()] + list(verify_editions())
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            told = cursor.fetchone()[0]
            found += [] if told == "ok" else [f"SQLite says: {told}"]
    return found
