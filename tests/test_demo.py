"""`./portal demo` stands up the whole portal, a second time quickly, and serves it.

It runs in a second checkout that borrows the packages this test run was itself set up with.
"""

import os
import re
import shutil
import socket
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from email.message import Message
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
SAMPLE_PAPERS = {
    "2025-oxford-annual-update",
    "2021-oxford-annual-update",
    "2015-oxford-partnership-report",
    "2024-oxfordshire-community-safety-agreement",
    "2013-oxfordshire-annual-refresh",
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second checkout that borrows this one's packages, with the demo made in it once."""
    if not (ROOT / ".venv" / ".stamp-dev").exists():
        pytest.skip("the packages were not set up by ./portal test")
    checkout = tmp_path_factory.mktemp("demo") / "checkout"
    shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(".*", "node_modules", "var", "__pycache__"))
    (checkout / ".venv").symlink_to(ROOT / ".venv")
    (checkout / "node_modules").symlink_to(ROOT / "node_modules")
    shutil.copy(ROOT / "build" / ".stamp-assets", checkout / "build")
    done = portal(checkout, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    return checkout


def portal(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [checkout / "portal", *arguments],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
        env=clean_environment(),
        timeout=300,
    )


def clean_environment() -> dict[str, str]:
    return {
        name: value for name, value in os.environ.items() if not name.startswith(("PORTAL_", "DATABASE_", "DJANGO_"))
    }


def rows(checkout: Path) -> dict[str, int]:
    """How many rows every table of the demo's database has."""
    with closing(sqlite3.connect(checkout / "var" / "portal.sqlite3")) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for table in tables}


def test_the_demo_publishes_the_five_papers(demo: Path) -> None:
    with closing(sqlite3.connect(demo / "var" / "portal.sqlite3")) as connection:
        published = connection.execute(
            "SELECT slug FROM reports_paper JOIN reports_edition ON reports_edition.paper_id = reports_paper.id"
        ).fetchall()
    assert {slug for (slug,) in published} >= SAMPLE_PAPERS


def test_a_second_demo_is_quick_and_loses_nothing(demo: Path) -> None:
    before, logins = rows(demo), (demo / "var" / "demo-logins.txt").read_text()
    done = portal(demo, "demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    assert not any(word in done.stderr for word in ("Installing", "Making a virtual environment", "Building"))
    assert rows(demo) == before
    assert (demo / "var" / "demo-logins.txt").read_text() == logins
    assert all(line.split()[-1] in done.stdout for line in logins.splitlines())


def test_a_port_in_use_is_named_with_another_to_try(demo: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        done = portal(demo, "demo", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(f"./portal: Port {port} is in use")


@pytest.fixture
def served(demo: Path) -> Iterator[str]:
    """The address of the demo, served until the test is over."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with subprocess.Popen(
        [demo / "portal", "demo", "--port", str(port)],
        env=clean_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    ) as server:
        try:
            wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(f"Nothing answered on port {port} within half a minute.")


def fetch(address: str) -> tuple[str, Message]:
    """A page's text and headers, by plain HTTP."""
    with urllib.request.urlopen(address) as answer:  # noqa: S310
        return answer.read().decode(), answer.headers


def test_the_demo_serves_papers_with_their_style_sheet(served: str) -> None:
    page, headers = fetch(f"{served}/papers/2025-oxford-annual-update/")
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    sheet = re.search(r'href="(/static/portal\.[0-9a-f]+\.css)"', page)
    assert sheet, "the page names no style sheet with a hash in its name"
    assert "Source Sans 3" in fetch(served + sheet[1])[0]
