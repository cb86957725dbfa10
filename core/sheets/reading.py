"""Opening a spreadsheet, whichever of the three kinds it is, and reading its sheets one after another."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO, Protocol

from core.sheets.collecting import Found
from core.sheets.delimited import DelimitedText
from core.sheets.excel import ExcelWorkbook
from core.sheets.limits import OFFICERS_SHEET, Limits
from core.sheets.open_document import OpenDocument
from core.sheets.packages import BEGINS, IS_LOCKED
from core.sheets.values import Refuse, Row, SheetRefused

OLD_OFFICE = b"\xd0\xcf\x11\xe0"
TAKEN = "an Excel workbook (.xlsx), an OpenDocument spreadsheet (.ods) or a CSV file"
Wanted = Callable[[str], bool]


class Reader(Protocol):
    """One kind of file. `read` and `total` are bytes, unpacked, for whoever shows how far the reading is."""

    @property
    def read(self) -> int: ...
    @property
    def total(self) -> int: ...
    def found(self, wanted: Wanted) -> Iterator[Found]: ...


KINDS: dict[str, Callable[[BinaryIO, Refuse, Limits], Reader]] = {
    ".ods": OpenDocument,
    ".xlsx": ExcelWorkbook,
    ".csv": DelimitedText,
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a spreadsheet; of a CSV file the only one, whose name is empty."""

    name: str
    _found: Iterator[Found]

    def rows(self) -> Iterator[Row]:
        """The sheet's rows that hold something, once, and before the next sheet is asked for."""
        for _, number, cells, times in self._found:
            for row in range(number, number + times):
                yield row, cells


class Spreadsheet:
    """An open spreadsheet, to be read once, from its beginning to its end."""

    def __init__(self, name: str, reader: Reader) -> None:
        self.name = name
        self._reader = reader

    def sheets(self, wanted: Wanted = lambda _: True) -> Iterator[Sheet]:
        """The sheets, in the file's order. One whose name is not wanted is passed over cheaply, and so is what was not
        read of a sheet when the next is asked for.
        """
        for (_, name), found in groupby(self._reader.found(wanted), key=itemgetter(0)):
            next(found)  # only says that the sheet begins
            yield Sheet(name, found)  # noqa: B031  read once: the first item is taken off above

    @property
    def progress(self) -> tuple[int, int]:
        """How many bytes were read, and of how many, both unpacked."""
        return min(self._reader.read, self._reader.total), self._reader.total


class open_spreadsheet:  # noqa: N801  used like the function open
    """A spreadsheet to read, for a with statement. `file` is a path, or a file that can be sought, which stays open.

    `name` is what its person calls it: its ending says which kind it should be, and sentences begin with it. Raises
    SheetRefused, here or while it is read.
    """

    def __init__(self, file: Path | BinaryIO, name: str, *, limits: Limits = OFFICERS_SHEET) -> None:
        self._own = file.open("rb") if isinstance(file, Path) else None
        try:
            self._book = _open(self._own or file, name, limits)  # type: ignore[arg-type]
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> Spreadsheet:
        return self._book

    def __exit__(self, *_: object) -> None:
        if self._own:
            self._own.close()


def _open(file: BinaryIO, name: str, limits: Limits) -> Spreadsheet:
    def refuse(what: str) -> SheetRefused:
        return SheetRefused(f"“{name}” {what}")

    suffix = Path(name).suffix.lower()
    kind = KINDS.get(suffix)
    if kind is None:
        raise refuse(f"is not a kind of file that is read here. Save it as {TAKEN} and choose that.")
    file.seek(0)
    begins = file.read(len(BEGINS))
    file.seek(0)
    if begins == OLD_OFFICE:
        raise refuse(f"was saved by an old version of Excel, or {IS_LOCKED[3:]}")
    if not begins:
        raise refuse("is empty. Choose one with something in it.")
    if (begins == BEGINS) != (suffix != ".csv"):
        raise refuse(f"is something else inside than its ending says. Open it, save it as {TAKEN} and choose that.")
    return Spreadsheet(name, kind(file, refuse, limits))
