"""A process that publishes is killed at any point: the whole edition is there, or no trace of it.

Twenty kills here; a thousand on each database in `./portal bench bench_crash`.
"""

import pytest
from django.db import connection

from tests.bench._crashing import crash

KILLS = 20


def database_url() -> str:
    """The address of the database that this test has, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    return f"postgres://{known['USER']}:{known['PASSWORD']}@{known['HOST']}:{known['PORT']}/{known['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_a_killed_publisher_leaves_whole_editions_or_no_trace() -> None:
    outcome = crash(KILLS, database_url())
    assert outcome.wrong == []
    assert outcome.kills == KILLS
    assert outcome.acknowledged > KILLS
    assert outcome.editions > 0
