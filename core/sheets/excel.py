"""Excel workbooks (.xlsx): sheets, the texts they share, and the formats that tell which numbers are dates."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import BinaryIO

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from core.sheets.collecting import Collector, Found
from core.sheets.limits import Limits
from core.sheets.markup import DEEPEST, Attributes, parse, too_deep
from core.sheets.packages import Package
from core.sheets.values import CellError, CellValue, Formula, Refuse, column_index, day_or_moment, number, percentage

TOP = "_rels/.rels"
DATES_OF_SOME_COUNTRIES = {*range(27, 37), *range(50, 59)}
MOST_ELEMENTS = 100_000
HIDDEN = {"hidden", "veryHidden"}
QUOTED = re.compile(r'"[^"]*"|\\.')  # letters that a format shows as they are
COST_OF_TEXT = 64  # bytes of memory, besides its letters
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
Element = tuple[str, Attributes]


class ExcelWorkbook:
    """An Excel workbook. Hidden sheets and rows are read like others."""

    def __init__(self, file: BinaryIO, refuse: Refuse, limits: Limits) -> None:
        self._refuse = refuse
        self._limits = limits
        self._package = Package(file, refuse, limits)
        book = self._first_related("", "officeDocument")
        self._epoch, self._sheets = self._contents(book)
        if not self._sheets:
            raise refuse("is not an Excel workbook inside. Open it, save it as one and choose that.")
        self._shared_part = self._first_related(book, "sharedStrings")
        self._styles_part = self._first_related(book, "styles")
        for part in [self._shared_part, *(part for _, part in self._sheets)]:
            if part:
                self._package.expect(part)

    @property
    def read(self) -> int:
        return self._package.read

    @property
    def total(self) -> int:
        return self._package.total

    def found(self, wanted: Callable[[str], bool]) -> Iterator[Found]:
        texts = self._shared_texts()
        styles = self._styles()
        rows = Collector(self._refuse, self._limits)
        for title, part in self._sheets:
            if not wanted(title):
                self._package.forget(part)
                continue
            rows.begin_sheet(title)
            sheet = _SheetContent(self._refuse, self._limits, rows, texts, styles, self._epoch)
            with self._package.open(part) as source:
                for _ in parse(source, sheet, self._refuse):
                    sheet.check()
                    yield from rows.found
                    rows.found.clear()

    def _contents(self, book: str) -> tuple[datetime, list[tuple[str, str]]]:
        """The day from which dates are counted, and the names of the sheets with the parts they are in: those that
        nobody sees after the others.
        """
        epoch = CALENDAR_WINDOWS_1900
        visible: list[tuple[str, str]] = []
        hidden: list[tuple[str, str]] = []
        parts = self._related(book, "worksheet") if book else {}
        for name, attributes in self._elements(book, {"sheet", "workbookPr"}) if parts else ():
            key = next((value for attribute, value in attributes.items() if attribute.endswith(":id")), "")
            if name == "sheet" and key in parts:
                (hidden if attributes.get("state") in HIDDEN else visible).append(
                    (attributes.get("name", ""), parts[key])
                )
            elif name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
                epoch = CALENDAR_MAC_1904
        return epoch, [*visible, *hidden]

    def _first_related(self, part: str, kind: str) -> str:
        return next(iter(self._related(part, kind).values()), "")

    def _related(self, part: str, kind: str) -> dict[str, str]:
        """The parts of a kind that another part names, by the keys that it gives them. The top is the part ""."""
        folder, name = posixpath.split(part)
        relations = f"{folder}/_rels/{name}.rels" if part else TOP
        if not self._package.has(relations):
            return {}
        return {
            attributes.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))[1:]
            for _, attributes in self._elements(relations, {"Relationship"})
            if attributes.get("Type", "").rpartition("/")[2] == kind and attributes.get("TargetMode") != "External"
        }

    def _elements(self, part: str, names: set[str]) -> Iterator[Element]:
        """The elements of some names in a part, in order."""
        if not self._package.has(part):
            raise self._refuse("is damaged or incomplete. Open it, save it again and choose that.")
        heads = _Heads(self._refuse, names)
        with self._package.open(part) as source:
            for _ in parse(source, heads, self._refuse):
                heads.text.clear()
                yield from heads.kept
                heads.kept.clear()

    def _shared_texts(self) -> list[str]:
        texts = _SharedTexts(self._refuse, self._limits)
        if self._shared_part:
            with self._package.open(self._shared_part) as source:
                for _ in parse(source, texts, self._refuse):
                    texts.check()
        return texts.found

    def _styles(self) -> "_Styles":
        """The styles of cells, as cells name them, in which a number is a date or a percentage."""
        formats = dict(BUILTIN_FORMATS)
        dates, percentages = set(), set()
        styles = 0
        is_of_cells = False
        wanted = {"numFmt", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs", "xf"}
        for name, attributes in self._elements(self._styles_part, wanted) if self._styles_part else ():
            if name == "numFmt":
                formats[_whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:255]
            elif name == "xf" and is_of_cells:
                key = _whole(attributes.get("numFmtId"))
                format_ = formats.get(key, "")
                if key in DATES_OF_SOME_COUNTRIES or is_date_format(format_):
                    dates.add(str(styles))
                elif "%" in QUOTED.sub("", format_):
                    percentages.add(str(styles))
                styles += 1
            elif name != "xf":
                is_of_cells = name == "cellXfs"
        return _Styles(frozenset(dates), frozenset(percentages))


@dataclass(frozen=True, slots=True)
class _Styles:
    """The styles, as cells name them, that make a number a date, or a percentage."""

    dates: frozenset[str]
    percentages: frozenset[str]


class _Told:
    """Is told XML: what the handlers below share."""

    def __init__(self, refuse: Refuse) -> None:
        self.text: list[str] = []
        self._refuse = refuse
        self._depth = 0

    def start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise too_deep(self._refuse)
        self.begin(name.rpartition(":")[2] if ":" in name else name, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        self.finish(name.rpartition(":")[2] if ":" in name else name)

    def begin(self, name: str, attributes: Attributes) -> None: ...
    def finish(self, name: str) -> None: ...


class _Heads(_Told):
    """Keeps the elements of some names, without what is in them."""

    def __init__(self, refuse: Refuse, names: set[str]) -> None:
        super().__init__(refuse)
        self.kept: list[Element] = []
        self._names = names
        self._left = MOST_ELEMENTS

    def begin(self, name: str, attributes: Attributes) -> None:
        if name in self._names:
            self.kept.append((name, attributes))
            self._left -= 1
            if not self._left:
                raise self._refuse("holds far more formats than a spreadsheet needs. Save it as CSV and choose that.")


class _SharedTexts(_Told):
    """Collects the texts that cells refer to by number."""

    def __init__(self, refuse: Refuse, limits: Limits) -> None:
        super().__init__(refuse)
        self.found: list[str] = []
        self._limits = limits
        self._room = limits.shared_text
        self._pieces: list[str] = []
        self._is_spoken = False  # within what only says how a text is pronounced

    def begin(self, name: str, attributes: Attributes) -> None:
        self.text.clear()
        if name == "rPh":
            self._is_spoken = True

    def finish(self, name: str) -> None:
        if name == "t" and not self._is_spoken:
            self._pieces.append("".join(self.text))
            self._pay(len(self._pieces[-1]) + COST_OF_TEXT)
        elif name == "si":
            self.found.append(shown("".join(self._pieces)))
            self._pieces.clear()
            self._pay(COST_OF_TEXT)
        elif name == "rPh":
            self._is_spoken = False
        self.text.clear()

    def check(self) -> None:
        if sum(map(len, self.text)) > self._limits.cell:
            raise self._refuse(f"has a cell with more than {self._limits.cell:,} characters. Shorten it.")

    def _pay(self, cost: int) -> None:
        self._room -= cost
        if self._room < 0:
            raise self._refuse("holds more text than is read here. Save it in parts, or as CSV, and choose that.")


class _SheetContent(_Told):
    """Is told one sheet, and collects its rows."""

    def __init__(
        self,
        refuse: Refuse,
        limits: Limits,
        rows: Collector,
        texts: list[str],
        styles: _Styles,
        epoch: datetime,
    ) -> None:
        super().__init__(refuse)
        self._limits = limits
        self._rows = rows
        self._texts = texts
        self._styles = styles
        self._epoch = epoch
        self._columns: dict[str, int] = {}
        self._is_in_row = False
        self._cell: Attributes | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._pieces: list[str] = []
        self._is_spoken = False

    def begin(self, name: str, attributes: Attributes) -> None:
        self.text.clear()
        if name == "c":
            if self._cell is not None or not self._is_in_row:
                raise self._confused()
            self._cell = attributes
            self._value = self._formula = None
            self._pieces.clear()
        elif name == "row":
            if self._is_in_row:
                raise self._confused()
            self._is_in_row = True
            self._go_to_row(attributes.get("r"))
        elif name == "rPh":
            self._is_spoken = True
        elif self._depth == 1 and name != "worksheet":
            raise self._confused()

    def finish(self, name: str) -> None:
        if name == "v":
            self._value = "".join(self.text)
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._rows.end_row()
            self._is_in_row = False
        elif name == "t" and not self._is_spoken:
            self._pieces.append("".join(self.text))
        elif name == "f" and self._cell is not None:
            self._formula = "".join(self.text)
        elif name == "rPh":
            self._is_spoken = False
        self.text.clear()

    def check(self) -> None:
        """Called between two bits of XML: text that nobody wants goes, and too much in one cell is refused."""
        if self._cell is None:
            self.text.clear()
        elif sum(map(len, self.text)) + sum(map(len, self._pieces)) > self._limits.cell:
            raise self._rows.too_long()

    def _go_to_row(self, written: str | None) -> None:
        if written is None:
            return
        row = _whole(written)
        if row <= self._rows.row:
            raise self._confused()
        self._rows.row = row - 1

    def _end_cell(self) -> None:
        attributes = self._cell or {}
        self._cell = None
        place = attributes.get("r")
        if place is not None and not self._rows.skip_to(self._column(place)):
            raise self._confused()
        value = self._read_value(attributes.get("t", "n"), attributes.get("s", ""))
        if self._formula is not None:
            value = Formula(self._formula and f"={self._formula}", value)
        self._rows.add(value)

    def _column(self, place: str) -> int:
        """The column of a place such as "B12", counted from 0."""
        letters = place.rstrip("0123456789")
        column = self._columns.get(letters)
        if column is None:
            if not letters or len(letters) > 3 or letters.strip(LETTERS):
                raise self._confused()
            column = self._columns[letters] = column_index(letters)
        return column

    def _read_value(self, kind: str, style: str) -> CellValue:
        written = self._value
        if kind == "inlineStr":
            return self._text("".join(self._pieces))
        if written is None or written == "":
            return None
        if kind == "s":
            index = _whole(written)
            return (self._texts[index] or None) if 0 <= index < len(self._texts) else CellError(written[:40])
        if kind == "n":
            if style in self._styles.percentages:
                return percentage(written)
            value = number(written)
            return self._date(value) if style in self._styles.dates and not isinstance(value, CellError) else value
        if kind == "b":
            return written == "1"
        if kind == "d":
            return day_or_moment(written)
        return CellError(written[:40]) if kind == "e" else self._text(written)

    def _text(self, written: str) -> str | None:
        if len(written) > self._limits.cell:
            raise self._rows.too_long()
        return shown(written) or None

    def _date(self, value: object) -> CellValue:
        """A number that its cell shows as a date, a moment, or (as text) a time of day or a span."""
        try:
            moment = from_excel(float(str(value)), self._epoch)
        except (ValueError, OverflowError):
            return CellError(str(value))
        if isinstance(moment, datetime):
            return day_or_moment(moment.isoformat())
        return moment if isinstance(moment, date) else str(moment)

    def _confused(self) -> Exception:
        return self._refuse("is built like no spreadsheet. Open it, save it again and choose that.")


def shown(text: str) -> str:
    """Text without Excel's way of writing what XML cannot hold."""
    return unescape(text) if "_x" in text else text


def _whole(written: str | None) -> int:
    """A whole number that is not negative; -1 for anything else."""
    return int(written) if written and written.isdecimal() and len(written) <= len("99999999") else -1
