"""CSV files: text between commas, semicolons or tabs, in the encodings that people's programs save."""

import codecs
import csv
from collections.abc import Callable, Iterator
from contextlib import suppress
from io import TextIOWrapper
from typing import BinaryIO

from core.sheets.collecting import Found
from core.sheets.limits import Limits
from core.sheets.values import Refuse

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
AT_ONCE = 1 << 20
DELIMITERS = (",", ";", "\t")
THE_SHEET = (1, "")


class DelimitedText:
    """A CSV file. Its cells are text as written, without spaces around it; an empty one is None."""

    def __init__(self, file: BinaryIO, refuse: Refuse, limits: Limits) -> None:
        self._file = file
        self._refuse = refuse
        self._limits = limits
        self.total = file.seek(0, 2)
        if self.total > limits.unpacked:
            raise refuse(f"is larger than {limits.unpacked >> 20:,} MB. Save it in parts and choose each.")
        self._encoding = _encoding(file, refuse)
        self._longest = limits.cell * 10

    @property
    def read(self) -> int:
        return self._file.tell()

    def found(self, wanted: Callable[[str], bool]) -> Iterator[Found]:
        yield THE_SHEET, 0, (), 1
        if not wanted(""):
            return
        self._file.seek(0)
        text = TextIOWrapper(self._file, encoding=self._encoding, newline="")
        try:
            number = 0
            for number, cells in enumerate(self._records(text), start=1):
                self._check(number, cells)
                values = [cell.strip() or None for cell in cells]
                while values and values[-1] is None:
                    values.pop()
                if values:
                    yield THE_SHEET, number, tuple(values), 1
        except csv.Error as error:
            raise self._refuse(
                f"cannot be read after row {number}: a quotation mark may be missing there. Open it in a spreadsheet "
                "program, save it again as CSV and choose that."
            ) from error
        finally:
            with suppress(ValueError):  # where a refusal has closed the file before the rows are given up
                text.detach()

    def _records(self, text: TextIOWrapper) -> Iterator[list[str]]:
        first = self._line(text)
        delimiter = max(DELIMITERS, key=first.count)

        def lines() -> Iterator[str]:
            yield first
            while line := self._line(text):
                yield line

        yield from csv.reader(lines(), delimiter=delimiter, strict=True)

    def _line(self, text: TextIOWrapper) -> str:
        line = text.readline(self._longest)
        if len(line) == self._longest:
            raise self._refuse("has a line far longer than a table's. Check that it is a CSV file and save it again.")
        if "\0" in line:
            raise self._refuse("is not plain text inside. Save it as a CSV file in UTF-8 and choose that.")
        return line

    def _check(self, number: int, cells: list[str]) -> None:
        if number > self._limits.rows:
            raise self._refuse(f"has more than {self._limits.rows:,} rows. Save it in parts and choose each.")
        if len(cells) > self._limits.columns and any(cells[self._limits.columns :]):
            raise self._refuse(
                f"has more than {self._limits.columns:,} columns in row {number}. Delete those not needed."
            )
        if max(map(len, cells), default=0) > self._limits.cell:
            raise self._refuse(
                f"has a cell with more than {self._limits.cell:,} characters in row {number}. Shorten it."
            )


def _encoding(file: BinaryIO, refuse: Refuse) -> str:
    """UTF-8 or UTF-16 as its mark says; without one UTF-8 where all of it is, else Windows-1252 as Excel saves it."""
    file.seek(0)
    start = file.read(4)
    for encoding in [named for mark, named in MARKS if start.startswith(mark)] or ["utf-8", "cp1252"]:
        file.seek(0)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while piece := file.read(AT_ONCE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    raise refuse("is not plain text inside. Save it as a CSV file in UTF-8 and choose that.")
