"""What tests of renderers share: the five sample papers in print."""

from collections.abc import Mapping

import pytest

from reports.content import content_hash
from reports.rendering.pdf import pdf


@pytest.fixture(scope="session")
def sample_pdfs(sample_papers) -> Mapping[str, bytes]:
    """The PDFs of the sample's papers by their addresses."""
    return {slug: pdf(paper, content_hash=content_hash(paper)) for slug, paper in sample_papers.items()}
