"""From TOML tables to records, by the models' own fields.

A file holds arrays of tables named after models (`[[body]]`, `[[plan]]`); arrays inside a table are its related records
by their related name (`[[plan.priorities.actions]]`). A reference is the `key` of another record, or its slug. `period`
is read by `core.periods`. Records keep the order of the file in `position`. Text is stripped of the blank lines around
it.
"""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path as FilePath
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models, transaction

from core.models import PeriodFields
from core.periods import Period
from oscp_portal.sample.lines import Path, line_numbers, line_of
from reports.compose import OptionError, check_options
from reports.content import is_unprintable
from reports.models import Section

APPS = ("partners", "priorities", "achievements", "funding", "scorecard", "reports")
INHERITED = {"achievements.figure": ("achievement", "finding")}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file: where, and a sentence saying what."""

    file: str
    line: int
    field: str
    problem: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.field}: {self.problem}"


class SampleError(Exception):
    """The files cannot be loaded; nothing was changed. `faults` says where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load made: records by model name, the keys of those that have one, and the SHA-256 of the files."""

    counts: dict[str, int]
    keys: dict[str, tuple[str, ...]]
    digest: str


@dataclass(slots=True)
class _Waiting:
    """A reference to be settled once every record exists."""

    record: models.Model
    field: Any
    keys: list[str]
    file: str
    path: Path


@dataclass(slots=True)
class _Load:
    known: dict[str, type[models.Model]]
    is_trial: bool = False
    failed: set[tuple[str, str]] = field(default_factory=set)
    spoilt: set[int] = field(default_factory=set)
    records: dict[tuple[str, str], models.Model] = field(default_factory=dict)
    waiting: list[_Waiting] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    lines: dict[str, dict[Path, int]] = field(default_factory=dict)

    def fault(self, file: str, path: Path, problem: str) -> None:
        name = next((str(part) for part in reversed(path) if isinstance(part, str)), "file")
        self.faults.append(Fault(file, line_of(self.lines.get(file, {}), path), name, problem))


def digest_of(files: list[FilePath]) -> str:
    """The SHA-256 of the files' names and contents, in hexadecimal."""
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()


def load_files(files: list[FilePath]) -> Loaded:
    """Make every record the files describe, in one transaction. Raises SampleError, with all faults found, and changes
    nothing.
    """
    load = _Load(_known_models())
    with transaction.atomic():
        _load_all(load, files)
    keys = {name: tuple(key for known, key in load.records if known == name) for name in load.counts}
    return Loaded(dict(load.counts), keys, digest_of(files))


def check_files(files: list[FilePath]) -> None:
    """Read the files and write nothing. Raises SampleError with the faults that need no database to be seen."""
    _load_all(_Load(_known_models(), is_trial=True), files)


def _known_models() -> dict[str, type[models.Model]]:
    return {model._meta.model_name or "": model for app in APPS for model in apps.get_app_config(app).get_models()}


def _load_all(load: _Load, files: list[FilePath]) -> None:
    for file in files:
        _load_file(load, file)
    for waiting in load.waiting:
        _settle(load, waiting)
    if load.faults:
        raise SampleError(load.faults)


def _load_file(load: _Load, file: FilePath) -> None:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        load.faults.append(Fault(file.name, line, "file", "This is not UTF-8 text; save the file as UTF-8."))
        return
    load.lines[file.name] = line_numbers(text)
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        load.faults.append(Fault(file.name, _line_in(str(error)), "file", f"This is not valid TOML: {error}"))
        return
    for name, rows in data.items():
        model = load.known.get(name.replace("_", ""))
        if model is None or not isinstance(rows, list):
            load.fault(
                file.name, (name,), f"“{name}” is no kind of record; the portal knows {', '.join(sorted(load.known))}."
            )
            continue
        for index, row in enumerate(rows):
            _load_row(load, model, row, file=file.name, path=(name, index), fixed={})


def _line_in(message: str) -> int:
    words = message.replace(",", " ").split()
    return int(words[words.index("line") + 1]) if "line" in words else 1


def _load_row(
    load: _Load, model: type[models.Model], row: Any, *, file: str, path: Path, fixed: dict[str, Any]
) -> models.Model | None:  # fmt: skip
    if not isinstance(row, dict):
        load.fault(file, path, f"A {model._meta.verbose_name} is written as a table, not as “{row}”.")
        return None
    record = model(**fixed)
    index = path[-1]
    if "position" not in row and _has(model, "position") and isinstance(index, int):
        record.position = index + 1  # type: ignore[attr-defined]
    related = [
        (relation, value, (*path, name))
        for name, value in row.items()
        for relation in [_set(load, record, name, value, file, (*path, name))]
        if relation is not None
    ]
    if not _save(load, record, row, file, path):
        return None
    for relation, rows, here in related:
        _load_related(load, record, relation, rows, file, here)
    return record


def _set(load: _Load, record: models.Model, name: str, value: Any, file: str, here: Path) -> Any:
    """Set one of the record's fields, or give back the relation whose rows are made once the record stands."""
    if name == "key" and not _has(type(record), "key"):
        return None
    if name == "period" and isinstance(record, PeriodFields):
        _set_period(load, record, value, file, here)
        return None
    try:
        field_ = record._meta.get_field(name)
    except FieldDoesNotExist:
        relation = next((r for r in record._meta.related_objects if r.get_accessor_name() == name), None)
        if relation is None:
            load.fault(file, here, f"A {record._meta.verbose_name} has no “{name}”.")
        return relation
    if isinstance(field_, models.ManyToManyField):
        load.waiting.append(_Waiting(record, field_, list(value), file, here))
    elif isinstance(field_, models.ForeignKey):
        _refer(load, record, field_, value, file, here)
    elif isinstance(field_, models.Field):
        _set_plain(load, record, name, value, file, here)
    else:
        return field_
    return None


def _set_plain(load: _Load, record: models.Model, name: str, value: Any, file: str, here: Path) -> None:
    if isinstance(value, str):
        bad = next((letter for letter in value if letter != "\n" and is_unprintable(letter)), "")
        if bad:
            load.fault(file, here, f"The text holds the control character U+{ord(bad):04X}; remove it.")
            return
        value = value.strip()
    setattr(record, name, value)


def _load_related(load: _Load, record: models.Model, relation: Any, rows: Any, file: str, here: Path) -> None:
    child = relation.related_model
    if not isinstance(rows, list):
        load.fault(file, here, "This is a list of tables.")
        return
    fixed = {relation.field.name: record}
    for field_ in child._meta.concrete_fields:
        inherited = not field_.null or field_.name in INHERITED.get(child._meta.label_lower, ())
        if (
            isinstance(field_, models.ForeignKey)
            and field_.name not in fixed
            and inherited
            and _has(type(record), field_.name)
        ):
            fixed[field_.name] = getattr(record, field_.name)
    for index, row in enumerate(rows):
        _load_row(load, child, row, file=file, path=(*here, index), fixed=fixed)


def _has(model: type[models.Model], name: str) -> bool:
    return any(field_.name == name for field_ in model._meta.concrete_fields)


def _set_period(load: _Load, record: PeriodFields, value: Any, file: str, path: Path) -> None:
    try:
        record.period = Period.parse(str(value))
    except ValueError as error:
        load.fault(file, path, str(error))


def _refer(load: _Load, record: models.Model, field_: Any, value: Any, file: str, path: Path) -> None:
    target = load.records.get((field_.related_model._meta.model_name, str(value)))
    if target is not None:
        setattr(record, field_.name, target)
    elif field_.null:
        load.waiting.append(_Waiting(record, field_, [str(value)], file, path))
    elif (field_.related_model._meta.model_name, str(value)) in load.failed:
        load.spoilt.add(id(record))  # it stands on a record that has a fault of its own, and that is said already
    else:
        load.fault(file, path, f"There is no {field_.related_model._meta.verbose_name} “{value}” before this line.")


def _save(load: _Load, record: models.Model, row: dict[str, Any], file: str, path: Path) -> bool:
    model_name = record._meta.model_name or ""
    named = "" if _has(type(record), "key") else row.get("key")
    key = str(named or getattr(record, "slug", "") or "")
    problems = [] if id(record) in load.spoilt else list(_problems(record, is_trial=load.is_trial))
    for name, problem in problems:
        load.fault(file, (*path, name) if name else path, problem)
    if problems or id(record) in load.spoilt:
        load.failed.add((model_name, key))
        return False
    if not load.is_trial:
        record.save()
    load.counts[model_name] += 1
    if key:
        if (model_name, key) in load.records:
            load.fault(file, (*path, "key"), f"There are two {record._meta.verbose_name_plural} with the key “{key}”.")
            return False
        load.records[model_name, key] = record
    return True


def _problems(record: models.Model, *, is_trial: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with a record, by field ("" for the whole); in a trial only what needs no other record."""
    try:
        if is_trial:
            record.clean_fields(exclude=[f.name for f in record._meta.concrete_fields if f.is_relation])
        else:
            record.full_clean()
        if isinstance(record, Section):
            check_options(record.fill, record.options)
    except ValidationError as error:
        for name, problems in error.message_dict.items():
            yield from (("" if name == "__all__" else name, problem) for problem in problems)
    except OptionError as error:
        yield "options", str(error)


def _settle(load: _Load, waiting: _Waiting) -> None:
    model: type[models.Model] = waiting.field.related_model
    found = []
    for key in waiting.keys:
        known = (model._meta.model_name or "", str(key))
        target = load.records.get(known)
        if target is None and known not in load.failed:
            load.fault(waiting.file, waiting.path, f"There is no {model._meta.verbose_name} “{key}”.")
        elif target is not None:
            found.append(target)
    if waiting.record.pk is None or len(found) != len(waiting.keys):
        return
    if isinstance(waiting.field, models.ManyToManyField):
        getattr(waiting.record, waiting.field.name).set(found)
    else:
        setattr(waiting.record, waiting.field.name, found[0])
        waiting.record.save(update_fields=[waiting.field.name])
