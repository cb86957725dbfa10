"""Whether a list has as many entries as the sentence before it says: "five priorities were agreed:" and four follow."""

import re
from collections.abc import Iterator
from itertools import pairwise

from reports import content as c
from reports.checks.figures_in_words import COUNT, figures_in
from reports.checks.finding import Level, Rule
from reports.checks.reading import Found, Read, Reading, found

COUNT_OF_LIST = Rule("adds-up.list", "A list has as many entries as it is said to have", Level.WARNS, "Good practice")

ENTRIES = re.compile(
    r"\s+(?:[a-z-]+\s+){0,3}?(?:priorities|objectives|themes|aims|goals|targets|recommendations|principles|strands"
    r"|pillars|outcomes|actions|areas|groups|categories|challenges|duties|reasons|questions|districts|authorities|partners|steps"
    r"|projects|ways|things|points|parts|kinds|sections|posts|commitments|promises)\b",
    re.IGNORECASE,
)
NOT_ALL = re.compile(
    r"\b(?:includ\w+|such as|among|some|for example|e\.g|of (?:the|these|its|our|their)|one of|in addition|other"
    r"|further|more|under|each|every|per)\b",
    re.IGNORECASE,
)
MOST_ENTRIES = 30


def lists_agree(reading: Reading) -> Iterator[Found]:
    """Lists with more or fewer entries than announced."""
    reads: dict[str, Read] = {}
    for read in reading.passages:
        reads.setdefault(read.text, read)
    for before, after in _neighbours(reading.paper):
        text = before.text.rstrip()
        if not text.endswith(":") or len(text) > 400:
            continue
        last = re.split(r"(?<=[.!?])\s+", text)[-1]
        counts = [
            figure
            for figure in figures_in(last)
            if figure.unit == COUNT and not figure.is_about and ENTRIES.match(last, figure.end)
        ]
        if len(counts) != 1 or NOT_ALL.search(last) or not 2 <= counts[0].value <= MOST_ENTRIES:
            continue
        listed = len(after.items)
        if listed != counts[0].value and (own := reads.get(before.text)) is not None:
            start = own.text.rindex(last) + counts[0].start
            yield found(
                COUNT_OF_LIST,
                own,
                f"The sentence announces {counts[0].words}, but the list after it has {listed} entries.",
                "Correct the number, or the list.",
                start=start,
                end=min(len(own.text), start + 60),
            )


def _neighbours(paper: c.Paper) -> Iterator[tuple[c.Paragraph, c.BlockList]]:
    """Every paragraph that a list follows at once."""
    runs: list[tuple[c.Block, ...]] = []
    for block in paper.walk():
        match block:
            case c.Section(blocks=blocks) | c.Note(blocks=blocks):
                runs.append(blocks)
            case c.BlockList(items=items):
                runs.extend(item.blocks for item in items)
    for run in runs:
        for first, second in pairwise(run):
            if isinstance(first, c.Paragraph) and isinstance(second, c.BlockList):
                yield first, second
