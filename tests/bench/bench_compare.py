"""How long it takes to compare two papers: linear in their length, whatever became of them.

Made-up papers of 1,000 to 4,000 paragraphs, each revised in a way that makes a plain comparison slow: everything
reworded, everything shuffled, nothing in common, the same line again and again. A paper of 2,000 paragraphs takes at
most two seconds, and one twice as long at most three times as long.

    ./portal bench bench_compare
"""

import random
import sys
import time

from reports.comparing import compare, sentence
from reports.content import Masthead, Paper, Paragraph, Section, Span

SIZES = (1_000, 2_000, 4_000)
MEASURED, MOST_SECONDS, MOST_GROWTH = 2_000, 2.0, 3.0
WORDS = [f"w{number}" for number in range(4_000)]
WEIGHTS = [1 / (number + 1) for number in range(4_000)]  # a few words are common, most are rare: as in any language


def main():
    """Measure, print, and say whether the targets are met."""
    failed = False
    for name, revise in REVISIONS.items():
        times = {size: seconds(name, revise, size) for size in SIZES}
        growth = times[SIZES[-1]] / max(times[MEASURED], 0.05)
        print(f"  {name}: grows {growth:.1f} times as the paper doubles")
        failed = failed or times[MEASURED] > MOST_SECONDS or growth > MOST_GROWTH
    if failed:
        print(
            f"  At most {MOST_SECONDS} s for {MEASURED:,} paragraphs, and {MOST_GROWTH} times that for twice as many."
        )
    return 1 if failed else 0


def seconds(name, revise, size):
    """The processor time that one comparison takes."""
    chance = random.Random(size)  # noqa: S311 - the same papers each time
    old = [paragraph(chance) for _ in range(size)]
    before, after = paper(old), paper(revise(chance, old))
    start = time.process_time()
    found = compare(before, after)
    took = time.process_time() - start
    print(f"  {name:20} {size:6,} paragraphs {took:6.2f} s  {sentence(found.summary)[:60]}")
    return took


def paragraph(chance):
    return " ".join(chance.choices(WORDS, WEIGHTS, k=60)) + f" {chance.randint(1, 9_999):,}."


def paper(texts):
    sections = tuple(
        Section(f"Part {start}", f"s{start}", tuple(Paragraph((Span(text),)) for text in texts[start : start + 20]))
        for start in range(0, len(texts), 20)
    )
    return Paper("p", "bench", "Paper", "", "en-GB", "", Masthead("Bench"), sections=sections)


def reworded(chance, old):
    return [" ".join("new" if chance.random() < 0.1 else word for word in text.split()) for text in old]


def shuffled(chance, old):
    return chance.sample(reworded(chance, old), len(old))


REVISIONS = {
    "a few edits": lambda chance, old: [f"{text} more" if chance.random() < 0.05 else text for text in old],
    "all reworded": reworded,
    "all shuffled": shuffled,
    "nothing in common": lambda chance, old: [paragraph(chance) for _ in old],
    "one line repeated": lambda _, old: ["None."] * len(old),
}

if __name__ == "__main__":
    sys.exit(main())
