"""OpenDocument spreadsheets (.ods): their one long XML, taken apart as it is unpacked."""

from collections.abc import Callable, Iterator
from typing import BinaryIO

from core.sheets.collecting import Collector, Found
from core.sheets.limits import Limits
from core.sheets.markup import DEEPEST, Attributes, parse, too_deep
from core.sheets.packages import IS_LOCKED, Package
from core.sheets.values import CellValue, Formula, Refuse, day_or_moment, number, percentage

CONTENT = "content.xml"
MANIFEST = "META-INF/manifest.xml"
# The prefixes that every program writes, and what they must stand for.
PREFIXES = {
    "xmlns:office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "xmlns:table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "xmlns:text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
NUMBERS = {"float", "currency"}
# What XML cannot hold stands for what must survive when spaces are evened out.
PARAGRAPH, SPACE, TAB = "\1", "\2", "\3"
WRITTEN = {"text:s": SPACE, "text:tab": TAB, "text:line-break": PARAGRAPH}
MOST_SPACES = 100


class OpenDocument:
    """An OpenDocument spreadsheet. Hidden sheets and rows are read like others; notes and drawings are not."""

    def __init__(self, file: BinaryIO, refuse: Refuse, limits: Limits) -> None:
        self._refuse = refuse
        self._limits = limits
        self._package = Package(file, refuse, limits)
        if self._package.has(MANIFEST) and b"encryption-data" in self._package.small(MANIFEST):
            raise refuse(IS_LOCKED)
        self._package.expect(CONTENT)

    @property
    def read(self) -> int:
        return self._package.read

    @property
    def total(self) -> int:
        return self._package.total

    def found(self, wanted: Callable[[str], bool]) -> Iterator[Found]:
        content = _Content(self._refuse, self._limits, wanted)
        rows = content.rows
        with self._package.open(CONTENT) as source:
            for _ in parse(source, content, self._refuse):
                content.check()
                yield from rows.found
                rows.found.clear()


class _Content:
    """Is told the XML, tag by tag, and collects rows.

    The handlers run some fifty times a row, so they ask first for what comes most often.
    """

    def __init__(self, refuse: Refuse, limits: Limits, wanted: Callable[[str], bool]) -> None:
        self.text: list[str] = []
        self.rows = Collector(refuse, limits)
        self._refuse = refuse
        self._limits = limits
        self._wanted = wanted
        self._depth = 0
        self._outside = 0  # the depth at which something began that is no row, cell or text; 0 where nothing did
        self._mark = 0  # how much text stood before that
        self._table = 0  # the depth of the sheet that is read
        self._row: Attributes | None = None
        self._cell: Attributes | None = None

    def start(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._outside:
            if self._depth > DEEPEST:
                raise too_deep(self._refuse)
        elif name == "text:p":
            if self.text:
                self.text.append(PARAGRAPH)
            if self._depth > DEEPEST:
                raise too_deep(self._refuse)
        elif name == "table:table-cell" or name == "table:covered-table-cell":
            if self._row is None or self._cell is not None:
                raise self._confused()
            self.text.clear()
            self._cell = attributes
        elif name == "table:table-row":
            if not self._table or self._row is not None:
                raise self._confused()
            self._row = attributes
        else:
            self._start_other(name, attributes)

    def end(self, name: str) -> None:
        self._depth -= 1
        if self._outside:
            if self._depth < self._outside:
                self._outside = 0
                del self.text[self._mark :]
        elif name == "table:table-cell":
            self._end_cell()
        elif name == "table:table-row":
            self.rows.end_row(self._times(self._row, "table:number-rows-repeated"))
            self._row = None
        elif name == "table:covered-table-cell":
            self.rows.add(None, self._times(self._cell, "table:number-columns-repeated"))
            self._cell = None
        elif name == "table:table":
            self._table = 0

    def check(self) -> None:
        """Called between two bits of XML: text that nobody wants goes, and too much in one cell is refused."""
        if self._cell is None:
            self.text.clear()
            self._mark = 0
        elif sum(map(len, self.text)) > self._limits.cell + 1000:
            raise self.rows.too_long()

    def _start_other(self, name: str, attributes: Attributes) -> None:
        """What does not come in every row: the way down to the sheets, groups of rows, what is to be passed over."""
        if self._depth > DEEPEST:
            raise too_deep(self._refuse)
        if self._cell is not None:
            if name in WRITTEN:
                self.text.append(WRITTEN[name] * min(self._times(attributes, "text:c"), MOST_SPACES))
            elif not name.startswith("text:"):
                self._pass_over()
        elif name == "table:table":
            title = attributes.get("table:name", "")
            if self._table or not self._wanted(title):
                self._pass_over()
            else:
                self._table = self._depth
                self.rows.begin_sheet(title)
        elif self._depth == 1:
            if name != "office:document-content" or PREFIXES.items() - attributes.items():
                raise self._refuse(
                    "is not an OpenDocument spreadsheet inside. Open it, save it as one and choose that."
                )
        elif self._table and name not in GROUPS:
            self._pass_over()

    def _pass_over(self) -> None:
        self._outside = self._depth
        self._mark = len(self.text)

    def _end_cell(self) -> None:
        attributes = self._cell or {}
        self._cell = None
        value = self._value(attributes)
        if "table:formula" in attributes:
            value = Formula(attributes["table:formula"][: self._limits.cell], value)
        if "table:number-columns-repeated" in attributes:
            self.rows.add(value, self._times(attributes, "table:number-columns-repeated"))
        else:
            self.rows.add(value)

    def _value(self, attributes: Attributes) -> CellValue:
        kind = attributes.get("office:value-type", "")
        if kind in NUMBERS:
            return number(attributes.get("office:value"))
        if kind == "percentage":
            return percentage(attributes.get("office:value"))
        if kind == "date":
            return day_or_moment(attributes.get("office:date-value"))
        if kind == "boolean":
            return attributes.get("office:boolean-value") == "true"
        return self._evened(attributes.get("office:string-value") or "".join(self.text))

    def _evened(self, text: str) -> str | None:
        """Text with its spaces as a spreadsheet program shows them."""
        if len(text) > self._limits.cell:
            raise self.rows.too_long()
        if text.isprintable() and "  " not in text:
            return text.strip() or None
        lines = text.replace("\n", " ").replace("\t", " ").split(PARAGRAPH)
        lines = [" ".join(filter(None, line.split(" "))) for line in lines]
        return "\n".join(lines).replace(SPACE, " ").replace(TAB, "\t").strip("\n") or None

    def _times(self, attributes: Attributes | None, name: str) -> int:
        """How often something is repeated; at least once."""
        written = (attributes or {}).get(name)
        if written is None:
            return 1
        if not (written.isdecimal() and len(written) <= len("99999999")):
            raise self._confused()
        return max(1, int(written))

    def _confused(self) -> Exception:
        return self._refuse("is built like no spreadsheet. Open it, save it again and choose that.")


# Between a sheet and its rows.
GROUPS = {"table:table-row-group", "table:table-header-rows", "table:table-rows"}
