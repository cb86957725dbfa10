"""Each of the five councils' papers goes the whole way through the composer, as a paper of today."""

import io
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from reports import content
from reports.models import Edition, EditionFile, Paper
from reports.rendering.marks import paragraph_mark
from tests import make
from tests.reports.flow.desk import Desk, words
from tests.reports.rendering.reading import squeezed, tag_tree
from tests.reports.rendering.reading_word import Word

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 6, 1, 10, 0, tzinfo=UTC)
LATE = "The partnership agreed it after the agenda had gone out."
CORRECTED = "How often the partnership meets, or what it gets."
FUNCTIONS = {"Finance": "Head of Finance", "Lead member": "Lead member for communities"}


@dataclass(frozen=True)
class Words:
    """Words of a paper as the sample has them, as its first edition has them, and as the correction puts them."""

    sample: str
    first: str
    second: str


PAPERS = {
    "2013-oxfordshire-annual-refresh": Words("Each year the plan", "Each spring the plan", "Each autumn the plan"),
    "2015-oxford-partnership-report": Words("meets four times per", "meets five times per", "meets six times per"),
    "2021-oxford-annual-update": Words("on a quarterly basis", "every second month", "every third month"),
    "2024-oxfordshire-community-safety-agreement": Words(
        "agreement every year", "agreement each spring", "agreement each autumn"
    ),
    "2025-oxford-annual-update": Words("some of the funding", "a part of the funding", "a good part of the funding"),
}


@pytest.fixture
def desk(slug):
    """The paper in draft, in a house style that two approvers sign."""
    with time_machine.travel(TODAY, tick=True):
        call_command("load_sample", stdout=io.StringIO())
        paper = Paper.objects.select_related("partnership", "house_style").get(slug=slug)
        of, approvers = paper.partnership, {}
        paper.sign_offs.all().delete()  # who signed in 2015 has signed; today others do
        for position, (function, post) in enumerate(FUNCTIONS.items(), 1):
            approvers[function] = make.approver(of=of)
            make.sign_off(of=paper, position=position, function=function, post_title=post, approver=approvers[function])
        yield Desk(slug, officer=make.officer(of=of), approvers=approvers)


def in_every_format(slug, number):
    """What edition `number` says, as a reader gets it, by format."""
    reader, edition = Client(), Edition.objects.get(paper__slug=slug, number=number)

    def got(name):
        response = reader.get(reverse(f"reports:{name}", args=[slug, number]))
        assert response.status_code == 200, name
        return b"".join(response) if response.streaming else response.content

    pdf, word = got("edition_pdf"), got("edition_docx")
    assert pdf == bytes(edition.pdf)
    assert word == bytes(EditionFile.objects.get(edition=edition, name="paper.docx").content)
    data = json.loads(got("edition_json"))
    return {
        "JSON": squeezed(" ".join(_strings(data))),
        "HTML": squeezed(words(got("edition").decode())),
        "PDF": squeezed(tag_tree(pdf).text),
        "Word": squeezed(Word(word).words),
    }


def _strings(data):
    """Every string of the data, in its order; the pieces of a paragraph stand together."""
    for part in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        if isinstance(part, str):
            yield part
        else:
            yield from _strings(part)


def paragraph_with(slug, number, said):
    """The paragraph of an edition that holds these words, with its number as readers see it."""
    paper = content.from_json(Edition.objects.get(paper__slug=slug, number=number).content)
    (found,) = [one for one in paper.walk() if isinstance(one, content.Paragraph) and said in one.text]
    return found, squeezed((paragraph_mark(found.number) if found.number else "") + found.text)


def says(slug, number, *, this, not_that):
    paragraph, numbered = paragraph_with(slug, number, this)
    for form, said in in_every_format(slug, number).items():
        assert (squeezed(paragraph.text) if form == "JSON" else numbered) in said, form
        assert squeezed(not_that) not in said, form


def publish(desk):
    """Sends the paper round, and publishes it once both have signed; what stops it is answered."""
    assert "out for sign-off" in desk.send("sign_off_send")
    desk.sign_all()
    assert desk.paper.state == Paper.State.APPROVED
    form = "late_reason" in desk.page("publish")
    return desk.fill_in("publish", **({"late_reason": LATE} if form else {}))


@pytest.mark.parametrize("slug", PAPERS)
def test_a_councils_paper_is_composed_checked_signed_published_corrected_and_compared(slug, desk):
    said = PAPERS[slug]

    # Open it, change a sentence, look at the preview: the draft says it, and nothing is public.
    assert said.sample in words(desk.page("draft"))
    desk.change(said.sample, said.first)
    assert said.first in words(desk.page("draft"))
    assert Client().get(reverse("reports:paper", args=[slug])).status_code == 404

    # Check it, and answer what is open.
    assert "Nothing stops publication." in words(desk.page("paper_check"))
    if not desk.paper.background_papers.exists() and not desk.paper.background_none:
        assert "The paper says: None." in words(desk.send("background_none"))

    # Sign and publish it.
    assert said.first in words(publish(desk))
    says(slug, 1, this=said.first, not_that=said.sample)

    # Correct it: the first edition stays public, as it was, until the second is out.
    desk.fill_in("correct", reason=CORRECTED)
    desk.change(said.first, said.second)
    public = Client().get(reverse("reports:paper", args=[slug])).content.decode()
    assert said.first in words(public)
    assert said.second not in words(public)
    assert CORRECTED in words(publish(desk))
    says(slug, 2, this=said.second, not_that=said.first)
    says(slug, 1, this=said.first, not_that=said.second)
    first = words(Client().get(reverse("reports:edition", args=[slug, 1])).content.decode())
    assert "This is edition 1. Edition 2 replaced it on 1 June 2026" in first
    assert CORRECTED in first
    assert desk.paper.state == Paper.State.CORRECTED

    # Compare the two: what was changed and nothing else.
    compared = Client().get(reverse("reports:paper_compare", args=[slug]), {"from": "1", "to": "2"}).content.decode()
    assert "1 paragraph changed." in words(compared)
    inserted = words(" ".join(re.findall(r"(?s)<ins.*?</ins>", compared)))
    assert set(said.second.split()) - set(said.first.split()) <= set(inserted.split())
