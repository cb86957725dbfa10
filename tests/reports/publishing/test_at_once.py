"""Two people publish at the same moment: one wins, the other is told, and there is one edition."""

import threading
from collections.abc import Callable
from unittest.mock import patch

import pytest
from django.db import connection

from core.events import verify_chains
from core.models import Event
from reports.integrity import verify_editions
from reports.manuscripts import PaperNotReady
from reports.models import Edition, Paper
from reports.operations import AlreadyPublished, begin_correction, publish_paper, withdraw_paper
from tests import make
from tests.make.shared import NOW

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*writes: Callable[[], object]) -> list[PaperNotReady]:
    """Runs each in a thread with a connection of its own; all wait for each other at the press. Who was refused?"""
    printed = threading.Barrier(len(writes), timeout=30)
    refused: list[PaperNotReady] = []

    def press(*_: object, **__: object) -> bytes:
        printed.wait()
        return b"%PDF"

    def run(write: Callable[[], object]) -> None:
        try:
            write()
        except PaperNotReady as refusal:
            refused.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[write]) for write in writes]
    with patch("reports.printing.pdf", side_effect=press):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return refused


def test_a_paper_is_published_once() -> None:
    paper = make.paper()
    make.section(of=paper)
    officers = [make.officer(of=paper.partnership) for _ in range(3)]

    refused = at_once(*(lambda by=by: publish_paper(paper=paper, by=by, now=NOW) for by in officers))
    assert [type(refusal) for refusal in refused] == [AlreadyPublished, AlreadyPublished]
    assert Edition.objects.count() == 1
    assert Event.objects.filter(verb="reports.paper_published").count() == 1
    assert not list(verify_chains())
    assert not list(verify_editions())


def test_a_correction_is_published_once() -> None:
    paper = make.paper()
    make.section(of=paper)
    officers = [make.officer(of=paper.partnership) for _ in range(2)]
    with patch("reports.printing.pdf", return_value=b"%PDF"):
        publish_paper(paper=paper, by=None, now=NOW)
    begin_correction(paper=paper, reason="A figure was wrong.", by=officers[0], now=NOW)
    refused = at_once(*(lambda by=by: publish_paper(paper=paper, by=by, now=NOW) for by in officers))
    assert [type(refusal) for refusal in refused] == [AlreadyPublished]
    assert list(Edition.objects.order_by("number").values_list("number", flat=True)) == [1, 2]


def test_a_correction_that_is_withdrawn_while_it_is_printed_stays_unpublished() -> None:
    paper = make.paper()
    make.section(of=paper)
    officer = make.officer(of=paper.partnership)
    with patch("reports.printing.pdf", return_value=b"%PDF"):
        publish_paper(paper=paper, by=None, now=NOW)
    begin_correction(paper=paper, reason="A figure was wrong.", by=officer, now=NOW)

    def withdraw(*_: object, **__: object) -> bytes:
        withdraw_paper(paper=paper, reason="It named somebody.", by=officer, now=NOW)
        return b"%PDF"

    with patch("reports.printing.pdf", side_effect=withdraw), pytest.raises(PaperNotReady, match="was withdrawn"):
        publish_paper(paper=paper, by=officer, now=NOW)
    assert Edition.objects.count() == 1
    assert Paper.objects.get().state == Paper.State.WITHDRAWN
