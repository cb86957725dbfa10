"""What the tests of publishing share: a paper that can be published, and a press that needs no seconds."""

from collections.abc import Iterator
from unittest.mock import patch

import pytest

from reports.models import Paper
from tests import make

PDF = b"%PDF-1.7 as printed"


@pytest.fixture
def paper(db: None) -> Paper:
    found = make.paper(slug="annual-update", title="Annual Update 2025-26")
    make.section(of=found, heading="Introduction", text="The partnership meets **quarterly**.\n\n- one\n  - within one")
    return found


@pytest.fixture(autouse=True)
def no_findings() -> Iterator[None]:
    """The checks are tested by themselves: here they find nothing, where a test does not say what."""
    with patch("reports.operations.publishing.blocking", return_value=()):
        yield


@pytest.fixture
def quick_press() -> Iterator[None]:
    """Prints at once, and always the same."""
    with patch("reports.printing.pdf", return_value=PDF):
        yield
