"""How long everything but the printing takes: composing a paper, checking it, and writing it as HTML and as Word.

Composing, checking and HTML together may take 0.3 of the time of the same paper's PDF, Word half of it. Measured over
the largest sample paper, and over a made-up plan in three sizes, the largest of which prints on sixty pages or more;
over those each step must grow no faster than the plan. Rounds are interleaved, and what is compared is processor time,
which a busy machine stretches less than the clock.

    ./portal bench bench_paper_flow
"""

import io
import os
import statistics
import sys
import tempfile

import django
import pypdfium2
from django.core.management import call_command

ROUNDS = 5
SIZES = (1, 2, 4)
PAGES = 60
MOST_BEFORE = 0.3
MOST_WORD = 0.5
MOST_GROWTH = 1.3  # what a priority may cost more in the longest paper than in the shortest
STEPS = ("compose", "check", "HTML", "Word", "PDF")
PRIORITIES = 12  # in the shortest paper
WORDS = (
    "Officers and wardens walk the route together each month, speak with traders and residents, and write down what is "
    "broken, dark or neglected, so that its owners mend it before the next walk; what comes of it is told to the board."
)


def main():
    """Measure, print, and say whether the goals are met."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    with tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_sample", verbosity=0)
        return measure()


def measure():
    """Print the medians and the ratios; the exit code."""
    from reports.compose import compose_paper
    from reports.content import to_json
    from reports.models import Paper
    from reports.rendering.pdf import Press

    largest = max(Paper.objects.all(), key=lambda paper: len(to_json(compose_paper(paper))))
    press = Press()
    missed = report(largest.slug, medians(press, largest))
    costs = []
    for size in SIZES:
        paper = made_up(size)
        pages = len(pypdfium2.PdfDocument(io.BytesIO(printed(press, paper))))
        times = medians(press, paper)
        missed |= report(f"a plan of {PRIORITIES * size} priorities, {pages} pages", times)
        costs.append([cost / size for cost in times])
    press.close()
    for step, shortest, longest in zip(STEPS, costs[0], costs[-1], strict=True):
        growth = longest / shortest
        print(f"A priority of the longest costs {growth:.2f} of one of the shortest: {step} (at most {MOST_GROWTH})")
        missed |= growth > MOST_GROWTH and step != "PDF"
    if pages < PAGES:
        print(f"The longest has {pages} pages; it should have {PAGES}.")
    return int(missed or pages < PAGES)


def report(name, times):
    """Print the medians of one paper; whether it misses a goal."""
    compose, check, html, word, pdf = times
    before, of_word = (compose + check + html) / pdf, word / pdf
    print(f"{name}: " + ", ".join(f"{step} {time * 1000:.0f} ms" for step, time in zip(STEPS, times, strict=True)))
    print(f"  compose + check + HTML to PDF {before:.2f} (at most {MOST_BEFORE})")
    print(f"  Word to PDF {of_word:.2f} (at most {MOST_WORD})")
    return before > MOST_BEFORE or of_word > MOST_WORD


def medians(press, record):
    """Seconds of processor for each step, over the paper read anew each time as a page reads it."""
    from django.utils import timezone

    from reports.compose import compose_paper
    from reports.content import content_hash, to_json
    from reports.models import Paper
    from reports.readiness import readiness
    from reports.rendering.docx import docx
    from reports.rendering.html import article, printable
    from tests.bench.bench_papers import print_once
    from tests.bench.bench_word import took

    paper = compose_paper(record)
    known = content_hash(paper)
    print_html, data, on = printable(paper, content_hash=known), to_json(paper), timezone.localdate()
    rounds = []
    for _ in range(ROUNDS + 1):
        fresh = Paper.objects.get(pk=record.pk)
        rounds.append(
            (
                took(lambda fresh=fresh: compose_paper(fresh)),
                took(lambda fresh=fresh: readiness(fresh, on=on, composed=paper)),
                took(lambda: article(paper)),
                took(lambda: docx(paper, content_hash=known)),
                print_once(press, print_html, data, paper.date)[0],
            )
        )
    return [statistics.median(column) for column in zip(*rounds[1:], strict=True)]  # the first is for starting up


def printed(press, record):
    """The paper as PDF."""
    from reports.compose import compose_paper
    from reports.content import content_hash, to_json
    from reports.rendering.html import printable

    paper = compose_paper(record)
    html = printable(paper, content_hash=content_hash(paper))
    return press.print(html, data=to_json(paper), date=paper.date, seconds=120, megabytes=1024)


def made_up(size):
    """A paper over a plan of so many times as many priorities, each with actions, achievements and their figures."""
    from tests import make

    of = make.partnership()
    plan = make.plan(of=of, status="agreed", period="2025-26", slug=f"plan-{size}")
    style = make.house_style(of=of, numbering="continuous")
    paper = make.paper(of=of, plan=plan, reports_on=plan, house_style=style, slug=f"plan-{size}")
    for place in range(PRIORITIES * size):
        priority = make.priority(of=plan, title=f"Priority {place + 1}", narrative=WORDS, position=place + 1)
        for number in range(6):
            make.action(under=priority, text=f"Route {place}.{number}: {WORDS}", position=number + 1)
        for number in range(3):
            done = make.achievement(of=plan, text=f"Walked route {place}.{number}. {WORDS}")
            done.priorities.add(priority)
            make.figure(of=done, stated=f"{place * 37 + number * 11 + 100:,}", what="people spoken with on the way")
    fills = (("Priorities", "priorities"), ("Achievements", "achievements"), ("Action plan", "action-plan"))
    make.section(of=paper, heading="Introduction", text="\n\n".join([WORDS] * 3), position=1)
    for position, (heading, fill) in enumerate(fills, 2):
        make.section(of=paper, heading=heading, fill=fill, plan=plan, position=position)
    return type(paper).objects.get(pk=paper.pk)


if __name__ == "__main__":
    sys.exit(main())
