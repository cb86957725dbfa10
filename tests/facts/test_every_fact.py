"""Every fact of the five source papers stands in what render_paper prints, and none of their sentences does."""

import io

import pytest
from django.core.management import call_command
from django.db import transaction

from tests.facts.copying import copied_runs, people_in
from tests.facts.lists import SLUGS, SOURCES
from tests.facts.report import Finding, drawn_and_missing, in_words, missing_facts

pytestmark = [
    pytest.mark.skipif(not SOURCES.is_dir(), reason=f"the source papers are not on this machine: no folder {SOURCES}"),
    pytest.mark.may_skip,
    # For ``printed``: pytest-django makes a database only where a test is marked to need one.
    pytest.mark.django_db,
    pytest.mark.parametrize("slug", SLUGS),
]


@pytest.fixture(scope="module")
def printed(django_db_setup, django_db_blocker) -> dict[str, str]:
    """The plain text of each sample paper, composed from the loaded sample; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample", stdout=io.StringIO())
        texts = {}
        for slug in SLUGS:
            out = io.StringIO()
            call_command("render_paper", slug, format="text", stdout=out)
            texts[slug] = out.getvalue()
        transaction.set_rollback(True)
    return texts


def refuse(slug: str, found: list[Finding]) -> None:
    assert not found, f"{slug}: {len(found)} to mend\n{in_words(found)}"


def test_every_fact_listed_by_hand_is_printed(slug, printed):
    refuse(slug, missing_facts(slug, printed[slug]))


def test_everything_drawn_from_the_source_is_printed(slug, printed):
    refuse(slug, drawn_and_missing(slug, printed[slug]))


def test_no_sentence_of_a_source_is_printed(slug, printed):
    copied = copied_runs(printed[slug])
    assert not copied, "\n".join(copied)


def test_nobody_is_named_and_no_contact_data_is_printed(slug, printed):
    assert people_in(printed[slug]) == []
