"""Numbers in a sentence as people write them: "1,200", "£2.5m", "39.9%", "thirty-two", "half a million", "a third".

`numbers_in` finds them. What only looks like one (a year, a date, an hour, "Year 6", "2-hour") is passed over.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

# Digits and letters of ASCII only: the words are ours to read, not every alphabet's.
FLAGS = re.IGNORECASE | re.ASCII
PER_CENT, POUNDS = "per cent", "pounds"

ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VALUES = (
    {"a": 1, "an": 1}
    | {word: number for number, word in enumerate(ONES, 1)}
    | {word: number for number, word in enumerate(TEENS, 10)}
    | dict(zip(TENS, range(20, 100, 10), strict=True))
)
TIMES = {"dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
SHORT = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
SHARES = {
    "half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10, "tenths": 10
}  # fmt: skip


def _one_of(words: Iterable[str]) -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_BELOW_100 = rf"(?:{_one_of(TENS)}(?:[-\s]{_one_of(ONES)})?|{_one_of(TEENS)}|{_one_of(ONES)})"
_BELOW_1000 = rf"(?:(?:{_one_of(ONES)}|an?)\s+hundred(?:\s+(?:and\s+)?{_BELOW_100})?|{_BELOW_100})"
_BELOW_MILLION = rf"(?:(?:{_BELOW_1000}|an?)\s+thousand(?:,?\s+(?:and\s+)?{_BELOW_1000})?|{_BELOW_1000})"
_WORDS = (
    rf"(?:{_BELOW_100}|an?)\s+dozen|(?:{_BELOW_1000}|an?)\s+million(?:,?\s+(?:and\s+)?{_BELOW_MILLION})?|zero"
    rf"|{_BELOW_MILLION}"
)
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_OR_YEARS = r"(?:\s?[-–/]\s?\d{2}(?:\d{2})?)?"
# Digits that count nothing: years and dates, hours of the day, "Year 6", "Q2".
NO_COUNT = re.compile(
    rf"""\b{_YEAR}\s?[-–/]\s?\d{{2}}(?:\d{{2}})?\b
    | \b{_DAY}(?:\s*(?:to|and|-|–)\s*{_DAY})?\s+{_MONTH}(?:\s+{_YEAR})?\b
    | \b{_MONTH}\s+{_YEAR}\b
    | ^{_YEAR}$
    | \b(?:in|since|of|by|year|ending|during|until|before|after|to|from|and|than|on|for)\s+(?:the\s+)?
        {_YEAR}{_OR_YEARS}\b(?![,.]\d|\s*%)
    | \b\d{{1,2}}(?:[.:]\d\d)?\s*(?:[ap]\.?m\b|o.clock)
    | \b(?:year|stage|class|phase|step|level|q|no\.?|number|part|section)\s*\d+\b
    """,
    FLAGS | re.VERBOSE,
)
NUMBER = re.compile(
    rf"""(?<![\w.,/])(?:
      (?P<half>half\s+an?\s+)(?P<of_what>dozen|hundred|thousand|million|billion)\b
    | (?P<many>an?|one|two|three|four|five|six|seven|eight|nine)(?:\s+|-)(?P<share>{_one_of(SHARES)})
        (?=\s*(?:$|[.,;:)]|of\b))
    | (?P<bare>half)(?=\s*(?:$|[.,;:)]|(?:of|the|all|our|its|their)\b))
    | (?P<words>{_WORDS})\b(?!\s+(?:dozen|hundred|thousand|million))(?P<after_words>\s*%)?
    | (?P<sign>[-−+]?)(?P<pounds>£?)
      (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
      (?:(?P<short>k|m|bn)\b|\s+(?P<times>hundred|thousand|million|billion)\b|(?P<percent>\s*%))?
      (?![\w/]|,\d|\.\d|-[a-z])
    )""",
    FLAGS | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text and where it stands. `unit` is "per cent", "pounds" or empty; `times` what it was multiplied
    by; `sign` is "+" or "-" where one is written.
    """

    value: Decimal
    unit: str
    times: int
    sign: str
    start: int
    end: int

    def multiplied(self, times: int) -> "Number":
        return replace(self, value=self.value * times, times=times)


def without_dates(text: str) -> str:
    """The text with a line in place of every date, year and label, as long as that was."""
    return NO_COUNT.sub(lambda match: "_" * len(match[0]), text)


def numbers_in(text: str) -> list[Number]:
    """Every number that a text counts with, in order."""
    return [_number(match) for match in NUMBER.finditer(without_dates(text))]


def _number(match: re.Match[str]) -> Number:
    value, unit, times, sign = Decimal(0), "", 1, ""
    if match["half"]:
        value = Decimal(TIMES[match["of_what"].lower()]) / 2
    elif match["share"]:
        value = 100 * Decimal(VALUES[match["many"].lower()]) / SHARES[match["share"].lower()]
        value, unit = round(value, 4), PER_CENT
    elif match["bare"]:
        value, unit = Decimal(50), PER_CENT
    elif match["words"]:
        value, unit = Decimal(value_of_words(match["words"])), PER_CENT if match["after_words"] else ""
    else:
        times = SHORT.get((match["short"] or "").lower()) or TIMES.get((match["times"] or "").lower()) or 1
        value = Decimal(match["digits"].replace(",", "")) * times
        unit = PER_CENT if match["percent"] else POUNDS if match["pounds"] else ""
        sign = match["sign"].replace("−", "-")
        value = -value if sign == "-" else value
    return Number(value, unit, times, sign, match.start(), match.end())


def value_of_words(words: str) -> int:
    """The number that number words mean, in the order the grammar above allows: "two hundred and six" is 206."""
    total = current = 0
    for word in re.findall("[a-z]+", words.lower()):
        if word in VALUES:
            current += VALUES[word]
        elif word in ("hundred", "dozen"):
            current *= TIMES[word]
        elif word in TIMES:
            total += current * TIMES[word]
            current = 0
    return total + current
