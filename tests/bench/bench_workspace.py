"""How the workspace bears a country's plans, and many people at once.

300 partnerships, ten years each, 60 actions a plan: the officer's plan page and saving an action may take 1.5 times as
long there as for a partnership alone in its database. Then eight people save (four of them one and the same action)
while eight read, on a server with two workers: nothing may fail, and nothing that was accepted may be lost.

On SQLite always; on PostgreSQL too where TEST_DATABASE_URL names one.

    ./portal bench bench_workspace
"""

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg2

from tests.forms_on_pages import edit_form_on

PARTNERSHIPS = 300
ROUNDS = 7
MOST = 1.5
PEOPLE = 8
SECONDS = 8


class Portal:
    """A child process with a database of its own."""

    def __init__(self, database, partnerships):
        command = [sys.executable, "-m", "tests.bench._portal_with_plans", database, str(partnerships)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.answer()

    def ask(self, *command):
        print(json.dumps(command), file=self.process.stdin, flush=True)
        return self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit("The portal that is measured has stopped; its own lines above say why.")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def main():
    """Measure each database; the exit code."""
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        failed |= measure("SQLite", f"sqlite:///{folder}/alone.sqlite3", f"sqlite:///{folder}/full.sqlite3")
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        print("PostgreSQL was not measured: set TEST_DATABASE_URL.")
        return failed
    with databases(server, "bench_alone", "bench_full") as (alone, full):
        return failed | measure("PostgreSQL", alone, full)


def measure(name, alone, full):
    """Print what one kind of database does; 1 where it does not reach the goal."""
    started = time.monotonic()
    portals = {"alone": Portal(alone, 1), "full": Portal(full, PARTNERSHIPS)}
    print(
        f"{name}: {PARTNERSHIPS} partnerships filled in {time.monotonic() - started:.0f} s; medians of {ROUNDS} rounds"
    )
    failed = 0
    for what in ("page", "save"):
        times = {size: [] for size in portals}
        for number in range(ROUNDS + 1):
            for size, portal in portals.items():
                took = portal.ask(what)
                if number:
                    times[size].append(took)
        one, many = (statistics.median(times[size]) for size in ("alone", "full"))
        print(f"  {what}: alone {one:6.1f} ms, among {PARTNERSHIPS} {many:6.1f} ms: {many / one:.2f} (at most {MOST})")
        failed |= many / one > MOST
    portals["alone"].close()
    failed |= crowd(portals["full"], full)
    portals["full"].close()
    return int(failed)


def crowd(portal, database):
    """Eight write and eight read at once; whether anything failed or was lost."""
    places = portal.ask("addresses")
    before = portal.ask("written")
    with server(database) as port, ThreadPoolExecutor(2 * PEOPLE) as pool:
        quiet = [pool.submit(read, port, places, SECONDS / 2) for _ in range(PEOPLE)]
        idle = [took for reader in quiet for took in reader.result()[0]]
        readers = [pool.submit(read, port, places, SECONDS) for _ in range(PEOPLE)]
        # Half of them at one and the same action, the others each at their own.
        targets = [places["actions"][max(0, number - PEOPLE // 2 + 1)] for number in range(PEOPLE)]
        writers = [pool.submit(write, port, places, url, number) for number, url in enumerate(targets)]
        reads = [reader.result() for reader in readers]
        writes = [writer.result() for writer in writers]
    saved = [took for one in writes for took in one["saved"]]
    conflicts = sum(one["conflicts"] for one in writes)
    failures = [line for one in writes for line in one["failed"]] + [line for _, bad in reads for line in bad]
    busy = [took for times, _ in reads for took in times]
    kept = portal.ask("lost", before + len(saved))
    print(
        f"  {PEOPLE} write, {PEOPLE} read: {len(saved)} saved ({len(saved) / SECONDS:.0f} a second, "
        f"half {percentile(saved, 50):.0f} ms, 99% {percentile(saved, 99):.0f} ms), {conflicts} shown both versions, "
        f"{len(busy)} read (99% {percentile(busy, 99):.0f} ms; {percentile(idle, 99):.0f} ms with nobody writing); "
        f"{len(failures)} failed, {kept['lost']} lost, {len(kept['faults'])} faults in the log"
    )
    for line in sorted(set(failures))[:5]:
        print(f"    {line}")
    return bool(failures or kept["lost"] or kept["faults"])


def read(port, places, seconds):
    """The times of plan pages read one after the other, and what failed."""
    times, failed = [], []
    browser = Browser(port, places["session"])
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        started = time.perf_counter()
        status, _ = browser.get(places["plan"])
        times.append((time.perf_counter() - started) * 1000)
        if status != 200:
            failed.append(f"reading answered {status}")
    return times, failed


def write(port, places, url, number):
    """Opens an action's form and saves it, again and again, as a browser would."""
    done = {"saved": [], "conflicts": 0, "failed": []}
    browser = Browser(port, places["session"])
    until = time.monotonic() + SECONDS
    turn = 0
    while time.monotonic() < until:
        turn += 1
        status, html = browser.get(url)
        form = edit_form_on(html) if status == 200 else None
        if form is None:
            done["failed"].append(f"the form answered {status}")
            continue
        sent = {**form.data, "text": [f"Person {number} was here, turn {turn}."]}
        started = time.perf_counter()
        status, _ = browser.post(url, sent)
        if status == 302:
            done["saved"].append((time.perf_counter() - started) * 1000)
        elif status == 409:
            done["conflicts"] += 1
        else:
            done["failed"].append(f"saving answered {status}")
    return done


class Browser:
    """One person's connection, logged in."""

    def __init__(self, port, session):
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies = {"sessionid": session}

    def get(self, url):
        return self.send("GET", url)

    def post(self, url, data):
        return self.send("POST", url, urlencode(data, doseq=True))

    def send(self, method, url, body=None):
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.line.request(method, url, body, headers)
        answer = self.line.getresponse()
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            if name == "csrftoken":
                self.cookies[name] = value
        return answer.status, answer.read().decode()


@contextmanager
def server(database):
    """The portal as it is served in earnest, on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    granian = Path(sys.executable).with_name("granian")
    command = [granian, "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2"]
    options = ["--blocking-threads", "4", "--log-level", "error", "oscp_portal.wsgi:application"]
    environment = {**os.environ, "DATABASE_URL": database, "PORTAL_ENV": "test", "PORTAL_LOG_LEVEL": "ERROR"}
    process = subprocess.Popen([*command, *options], env=environment)
    try:
        for _ in range(100):
            time.sleep(0.1)
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
        time.sleep(1)
        yield port
    finally:
        process.terminate()
        process.wait()


@contextmanager
def databases(url, *names):
    """Empty databases on a PostgreSQL server, dropped afterwards."""
    found = urlsplit(url)

    def run(sql):
        line = psycopg2.connect(url)
        line.autocommit = True
        with line.cursor() as cursor:
            cursor.execute(sql)
        line.close()

    for name in names:
        run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        run(f'CREATE DATABASE "{name}"')
    try:
        yield [found._replace(path=f"/{name}").geturl() for name in names]
    finally:
        for name in names:
            run(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def percentile(times, share):
    """The time within which so many per cent came."""
    return sorted(times)[min(len(times) - 1, len(times) * share // 100)] if times else 0.0


if __name__ == "__main__":
    sys.exit(main())
