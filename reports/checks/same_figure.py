"""The same figure quoted two ways in two places of the paper, and shares of another base than the one stated."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reports.checks.content_words import stems
from reports.checks.figures_in_words import COUNT, PER_CENT, Figure, plain_number
from reports.checks.finding import Level, Rule
from reports.checks.reading import Found, Read, Reading, Sentence, found

TWO_WAYS = Rule("adds-up.two-ways", "A figure is the same wherever it is quoted", Level.WARNS, "Good practice")
BASE = Rule("adds-up.base", "A share names its own base", Level.WARNS, "Good practice")

NOUNS = re.compile(r"\s+((?:[a-z][a-z’-]*\s+){1,3}?[a-z][a-z’-]*(?:s|people|children|men|women))\b(?!’)", re.ASCII)
SMALL_NOUN = re.compile(r"\b(?:of|in|on|at|for|from|to|by|with|per|as|than|and|or|but|who|which|that|the|were|was)\b")
NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][a-z’]{2,}(?:\s+[A-Z][a-z’]+)*")
COMPARES = re.compile(r"\b(?:from|compared|previous|than|versus|against|before|earlier|last year|target|aim)\b", re.I)
CHANGED_BY = re.compile(
    r"(?P<subject>[a-z][a-z’-]+(?:\s[a-z][a-z’-]+){0,2}?)\s+(?:has |have |had |also |again )*"
    r"(?P<verb>fallen|fell|risen|rose|increased|decreased|reduced|dropped|grew|grown|(?:was|were|is|are) (?:up|down)"
    r"|went (?:up|down)|gone (?:up|down))\s+by\s+(?:about |around |nearly |over )?(?P<percent>\d{1,3}(?:\.\d+)?\s?%)",
    re.IGNORECASE | re.ASCII,
)
NOT_THE_SUBJECT = re.compile(
    r"^.*\b(?:that|saw|sees?|seen|we|shows?|showed|where|as|in|of|said|reported|which)\s", re.I
)
FALLS = re.compile(r"fall|fell|decreas|reduc|drop|down", re.IGNORECASE)
SHARE_ALONE = re.compile(r"(?P<share>\d{1,3}(?:\.\d+)?)\s?%\s*\((?P<part>\d{1,6})\)")


@dataclass(frozen=True, slots=True)
class Telling:
    """A count told with the words of what it counts, and with what narrows it: its years and the names around it."""

    read: Read
    sentence: Sentence
    figure: Figure
    years: frozenset[int]
    names: frozenset[str]


def figures_agree(reading: Reading) -> Iterator[Found]:
    """Figures quoted two ways, and shares of a base that is not the one stated."""
    yield from _two_ways(reading)
    yield from _alike(reading)
    yield from _changes(reading)
    yield from _bases(reading)


def _two_ways(reading: Reading) -> Iterator[Found]:
    tellings: dict[tuple[str, frozenset[str]], list[Telling]] = defaultdict(list)
    for read in reading.passages:
        if read.kind not in ("paragraph", "item", "header", "note"):
            continue
        for sentence, figure in read.figures:
            if figure.unit == PER_CENT or figure.is_time or figure.value < 5 or COMPARES.search(sentence.text):
                continue
            counted = _counted(sentence, figure)
            if len(counted) >= 2:
                tellings[figure.unit, counted].append(_telling(read, sentence, figure))
    for same in tellings.values():
        for first, second in pairwise(same):
            if _differ(first, second):
                yield _quoted_otherwise(first, second)
                break


def _counted(sentence: Sentence, figure: Figure) -> frozenset[str]:
    """What a figure counts, as stems: the words up to the first plural, where nothing comes between."""
    match = NOUNS.match(sentence.text[figure.end : figure.end + 80])
    if match is None or SMALL_NOUN.search(match[1]):
        return frozenset()
    return stems(match[1])


def _telling(read: Read, sentence: Sentence, figure: Figure) -> Telling:
    years = frozenset(time.from_year or (time.first.year if time.first else 0) for time in sentence.times)
    names = frozenset(NAME.findall(sentence.text))
    return Telling(read, sentence, figure, years, names)


def _differ(first: Telling, second: Telling) -> bool:
    """Whether two tellings give different numbers of what can only be one thing."""
    one, other = first.figure, second.figure
    if one.value == other.value or first.sentence is second.sentence or one.is_about or other.is_about:
        return False
    if first.years != second.years or first.names != second.names:
        return False
    is_near = first.read.passage.heads == second.read.passage.heads or bool(first.names or first.years)
    return is_near or looks_mistyped(one.value, other.value)


def looks_mistyped(one: Decimal, other: Decimal) -> bool:
    """Whether one number may be the other with digits swapped, or the other a little off."""
    first, second = f"{one.normalize():f}", f"{other.normalize():f}"
    if sorted(first) == sorted(second) and min(one, other) >= 12:
        return True
    return min(one, other) >= 100 and abs(one - other) <= max(one, other) / 10


def _alike(reading: Reading) -> Iterator[Found]:
    """Large numbers of which one is most likely the other, mistyped: the same digits, told in the same words."""
    seen: dict[tuple[str, str], list[Telling]] = defaultdict(list)
    told: set[tuple[int, int]] = set()
    for read in reading.passages:
        if read.kind not in ("paragraph", "item", "header", "note"):
            continue
        for sentence, figure in read.figures:
            digits = f"{figure.value:f}".partition(".")[0]
            if figure.unit == PER_CENT or figure.is_about or len(digits) < 4 or COMPARES.search(sentence.text):
                continue
            telling = _telling(read, sentence, figure)
            keys = [(figure.unit, "".join(sorted(digits)))]
            if len(digits) >= 5 and digits.rstrip("0") == digits:
                keys.append((figure.unit, digits[:3] + "_" * (len(digits) - 3)))
            for key in keys:
                for before in seen[key][-3:]:
                    if _same_words(before, telling) and (pair := (before.read.index, read.index)) not in told:
                        told.add(pair)
                        yield _quoted_otherwise(before, telling)
                seen[key].append(telling)


def _same_words(first: Telling, second: Telling) -> bool:
    if first.figure.value == second.figure.value or first.sentence is second.sentence:
        return False
    if first.years and second.years and first.years != second.years:
        return False
    wanted = 2 if min(first.figure.value, second.figure.value) >= 100_000 else 3
    return len(stems(first.sentence.text) & stems(second.sentence.text)) >= wanted


def _changes(reading: Reading) -> Iterator[Found]:
    """“Burglary fell by 9.5%” here and “burglary fell by 5.9%” there, of the same places and years."""
    seen: dict[tuple[frozenset[str], bool], Telling] = {}
    for read in reading.passages:
        if read.kind not in ("paragraph", "item", "header", "note"):
            continue
        for sentence in read.sentences:
            if not any(figure.unit == PER_CENT for figure in sentence.figures):
                continue
            for match in CHANGED_BY.finditer(sentence.text):
                figure = next((one for one in sentence.figures if abs(one.start - match.start("percent")) <= 1), None)
                subject = stems(NOT_THE_SUBJECT.sub("", match["subject"]))
                if figure is None or figure.unit != PER_CENT or not subject:
                    continue
                telling = _telling(read, sentence, figure)
                key = subject, FALLS.search(match["verb"]) is not None
                before = seen.setdefault(key, telling)
                if (
                    before.sentence is not sentence
                    and before.figure.value != figure.value
                    and before.years == telling.years
                    and before.names == telling.names
                    and not (before.figure.is_about or figure.is_about)
                ):
                    yield _quoted_otherwise(before, telling)


def _quoted_otherwise(first: Telling, second: Telling) -> Found:
    return found(
        TWO_WAYS,
        second.read,
        f"Here it says {second.figure.words}; {_where(first.read)} says {first.figure.words}, it seems of the same.",
        "Check with the source which is right and write it in both places, or say how the two differ.",
        start=second.sentence.start + second.figure.start,
        end=min(second.sentence.end, second.sentence.start + second.figure.end + 60),
        evidence=f"“{first.sentence.text.strip()[:200]}”",
    )


def _where(read: Read) -> str:
    name = read.passage.place.name
    return f"{name[:1].lower()}{name[1:]}" if name else "another place"


def _bases(reading: Reading) -> Iterator[Found]:
    """“75% (15)” after “offered 36 times”: 15 are not 75% of 36."""
    for read in reading.passages:
        for position, sentence in enumerate(read.sentences):
            for match in SHARE_ALONE.finditer(sentence.text):
                share, part = Decimal(match["share"]), Decimal(match["part"])
                if not share or share >= 100 or not part:
                    continue
                base = _base_before(reading, read, position, match.start(), part)
                if base is None or abs(100 * part / base.value - share) <= Decimal("0.55"):
                    continue
                start = sentence.start + match.start()
                yield _wrong_base(read, start, sentence.start + match.end(), share, part, base)


def _wrong_base(read: Read, start: int, end: int, share: Decimal, part: Decimal, base: Figure) -> Found:
    computed, percent = round(100 * part / share), plain_number(share)
    return found(
        BASE,
        read,
        f"{part} are {percent}% of {computed}, but the number stated before is {base.words}.",
        f"Say what the {percent}% are a share of, as in “{part} of {computed}”, or correct the number that is wrong.",
        start=start,
        end=end,
        evidence=f"{part} ÷ {plain_number(base.value)} = {plain_number(round(100 * part / base.value, 1))}%;"
        f" {part} ÷ {percent}% = {plain_number(round(100 * part / share, 1))}",
    )


def _base_before(reading: Reading, read: Read, position: int, start: int, part: Decimal) -> Figure | None:
    """The count that a share most likely rests on: the one before it, in its sentence or the one before, or under the
    same heading in the passage before, of the same things.
    """
    own = read.sentences[position]
    counts = [figure for figure in _counts(own) if figure.end <= start and figure.value > part]
    if position and not counts:
        counts = [figure for figure in _counts(read.sentences[position - 1]) if figure.value > part]
    if counts or position:
        return counts[-1] if len(counts) == 1 and not counts[0].is_about else None
    for before in reversed(reading.passages[max(0, read.index - 2) : read.index]):
        if before.passage.heads != read.passage.heads or before.kind not in ("item", "paragraph"):
            return None
        counts = [figure for sentence in before.sentences[-2:] for figure in _counts(sentence) if figure.value > part]
        if counts:
            is_same = len(stems(before.plain) & stems(read.plain)) >= 3
            return counts[-1] if len(counts) == 1 and is_same and not counts[0].is_about else None
    return None


def _counts(sentence: Sentence) -> list[Figure]:
    return [figure for figure in sentence.figures if figure.unit == COUNT and not figure.is_time]
