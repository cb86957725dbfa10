"""Dates, months, years and financial years in a text, each with its first and last day."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTH = (
    r"(?P<month{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
TIME = re.compile(
    rf"""
      (?:\b(?P<weekday>(?:mon|tues|wednes|thurs|fri|satur|sun)day),?\s+(?:the\s+)?)?
      \b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH.format(1)},?\s+(?P<year1>(?:19|20)\d\d)\b
    | \b{MONTH.format(2)},?\s+(?P<year2>(?:19|20)\d\d)\b(?!\s?[-–/]\s?\d)
    | (?<![\w£.,/–-])(?P<from_year>(?:19|20)\d\d)\s?(?P<joint>[-–/]|\bto\b)\s?(?P<to_year>(?:(?:19|20)\d\d|\d\d))
      (?![\w/]|[-–]\d|[.,:]\d)
    | (?<![\w£.,/:–-])(?P<year3>(?:19|20)\d\d)(?![\w/%]|[-–]\d|[.,:]\d|\s*%)
    """,
    re.IGNORECASE | re.ASCII | re.VERBOSE,
)
MAY_NAME_A_TIME = re.compile(r"(?:19|20)\d\d", re.ASCII)
IS_FULL_RANGE = re.compile(r"\d{4}\s?to\s?\d{4}", re.IGNORECASE)
# "the Crime and Disorder Act 1998" is a name, and so is the plan for its years; neither tells when something happened.
TITLE_BEFORE = re.compile(
    r"(?:\b(?:Acts?|Regulations?|Order|Rules|SI|Measure|Bill|Census|ISO|Code)(?:\s+\([A-Z][a-z]+\))?,?"
    r"|\bthe)\s+\(?$"
)
THE_ACT_AFTER = re.compile(r"\s+(?:Acts?|Regulations?|Order)\b")


@dataclass(frozen=True, slots=True)
class Time:
    """A time that a text names: "day", "month", "year", "financial-year" or "years", and its first and last day.

    `first` is None where no such time exists ("31 June 2025", "2002/23"). `start` and `end` are places in the text.
    """

    kind: str
    words: str
    first: date | None
    last: date | None
    start: int
    end: int
    weekday: str = ""
    from_year: int = 0
    to_year: int = 0

    @property
    def label(self) -> str:
        """A financial year in one way of writing: "2024-25"."""
        return f"{self.from_year}-{self.to_year % 100:02}"


def times_in(text: str) -> tuple[Time, ...]:
    """Every time that a text names, in order. Years that are part of a law's name are passed over."""
    return tuple(_times(text)) if MAY_NAME_A_TIME.search(text) else ()


def _times(text: str) -> Iterator[Time]:
    for match in TIME.finditer(text):
        if match["day"]:
            yield _day(match)
        elif match["month2"]:
            year, month = int(match["year2"]), _month(match["month2"])
            yield _time("month", match, date(year, month, 1), date(year, month, monthrange(year, month)[1]))
        elif match["from_year"]:
            if match["joint"].lower() != "to" or IS_FULL_RANGE.fullmatch(match[0]):
                yield _years(match)
        elif not _names_a_law(text, match):
            year = int(match["year3"])
            yield _time("year", match, date(year, 1, 1), date(year, 12, 31), year, year)


def _names_a_law(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 30) : match.start()]
    found = TITLE_BEFORE.search(before)
    if found is None:
        return False
    return not found[0].startswith("the") or THE_ACT_AFTER.match(text, match.end()) is not None


def _month(word: str) -> int:
    return MONTHS.index(word[:3].lower()) + 1


def _day(match: re.Match[str]) -> Time:
    year, month, day = int(match["year1"]), _month(match["month1"]), int(match["day"])
    exists = 1 <= day <= monthrange(year, month)[1]
    found = date(year, month, day) if exists else None
    return _time("day", match, found, found, weekday=(match["weekday"] or "").lower())


def _years(match: re.Match[str]) -> Time:
    """A financial year ("2024-25"), several years ("2021-25"), or years that cannot be ("2002/23", "2024/23")."""
    first, last = int(match["from_year"]), int(match["to_year"])
    if last < 100:
        last += first // 100 * 100
        if last < first and last + 100 - first <= 10:
            last += 100
    is_wrong = last <= first or (match["joint"] == "/" and last - first > 10)
    if is_wrong:
        return _time("years", match, None, None, first, last)
    if last == first + 1:
        return _time("financial-year", match, date(first, 4, 1), date(last, 3, 31), first, last)
    return _time("years", match, date(first, 1, 1), date(last, 12, 31), first, last)


def _time(
    kind: str,
    match: re.Match[str],
    first: date | None,
    last: date | None,
    from_year: int = 0,
    to_year: int = 0,
    *,
    weekday: str = "",
) -> Time:
    return Time(kind, match[0], first, last, match.start(), match.end(), weekday, from_year, to_year)


def financial_year(label: str) -> Time | None:
    """The one financial year that a label names ("2024-25", "2024/25"); None where it names none or several."""
    found = [time for time in times_in(label) if time.kind == "financial-year"]
    return found[0] if len({time.from_year for time in found}) == 1 else None
