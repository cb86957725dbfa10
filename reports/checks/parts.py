"""Whether shares agree with their base, and wholes with their parts."""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from reports.checks.content_words import stems
from reports.checks.figures_in_words import COUNT, PER_CENT, POUNDS, Figure, plain_number
from reports.checks.finding import Level, Rule
from reports.checks.reading import Found, Read, Reading, Sentence, found

SHARE = Rule("adds-up.share", "A share agrees with its number and its base", Level.WARNS, "Good practice")
PARTS = Rule("adds-up.parts", "Parts make up their whole", Level.WARNS, "Good practice")

OF = re.compile(
    r"\s*(?:[a-z-]+\s+){0,3}?(?:out\s+)?of\s+(?:the\s+|our\s+|these\s+|those\s+|all\s+|a\s+total\s+of\s+)?",
    re.IGNORECASE,
)
BASE_FIRST = re.compile(r"\b[Oo]f (?:the |these |those |our |all )?$")
IN_BRACKETS = re.compile(r"\s*\((?:n\s*=\s*)?", re.IGNORECASE)
EXHAUSTIVE = r"(?P<all>made up of|comprising|comprised of|consist(?:s|ed|ing) of|namely|:\s|\()"
SOME = r"(?P<some>including|among them(?: were| are)?|which included?|they included?|included)"
PARTS_FOLLOW = re.compile(rf"(?:{EXHAUSTIVE}|\b{SOME})\s*", re.IGNORECASE)
PART_END = re.compile(r"[.;!?)]|\s[–—]\s")
PART_SPLIT = re.compile(r",\s+(?:and\s+)?|\s+and\s+|;\s*")
ONE_PART = re.compile(r"(?P<one>an?|one)\s+[a-z-]+(?:\s+[a-z-]+){0,2}", re.IGNORECASE)
NO_PART = re.compile(
    r"\b(?:of (?:them|whom|which|those|these)|per|each|every|more than|fewer|was|were|is|are|has|have|had)\b", re.I
)
NOUN_AFTER = re.compile(
    r"\s+((?:[a-z-]+\s+){0,2}?)([a-z-]{2,}s|people|children|men|women|young people)\b", re.IGNORECASE
)
OF_THE = re.compile(r"\bof (?:the|these|those|our) $", re.IGNORECASE)
MEMBER_VERB = re.compile(
    r"\s+(?:of (?:them|these|those|whom)|were|was|have|had|are|went|received|said|completed|led|resulted|found|moved"
    r"|agreed|engaged|reported|accepted|did|came|got)\b",
    re.IGNORECASE,
)


def parts_agree(reading: Reading) -> Iterator[Found]:
    """Shares that are not what their numbers give, and parts that do not make up their whole."""
    for read in reading.passages:
        for position, sentence in enumerate(read.sentences):
            if len(sentence.figures) > 1:
                yield from _shares(read, sentence)
                yield from _members(read, sentence)
            if sentence.figures:
                yield from _parts(read, position)


def _shares(read: Read, sentence: Sentence) -> Iterator[Found]:
    """“12 of 36 (40%)”, “40% (12 of 36)”, “12 (40%) of the 36”."""
    figures = sentence.figures
    for position in range(len(figures) - 2):
        triple = figures[position : position + 3]
        share = [figure for figure in triple if figure.unit == PER_CENT]
        counts = [figure for figure in triple if figure.unit == COUNT]
        if len(share) != 1 or len(counts) != 2 or not _is_share(sentence.text, triple):
            continue
        base_is_first = BASE_FIRST.search(sentence.text[max(0, triple[0].start - 14) : triple[0].start]) is not None
        base, part = counts if base_is_first else reversed(counts)
        if base.value <= 0 or part.is_about or base.is_about or share[0].is_about:
            continue
        computed = 100 * part.value / base.value
        slack = Decimal("0.55") if not share[0].decimals else Decimal(1).scaleb(-share[0].decimals)
        if abs(computed - share[0].value) <= slack:
            continue
        yield found(
            SHARE,
            read,
            f"The paper says {share[0].words}, but {part.words} of {base.words} is"
            f" {plain_number(round(computed, 1))}%.",
            "Check the three numbers with their source and correct the one that is wrong.",
            start=sentence.start + triple[0].start,
            end=sentence.start + triple[2].end,
            evidence=f"{plain_number(part.value)} ÷ {plain_number(base.value)} = {plain_number(round(computed, 1))}%",
        )


def _is_share(text: str, triple: tuple[Figure, ...]) -> bool:
    first, second, third = triple
    one, two = text[first.end : second.start], text[second.end : third.start]
    if first.unit == PER_CENT:
        return bool(IN_BRACKETS.fullmatch(one) and (OF.fullmatch(two) or two == "/"))
    if second.unit == PER_CENT:
        return bool(IN_BRACKETS.fullmatch(one) and two.startswith(")") and OF.fullmatch(two[1:]))
    before = text[max(0, first.start - 14) : first.start]
    if BASE_FIRST.search(before):
        return bool(re.fullmatch(r"[^.;()]{0,60},\s+", one) and re.fullmatch(r"[^.;,()]{0,40}\(", two))
    return bool(OF.fullmatch(one) and re.fullmatch(r"[^.;,()]{0,40}\(|,?\s+(?:or|which is)\s+", two))


def _members(read: Read, sentence: Sentence) -> Iterator[Found]:
    """“Of the 32 workers, 35 found …”, “35 of the 32 …”: more than the whole."""
    counts = [figure for figure in sentence.figures if figure.unit == COUNT and not figure.is_time]
    for first, second in pairwise(counts):
        joint = sentence.text[first.end : second.start]
        before = sentence.text[max(0, first.start - 12) : first.start]
        after = sentence.text[second.end : second.end + 20]
        if OF_THE.search(before) and len(joint) < 60 and "," in joint and MEMBER_VERB.match(after):
            whole, part = first, second
        elif re.fullmatch(r"\s+(?:out )?of (?:the |these |those |our )?", joint):
            whole, part = second, first
        elif len(joint) < 80 and re.match(r",?\s+of (?:whom|which|them)\b", sentence.text[second.end :]):
            whole, part = first, second
        else:
            continue
        if part.value > whole.value and not whole.is_about and whole.value > 1:
            yield found(
                PARTS,
                read,
                f"The paper tells of {part.words} out of {whole.words}: the part is larger than the whole.",
                "Check both numbers with their source and correct the one that is wrong.",
                start=sentence.start + first.start,
                end=sentence.start + second.end,
            )


def _parts(read: Read, position: int) -> Iterator[Found]:
    """“Fourteen animals: twelve dogs, a chameleon and a rabbit”."""
    sentence = read.sentences[position]
    for match in PARTS_FOLLOW.finditer(sentence.text):
        whole = _whole(read, position, match.start())
        if whole is None or whole.is_about:
            continue
        parts = _listed(sentence, match.end(), whole.unit, in_brackets=match[0].lstrip().startswith("("))
        if len(parts) < 2:
            continue
        total = sum((value for value, _ in parts), Decimal(0))
        if total <= whole.value and (match["some"] or total == whole.value):
            continue
        told = " + ".join(plain_number(value) for value, _ in parts)
        yield found(
            PARTS,
            read,
            f"The paper says {whole.words}, but its parts come to {plain_number(total)}.",
            "Check the whole and its parts with their source; correct what is wrong, or say what is missing.",
            start=sentence.start + match.start(),
            end=sentence.start + parts[-1][1],
            evidence=f"{told} = {plain_number(total)}",
        )


def _listed(sentence: Sentence, start: int, unit: str, *, in_brackets: bool) -> list[tuple[Decimal, int]]:
    """The parts listed from a place on, each with where it ends; none unless every one is a count of things."""
    stop = PART_END.search(sentence.text, start)
    end = stop.start() if stop else len(sentence.text)
    if any(start <= time.start < end for time in sentence.times):
        return []
    if end - start > 300 or (in_brackets and (stop is None or stop[0] != ")")):
        return []
    parts: list[tuple[Decimal, int]] = []
    begin, is_last = start, False
    while begin < end and not is_last:
        joint = PART_SPLIT.search(sentence.text, begin, end)
        at = joint.start() if joint else end
        value = _part(sentence, begin, at, unit)
        if value is None:
            return []
        parts.append((value, at))
        before = PART_SPLIT.search(sentence.text, max(start, begin - 8), begin)
        is_last = before is not None and "and" in before[0]
        begin = joint.end() if joint else end
    return parts if any(value > 1 for value, _ in parts) else []


def _part(sentence: Sentence, begin: int, end: int, unit: str) -> Decimal | None:
    """What one part counts, "twelve dogs" or "a rabbit"; None where the words are no plain count of things."""
    piece = sentence.text[begin:end]
    if NO_PART.search(piece):
        return None
    counts = [one for one in sentence.figures if begin <= one.start < end]
    if not counts:
        return Decimal(1) if unit == COUNT and ONE_PART.fullmatch(piece.strip()) else None
    figure, words_after = counts[0], sentence.text[counts[0].end : end].split()
    is_plain = figure.unit == unit and not figure.is_time and not figure.is_about and figure.start <= begin + 4
    return figure.value if is_plain and len(counts) == 1 and 1 <= len(words_after) <= 6 else None


def _whole(read: Read, position: int, end: int) -> Figure | None:
    """The count that a list's parts belong to: in its own sentence or, under the same noun, in the one before."""
    sentence = read.sentences[position]
    own = [figure for figure in sentence.figures if figure.end <= end and not figure.is_time]
    if own:
        near = own[-1]
        if near.unit == PER_CENT:
            return None
        has_noun = near.unit == POUNDS or NOUN_AFTER.match(sentence.text[near.end : near.end + 60])
        return near if has_noun and len(own) == 1 and end - near.end < 60 else None
    if position == 0:
        return None
    before = read.sentences[position - 1]
    counts = [figure for figure in before.figures if figure.unit == COUNT and not figure.is_time]
    if len(counts) != 1 or counts[0].value < 2:
        return None
    noun = NOUN_AFTER.match(before.text[counts[0].end : counts[0].end + 60])
    head = sentence.text[:end]
    if noun and (
        stems(noun[2]) & stems(head) or re.search(r"\bthem\b|\bthey\b", head + sentence.text[end : end + 12], re.I)
    ):
        return counts[0]
    return None
