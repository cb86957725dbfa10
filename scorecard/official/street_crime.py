"""The files of street-level crime that data.police.uk publishes: one line for each crime, by month and police force.

Places are known by the name of the small area a crime is drawn in ("Oxford 008B" is in Oxford). A crime without a place
is in nobody's figures, and neither is what the British Transport Police records at stations; both are counted here. A
month that a force did not deliver has no lines: it is a gap, not nought.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from core.sheets import CellValue, Row, Spreadsheet
from scorecard.official.counts import (
    Count,
    Found,
    Heard,
    NotTaken,
    OfficialFileRefused,
    Selector,
    Tally,
    Wanted,
    unheard_of,
)
from scorecard.official.names import TRANSPORT_POLICE, place_name, words

FEED = "street-crime"
COLUMNS = ("month", "reported by", "lsoa name", "crime type")
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
EVERY = 5_000  # rows between two signs of life


def read_street_crime(books: Iterable[Spreadsheet], wanted: Wanted, *, heard: Heard = lambda *_: None) -> Found:
    """Counts for the wanted districts and types of crime by month, from one or several files.

    Raises OfficialFileRefused for anything that is no such file, SheetRefused for one that cannot be read.
    """
    reading = _Reading(wanted, heard)
    for book in books:
        for sheet in book.sheets():
            reading.take(book, sheet.rows())
    return reading.found()


class _Reading:
    """One reading, of one or several files."""

    def __init__(self, wanted: Wanted, heard: Heard) -> None:
        self._wanted = wanted
        self._evened = wanted.evened()
        self._heard = heard
        self._selector = Selector(self._evened.selections)
        self._rows = 0
        self._months: dict[CellValue, date] = {}
        self._districts: dict[CellValue, int | None] = {}
        self._counts: dict[tuple[int, date], list[int]] = {}
        self._types_of: dict[date, set[CellValue]] = {}
        self._placeless, self._at_stations, self._elsewhere, self._without = Tally(), Tally(), Tally(), Tally()
        self._placeless_of: Counter[date] = Counter()

    def take(self, book: Spreadsheet, rows: Iterator[Row]) -> None:
        """Read one file."""
        month_at, by_at, place_at, type_at = _header(book, rows)
        width = max(month_at, by_at, place_at, type_at) + 1
        self._heard(*book.progress, self._rows)
        before = self._rows
        for number, cells in rows:
            self._rows += 1
            if self._rows % EVERY == 0:
                self._heard(*book.progress, self._rows)
            if len(cells) < width:
                cells = (*cells, *[None] * (width - len(cells)))
            month = self._months.get(cells[month_at]) or self._month(book, cells[month_at], number)
            kind = cells[type_at]
            self._types_of.setdefault(month, set()).add(kind)
            if words(str(cells[by_at] or "")) == TRANSPORT_POLICE:
                self._at_stations.add(_month_name(month))
            elif cells[place_at] is None:
                self._placeless.add(str(kind or ""))
                self._placeless_of[month] += 1
            else:
                self._take_row(self._district(cells[place_at]), month, kind)
        if self._rows == before:
            self._without.add(book.name)

    def _take_row(self, area: int | None, month: date, kind: CellValue) -> None:
        if area is None:
            self._elsewhere.add()
            return
        numbers = self._counts.setdefault((area, month), [0] * len(self._wanted.selections))
        for selection in self._selector.of((kind,)):
            numbers[selection] += 1

    def _month(self, book: Spreadsheet, written: CellValue, number: int) -> date:
        match = MONTH.fullmatch(str(written))
        if not match:
            raise OfficialFileRefused(
                f"“{book.name}” says in row {number} that a crime was recorded in the month "
                f"“{str(written or '')[:40]}”, "
                "where months are written like 2026-06. Download the file again, and do not save it with another "
                "program."
            )
        found = self._months[written] = date(int(match[1]), int(match[2]), 1)
        return found

    def _district(self, place: CellValue) -> int | None:
        """The wanted area whose name the small area's begins with: "Oxford" of "Oxford 008B"."""
        if place not in self._districts:
            self._districts[place] = self._evened.areas.get(place_name(str(place).rpartition(" ")[0]))
        return self._districts[place]

    def found(self) -> Found:
        """All that was gathered."""
        counts = (
            Count(area, month, _last_day(month), self._numbers(month, numbers))
            for (area, month), numbers in sorted(self._counts.items())
        )
        return Found(FEED, tuple(counts), self._rows, tuple(self._not_taken()))

    def _numbers(self, month: date, numbers: list[int]) -> tuple[int | None, ...]:
        """The counts, with None where the month has no crime anywhere of a selection's types."""
        known: set[int] = set()
        for kind in self._types_of[month]:
            known.update(self._selector.of((kind,)))
        return tuple(number if place in known else None for place, number in enumerate(numbers))

    def _not_taken(self) -> Iterator[NotTaken]:
        months = sorted(self._types_of)
        found = {area for area, _ in self._counts}
        missing = [name for name, key in self._wanted.areas.items() if key not in found]
        if missing:
            yield NotTaken("Districts of the partnership that the file does not have", 0, None, tuple(sorted(missing)))
        gaps = [
            f"{name}: {_month_name(month)}"
            for name, key in sorted(self._wanted.areas.items())
            if key in found
            for month in _every_month(months)
            if (key, month) not in self._counts
        ]
        if gaps:
            yield NotTaken("Months without any crime on file, which stay gaps", 0, None, tuple(gaps))
        if self._without.rows:
            yield NotTaken("Files without any crime, whose months stay gaps", 0, None, tuple(self._without.examples))
        if self._placeless.rows:
            by_month = (f"{_month_name(month)}: {count:,}" for month, count in sorted(self._placeless_of.items()))
            yield NotTaken("Crimes without a place, which no area counts", self._placeless.rows, None, tuple(by_month))
        if self._at_stations.rows:
            why = "Crimes recorded by the British Transport Police, which are placed at stations"
            yield self._at_stations.said(why, with_offences=False)
        if self._elsewhere.rows:
            yield self._elsewhere.said("Crimes in other districts", with_offences=False)
        yield from unheard_of(self._wanted, self._selector.seen)


def _header(book: Spreadsheet, rows: Iterator[Row]) -> list[int]:
    """Where the columns are, from the first row."""
    _, cells = next(rows, (0, ()))
    columns = {words(str(cell)): at for at, cell in enumerate(cells)}
    if not all(name in columns for name in COLUMNS):
        raise OfficialFileRefused(
            f"“{book.name}” is no file of street-level crime: its first row lacks the columns Month, Reported by, LSOA "
            "name and Crime type. Download the file from data.police.uk, with crime data and not outcomes."
        )
    return [columns[name] for name in COLUMNS]


def _every_month(months: list[date]) -> Iterator[date]:
    """All months from the first to the last."""
    if months:
        month = months[0]
        while month <= months[-1]:
            yield month
            month = _next_month(month)


def _next_month(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _last_day(month: date) -> date:
    return date.fromordinal(_next_month(month).toordinal() - 1)


@lru_cache(maxsize=500)
def _month_name(month: date) -> str:
    return f"{month:%B %Y}"
