"""What tests of renderers share: the five sample papers in print, and the made-up one in Word."""

from collections.abc import Mapping

import pytest

from reports.content import content_hash
from reports.rendering.docx import docx
from reports.rendering.pdf import pdf
from tests.reports.rendering.reading_word import Word
from tests.reports.sample_paper import SAMPLE


@pytest.fixture(scope="session")
def sample_pdfs(sample_papers) -> Mapping[str, bytes]:
    """The PDFs of the sample's papers by their addresses."""
    return {slug: pdf(paper, content_hash=content_hash(paper)) for slug, paper in sample_papers.items()}


@pytest.fixture(scope="session")
def made_word() -> bytes:
    """The made-up paper of `tests.reports.sample_paper` as a Word document, marked as a draft."""
    return docx(SAMPLE, content_hash=content_hash(SAMPLE), status="Draft")


@pytest.fixture(scope="session")
def word(made_word: bytes) -> Word:
    """The same, read."""
    return Word(made_word)
