"""Reading many tables as they stood at one moment."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment() -> Iterator[None]:
    """What is read within is as it stood when the first of it was read, whatever others write meanwhile.

    On PostgreSQL that takes a read-only transaction of its own. SQLite needs the lock of a writer for it, so there, and
    within a transaction that is open already, this promises nothing; whoever must be sure reads again under a lock.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
