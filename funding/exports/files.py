"""The kinds of file in which grants are published."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import chain

from core.sheets.writing import CONTENT_TYPE
from funding.exports.giving import whole
from funding.exports.grants import Grant
from funding.exports.packages import package_parts, spreadsheet_parts
from funding.exports.publisher import Publisher
from funding.exports.tables import register_parts, register_workbook, transparency_parts

CSV = "text/csv; charset=utf-8"


class FileKind(Enum):
    """A kind of file, by its name in addresses and on the command line."""

    GIVING_JSON = "360giving-json"
    GIVING_CSV = "360giving-csv"
    TRANSPARENCY_CSV = "transparency-csv"
    REGISTER_CSV = "register-csv"
    REGISTER_XLSX = "register-xlsx"


@dataclass(frozen=True, slots=True)
class FileForm:
    """How a kind of file is named and sent, and what it is called."""

    ending: str
    content_type: str
    label: str
    is_giving: bool = False


FORMS = {
    FileKind.REGISTER_XLSX: FileForm("xlsx", CONTENT_TYPE, "Spreadsheet (Excel)"),
    FileKind.REGISTER_CSV: FileForm("csv", CSV, "Spreadsheet (CSV)"),
    FileKind.TRANSPARENCY_CSV: FileForm("csv", CSV, "Transparency Code: grants made (CSV)"),
    FileKind.GIVING_JSON: FileForm("json", "application/json", "360Giving (JSON)", is_giving=True),
    FileKind.GIVING_CSV: FileForm("csv", CSV, "360Giving (CSV)", is_giving=True),
}


class NothingToPublish(Exception):
    """A 360Giving file has at least one grant, and there is none that has all the standard asks for."""


def file_parts(
    kind: FileKind,
    grants: Iterable[Grant],
    publisher: Publisher,
    *,
    now: datetime,
    tell: Callable[[Grant, str], None],
    mark: bool = True,
) -> Iterator[bytes]:
    """The bytes of a file of grants, some at a time. `tell` hears of each grant that is left out, and why, while the
    file is written. `mark` lets Excel know a plain CSV file for UTF-8; programs do without it. Raises NothingToPublish,
    before anything is written.
    """
    if kind is FileKind.REGISTER_XLSX:
        return iter([register_workbook(grants, publisher, now=now)])
    if kind is FileKind.REGISTER_CSV:
        return _encoded(register_parts(grants, mark=mark))
    if kind is FileKind.TRANSPARENCY_CSV:
        return _encoded(transparency_parts(grants, mark=mark))
    found = _at_least_one(whole(grants, tell))
    if kind is FileKind.GIVING_CSV:
        return _encoded(spreadsheet_parts(found, publisher))
    return _encoded(package_parts(found, publisher, now=now))


def _at_least_one(grants: Iterator[Grant]) -> Iterator[Grant]:
    first = next(grants, None)
    if first is None:
        raise NothingToPublish
    return chain([first], grants)


def _encoded(parts: Iterable[str]) -> Iterator[bytes]:
    return (part.encode() for part in parts)
