"""What an uploaded sheet would change: rows told from records field by field, with every mistake at its place."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.csv_files import cell_text
from core.formats import listed
from core.sheets.writing import Cell
from core.typed import canonical
from oscp_portal.sheets.cells import Unreadable, as_text, in_words
from oscp_portal.sheets.columns import KEY, REVISION, Kind, SheetColumn
from oscp_portal.sheets.reading import RowError, SheetRow, Upload
from oscp_portal.sheets.respelling import is_respelt


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field as it is and as it will be, in words; `is_alone` where nothing could have stood there before."""

    heading: str
    was: str
    now: str
    is_alone: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A row that adds a record, or changes the one with this key where it still has the revision.

    `values` is what the operation is given.
    """

    row: int
    called: str
    changes: tuple[FieldChange, ...]
    values: Mapping[str, Any]
    key: int | None = None
    revision: int = 0

    @property
    def is_new(self) -> bool:
        return self.key is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What an upload would do: the lines to carry out, how many rows leave their record as it is, and what is wrong.

    `missing` counts the records that have no row; they stay.
    """

    lines: tuple[Line, ...]
    unchanged: int
    missing: int
    errors: tuple[RowError, ...]
    records: Mapping[int, Any]

    @property
    def added(self) -> int:
        return sum(line.is_new for line in self.lines)

    @property
    def changed(self) -> int:
        return len(self.lines) - self.added

    @property
    def digest(self) -> str:
        """What tells this from any other outcome: the same upload over the same records has the same."""
        said = [
            [line.row, line.key, line.revision, [[one.heading, one.was, one.now] for one in line.changes]]
            for line in self.lines
        ]
        return hashlib.sha256(json.dumps([said, len(self.errors)]).encode()).hexdigest()


def compare(kind: Kind, upload: Upload) -> Comparison:
    """What an upload would change in the records as they are now. As many queries as the kind's `records`."""
    records = {record.pk: record for record in kind.records()}
    lines: list[Line] = []
    errors: list[RowError] = []
    seen: dict[int, int] = {}
    unchanged = 0
    for row in upload.rows:
        found = len(errors)
        if not row.cells.get(KEY, ""):
            line = _new(kind, upload, row, errors)
        else:
            key = _key(kind, upload, row, records, seen, errors)
            line = _changed(kind, upload, row, records[key], errors) if key else None
            unchanged += line is None and len(errors) == found
        if line and len(errors) == found:
            lines.append(line)
    missing = len(records) - len(seen)
    return Comparison(tuple(lines), unchanged, missing, tuple(errors), records)


def _key(
    kind: Kind,
    upload: Upload,
    row: SheetRow,
    records: Mapping[int, Any],
    seen: dict[int, int],
    errors: list[RowError],
) -> int | None:
    """The key of the record that a row is about, where there is one and no earlier row has it."""
    text = row.cells[KEY]
    key = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    if key not in records:
        sentence = f"There is no {kind.noun} with this key in this plan: it was removed, or the key is another’s."
        errors.append(upload.error(row.number, kind, KEY, f"{sentence} To add it as a new one, empty this cell"))
    elif key in seen:
        sentence = f"Row {seen[key]} has the same key. If this row is a new {kind.noun}, empty this cell"
        errors.append(upload.error(row.number, kind, KEY, sentence))
    else:
        seen[key] = row.number
        return key
    return None


def _new(kind: Kind, upload: Upload, row: SheetRow, errors: list[RowError]) -> Line | None:
    values: dict[str, Any] = {}
    changes = []
    for column in kind.columns:
        text = row.cells.get(column.name, "")
        is_told_already = column.name in upload.letters and column.name not in row.cells  # a formula, say
        if column.reader is None or is_told_already or (column.is_question and not text):
            continue
        if not text:
            if column.is_required:
                errors.append(upload.error(row.number, kind, column.name, _missing(column)))
            continue
        try:
            values[column.name] = column.reader.read(text)
            changes.append(FieldChange(column.heading, "", column.reader.shown(text), is_alone=True))
        except Unreadable as error:
            errors.append(upload.error(row.number, kind, column.name, str(error)))
    values = {name: value for name, value in values.items() if not _is_question(kind, name)}
    return Line(row.number, f"A new {kind.noun}", tuple(changes), values)


def _changed(kind: Kind, upload: Upload, row: SheetRow, record: Any, errors: list[RowError]) -> Line | None:
    """The change that a row makes to its record, or None where it makes none."""
    written = kind.cells_of(record)
    values: dict[str, Any] = {}
    changes = []
    asked: dict[str, Any] = {}
    answers = []
    for column in kind.columns:
        text = row.cells.get(column.name)
        if column.reader is None or text is None:
            continue
        was = written.get(column.name)
        try:
            if column.is_question and text:
                asked[column.name] = column.reader.read(text)
                answers.append(FieldChange(column.heading, "", text, is_alone=True))
            elif not column.is_question and not _is_same(column, text, was):
                values[column.name] = _value(column, text)
                shown = column.reader.shown(text) if text else ""
                changes.append(FieldChange(column.heading, _held(column, as_text(was)), shown))
        except Unreadable as error:
            errors.append(upload.error(row.number, kind, column.name, str(error)))
    if not changes:
        return None
    if row.cells.get(REVISION, "") != str(record.revision):
        errors.append(_collision(kind, upload, row, changes))
    told = (*changes, *answers)
    return Line(row.number, kind.called(record), told, {**values, **asked}, record.pk, record.revision)


def _held(column: SheetColumn, text: str) -> str:
    """What a record has, in the form in which the preview shows what it will have."""
    try:
        return column.reader.shown(text) if column.reader and text else ""
    except Unreadable:  # no longer among the choices, say
        return in_words(text)


def _collision(kind: Kind, upload: Upload, row: SheetRow, changes: list[FieldChange]) -> RowError:
    differing = listed(f"“{change.heading}”" for change in changes)
    if row.cells.get(REVISION, ""):
        sentence = (
            f"Somebody changed this {kind.noun} in the portal after the spreadsheet was made, and the two differ in "
            f"{differing}. Download what there is now, and make your change there"
        )
    else:
        sentence = f"The revision is missing, so nobody can tell whose {differing} is newer. Download what there is now"
    return upload.error(row.number, kind, REVISION, sentence)


def _is_same(column: SheetColumn, text: str, was: Cell) -> bool:
    """Whether a cell says what the record has: in the same words, or in others that mean the same."""
    before = as_text(was)
    if _settled(text) in (_settled(before), _settled(cell_text(was))):
        return True
    if not text or not before or column.reader is None:
        return False
    if is_respelt(text, before):
        return True
    try:
        held = column.reader.read(before)
    except Unreadable:  # no longer among the choices, say
        return False
    return canonical(column.reader.read(text)) == canonical(held)


def _value(column: SheetColumn, text: str) -> Any:
    """What a cell means. Raises Unreadable."""
    assert column.reader is not None  # noqa: S101  # for the type checker
    if column.is_fixed:
        raise Unreadable("This cannot be changed in a row that has a key. Put it back, or do it in the portal")
    if text:
        return column.reader.read(text)
    if column.is_required or column.is_kept:
        raise Unreadable(_missing(column))
    return column.reader.nothing


def _missing(column: SheetColumn) -> str:
    return f"Fill in “{column.heading}”"


def _is_question(kind: Kind, name: str) -> bool:
    column = kind.column(name)
    return column is not None and column.is_question


def _settled(text: str) -> str:
    return "\n".join(line.strip() for line in text.strip().splitlines())
