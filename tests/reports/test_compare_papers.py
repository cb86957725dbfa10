"""`manage.py compare_papers`: what changed, as text and as data."""

import io
import json
from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command

from reports import content
from reports.comparing import SCHEMA
from reports.models import Section
from tests import make
from tests.reports.sample_paper import SAMPLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def update():
    """A paper with two editions and a draft, each with a title of its own."""
    paper = make.paper(slug="update", title="Draft title", state="published")
    names = {1: "one", 2: "two"}
    for number in names:
        make.edition(of=paper, number=number, content=content.to_json(replace(SAMPLE, title=f"Title {names[number]}")))
    return paper


def told(*args, **options):
    out = io.StringIO()
    call_command("compare_papers", *args, stdout=out, **options)
    return out.getvalue()


def test_compares_two_editions(update):
    text = told("update@1", "update@2")
    assert "~ Title: Title [-one-]{+two+}" in text
    assert "1 header field changed" in text


def test_takes_the_newest_edition_where_none_is_named(update):
    assert "From: Title two" in told("update", "update@1")


def test_takes_the_draft_where_it_is_named_or_stands_alone(update):
    make.paper(slug="next", title="Next year")
    text = told("update@draft", "next")
    assert "From: Draft title (update)" in text
    assert "To:   Next year (next)" in text


def test_gives_data_with_the_number_of_its_schema(update, tmp_path):
    path = tmp_path / "changes.json"
    call_command("compare_papers", "update@1", "update@2", form="json", output=str(path), stderr=io.StringIO())
    data = json.loads(path.read_text())
    assert (data["is"], data["schema"]) == ("Comparison", SCHEMA)
    assert data["old"] == {"is": "Side", "slug": SAMPLE.slug, "title": "Title one", "date": SAMPLE.date}
    assert data["sentence"] == "1 header field changed"


def test_names_the_papers_that_exist_where_one_does_not(update):
    with pytest.raises(CommandError, match=r"There is no paper “nope”\. Papers in this portal: update\."):
        told("nope", "update")


def test_names_the_versions_that_exist_where_one_does_not(update):
    with pytest.raises(CommandError, match=r"no version “7”\. Versions of this paper: draft, 2, 1\."):
        told("update@7", "update")


def test_says_why_a_draft_cannot_be_put_together(update):
    make.section(of=update, heading="Money", fill=Section.Fill.FUNDING)
    with pytest.raises(CommandError, match="cannot be put together"):
        told("update@draft", "update")


def test_says_where_it_cannot_write(update, tmp_path):
    with pytest.raises(CommandError, match="cannot be written out"):
        told("update@1", "update@2", output=str(tmp_path / "no" / "such.txt"))
