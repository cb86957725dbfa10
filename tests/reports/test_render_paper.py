"""`manage.py render_paper`: each form of a paper's newest edition, or of its draft."""

import io

import pytest
from django.core.management import CommandError, call_command

from reports import content
from reports.compose import compose_paper
from reports.rendering.docx import docx
from reports.rendering.markdown import markdown
from tests import make
from tests.reports.sample_paper import SAMPLE

pytestmark = pytest.mark.django_db


@pytest.fixture
def paper():
    found = make.paper(slug="update")
    make.section(of=found, heading="Introduction", text="The partnership meets **quarterly**.")
    found.refresh_from_db()
    return found


def printed(slug, form):
    out = io.StringIO()
    call_command("render_paper", slug, form=form, stdout=out)
    return out.getvalue()


def written(slug, form, path):
    call_command("render_paper", slug, form=form, output=str(path), stderr=io.StringIO())
    return path.read_bytes()


def test_a_draft_is_printed_in_every_form(paper, tmp_path):
    composed = compose_paper(paper)
    assert printed("update", "md") == markdown(composed)
    assert "The partnership meets **quarterly**." in printed("update", "md")
    assert "<strong>quarterly</strong>" in printed("update", "html")
    assert "The partnership meets quarterly." in printed("update", "text")
    assert content.from_json(printed("update", "json")) == content.from_json(content.to_json(composed))
    hashed = content.content_hash(composed)
    assert written("update", "docx", tmp_path / "paper.docx") == docx(composed, content_hash=hashed, status="Draft")
    assert written("update", "pdf", tmp_path / "paper.pdf").startswith(b"%PDF-1.")


def test_an_edition_gives_the_files_that_were_kept_of_it(paper, tmp_path):
    edition = make.edition(of=paper, content=content.to_json(SAMPLE))
    assert written("update", "pdf", tmp_path / "paper.pdf") == bytes(edition.pdf)
    assert printed("update", "md") == markdown(SAMPLE)
    assert written("update", "docx", tmp_path / "one.docx") == docx(SAMPLE, content_hash=content.content_hash(SAMPLE))
    make.edition_file(of=edition, name="paper.docx", content=b"as it was")
    assert written("update", "docx", tmp_path / "two.docx") == b"as it was"


def test_a_paper_that_is_not_there_is_named_beside_those_that_are(paper):
    with pytest.raises(CommandError, match=r"There is no paper “other”\. Papers in this portal: update\."):
        printed("other", "md")


def test_a_folder_that_is_not_there_is_named(paper, tmp_path):
    with pytest.raises(CommandError, match="cannot be written"):
        written("update", "docx", tmp_path / "nowhere" / "paper.docx")
