"""What tests of papers share: the content of the five sample papers."""

import io
from collections.abc import Mapping

import pytest
from django.core.management import call_command
from django.db import transaction

from reports import content
from reports.compose import compose_paper
from reports.models import Paper


@pytest.fixture(scope="session")
def sample_papers(django_db_setup, django_db_blocker) -> Mapping[str, content.Paper]:
    """The papers of the sample by their addresses, composed from its records; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_sample", stdout=io.StringIO())
        papers = {paper.slug: compose_paper(paper) for paper in Paper.objects.order_by("slug")}
        transaction.set_rollback(True)
    return papers
