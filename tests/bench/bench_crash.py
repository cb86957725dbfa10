"""Kills a process that publishes papers a thousand times, with SIGKILL, at any point: nothing may be half done or lost.

Each edition, with its content, PDF, Word file, event and the paper's state, is there as a whole or not at all; every
operation that was acknowledged is there; the chains of events hold; SQLite finds no damage.

On SQLite always; on PostgreSQL too where TEST_DATABASE_URL names one (in a database of its own, made and dropped).

    ./portal bench bench_crash            (KILLS=100 for fewer)
"""

import os
import subprocess
import sys
import tempfile
import time
from urllib.parse import urlsplit

import psycopg2

KILLS = 1_000
DATABASE = "portal_bench_crash"


def main():
    """Measure on each database there is, in a process of its own; the exit code."""
    if len(sys.argv) > 1:
        return measure(sys.argv[1])
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        failed |= _in_a_process(f"sqlite:///{folder}/crash.sqlite3")
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        _sql(given, f"DROP DATABASE IF EXISTS {DATABASE}", f"CREATE DATABASE {DATABASE}")
        try:
            failed |= _in_a_process(urlsplit(given)._replace(path=f"/{DATABASE}").geturl())
        finally:
            _sql(given, f"DROP DATABASE IF EXISTS {DATABASE}")
    return failed


def measure(database_url):
    """Kill, look, and print what came of it; the exit code."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["DATABASE_URL"] = database_url
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from tests.bench._crashing import crash

    call_command("migrate", verbosity=0)
    began = time.monotonic()
    outcome = crash(int(os.environ.get("KILLS", KILLS)), database_url)
    print(
        f"{connection.vendor}: {outcome.kills:,} kills in {time.monotonic() - began:.0f} s, "
        f"{outcome.acknowledged:,} operations acknowledged, {outcome.editions:,} editions, "
        f"{len(outcome.wrong)} things wrong"
    )
    for problem in outcome.wrong[:20]:
        print(f"  {problem}")
    return 1 if outcome.wrong else 0


def _in_a_process(database_url):
    return subprocess.run([sys.executable, "-m", "tests.bench.bench_crash", database_url], check=False).returncode


def _sql(database_url, *statements):
    connection = psycopg2.connect(database_url)
    connection.autocommit = True
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


if __name__ == "__main__":
    sys.exit(main())
