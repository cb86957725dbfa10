"""What a figure's words say in numbers: a proposal, never a correction; the words stay as they were stated.

`read_figure("over 1,200 people")` is 1200, "over", "people". Where the words can be read in more than one way, or in
none, there is no number.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from achievements.models import Figure
from achievements.numbers_in_words import FLAGS, PER_CENT, Number, numbers_in, without_dates

Qualifier = Figure.Qualifier
LONGEST = 400
LARGEST = Decimal(10) ** 12

# What stands right before a number, the longest phrase first.
QUALIFIERS: tuple[tuple[str, Qualifier], ...] = (
    (r"(?:just|slightly|a little) (?:under|below|less than|fewer than|short of)", Qualifier.JUST_UNDER),
    (r"(?:just|slightly|a little) (?:over|above|more than)", Qualifier.JUST_OVER),
    (r"(?:at least|no (?:fewer|less) than|not (?:fewer|less) than|a minimum of)", Qualifier.AT_LEAST),
    (r"(?:up to|as many as|no more than|not more than|at most|a maximum of)", Qualifier.UP_TO),
    (r"(?:over|more than|above|in excess of|upwards? of|exceed(?:s|ed|ing)?|greater than)", Qualifier.OVER),
    (r"(?:under|below|fewer than|less than)", Qualifier.UP_TO),
    (r"(?:about|around|approximately|approx\.?|roughly|some|circa|c\.|~|an estimated)", Qualifier.ABOUT),
    (r"(?:nearly|almost|close to|closer to|approaching|not far off)", Qualifier.NEARLY),
)
BEFORE = tuple((re.compile(rf"(?:^|[\s(]){words}\s*$", FLAGS), meaning) for words, meaning in QUALIFIERS)
AFTER: tuple[tuple[re.Pattern[str], Qualifier], ...] = (
    (re.compile(r"\+", FLAGS), Qualifier.OVER),
    (re.compile(r"\s+or (?:more|over)\b", FLAGS), Qualifier.AT_LEAST),
    (re.compile(r"\s+or (?:fewer|less)\b", FLAGS), Qualifier.UP_TO),
    (re.compile(r"\s+or so\b", FLAGS), Qualifier.ABOUT),
)
TO = re.compile(r"\s*(?:to|until|-|–|—)\s*", FLAGS)
OF = re.compile(r"\s+(?:out )?of(?: the)?\s+", FLAGS)
IN = re.compile(r"\s+in(?: every)?\s+", FLAGS)
FROM = re.compile(r"(?:^|\s)from\s*$", FLAGS)
BETWEEN = re.compile(r"(?:^|\s)between\s*$", FLAGS)
UP = r"(?:up|rise|rises|rose|risen|rising|increas\w+|higher|more|grew|grown|growth|gain\w*)"
DOWN = r"(?:down|fall|falls|fell|fallen|falling|decreas\w+|reduc\w+|lower|fewer|less|drop\w*|cut|decline\w*)"
RISING, FALLING = re.compile(rf"\b{UP}\b", FLAGS), re.compile(rf"\b{DOWN}\b", FLAGS)
PLURAL = re.compile(r"(?:people|children|men|women|staff|police|\w*[^\Ws]s)", FLAGS)
# Small words before which what a number counts has been said.
ENDS_A_UNIT = re.compile(
    r"of|in|on|at|for|from|to|by|with|per|as|than|into|over|under|since|and|or|but|who|which|that|the|through|during"
    r"|across|between|after|before|were|was|are|is|have|has|had|been|compared",
    FLAGS,
)
TIMES_OF_DAY = re.compile(r"\s+(?:an?|per|each|every)\s+(?:hour|day|night|week|month|quarter|year)\b", FLAGS)
STRETCHES = re.compile(r"(?:day|week|month|quarter|year)s?\b", FLAGS)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words of a figure say. A number is in `unit`s; `before` and `after` are the two ends of a change that
    the words state too. Everything is empty where the words could not be read.
    """

    number: Decimal | None = None
    number_to: Decimal | None = None
    qualifier: str = Qualifier.EXACT
    unit: str = ""
    denominator: Decimal | None = None
    before: Decimal | None = None
    after: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ComparatorReading:
    """What the words of a comparison say: the other number, or by how much a figure rose (above 0) or fell."""

    number: Decimal | None = None
    change_percent: Decimal | None = None
    change_number: Decimal | None = None


UNREAD = Reading()


def read_figure(stated: str, what: str = "") -> Reading:
    """What the words say; `UNREAD` where they say no number, or more than one thing.

    `what` is what the figure counts, in its own words: the unit comes from there where the number has none.
    """
    text = _plain(stated)
    aside = re.search(r"\(([^()]*)\)", text)
    main = text[: aside.start()] + text[aside.end() :] if aside else text
    numbers = numbers_in(main)
    if len(numbers) == 1:
        found = _one(main, numbers[0])
    elif len(numbers) == 2:
        found = _two(main, *numbers)
    else:
        found = UNREAD
    if aside and found.number is not None:
        found = _with_aside(found, aside[1])
    if not _fits(found):
        return UNREAD
    return found if found.unit or found.number is None else replace(found, unit=_unit(f" {_plain(what)}"))


def read_comparator(stated: str) -> ComparatorReading:
    """What the words of a comparison say: "39.9% up" is a change, "3,500 in 2013-14" another number."""
    text = _plain(stated)
    numbers = numbers_in(text)
    if len(numbers) != 1 or not _holds(numbers[0].value):
        return ComparatorReading()
    found = numbers[0]
    direction = _direction(text, found)
    if direction:
        change = direction * abs(found.value)
        return (
            ComparatorReading(change_percent=round(change, 2))
            if found.unit == PER_CENT
            else ComparatorReading(change_number=change)
        )
    before, after = text[: found.start], text[found.end :].strip()
    begins = not before.strip() or any(pattern.fullmatch(before) for pattern, _ in BEFORE)
    return ComparatorReading(number=found.value) if begins and not STRETCHES.match(after) else ComparatorReading()


def _plain(stated: str) -> str:
    """The words on one line, without dates and with one sign for per cent; nothing where they are too long."""
    text = " ".join(stated.split())
    return without_dates(re.sub(r"\s*\bper ?cent\b", "%", text, flags=FLAGS)) if len(text) <= LONGEST else ""


def _one(text: str, found: Number) -> Reading:
    before, after = text[: found.start], text[found.end :]
    if BETWEEN.search(before) or (found.value == 1 and OF.match(f"{after} ")):
        return UNREAD
    return Reading(number=found.value, qualifier=_qualifier(before, after), unit=found.unit or _unit(after))


def _two(text: str, first: Number, second: Number) -> Reading:
    before, joint, after = text[: first.start], text[first.end : second.start], text[second.end :]
    if PER_CENT in (first.unit, second.unit) and first.unit != second.unit and second.unit != PER_CENT:
        return UNREAD
    unit = second.unit or first.unit or _unit(after)
    if OF.fullmatch(joint):
        return Reading(number=first.value, qualifier=_qualifier(before, ""), unit=unit, denominator=second.value)
    if IN.fullmatch(joint):
        is_share = 0 < first.value <= second.value and not (first.unit or second.unit)
        share = round(100 * first.value / second.value, 4) if is_share else None
        return Reading(number=share, qualifier=_qualifier(before, ""), unit=PER_CENT) if is_share else UNREAD
    if first.times == 1 and second.times > 1 and first.value <= second.value / second.times:
        first = first.multiplied(second.times)  # "£2-3m"
    if BETWEEN.search(before) and joint.strip().lower() == "and":
        return _range(first, second, unit)
    if not TO.fullmatch(joint):
        return UNREAD
    if FROM.search(before) or second.value < first.value:
        return Reading(number=second.value, unit=unit, before=first.value, after=second.value)
    return _range(first, second, unit)


def _range(first: Number, second: Number, unit: str) -> Reading:
    if second.value < first.value:
        return UNREAD
    return Reading(number=first.value, number_to=second.value, qualifier=Qualifier.RANGE, unit=unit)


def _with_aside(found: Reading, aside: str) -> Reading:
    """The reading with what stands in brackets: the two ends of a change, or of how many."""
    numbers = numbers_in(aside)
    if found.unit != PER_CENT or found.denominator is not None:
        return found
    if len(numbers) == 2 and not any(number.unit == PER_CENT for number in numbers):
        first, second = numbers
        joint = aside[first.end : second.start]
        if TO.fullmatch(joint):
            return replace(found, before=first.value, after=second.value)
        if OF.fullmatch(joint):
            return replace(found, denominator=second.value)
    if len(numbers) == 1 and re.fullmatch(r"n\s*=\s*", aside[: numbers[0].start], FLAGS):
        return replace(found, denominator=numbers[0].value)
    return found


def _qualifier(before: str, after: str) -> str:
    for pattern, meaning in AFTER:
        if pattern.match(after):
            return meaning
    return next((meaning for pattern, meaning in BEFORE if pattern.search(before)), Qualifier.EXACT)


def _unit(after: str) -> str:
    """What the words after a number say it counts: up to the first plural, or all of them where they are one or two."""
    words: list[str] = []
    for match in re.finditer(r"\s+([A-Za-z][\w’'-]*)|\S", after):
        if match[1] is None or ENDS_A_UNIT.fullmatch(match[1]) or len(words) == 3:
            break
        words.append(match[1])
        if PLURAL.fullmatch(match[1]):
            often = TIMES_OF_DAY.match(after[match.end() :])
            return " ".join(words) + (often[0] if often else "")
    return " ".join(words) if len(words) < 3 and " ".join(words) == after.strip() else ""


def _direction(text: str, found: Number) -> int:
    if found.sign:
        return -1 if found.sign == "-" else 1
    # "more than 200" is no rise: the qualifier before a number says nothing of its direction.
    before = text[: found.start]
    for pattern, _ in BEFORE:
        before = pattern.sub("", before)
    words = before + " " + text[found.end :]
    rising, falling = bool(RISING.search(words)), bool(FALLING.search(words))
    return 0 if rising == falling else 1 if rising else -1


def _fits(found: Reading) -> bool:
    """Whether the database can hold every number as it is read."""
    return all(
        number is None or _holds(number)
        for number in (found.number, found.number_to, found.denominator, found.before, found.after)
    )


def _holds(number: Decimal) -> bool:
    exponent = number.normalize().as_tuple().exponent
    return abs(number) < LARGEST and isinstance(exponent, int) and exponent >= -4
