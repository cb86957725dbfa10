"""Numbers typed in the words of a paper, held against the figures that the records hold of the same thing and time."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from reports.checks.content_words import stem, stems
from reports.checks.dates_in_words import times_in
from reports.checks.facts import KnownFigure
from reports.checks.figures_in_words import COUNT, PER_CENT, POUNDS, Figure, plain_number
from reports.checks.finding import Level, Rule
from reports.checks.reading import Found, Read, Reading, Sentence, explains_itself, found
from reports.checks.same_figure import looks_mistyped

DATA = Rule("adds-up.data", "A number in the words agrees with the records", Level.WARNS, "Good practice")

TEXTS = ("paragraph", "item", "header", "note", "cell")
COMPARES = re.compile(r"\b(?:from|compared|previous|than|versus|against|before|earlier|target|aim)\b", re.IGNORECASE)
# How a figure moved is told in many words; what it counts is told in its own.
MOVES = frozenset(
    map(
        stem,
        ("rise", "rose", "fall", "fell", "increase", "decrease", "reduction", "change", "count", "total", "length"),
    )
)
# So many words of what a figure counts must stand in a sentence before any other number is held against it.
TELLING_WORDS = 3
NEAR = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Known:
    """A figure of the records, its unit as the words have it, and the stems of what it counts."""

    fact: KnownFigure
    number: Decimal
    unit: str
    words: frozenset[str]


def against_records(reading: Reading) -> Iterator[Found]:
    """Numbers that the records know otherwise."""
    years = _years_in(f"{reading.facts.reported_year} {reading.facts.plan_year}")
    known = [one for fact in reading.facts.figures if (one := _known(fact, years)) is not None]
    if not known:
        return
    right: dict[str, set[Decimal]] = defaultdict(set)
    by_word: dict[str, list[Known]] = defaultdict(list)
    for one in known:
        right[one.unit].add(one.number)
        for word in one.words:
            by_word[word].append(one)
    for read in reading.passages:
        if read.kind not in TEXTS:
            continue
        for sentence in read.sentences:
            if sentence.figures and (clash := _clash(read, sentence, by_word, right)):
                yield clash


def _years_in(text: str) -> set[int]:
    """Every year that times in a text begin, end or stand in."""
    return {
        year
        for time in times_in(text)
        if time.first and time.last
        for year in range(time.first.year, time.last.year + 1)
    }


def _known(fact: KnownFigure, years: set[int]) -> Known | None:
    """A figure as it can be looked for; None where its words say too little, or it is of other years than the paper."""
    own_years = _years_in(fact.period) or _years_in(fact.year)
    if fact.number is None or (years and own_years and not years & own_years):
        return None
    unit = fact.unit if fact.unit in (PER_CENT, POUNDS) else COUNT
    words = stems(fact.what) - MOVES
    return Known(fact, abs(fact.number), unit, words) if len(words) >= 2 else None


def _clash(
    read: Read, sentence: Sentence, by_word: dict[str, list[Known]], right: dict[str, set[Decimal]]
) -> Found | None:
    """The figure of the records that a sentence most likely means, where the sentence has another number for it."""
    own: frozenset[str] | None = None
    for unit, numbers in right.items():
        figures = [one for one in sentence.figures if one.unit == unit and not one.is_time]
        if len(figures) != 1 or COMPARES.search(sentence.text[max(0, figures[0].start - 25) : figures[0].start]):
            continue
        figure = figures[0]
        slack = figure.value / 10 if figure.is_about else Decimal(0)
        if any(abs(abs(figure.value) - number) <= slack for number in numbers) or _is_cited(read, sentence, figure):
            continue  # it is one of the records' figures, of this thing or another
        own = stems(sentence.text) if own is None else own
        meant, best = None, Decimal(0)
        for one, told in Counter(one for word in own for one in by_word.get(word, ())).items():
            if told > 1 and (fit := _fit(one, unit, told, figure, sentence)) > best:
                meant, best = one, fit
        if meant is not None and not explains_itself(read, sentence.start, sentence.end):
            return _differs(read, sentence, figure, meant)
    return None


def _fit(known: Known, unit: str, told: int, figure: Figure, sentence: Sentence) -> Decimal:
    """How well a sentence tells a figure of the records, from 0 (not at all) to 1 (with all the words of it)."""
    if known.unit != unit or not _same_time(sentence, known.fact.period):
        return Decimal(0)
    share = Decimal(told) / len(known.words)
    if share == 1 and told >= TELLING_WORDS:
        return share
    return share if share * 3 >= 2 and _looks_like(figure, known.number) else Decimal(0)


def _looks_like(figure: Figure, number: Decimal) -> bool:
    """Whether a number may be another one, mistyped or out of date by a little."""
    value = abs(figure.value)
    if figure.unit == PER_CENT:
        return abs(value - number) <= number * NEAR or looks_mistyped(value, number)
    return looks_mistyped(value, number) or (number >= 10 and abs(value - number) <= 1)


def _differs(read: Read, sentence: Sentence, figure: Figure, known: Known) -> Found:
    fact = known.fact
    when = f" ({fact.period})" if fact.period else ""
    told = fact.stated or plain_number(known.number)
    return found(
        DATA,
        read,
        f"The paper says {figure.words}; the records say {told} for “{fact.what}”{when}.",
        "Cite the figure from the records instead of typing it, or correct the record if the paper is right.",
        start=sentence.start + figure.start,
        end=min(sentence.end, sentence.start + figure.end + 60),
        evidence=f"Records: {told}",
    )


def _same_time(sentence: Sentence, period: str) -> bool:
    stated = {time.words for time in sentence.times}
    return not (stated and period) or any(_same_period(words, period) for words in stated)


def _same_period(words: str, period: str) -> bool:
    def digits(text: str) -> str:
        return "".join(re.findall(r"\d{2}(?!\d)", text))

    return words in period or period in words or digits(words) == digits(period)


def _is_cited(read: Read, sentence: Sentence, figure: Figure) -> bool:
    """Whether the figure stands in a span that the records themselves filled."""
    at, place = 0, sentence.start + figure.start
    for span in read.passage.spans:
        if at <= place < at + len(span.text):
            return bool(span.cite)
        at += len(span.text)
    return False
