"""How long Word takes beside the PDF of the same paper: the largest sample paper, and a plan of sixty pages or more.

Word may take half the time of the PDF at most, and must grow as the content does. The plan is the same paper several
times over, with numbers and addresses of its own. Rounds are interleaved, and what is compared is processor time, which
a busy machine stretches less than the clock.

    ./portal bench bench_word
"""

import io
import os
import statistics
import sys
import tempfile
import time
from dataclasses import fields, is_dataclass, replace

import django
import pypdfium2
from django.core.management import call_command

from reports.content import Paragraph, Section, Span, content_hash, to_json
from reports.rendering.docx import docx
from reports.rendering.html import printable
from reports.rendering.markdown import markdown
from reports.rendering.pdf import Press, pdf
from tests.bench.bench_papers import print_once

ROUNDS = 5
TIMES = (1, 2, 4)
MOST = 0.5
GROWTH = 1.3  # what a page may cost more in the longest paper than in the shortest
PAGES = 60


def main():
    """Measure, print, and say whether the targets are met."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_sample", verbosity=0)
        return measure(largest())


def largest():
    """The sample paper with the most content."""
    from reports.compose import compose_paper
    from reports.models import Paper

    return max(map(compose_paper, Paper.objects.all()), key=lambda paper: len(to_json(paper)))


def measure(paper):
    """Print what Word, Markdown and PDF cost for the paper and for longer ones; the exit code."""
    press = Press()
    failed = False
    costs = []
    for times in TIMES:
        longer = several(paper, times)
        pages = len(pypdfium2.PdfDocument(io.BytesIO(pdf(longer, content_hash=""))))
        word, text, printed = medians(press, longer)
        ratio = word / printed
        costs.append(word / times)
        failed |= ratio > MOST
        print(
            f"{pages:3} pages, {len(to_json(longer)):9,} bytes of content: Word {word * 1000:7.1f} ms,"
            f" Markdown {text * 1000:6.1f} ms, PDF {printed * 1000:8.1f} ms of processor;"
            f" Word to PDF {ratio:.2f} (at most {MOST})"
        )
    press.close()
    growth = costs[-1] / costs[0]
    print(f"A page of the longest costs {growth:.2f} of one of the shortest in Word (at most {GROWTH})")
    if pages < PAGES:
        print(f"The longest has {pages} pages; it should have {PAGES}.")
    return int(failed or growth > GROWTH or pages < PAGES)


def medians(press, paper):
    """Seconds of processor for Word, Markdown and PDF."""
    found = content_hash(paper)
    html, data = printable(paper, content_hash=found), to_json(paper)
    times = []
    for _ in range(ROUNDS + 1):
        word = took(lambda: docx(paper, content_hash=found))
        text = took(lambda: markdown(paper))
        printed, _ = print_once(press, html, data, paper.date)
        times.append((word, text, printed))
    return [statistics.median(column) for column in zip(*times[1:], strict=True)]  # the first is for starting up


def took(work):
    """Seconds of processor that a piece of work takes in this process."""
    started = time.process_time()
    work()
    return time.process_time() - started


def several(paper, times):
    """The paper with its sections so many times over; each time has numbers and addresses of its own."""
    numbers = iter(range(1, 1_000_000))
    sections = tuple(_again(section, time, numbers) for time in range(times) for section in paper.sections)
    return replace(paper, sections=sections)


def _again(part, time, numbers):
    if isinstance(part, tuple):
        return tuple(_again(inner, time, numbers) for inner in part)
    if not is_dataclass(part):
        return part
    if isinstance(part, Span):
        return replace(part, href="") if part.href.startswith("#") else part
    part = replace(part, **{field.name: _again(getattr(part, field.name), time, numbers) for field in fields(part)})
    if isinstance(part, Section):
        return replace(part, anchor=f"t{time}-{part.anchor}")
    if isinstance(part, Paragraph) and part.number:
        return replace(part, number=str(next(numbers)))
    return part


if __name__ == "__main__":
    sys.exit(main())
