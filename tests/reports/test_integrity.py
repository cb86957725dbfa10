"""Editions tampered with behind the triggers' back are found and named."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from reports.integrity import verify_editions
from reports.operations import publish_paper
from tests import make
from tests.append_only import behind_the_triggers


@pytest.fixture
def published(db: None) -> None:
    for slug in ("first", "second"):
        paper = make.paper(slug=slug)
        make.section(of=paper, text="Crime fell by 9.5%.")
        publish_paper(paper=paper, by=None, now=make.NOW, is_of_record=True)


@pytest.mark.usefixtures("published")
def test_nothing_is_said_of_editions_as_they_were_published() -> None:
    assert list(verify_editions()) == []
    said = StringIO()
    call_command("verify_events", stdout=said)
    assert "2 editions, none altered" in said.getvalue()


FIRST = "(SELECT id FROM reports_paper WHERE slug = 'first')"
EDITION = f"(SELECT id FROM reports_edition WHERE paper_id = {FIRST})"


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            f"UPDATE reports_edition SET content = REPLACE(content, '9.5', '1.5') WHERE paper_id = {FIRST}",
            "first, edition 1: its content is not what was published.",
        ),
        (
            f"UPDATE reports_edition SET pdf = %s WHERE paper_id = {FIRST}",
            "first, edition 1: its PDF is not what was published.",
        ),
        (
            f"UPDATE reports_edition SET content_hash = 'x' WHERE paper_id = {FIRST}",
            "first, edition 1: the hashes beside it are not those that were published.",
        ),
        (
            f"UPDATE reports_edition SET number = 7, reason = 'x' WHERE paper_id = {FIRST}",
            "first, edition 7: no event tells of its publication.",
        ),
        (
            f"UPDATE reports_editionfile SET content = %s WHERE edition_id IN {EDITION}",
            "first, edition 1: its file paper.docx is not what was published.",
        ),
        (
            f"UPDATE reports_editionfile SET name = 'other.docx' WHERE edition_id IN {EDITION}",
            "first, edition 1: its file other.docx is not what was published.",
        ),
        (
            f"DELETE FROM reports_editionfile WHERE edition_id IN {EDITION}",
            "first, edition 1: its file paper.docx is not what was published.",
        ),
        (
            f"DELETE FROM reports_editionfile WHERE edition_id IN {EDITION}; "
            f"DELETE FROM reports_edition WHERE paper_id = {FIRST}",
            "an event tells of it, but it is gone.",
        ),
    ],
)
@pytest.mark.usefixtures("published")
def test_what_was_altered_is_named(statement: str, sentence: str) -> None:
    with behind_the_triggers() as cursor:
        for one in statement.split("; "):
            cursor.execute(one, [b"%PDF-1.7 forged"] if "%s" in one else None)
    assert any(sentence in found for found in verify_editions())
    said = StringIO()
    with pytest.raises(CommandError, match="cannot be trusted"):
        call_command("verify_events", stderr=said)
    assert sentence in said.getvalue()
