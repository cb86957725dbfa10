"""Figures in a sentence that count, cost or share something, with how sure they are and the words after them."""

import re
from dataclasses import dataclass
from decimal import Decimal

from achievements.numbers_in_words import ONES, PER_CENT, POUNDS, TEENS, TENS, TIMES, numbers_in

COUNT = ""
__all__ = ["COUNT", "PER_CENT", "POUNDS", "Figure", "figures_in", "plain_number"]

MAY_COUNT = re.compile(rf"\d|\b(?:{'|'.join((*ONES[1:], *TEENS, *TENS, *TIMES, 'half'))})", re.IGNORECASE)
PER_CENT_WORDS = re.compile(r"\bper\s?cent\b", re.IGNORECASE)
# Figures that are part of a name or a label, not of a count: "Annex 2", "section 17", "Outcome 20s", "SSF3", "24/7".
LABEL_BEFORE = re.compile(
    r"(?:\b(?:appendix|annex|table|figure|chart|paragraphs?|paras?|page|sections?|ss?\.|chapter|part|article|schedule"
    r"|regulations?|reg\.?|clause|priority|objective|action|recommendation|theme|goal|outcome|level|tier|phase|stage|step"
    r"|years?|band|grade|version|quarter|week|day|room|flat|unit|route|junction|project|operation|si|no\.?|item|question"
    r"|strand|act|order|census|category|class|option|lot|zone|ward|round|series|code|form)[\s-]|[#A-Za-z])$",
    re.IGNORECASE,
)
AGE_BEFORE = re.compile(r"\b(?:aged?|ages|under|over)[\s-]$", re.IGNORECASE)
UNIT_OF_TIME = re.compile(
    r"[-\s]*(?:seconds?|minutes?|mins?|hours?|hrs?|days?|nights?|weeks?|months?|years?|year-olds?|p\.?m\b|a\.?m\b|o.clock"
    r"|miles?|metres?|km|m\b|pm\b|am\b|-?fold)",
    re.IGNORECASE,
)
APPROXIMATE = re.compile(
    r"(?:\b(?:about|around|approximately|approx\.?|roughly|some|circa|ca?\.|nearly|almost|close to|closer to"
    r"|approaching|just (?:under|over|below|above|short of|more than|less than)|slightly (?:under|over|more than)"
    r"|over|under|more than|less than|fewer than|at least|up to|as many as|in excess of|above|below|upwards? of"
    r"|exceed\w*|no (?:more|less|fewer) than|an estimated|estimated|projected to be)|~)\s*$",
    re.IGNORECASE,
)
APPROXIMATE_AFTER = re.compile(r"\+|\s+or (?:more|so|fewer|less|over)\b", re.IGNORECASE)
BARE_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a sentence: its value, what kind it is (COUNT, PER_CENT or POUNDS), its words and where they stand.

    `is_about` says that the words make it less than exact ("over 800"); `decimals` is how many the digits have;
    `is_time` that it counts hours or years; `sign` is "+" or "-" where one is written.
    """

    value: Decimal
    unit: str
    words: str
    start: int
    end: int
    is_about: bool
    decimals: int
    is_time: bool
    sign: str


def figures_in(text: str) -> tuple[Figure, ...]:
    """Every figure of a sentence, in order. Years, dates, hours of the day and numbered labels are passed over."""
    if not MAY_COUNT.search(text):
        return ()
    plain = PER_CENT_WORDS.sub(lambda match: "%".ljust(len(match[0])), text)
    found = []
    for number in numbers_in(plain):
        words = text[number.start : number.end]
        before, after = plain[max(0, number.start - 40) : number.start], plain[number.end : number.end + 20]
        if _is_label(words, number.unit, before, after):
            continue
        end = number.end
        if number.unit == PER_CENT and (match := PER_CENT_WORDS.search(text, max(number.start, end - 9), end + 9)):
            end = max(end, match.end())
        digits = re.search(r"\.(\d+)", words)
        found.append(
            Figure(
                value=number.value,
                unit=number.unit,
                words=text[number.start : end].strip(),
                start=number.start,
                end=end,
                is_about=bool(APPROXIMATE.search(before) or APPROXIMATE_AFTER.match(after) or not _has_digits(words)),
                decimals=len(digits[1]) if digits else 0,
                is_time=number.unit == COUNT and UNIT_OF_TIME.match(after) is not None,
                sign=number.sign,
            )
        )
    return tuple(found)


def _has_digits(words: str) -> bool:
    """Number words say exactly what they say; only "half", "a third" and the like stand for a rough share."""
    return bool(re.search(r"\d", words)) or not re.search(r"half|third|quarter|fifth|tenth", words, re.IGNORECASE)


def _is_label(words: str, unit: str, before: str, after: str) -> bool:
    if unit:
        return False
    if BARE_YEAR.fullmatch(words) or words.lower() in ("one", "a", "an"):
        return True
    if AGE_BEFORE.search(before):
        return int(re.sub(r"\D", "", words) or 0) < 100 and not re.match(r"\s+[a-z]{3}", after)
    return bool(LABEL_BEFORE.search(before)) or bool(re.match(r"\s*[x×]\s*\d|/\d|-?to-?one\b", after))


def plain_number(value: Decimal) -> str:
    """A number as a person reads it: 3,750 or 9.4."""
    text = f"{value:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
