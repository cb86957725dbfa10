"""Whether the paper's own numbers agree: a change with its two ends, a share with its base, a whole with its parts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from reports.checks.content_words import stems
from reports.checks.figures_in_words import COUNT, PER_CENT, Figure, plain_number
from reports.checks.finding import Level, Rule
from reports.checks.reading import Found, Read, Reading, Sentence, found

PERCENTAGE = Rule("adds-up.percentage", "A percentage agrees with its numbers", Level.WARNS, "Good practice")
TIMES_AS_MANY = Rule("adds-up.multiple", "“Doubled” and “halved” agree with the numbers", Level.WARNS, "Good practice")
SHARE = Rule("adds-up.share", "A share agrees with its number and its base", Level.WARNS, "Good practice")
PARTS = Rule("adds-up.parts", "Parts make up their whole", Level.WARNS, "Good practice")

CHANGE = (
    r"(?:increas\w*|decreas\w*|reduc\w+|ris(?:e|es|en|ing)|rose|fall(?:s|en|ing)?|fell|drop\w*|grew|grow\w*|declin\w+"
    r"|up|down|cut|more|fewer|less|higher|lower|improv\w+|change\w*|went|gone|climb\w*|jump\w*)"
)
HAS_CHANGE = re.compile(rf"\b{CHANGE}\b", re.IGNORECASE)
DOWN = re.compile(
    r"\b(?:decreas\w*|reduc\w+|fall(?:s|en|ing)?|fell|drop\w*|declin\w+|down|cut|fewer|less|lower)\b", re.IGNORECASE
)
UP = re.compile(
    r"\b(?:increas\w*|ris(?:e|es|en|ing)|rose|grew|grow\w*|up|more|higher|climb\w*|jump\w*)\b", re.IGNORECASE
)
FROM, TO = (
    re.compile(r"\bfrom(?:\s+\S{1,30}){0,3}?\s*$", re.IGNORECASE),
    re.compile(r"\bto\b[^.;:()]{0,25}$", re.IGNORECASE),
)
CONTINUES = re.compile(
    r"(?:(?:this|that|it|these|those|numbers?|figures?|totals?)\b|(?:the|this|that) (?:number|total|figure|count|fall"
    r"|rise|increase|decrease|reduction|drop|change)s?\b)",
    re.IGNORECASE,
)
MULTIPLES = {
    "doubled": Decimal(2), "doubling": Decimal(2), "trebled": Decimal(3), "tripled": Decimal(3),
    "quadrupled": Decimal(4), "halved": Decimal("0.5"),
}  # fmt: skip
MULTIPLE = re.compile(
    rf"\b(?P<how>(?:(?:more|less) than|almost|nearly|over|about)\s+)?(?P<word>{'|'.join(MULTIPLES)})\b", re.I
)
OTHER_CLAUSE = re.compile(rf"\b(?:and|while|but|{CHANGE})\b|;", re.IGNORECASE)
OF = re.compile(
    r"\s*(?:[a-z-]+\s+){0,3}?(?:out\s+)?of\s+(?:the\s+|our\s+|these\s+|those\s+|all\s+|a\s+total\s+of\s+)?",
    re.IGNORECASE,
)
IN_BRACKETS = re.compile(r"\s*\((?:n\s*=\s*)?", re.IGNORECASE)
EXHAUSTIVE = r"(?P<all>made up of|comprising|comprised of|consist(?:s|ed|ing) of|namely|:\s|\()"
SOME = r"(?P<some>including|among them(?: were| are)?|which included?|they included?|included)"
PARTS_FOLLOW = re.compile(rf"(?:{EXHAUSTIVE}|\b{SOME})\s*", re.IGNORECASE)
PART_END = re.compile(r"[.;!?)]|\s[–—]\s")
PART_SPLIT = re.compile(r",\s*(?:and\s+)?|\s+and\s+|;\s*")
ONE_PART = re.compile(r"(?P<one>an?|one)\s+[a-z-]+(?:\s+[a-z-]+){0,2}", re.IGNORECASE)
NO_PART = re.compile(
    r"\b(?:of (?:them|whom|which|those|these)|per|each|every|more than|fewer|was|were|is|are|has|have|had)\b", re.I
)
NOUN_AFTER = re.compile(r"\s+((?:[a-z-]+\s+){0,2}?)([a-z-]{3,}(?:s|people|children|men|women))\b", re.IGNORECASE)
OF_THE = re.compile(r"\bof (?:the|these|those|our) $", re.IGNORECASE)
MEMBER_VERB = re.compile(
    r"\s+(?:of (?:them|these|those|whom)|were|was|have|had|are|went|received|said|completed|led|resulted|found|moved"
    r"|agreed|engaged|reported|accepted|did|came|got)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Change:
    """From one number to another, and where the words for it stand in their sentence."""

    before: Figure
    after: Figure

    @property
    def percent(self) -> Decimal:
        return 100 * (self.after.value - self.before.value) / self.before.value

    @property
    def is_rough(self) -> bool:
        return self.before.is_about or self.after.is_about


def adds_up(reading: Reading) -> Iterator[Found]:
    """What does not add up within a passage's own sentences."""
    for read in reading.passages:
        if not any(sentence.figures for sentence in read.sentences):
            continue
        for position, sentence in enumerate(read.sentences):
            if not sentence.figures:
                continue
            for change in changes_in(sentence):
                yield from _percentage(read, position, change)
                yield from _multiple(read, sentence, change)
            yield from _shares(read, sentence)
            yield from _members(read, sentence)
            yield from _parts(read, position)


def changes_in(sentence: Sentence) -> list[Change]:
    """The changes that a sentence tells as "from … to …"."""
    found = []
    figures = [figure for figure in sentence.figures if figure.unit != PER_CENT and not figure.is_time]
    for before, after in pairwise(figures):
        joint = sentence.text[before.end : after.start]
        if (
            before.unit == after.unit
            and before.value > 0
            and FROM.search(sentence.text[max(0, before.start - 60) : before.start])
            and TO.search(joint)
            and len(joint) < 60
        ):
            found.append(Change(before, after))
    return found


def _percentage(read: Read, position: int, change: Change) -> Iterator[Found]:
    sentence = read.sentences[position]
    stated = [figure for figure in sentence.figures if figure.unit == PER_CENT]
    where = sentence
    if not stated and position and CONTINUES.match(sentence.text):
        where = read.sentences[position - 1]
        stated = [figure for figure in where.figures if figure.unit == PER_CENT]
        if not _same_thing(where, sentence, change):
            return
    changes = 1 if where is not sentence else len(changes_in(sentence))
    if len(stated) != 1 or changes != 1 or not HAS_CHANGE.search(where.text):
        return
    figure = stated[0]
    if where is sentence and re.match(r"\s*(?:of|were|are|was|is|said)\b", sentence.text[figure.end :]):
        return
    if any(low <= abs(figure.value) <= high for low, high in _range(change, figure)):
        return
    computed = plain_number(abs(round(change.percent, 1)))
    direction = "rise" if change.percent > 0 else "fall"
    yield found(
        PERCENTAGE,
        read,
        f"The paper says {figure.words}, but from {change.before.words} to {change.after.words} is a {direction} of"
        f" {computed}%.",
        f"Check the two numbers with their source, then correct the percentage to {computed}%, or the number that is"
        " wrong.",
        start=min(where.start, sentence.start),
        end=sentence.end,
        evidence=f"({plain_number(change.after.value)} − {plain_number(change.before.value)}) ÷"
        f" {plain_number(change.before.value)} = {plain_number(round(change.percent, 1))}%",
    )


def _same_thing(first: Sentence, second: Sentence, change: Change) -> bool:
    """Whether the sentence before tells the same change: they share what is counted, where the words name it at all."""
    counted = stems(second.text[: change.before.start])
    counted = frozenset(word for word in counted if not HAS_CHANGE.fullmatch(word) and word not in ("figur", "total"))
    return len(changes_in(second)) == 1 and (not counted or bool(counted & stems(first.text)))


def _range(change: Change, stated: Figure) -> list[tuple[Decimal, Decimal]]:
    """The percentages that may stand for a change: by rounding, or more widely where the words say "about"."""
    exact = abs(change.percent)
    slack = Decimal("0.55") if not stated.decimals else Decimal(1).scaleb(-stated.decimals)
    if stated.is_about:
        slack = max(slack, Decimal(2), exact / 8)
    if change.is_rough:
        slack = max(slack, Decimal(3), exact / 5)
    slack += _rounding(change) * (100 + exact)
    return [(exact - slack, exact + slack)]


def _rounding(change: Change) -> Decimal:
    """How far two numbers may be off that look rounded ("3,500"), as a share of the first."""
    off = Decimal(0)
    for figure in (change.before, change.after):
        digits = figure.value.normalize().as_tuple()
        if isinstance(digits.exponent, int) and digits.exponent >= 2 and figure.value >= 1000:
            off += min(Decimal(10) ** digits.exponent / 2, figure.value / 50)
    return off / change.before.value


def _multiple(read: Read, sentence: Sentence, change: Change) -> Iterator[Found]:
    if (
        changes_in(sentence)[0] != change
        or len({(one.before.value, one.after.value) for one in changes_in(sentence)}) > 1
    ):
        return
    for match in MULTIPLE.finditer(sentence.text):
        joint = sentence.text[min(match.end(), change.after.end) : max(match.start(), change.before.start)]
        if len(joint) > 80 or OTHER_CLAUSE.search(joint) or sentence.text[match.end() : match.end() + 1] in "”’\"'":
            continue
        wanted, ratio = MULTIPLES[match["word"].lower()], change.after.value / change.before.value
        how = (match["how"] or "").strip().lower()
        fits = wanted * Decimal("0.93") <= ratio <= wanted * Decimal("1.07")
        if how in ("more than", "over"):
            fits = ratio >= wanted if wanted > 1 else ratio <= wanted
        elif how in ("almost", "nearly", "about", "less than"):
            fits = abs(ratio - wanted) <= wanted / 7
        if fits:
            continue
        computed = plain_number(abs(round(change.percent, 0)))
        direction = "rise" if change.percent > 0 else "fall"
        yield found(
            TIMES_AS_MANY,
            read,
            f"The paper says “{match[0]}”, but from {change.before.words} to {change.after.words} is a {direction} of"
            f" {computed}%.",
            f"Write what the numbers say, such as “a {direction} of {computed}%, from {change.before.words} to"
            f" {change.after.words}”.",
            start=sentence.start + min(match.start(), change.before.start),
            end=sentence.start + max(match.end(), change.after.end),
        )
        return


def _shares(read: Read, sentence: Sentence) -> Iterator[Found]:
    """“12 of 36 (40%)”, “40% (12 of 36)”, “12 (40%) of the 36”."""
    figures = sentence.figures
    for position in range(len(figures) - 2):
        triple = figures[position : position + 3]
        share = [figure for figure in triple if figure.unit == PER_CENT]
        counts = [figure for figure in triple if figure.unit == COUNT]
        if len(share) != 1 or len(counts) != 2 or not _is_share(sentence.text, triple):
            continue
        part, base = counts
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
        parts = _listed(sentence, match.end(), in_brackets=match[0].lstrip().startswith("("))
        if len(parts) < 2:
            continue
        whole = _whole(read, position, match.start())
        if whole is None or whole.is_about:
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


def _listed(sentence: Sentence, start: int, *, in_brackets: bool) -> list[tuple[Decimal, int]]:
    """The parts listed from a place on, each with where it ends; none unless every one is a count of things."""
    stop = PART_END.search(sentence.text, start)
    end = stop.start() if stop else len(sentence.text)
    if end - start > 300 or (in_brackets and (stop is None or stop[0] != ")")):
        return []
    parts: list[tuple[Decimal, int]] = []
    begin, is_last = start, False
    while begin < end and not is_last:
        joint = PART_SPLIT.search(sentence.text, begin, end)
        at = joint.start() if joint else end
        value = _part(sentence, begin, at)
        if value is None:
            return []
        parts.append((value, at))
        before = PART_SPLIT.search(sentence.text, max(start, begin - 8), begin)
        is_last = before is not None and "and" in before[0]
        begin = joint.end() if joint else end
    return parts if any(value > 1 for value, _ in parts) else []


def _part(sentence: Sentence, begin: int, end: int) -> Decimal | None:
    """What one part counts, "twelve dogs" or "a rabbit"; None where the words are no plain count of things."""
    piece = sentence.text[begin:end]
    if NO_PART.search(piece):
        return None
    counts = [one for one in sentence.figures if begin <= one.start < end]
    if not counts:
        return Decimal(1) if ONE_PART.fullmatch(piece.strip()) else None
    figure, words_after = counts[0], sentence.text[counts[0].end : end].split()
    is_plain = figure.unit == COUNT and not figure.is_time and not figure.is_about and figure.start <= begin + 4
    return figure.value if is_plain and len(counts) == 1 and 1 <= len(words_after) <= 6 else None


def _whole(read: Read, position: int, end: int) -> Figure | None:
    """The count that a list's parts belong to: in its own sentence or, under the same noun, in the one before."""
    sentence = read.sentences[position]
    own = [figure for figure in sentence.figures if figure.end <= end and figure.unit == COUNT and not figure.is_time]
    if own:
        near = own[-1]
        has_noun = NOUN_AFTER.match(sentence.text[near.end : near.end + 60])
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
