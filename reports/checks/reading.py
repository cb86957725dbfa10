"""A paper made ready for its checks: every passage in sentences, with the figures and the times they name.

Everything is read once here, so that a check costs little more than the passages it looks at.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from reports import content as c
from reports.checks.dates_in_words import Time, times_in
from reports.checks.facts import Facts
from reports.checks.figures_in_words import Figure, figures_in
from reports.checks.finding import Finding, Level, Passage, Place, Rule
from reports.checks.passages import Placed, walk

ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}", re.ASCII)
SENTENCE_END = re.compile(r"[.!?…]+[”’\")\]]*\s+(?=[“‘\"(\[]*[A-Z0-9£])")
ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|approx|no|nos|st|mr|mrs|ms|dr|prof|rev|vs|cf|c|para|paras|ss?|reg|regs|fig|supt|insp|sgt"
    r"|[ap]\.m)|\b[A-Z])\.$",
    re.IGNORECASE,
)
SAYS_SO = re.compile(
    r"\b(?:as stated in the original|(?:kept|stand|stands|left|given|printed) (?:here )?as (?:stated|printed))\b"
    r"|\boriginal (?:paper|report|plan|document)\b|\((?:as stated|sic)\)|\[sic\]",
    re.IGNORECASE,
)
QUOTE_LENGTH = 160
LONGEST = 1_500
MOST_FIGURES = 30


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its words (addresses blanked out), where it begins in its passage, its figures and times."""

    text: str
    start: int
    figures: tuple[Figure, ...]
    times: tuple[Time, ...]

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Read:
    """A passage that has been read: `plain` is its text with addresses blanked out, as long as the text."""

    index: int
    passage: Passage
    plain: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.passage.text

    @property
    def kind(self) -> str:
        return self.passage.kind

    @property
    def figures(self) -> Iterator[tuple[Sentence, Figure]]:
        return ((sentence, figure) for sentence in self.sentences for figure in sentence.figures)


@dataclass(frozen=True)
class Reading:
    """The whole paper, read. `on` is the day that its words speak from: its date, or what its title's years allow."""

    paper: c.Paper
    passages: tuple[Read, ...]
    tables: tuple[Placed, ...]
    facts: Facts
    on: date | None
    previous: c.Paper | None = None

    @cached_property
    def lowered(self) -> str:
        """All words of the paper in small letters, with one kind of apostrophe and "and" for "&"."""
        every = "\n".join(read.plain for read in self.passages)
        return every.lower().replace("'", "’").replace("&", "and")


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with where it stands, so that all can be put in reading order."""

    index: int
    start: int
    finding: Finding


def read_paper(paper: c.Paper, *, previous: c.Paper | None, facts: Facts) -> Reading:
    """The paper, read once for all its checks."""
    found, tables = walk(paper)
    read = tuple(_read(index, passage) for index, passage in enumerate(found))
    return Reading(paper, read, tables, facts, _speaks_on(paper, read), previous)


def _read(index: int, passage: Passage) -> Read:
    text = passage.text
    plain = text
    if "@" in text or "://" in text or "www." in text:
        plain = ADDRESS.sub(lambda match: "_" * len(match[0]), text)
    return Read(index, passage, plain, tuple(_sentences(plain)))


def _sentences(text: str) -> Iterator[Sentence]:
    start = 0
    for match in SENTENCE_END.finditer(text):
        if ABBREVIATION.search(text, max(start, match.start() - 8), match.start() + 1):
            continue
        yield from _sentence(text[start : match.end()].rstrip(), start)
        start = match.end()
    if start < len(text):
        yield from _sentence(text[start:], start)


def _sentence(text: str, start: int) -> Iterator[Sentence]:
    """A sentence, in pieces where it is endless; one with a crowd of figures or times is a table, and tells nothing."""
    while text:
        cut = len(text) if len(text) <= LONGEST else text.rfind(" ", 0, LONGEST) + 1 or LONGEST
        piece = text[:cut]
        figures, times = figures_in(piece), times_in(piece)
        yield Sentence(
            piece,
            start,
            figures if len(figures) <= MOST_FIGURES else (),
            times if len(times) <= MOST_FIGURES else (),
        )
        text, start = text[cut:], start + cut


def _speaks_on(paper: c.Paper, read: tuple[Read, ...]) -> date | None:
    if paper.date:
        try:
            return date.fromisoformat(paper.date)
        except ValueError:
            return None
    years = [
        time.first
        for passage in read
        if passage.kind in ("title", "subtitle")
        for sentence in passage.sentences
        for time in sentence.times
        if time.first
    ]
    return min(years, default=None)


def found(
    rule: Rule, read: Read, says: str, to_do: str, *, start: int = 0, end: int | None = None, evidence: str = ""
) -> Found:
    """A finding at some words of a passage. Where the paper itself explains them there, it is only said, not warned."""
    last = len(read.text) if end is None else end
    if rule.level is not Level.NOTES and explains_itself(read, start, last):
        rule = replace(rule, level=Level.NOTES)
        evidence = " ".join(part for part in (evidence, "The paper itself explains this beside it.") if part)
    quote = " ".join(read.text[start:last].split())
    quote = quote if len(quote) <= QUOTE_LENGTH else f"{quote[: QUOTE_LENGTH - 1].rstrip()}…"
    return Found(read.index, start, Finding(rule, says, to_do, replace(read.passage.place, quote=quote), evidence))


def explains_itself(read: Read, start: int, end: int) -> bool:
    """Whether the passage says near some of its words that they are kept as they were stated."""
    return SAYS_SO.search(read.text, max(0, start - 80), end + 240) is not None


def whole_paper(rule: Rule, says: str, to_do: str, *, evidence: str = "", at: int = 0) -> Found:
    """A finding about the paper as a whole, listed where passage `at` stands."""
    return Found(at, 0, Finding(rule, says, to_do, Place(name="The whole paper"), evidence))
