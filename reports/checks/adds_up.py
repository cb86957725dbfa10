"""Whether a change in per cent, or "doubled", is what its two numbers give."""

import re
from collections.abc import Iterator
from decimal import Decimal

from reports.checks.changes import Change, changes_in, loose_changes_in
from reports.checks.content_words import stems
from reports.checks.figures_in_words import PER_CENT, Figure, plain_number
from reports.checks.finding import Level, Rule
from reports.checks.reading import Found, Read, Reading, Sentence, found

PERCENTAGE = Rule("adds-up.percentage", "A percentage agrees with its numbers", Level.WARNS, "Good practice")
TIMES_AS_MANY = Rule("adds-up.multiple", "“Doubled” and “halved” agree with the numbers", Level.WARNS, "Good practice")

CHANGE = (
    r"(?:increas\w*|decreas\w*|reduc\w+|ris(?:e|es|en|ing)|rose|fall(?:s|en|ing)?|fell|drop\w*|grew|grow\w*|declin\w+"
    r"|up|down|cut|more|fewer|less|higher|lower|improv\w+|change\w*|went|gone|climb\w*|jump\w*)"
)
HAS_CHANGE = re.compile(rf"\b{CHANGE}\b", re.IGNORECASE)
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
ANOTHER = re.compile(
    r"\b(?:while|whilst|whereas|but|although|though)\b|;"
    r"|\band\b.*\b(?:rose|fell|increased|decreased|dropped|grew|was|were|is|are|has|have|went)\b",
    re.IGNORECASE,
)


def adds_up(reading: Reading) -> Iterator[Found]:
    """Percentages and multiples that the numbers beside them do not give."""
    for read in reading.passages:
        if not any(sentence.figures for sentence in read.sentences):
            continue
        for position, sentence in enumerate(read.sentences):
            if not sentence.figures:
                continue
            told = changes_in(sentence)
            for change in told or loose_changes_in(sentence):
                yield from _percentage(read, position, change)
            for change in told:
                yield from _multiple(read, sentence, change)


def _percentage(read: Read, position: int, change: Change) -> Iterator[Found]:
    sentence = read.sentences[position]
    stated = [figure for figure in sentence.figures if figure.unit == PER_CENT]
    where = sentence
    if not stated and position and CONTINUES.match(sentence.text):
        where = read.sentences[position - 1]
        stated = [figure for figure in where.figures if figure.unit == PER_CENT]
        if not _same_thing(where, sentence, change):
            return
    changes = 1 if where is not sentence else len(changes_in(sentence)) or 1
    if len(stated) != 1 or changes != 1 or not HAS_CHANGE.search(where.text):
        return
    figure = stated[0]
    if where is sentence and re.match(r"\s*(?:of|were|are|was|is|said)\b", sentence.text[figure.end :]):
        return
    if where is sentence and _is_of_another(sentence, change, figure):
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


def _is_of_another(sentence: Sentence, change: Change, figure: Figure) -> bool:
    """Whether a percentage and a change in one sentence belong to two things: "fell from 24 to 18, while … by 30%"."""
    if figure.start > change.after.end:
        joint = sentence.text[change.after.end : figure.start]
    else:
        joint = sentence.text[figure.end : change.before.start]
    return ANOTHER.search(joint) is not None


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
