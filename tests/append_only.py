"""Getting past the triggers that keep tables append-only, as tests must: to clean up, and to play the tamperer."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from core.events import event_hash
from core.models import AppendOnly, Event
from core.triggers import create_statements, drop_statements
from tests.our_models import our_models

KEYS = {
    "core_event": [("chain", "sequence")],
    "core_alsoabout": [("chain", "record_type", "record_id", "sequence")],
    "reports_edition": [("paper_id", "number")],
    "reports_editionfile": [("edition_id", "name")],
    "funding_returnfile": [("funding_return_id", "number", "name")],
}


def append_only_tables() -> list[str]:
    """The tables whose rows are kept for good."""
    return sorted(model._meta.db_table for model in our_models() if issubclass(model, AppendOnly))


def triggers_in_database() -> dict[str, str]:
    """Each trigger of those tables by name, with its definition as the database has it."""
    if connection.vendor == "sqlite":
        query = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"
    else:
        query = "SELECT tgname, tgrelid::regclass::text, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {name: sql for name, table, sql in cursor.fetchall() if table in append_only_tables()}


@contextmanager
def behind_the_triggers() -> Iterator[Any]:
    """A cursor for SQL that the triggers would refuse; they stand again afterwards."""
    with connection.cursor() as cursor:
        _run(cursor, [sql for table in append_only_tables() for sql in drop_statements(connection.vendor, table)])
        yield cursor
        _run(
            cursor,
            [sql for table in append_only_tables() for sql in create_statements(connection.vendor, table, KEYS[table])],
        )


def rewrite(chain: str, start: int, *, to: int | None) -> None:
    """Alter the event at `start` and work out its hash anew, and those after it up to `to`, with the chain's end."""
    with behind_the_triggers() as cursor:
        cursor.execute("UPDATE core_event SET summary = 'Nothing.' WHERE chain = %s AND sequence = %s", [chain, start])
        previous = Event.objects.get(chain=chain, sequence=start).previous_hash
        for place in range(start, (to or start) + 1):
            event = Event.objects.get(chain=chain, sequence=place)
            event.previous_hash = previous
            previous = event_hash(event)
            cursor.execute(
                "UPDATE core_event SET previous_hash = %s, hash = %s WHERE id = %s",
                [event.previous_hash, previous, event.pk],
            )
        if to:
            cursor.execute("UPDATE core_chainhead SET hash = %s WHERE chain = %s", [previous, chain])


def _run(cursor: Any, statements: list[str]) -> None:
    if connection.vendor == "postgresql" and connection.in_atomic_block:
        connection.check_constraints()  # PostgreSQL alters no table while its rows wait for theirs
    for statement in statements:
        cursor.execute(statement)
