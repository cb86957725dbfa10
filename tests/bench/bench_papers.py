"""How long the largest sample paper takes: composing it, writing it as HTML, printing it as PDF.

The PDF is measured against plain WeasyPrint on the same HTML in the same kind of child process, and may take 1.1 times
as long at most: the tags, the checks and the bounds must cost next to nothing. There are two rivals: `bare` makes fonts
and style sheet anew for each paper, as WeasyPrint's first example does; `kept` keeps them as we do, and is the one that
counts. Rounds are interleaved, and what is compared is processor time, which a busy machine stretches less than the
clock.

    ./portal bench bench_papers
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import django
from django.core.management import call_command

from reports.rendering.pdf import Press

ROUNDS = 9
MOST = 1.1
TICK = 1 / os.sysconf("SC_CLK_TCK")
PRESSES = {"ours": "reports.rendering.press", "kept": "tests.bench._kept_press", "bare": "tests.bench._bare_press"}


def main():
    """Measure, print, and say whether the target is met."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_sample", verbosity=0)
        return measure()


def measure():
    """Print the times of the largest sample paper; the exit code."""
    from reports.compose import compose_paper
    from reports.content import content_hash, to_json
    from reports.models import Paper
    from reports.rendering.html import article, printable

    record = max(Paper.objects.all(), key=lambda paper: len(to_json(compose_paper(paper))))
    paper = compose_paper(record)
    html = printable(paper, content_hash=content_hash(paper))
    data = to_json(paper)
    print(f"{record.slug}: {len(data):,} bytes of content, {len(html):,} of print HTML; medians of {ROUNDS}")
    report("compose", lambda: compose_paper(Paper.objects.get(pk=record.pk)))
    report("content as JSON", lambda: to_json(paper))
    report("HTML", lambda: article(paper))

    presses = {name: Press(module) for name, module in PRESSES.items()}
    times = {name: [] for name in presses}
    for number in range(ROUNDS + 1):
        for name, press in presses.items():
            took = print_once(press, html, data, paper.date)
            if number:  # the first is for starting up
                times[name].append(took)
    for press in presses.values():
        press.close()
    medians = {name: statistics.median(cpu for cpu, _ in took) for name, took in times.items()}
    for name, took in times.items():
        wall = statistics.median(clock for _, clock in took)
        print(f"  PDF, {name:12} {medians[name] * 1000:8.1f} ms of processor {wall * 1000:8.1f} ms by the clock")
    ratio, bare = medians["ours"] / medians["kept"], medians["ours"] / medians["bare"]
    print(f"  PDF, ours to kept: {ratio:.2f} (at most {MOST}); ours to bare: {bare:.2f}")
    if max(ratio, bare) > MOST:
        print("  Our PDF costs too much more than plain WeasyPrint.")
        return 1
    return 0


def report(name, work):
    """Print the median time of a piece of work."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    print(f"  {name:17} {statistics.median(times) * 1000:8.1f} ms")


def print_once(press, html, data, date):
    """Print a paper: seconds of processor in the press and its forks, seconds by the clock."""
    before, started = processor(press), time.perf_counter()
    press.print(html, data=data, date=date, seconds=60, megabytes=1024)
    return processor(press) - before, time.perf_counter() - started


def processor(press):
    """Seconds of processor that a press and its finished forks have had."""
    if press.process is None:
        return 0.0
    fields = (Path("/proc") / str(press.process.pid) / "stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) * TICK


if __name__ == "__main__":
    sys.exit(main())
