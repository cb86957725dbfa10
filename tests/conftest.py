"""What every test stands on: no network, one browser, and no silent skips where everything must run."""

import os
import shutil
import socket
from collections.abc import Generator, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings

from tests.append_only import behind_the_triggers

# Where everything must run, the same examples each time: what fails there was broken by the change at hand. Elsewhere
# new ones are tried each time.
settings.register_profile("everything", derandomize=True)
settings.load_profile("everything" if os.environ.get("REQUIRE_ALL") == "1" else "default")

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A page that asks for anything beyond this machine fails at once, and so does its test.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

# Playwright runs an event loop in the thread of the test, where Django would refuse the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


# What takes longest goes first, so that no core waits for another at the end.
LONGEST = (
    "tests/test_migrations.py",
    "tests/journeys/test_every_work_page.py",
    "tests/test_every_form.py",
    "tests/journeys/test_every_page.py",
    "tests/reports/flow/",
    "tests/test_demo.py",
    "tests/journeys/",
    "tests/test_access_table.py",
)
# How pages look, what documents hold and what an address answers to whom is made of what the database answered: it is
# looked at beside SQLite alone.
LOOKS_ALONE = (
    "tests/facts/",
    "tests/journeys/",
    "tests/reports/checks/",
    "tests/reports/comparing/",
    "tests/reports/flow/",
    "tests/reports/rendering/",
    "tests/test_access_table.py",
    "tests/test_admin.py",
    "tests/test_demo.py",
    "tests/test_every_form.py",
)

# Journeys on which people save at the same time, or publish, are gone on both.
ALSO_STORED = ("tests/journeys/paper/test_from_plan_to_public.py", "tests/journeys/test_losing_nothing.py")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first. On PostgreSQL only what it could answer differently is run: the rest was run beside SQLite."""
    if connection.vendor == "postgresql":
        wanted = [item for item in items if _asks_a_database(item) and not _looks_alone(item)]
        if wanted:  # who names a file to run wants it run
            run = set(wanted)
            config.hook.pytest_deselected(items=[item for item in items if item not in run])
            items[:] = wanted
    items.sort(key=_place)


def _looks_alone(item: pytest.Item) -> bool:
    return item.nodeid.startswith(LOOKS_ALONE) and not item.nodeid.startswith(ALSO_STORED)


def _place(item: pytest.Item) -> int:
    return next((place for place, path in enumerate(LONGEST) if item.nodeid.startswith(path)), len(LONGEST))


def _asks_a_database(item: pytest.Item) -> bool:
    needed = getattr(item, "fixturenames", ())
    return item.get_closest_marker("django_db") is not None or bool({"db", "django_db_setup"} & set(needed))


class NetworkBlocked(AssertionError):
    """A test tried to reach another machine."""


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Lets sockets reach this machine only: the tests must give the same answer on a train."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: object) -> None:
        name = host.decode() if isinstance(host, bytes) else host
        if name is not None and name not in LOOPBACK:
            raise NetworkBlocked(f"A test tried to reach {name}: tests may reach this machine only.")

    def check_address(connection: socket.socket, address: Any) -> None:
        if connection.family in (socket.AF_INET, socket.AF_INET6):
            check(address[0])

    def guarded_connect(connection: socket.socket, address: Any) -> None:
        check_address(connection, address)
        connect(connection, address)

    def guarded_connect_ex(connection: socket.socket, address: Any) -> int:
        check_address(connection, address)
        return connect_ex(connection, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **options: Any) -> Any:
        check(host)
        return getaddrinfo(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
        patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
        yield


@pytest.fixture(scope="session", autouse=True)
def append_only_tables_are_emptied() -> Iterator[None]:
    """Lets tests with transactions of their own clean up: they empty every table, which the triggers would refuse."""
    clean_up = TransactionTestCase._fixture_teardown

    def clean_up_behind_the_triggers(case: TransactionTestCase) -> None:
        with behind_the_triggers():
            clean_up(case)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", clean_up_behind_the_triggers)
        yield


@pytest.fixture(autouse=True)
def nobody_is_locked_out() -> None:
    """Forgets wrong passwords between tests: they are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Playwright drives the machine's own Chromium; a test that needs one is skipped where there is none."""
    found = [path for name in CHROMIUM_NAMES if (path := shutil.which(name))]
    if not found:
        pytest.skip("there is no Chromium on this machine: apt-get install chromium")
    return {**browser_type_launch_args, "executable_path": found[0], "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database, which PostgreSQL lets go of only once no thread of a test or of its server is still in it."""
    yield
    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def _everything_must_run() -> bool:
    return os.environ.get("REQUIRE_ALL") == "1"


def _fail_instead(report: pytest.TestReport | pytest.CollectReport) -> None:
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid} was skipped where every test must run (REQUIRE_ALL=1). {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turns a skip into a failure where everything must run, unless the test is marked `may_skip`."""
    report = yield
    expected_to_fail = hasattr(report, "wasxfail")
    if report.skipped and _everything_must_run() and not expected_to_fail and not item.get_closest_marker("may_skip"):
        _fail_instead(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file that skips itself."""
    report = yield
    if report.skipped and _everything_must_run():
        _fail_instead(report)
    return report
