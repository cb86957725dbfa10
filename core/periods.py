"""Periods as papers state them: financial years, calendar years, "12 months to December 2012", "as at end March 2023".

A `Period` keeps the words and, where the words allow it, the first and last day they mean. `Period.parse` reads the
forms that the papers use and refuses anything else with a sentence; words that name no exact days ("mid-1990s") are
kept with `Period.in_words`.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import TextChoices

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
MONTH = r"(?P<{0}month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")"
# Digits and letters of ASCII only: the words are ours to read, not every alphabet's.
FLAGS = re.IGNORECASE | re.ASCII
DAY = r"(?:(?P<{0}day>\d{{1,2}})(?:st|nd|rd|th)?\s+)?" + MONTH + r"(?:\s+(?P<{0}year>\d{{4}}))?"


class PeriodKind(TextChoices):
    FINANCIAL_YEAR = "financial-year", "Financial year (1 April to 31 March)"
    CALENDAR_YEAR = "calendar-year", "Calendar year"
    QUARTER = "quarter", "Quarter"
    MONTH = "month", "Month"
    DAY = "day", "One day"
    TWELVE_MONTHS_TO = "twelve-months-to", "Twelve months to the end of a month"
    AS_AT = "as-at", "As at a date"
    SINCE = "since", "From a date on"
    SPAN = "span", "Between two dates"
    IN_WORDS = "in-words", "In words only"


class UnreadablePeriod(ValueError):
    """Words that are no period, with a sentence that says what is wrong with them."""


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time: its kind, its words as stated, and its first and last day where the words give them.

    Both days are inclusive.
    """

    kind: str
    stated: str
    start: date | None = None
    end: date | None = None

    def __str__(self) -> str:
        return self.stated

    @classmethod
    def in_words(cls, stated: str) -> "Period":
        """A period known only by its words, such as "mid-1990s"."""
        return cls(PeriodKind.IN_WORDS, stated)

    @classmethod
    def financial_year(cls, start_year: int) -> "Period":
        """The year from 1 April of `start_year`, named "2024-25"."""
        stated = f"{start_year}-{(start_year + 1) % 100:02d}"
        return cls(PeriodKind.FINANCIAL_YEAR, stated, date(start_year, 4, 1), date(start_year + 1, 3, 31))

    @classmethod
    def quarter_of(cls, day: date) -> "Period":
        """The quarter of a financial year that a day falls in, named "Q2 2025-26"."""
        year = day.year if day.month > 3 else day.year - 1
        number = (day.month - 4) % 12 // 3 + 1
        return cls.parse(f"Q{number} {year:04d}-{(year + 1) % 100:02d}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period that the words mean, spaces evened out. Raises UnreadablePeriod (a ValueError) with a sentence.

        Words that give no days are marked as such: "in words: mid-1990s".
        """
        stated = " ".join(text.split())
        try:
            period = next(filter(None, (reader(stated) for reader in READERS)), None)
        except UnreadablePeriod:
            raise
        except ValueError:
            raise UnreadablePeriod(f"“{stated}” names a day or a year that does not exist.") from None
        if period is None:
            raise UnreadablePeriod(
                f"“{stated}” is not a period this portal can read. Write it like 2024-25, 2014, March 2023, "
                "12 months to December 2012, as at 31 March 2023, since September 2012, "
                "or 1 October 2024 to 30 September 2025."
            )
        if period.start and period.end and period.start > period.end:
            raise UnreadablePeriod(f"The period “{stated}” ends before it starts.")
        return period

    def following(self) -> "Period | None":
        """The next period of the same length: "2025-26" after "2024-25", "2017-22" after "2012-17".

        None where the words give no days, or days that are no whole years or quarters.
        """
        if self.start is None or self.end is None:
            return None
        first = self.end + timedelta(days=1)
        years = first.year - self.start.year
        if self.kind == PeriodKind.QUARTER:
            return Period.quarter_of(first)
        if not years or first.replace(year=self.start.year) != self.start:
            return None
        if self.kind == PeriodKind.CALENDAR_YEAR:
            return Period.parse(str(first.year))
        if (first.day, first.month) == (1, 4):
            return Period.parse(f"{first.year}-{(first.year + years) % 100:02d}")
        last = first.replace(year=first.year + years) - timedelta(days=1)
        words = (f"{day.day} {calendar.month_name[day.month]} {day.year}" for day in (first, last))
        return Period.parse(" to ".join(words))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def _years(stated: str) -> Period | None:
    match = re.fullmatch(r"(\d{4})\s*[-–/]\s*(\d{2}|\d{4})", stated, FLAGS)
    if not match:
        return None
    first = int(match[1])
    last = int(match[2]) if len(match[2]) == 4 else first // 100 * 100 + int(match[2])
    if last < first and len(match[2]) == 2:
        last += 100
    if last <= first:
        raise UnreadablePeriod(f"The years in “{stated}” do not follow each other.")
    kind = PeriodKind.FINANCIAL_YEAR if last == first + 1 else PeriodKind.SPAN
    return Period(kind, stated, date(first, 4, 1), date(last, 3, 31))


def _calendar_year(stated: str) -> Period | None:
    match = re.fullmatch(r"(?:calendar year )?(\d{4})", stated, FLAGS)
    return (
        match and Period(PeriodKind.CALENDAR_YEAR, stated, date(int(match[1]), 1, 1), date(int(match[1]), 12, 31))
    ) or None


def _quarter(stated: str) -> Period | None:
    match = re.fullmatch(r"Q([1-4]) (\d{4})[-–/](\d{2})", stated, FLAGS)
    if not match:
        return None
    number, year = int(match[1]), int(match[2])
    if (year + 1) % 100 != int(match[3]):
        raise UnreadablePeriod(f"The years in “{stated}” do not follow each other.")
    month = (number * 3) % 12 + 1
    first = date(year if number < 4 else year + 1, month, 1)
    return Period(PeriodKind.QUARTER, stated, first, month_end(first.year, first.month + 2))


def _day_of(match: re.Match[str], prefix: str, *, last: bool, year: str | None = None) -> date:
    month = MONTHS[match[f"{prefix}month"].lower()]
    of_year = int(match[f"{prefix}year"] or year or 0)
    if match[f"{prefix}day"]:
        return date(of_year, month, int(match[f"{prefix}day"]))
    return month_end(of_year, month) if last else date(of_year, month, 1)


def _months_to(stated: str) -> Period | None:
    match = re.fullmatch(
        rf"(?:the )?(?:(?:last )?(?:12|twelve) months to|year (?:to|ending))(?: end)? {DAY.format('')}",
        stated,
        FLAGS,
    )
    if not match or not match["year"]:
        return None
    end = _day_of(match, "", last=True)
    is_month_end = end == month_end(end.year, end.month)
    before = month_end(end.year - 1, end.month) if is_month_end else end.replace(year=end.year - 1)
    return Period(PeriodKind.TWELVE_MONTHS_TO, stated, before + timedelta(days=1), end)


def _as_at(stated: str) -> Period | None:
    match = re.fullmatch(rf"as (?:at|of)(?: the)?(?: end(?: of)?)? {DAY.format('')}", stated, FLAGS)
    if not match or not match["year"]:
        return None
    day = _day_of(match, "", last=True)
    return Period(PeriodKind.AS_AT, stated, day, day)


def _since(stated: str) -> Period | None:
    match = re.fullmatch(rf"(?:since|from) {DAY.format('')}(?: on(?:wards)?)?", stated, FLAGS)
    if match and match["year"]:
        return Period(PeriodKind.SINCE, stated, _day_of(match, "", last=False), None)
    return None


def _span(stated: str) -> Period | None:
    match = re.fullmatch(rf"(?:from )?{DAY.format('a')} ?(?:to|[-–]|until) ?{DAY.format('b')}", stated, FLAGS)
    if not match or not match["byear"]:
        return None
    end = _day_of(match, "b", last=True)
    start = _day_of(match, "a", last=False, year=match["byear"])
    if start > end and not match["ayear"]:
        # "1 October to 30 September 2025" begins the year before.
        start = _day_of(match, "a", last=False, year=str(end.year - 1))
    return Period(PeriodKind.SPAN, stated, start, end)


def _year_span(stated: str) -> Period | None:
    match = re.fullmatch(r"(?:between )?(\d{4}) (?:to|and) (\d{4})", stated, FLAGS)
    return (match and Period(PeriodKind.SPAN, stated, date(int(match[1]), 1, 1), date(int(match[2]), 12, 31))) or None


def _month_or_day(stated: str) -> Period | None:
    match = re.fullmatch(DAY.format(""), stated, FLAGS)
    if not match or not match["year"]:
        return None
    kind = PeriodKind.DAY if match["day"] else PeriodKind.MONTH
    return Period(kind, stated, _day_of(match, "", last=False), _day_of(match, "", last=True))


def _in_words(stated: str) -> Period | None:
    return Period.in_words(stated[10:].strip()) if stated.startswith("in words: ") else None


READERS = (_years, _calendar_year, _quarter, _months_to, _as_at, _since, _span, _year_span, _month_or_day, _in_words)
