"""The Home Office's tables of police recorded crime by Community Safety Partnership, in all editions since 2002-03.

Editions differ in the names of files, sheets ("2011-12", "2015_16") and columns ("Force Name"), and in how they write
partnerships and offences; a table gathered by offence group, with whole years, is read too. There is no column of
codes, so partnerships are known by name. Crime that a force could not place stands under "Unassigned <Force>".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from itertools import islice
from operator import itemgetter

from core.sheets import CellValue, Formula, Row, Sheet, Spreadsheet
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
from scorecard.official.names import UNASSIGNED, financial_year, force_name, place_name, words
from scorecard.official.quarters import WHOLE_YEAR, Span, first_year, quarters_of, span_of

FEED = "recorded-crime"
COLUMNS = {
    "financial year": "year",
    "year": "year",
    "financial quarter": "quarter",
    "quarter": "quarter",
    "quarters": "quarter",
    "police force": "force",
    "force name": "force",
    "force": "force",
    "csp name": "csp",
    "csp": "csp",
    "community safety partnership": "csp",
    "community safety partnership name": "csp",
    "offence description": "offence",
    "offence group": "group",
    "offence subgroup": "subgroup",
    "offence sub group": "subgroup",
    "offence code": "code",
    "offence count": "count",
    "number of offences": "count",
    "offences": "count",
    "usable": "usable",
    "quality note": "note",
}
NEEDED = {"year", "quarter", "csp", "group", "count"}
OFFENCE = ("group", "subgroup", "offence")
HEADER_WITHIN = 20  # rows
WHOLE = re.compile(r"(-?(?:\d{1,10}|\d{1,3}(?:,\d{3}){1,3}))(?:\.0+)?", re.ASCII)
NOT_USABLE = ("false", "no", "0")
NOTES = "notes"
MOST_NOTES, LONGEST_NOTE = 20, 600
IN_ITS_SUM = ": only what is compared with has them"
EVERY = 5_000  # rows between two signs of life


def read_recorded_crime(book: Spreadsheet, wanted: Wanted, *, heard: Heard = lambda *_: None) -> Found:
    """Counts for the wanted areas and offences by quarter, or by year where the table has years only.

    Raises OfficialFileRefused for anything that is no such table, SheetRefused for a file that cannot be read.
    """
    heard(*book.progress, 0)
    reading = _Reading(book, wanted, heard)
    for sheet in book.sheets():
        reading.take(sheet)
    return reading.found()


class _Reading:
    """One reading of a file, and what it has gathered so far."""

    def __init__(self, book: Spreadsheet, wanted: Wanted, heard: Heard) -> None:
        self._book = book
        self._wanted = wanted
        self._evened = wanted.evened()
        self._heard = heard
        self._selector = Selector(self._evened.selections)
        self._rows = 0
        self._csps: dict[CellValue, _Partnership] = {}
        self._offences: set[tuple[CellValue, ...]] = set()  # each with its year, of all partnerships
        self._counts: dict[tuple[int, Span], list[int]] = {}
        self._spoilt: set[tuple[int, Span]] = set()
        self._present: dict[tuple[int, Span], set[str]] = {}  # whose rows a force is added up of
        self._sheet_of: dict[int, str] = {}
        self._sheet, self._marks = "", set[int]()  # the sheet that is being read, and its rows about our areas
        self._unreadable, self._unusable, self._part_years, self._other_sheets = Tally(), Tally(), Tally(), Tally()
        self._notes: list[str] = []

    def take(self, sheet: Sheet) -> None:
        """Read one sheet, if it is a table."""
        rows = sheet.rows()
        name = sheet.name or self._book.name
        if words(name) == NOTES:
            self._notes.extend(" ".join(str(cell) for cell in cells if cell is not None) for _, cells in rows)
        elif columns := self._header(name, rows):
            self._take_table(name, columns, rows)
        else:
            self._other_sheets.add(name)

    def _header(self, sheet: str, rows: Iterator[Row]) -> dict[str, int] | None:
        """Where the columns are, from the first rows of a sheet; None where it is no such table."""
        for number, cells in islice(rows, HEADER_WITHIN):
            named = ((COLUMNS.get(words(cell)), at) for at, cell in enumerate(cells) if isinstance(cell, str))
            found = [(what, at) for what, at in named if what]
            columns = dict(found)
            if not columns.keys() >= NEEDED:
                continue
            twice = next((cells[at] for what, at in found if columns[what] != at), None)
            if twice is not None:
                raise OfficialFileRefused(
                    f"“{self._book.name}” has more than one column like “{_short(twice)}” on the sheet “{sheet}” in "
                    f"row {number}, so that nobody can tell which one counts. Download the table again."
                )
            return columns
        return None

    def _take_table(self, sheet: str, columns: dict[str, int], rows: Iterator[Row]) -> None:
        """Every row of a table. The loop runs a million times: what is not about our areas must cost little."""
        csp_at, count_at, force_at = columns["csp"], columns["count"], columns.get("force", columns["csp"])
        offence_of = itemgetter(columns["year"], *(columns[key] for key in OFFENCE if key in columns))
        width = max(columns.values()) + 1
        csps, offences = self._csps, self._offences
        for number, cells in rows:
            self._rows += 1
            if self._rows % EVERY == 0:
                self._heard(*self._book.progress, self._rows)
            if len(cells) < width:
                cells = (*cells, *[None] * (width - len(cells)))
            csp = csps.get(cells[csp_at]) or self._partnership(cells[csp_at], cells[force_at])
            count = cells[count_at]
            if type(count) is not int:
                count = self._whole(count, f"on the sheet “{sheet}” in row {number}")
            csp.rows += 1
            csp.offences += count or 0
            offence = offence_of(cells)
            offences.add(offence)
            if csp.counted_for:
                self._take_row(
                    csp, {key: cells[at] for key, at in columns.items()}, offence[1:], count, (sheet, number)
                )

    def _take_row(
        self,
        csp: "_Partnership",
        row: dict[str, CellValue],
        offence: tuple[CellValue, ...],
        count: int | None,
        place: tuple[str, int],
    ) -> None:
        """A row about one of our areas, or of a force that we are compared with."""
        first, quarters = self._when(row, csp, place)
        chosen = self._selector.of(offence)
        is_twice = self._is_twice(csp, row, place)
        is_usable = "usable" not in row or words(str(row["usable"])) not in NOT_USABLE
        is_left = not is_usable or len(quarters) not in (1, len(WHOLE_YEAR))
        if chosen and (is_left or is_twice):
            parts = ((quarter,) for quarter in quarters)
            spans = [span_of(first, some) for some in (*parts, WHOLE_YEAR)]
            self._spoilt |= {(area, span) for area in csp.counted_for for span in spans}
        if is_left:
            self._leave(csp, row, is_usable=is_usable)
            return
        span = span_of(first, quarters)
        if csp.force_area is not None and not csp.is_unassigned:
            self._present.setdefault((csp.force_area, span), set()).add(place_name(csp.name))
        for area in csp.counted_for:
            numbers = self._counts.setdefault((area, span), [0] * len(self._wanted.selections))
            for selection in chosen:
                numbers[selection] += count or 0
            if count is None and chosen:
                self._spoilt.add((area, span))
        if count is None and chosen and csp.area is not None:
            self._unreadable.add(f"{csp.name}: “{_short(row['count'])}” on the sheet “{place[0]}” in row {place[1]}")

    def _leave(self, csp: "_Partnership", row: dict[str, CellValue], *, is_usable: bool) -> None:
        """Tell of a row that counts for nobody."""
        if csp.area is None:
            return
        if is_usable:
            self._part_years.add(f"{csp.name}, {_short(row['year'])}, quarters {_short(row['quarter'])}")
        else:
            self._unusable.add(f"{csp.name}, {_short(row['year'])} {_short(row.get('note'))}".strip())

    def _is_twice(self, csp: "_Partnership", row: dict[str, CellValue], place: tuple[str, int]) -> bool:
        """Whether a table has a row twice; refuses it where that is of our own areas. The marks of the rows are kept
        for one sheet.
        """
        if place[0] != self._sheet:
            self._sheet, self._marks = place[0], set()
        mark = hash(tuple(cell for key, cell in row.items() if key not in ("count", "usable", "note")))
        is_twice = mark in self._marks
        if is_twice and csp.area is not None:
            what = next(_short(row[key]) for key in ("offence", "subgroup", "group") if row.get(key) or key == "group")
            raise OfficialFileRefused(
                f"“{self._book.name}” has “{what}” of {csp.name} in {_short(row['year'])}, quarter "
                f"{_short(row['quarter'])}, a second time on the sheet “{place[0]}” in row {place[1]}, so that it "
                "would count twice. Download the table again."
            )
        self._marks.add(mark)
        return is_twice

    def _partnership(self, name: CellValue, force: CellValue) -> "_Partnership":
        """Whose rows these are; asked once for each name."""
        written = str(name or "")
        area, of_force = self._evened.areas.get(place_name(written)), str(force or "")
        is_sum = "total" in words(written).split()
        found = _Partnership(written, of_force, area, None if is_sum else self._evened.forces.get(force_name(of_force)))
        self._csps[name] = found
        return found

    def _when(
        self, row: dict[str, CellValue], csp: "_Partnership", place: tuple[str, int]
    ) -> tuple[int, tuple[int, ...]]:
        """The year in which a row's financial year begins, and its quarters."""
        sheet, number = place
        first = first_year(row["year"])
        quarters = quarters_of(row["quarter"])
        if first is None or not quarters:
            raise OfficialFileRefused(
                f"“{self._book.name}” does not say when the crime of {csp.name} on the sheet “{sheet}” in row {number} "
                f"was recorded: the year there is “{_short(row['year'])}” and the quarter “{_short(row['quarter'])}”. "
                "Download the table again."
            )
        if self._sheet_of.setdefault(first, sheet) != sheet:
            raise OfficialFileRefused(
                f"“{self._book.name}” has the year {first}-{(first + 1) % 100:02d} on two sheets, "
                f"“{self._sheet_of[first]}” and “{sheet}”, so its crime would count twice. Download the table again."
            )
        return first, quarters

    def _whole(self, count: CellValue, place: str) -> int | None:
        """A count that is not kept as a whole number: in a CSV file it is text. None for what is no count at all."""
        if isinstance(count, Formula):
            raise OfficialFileRefused(
                f"“{self._book.name}” has a formula {place}, where the official tables hold numbers. Download the "
                "table again."
            )
        match = WHOLE.fullmatch(str(count))
        return int(match[1].replace(",", "")) if match else None

    def found(self) -> Found:
        """All that was gathered."""
        if not self._csps:
            raise OfficialFileRefused(
                f"“{self._book.name}” has no table of recorded crime by Community Safety Partnership: none of its "
                "sheets begins with the columns Financial Year, Financial Quarter, CSP Name, Offence Group and Offence "
                "Count. Download the table from the Home Office’s page of police recorded crime open data tables."
            )
        known = {year: self._selections_known(year) for year in {offence[0] for offence in self._offences}}
        by_year = {first_year(year): places for year, places in known.items()}
        forces, whole = {*self._evened.forces.values()}, self._forces_whole()
        spoilt = self._spoilt | self._partial(forces)
        counts = (
            Count(
                area,
                *span,
                tuple(n if at in by_year[financial_year(span[0])] else None for at, n in enumerate(numbers)),
            )
            for (area, span), numbers in sorted(self._counts.items())
            if (area, span) not in spoilt and (area not in forces or area in whole)
        )
        return Found(FEED, tuple(counts), self._rows, tuple(self._not_taken()), self._notes_about())

    def _forces_whole(self) -> set[int | None]:
        """The forces of which the table has others than ours, or which stand in it beside others: an extract of our own
        rows says nothing of a whole force.
        """
        others = {csp.force_area for csp in self._csps.values() if csp.area is None and not csp.is_unassigned}
        is_of_several = len({force_name(csp.force) for csp in self._csps.values() if csp.force}) > 1
        return {csp.force_area for csp in self._csps.values()} if is_of_several else others

    def _partial(self, forces: set[int]) -> set[tuple[int, Span]]:
        """The periods in which a force lacks a partnership that it has in another one of the year, by quarter or by
        year.
        """
        of_year: dict[tuple[int, int], set[str]] = {}
        for (force, span), names in self._present.items():
            of_year.setdefault((force, financial_year(span[0])), set()).update(names)
        return {
            (area, span)
            for area, span in self._counts
            if area in forces and self._present.get((area, span)) != of_year.get((area, financial_year(span[0])))
        }

    def _selections_known(self, year: CellValue) -> set[int]:
        """The selections of which a year's table has at least one offence."""
        places: set[int] = set()
        for of_year, *names in self._offences:
            if of_year == year:
                places.update(self._selector.of(tuple(names)))
        return places

    def _not_taken(self) -> Iterator[NotTaken]:
        ours = [csp for csp in self._csps.values() if csp.area is not None]
        forces = {place_name(csp.force) for csp in ours}
        unassigned, near, far = Tally(), Tally(), Tally()
        for csp in self._csps.values():
            if csp.area is not None:
                continue
            if csp.is_unassigned:
                is_near = not forces or place_name(csp.force) in forces
                (unassigned if is_near else far).add(csp.name if is_near else "", csp.offences, csp.rows)
            else:
                is_near = place_name(csp.force) in forces
                (near if is_near else far).add(csp.name if is_near else "", csp.offences, csp.rows)
        missing = self._areas_missing({csp.area for csp in ours})
        if missing:
            yield NotTaken("Areas of the partnership that the file does not have", 0, None, missing)
        for tally, why in (
            (unassigned, "Crime that the force could not place, so that it is in no partnership’s figures"),
            (self._unreadable, "Rows without a number: their periods are left out"),
            (self._unusable, "Rows that the table itself calls not usable"),
            (self._part_years, "Rows about part of a year that is no quarter"),
            (near, f"Other partnerships of the same police force{IN_ITS_SUM if self._wanted.forces else ''}"),
            (far, "Partnerships of other police forces" if forces else "Other partnerships"),
        ):
            if tally.rows:
                yield tally.said(why)
        if self._other_sheets.rows:
            yield NotTaken("Sheets without a table of crime", 0, None, tuple(self._other_sheets.examples))
        yield from unheard_of(self._wanted, self._selector.seen)

    def _areas_missing(self, found: set[int | None]) -> tuple[str, ...]:
        """The wanted areas without any row, with names that are like theirs."""
        names = [csp.name for csp in self._csps.values()]
        missing = []
        for key in {*self._wanted.areas.values()} - found:
            name = min(name for name, area in self._wanted.areas.items() if area == key)
            like = get_close_matches(name, names, n=2)
            missing.append(f"{name} (the file has {' and '.join(like)})" if like else name)
        return tuple(sorted(missing))

    def _notes_about(self) -> tuple[str, ...]:
        """What the sheet of notes says about our areas, or about crime that was not placed."""
        about = [re.compile(rf"\b{re.escape(word)}\b") for word in (*self._evened.areas, UNASSIGNED)]
        notes = (note for note in self._notes if any(pattern.search(words(note)) for pattern in about))
        return tuple(note if len(note) <= LONGEST_NOTE else f"{note[:LONGEST_NOTE]}…" for note in notes)[:MOST_NOTES]


@dataclass(slots=True)
class _Partnership:
    """A partnership that the file names: its force, which of our areas it is, and how much it has."""

    name: str
    force: str
    area: int | None
    force_area: int | None = None  # its force, where ours are compared with that as a whole
    rows: int = 0
    offences: int = 0
    counted_for: tuple[int, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.counted_for = tuple(area for area in (self.area, self.force_area) if area is not None)

    @property
    def is_unassigned(self) -> bool:
        return words(self.name).startswith(UNASSIGNED)


def _short(cell: CellValue) -> str:
    return "" if cell is None else str(cell)[:60]
