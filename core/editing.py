"""Changing records that people edit in forms, without losing what anybody wrote.

A form carries the revision it was made from. `change_record` saves only where the record still has that revision, in
one conditional update that also counts it up; otherwise it raises `SavedMeanwhile` and nothing is written. (A plain
ModelForm writes every column: of two officers who edit different fields of one record, the first loses all.)
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models, transaction
from django.db.models import F

from core.events import record_event
from core.formats import day, listed, number
from core.models import Versioned, personal_data
from core.typed import digest

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser

Record = TypeVar("Record", bound=Versioned)
Kept = TypeVar("Kept", bound=models.Model)
Changes = dict[str, list[str]]
Told = str | Callable[[Any, Changes], str]
Beside = Callable[[Any], Changes]


class Refused(Exception):
    """Something that may not be done, with a sentence that says why and what to do; `field` is the form's, if any."""

    def __init__(self, why: str, *, field: str | None = None) -> None:
        super().__init__(why)
        self.field = field


class SavedMeanwhile(Exception):
    """Somebody saved the record after the form was made; nothing was written. `record` is as they left it."""

    def __init__(self, record: Versioned) -> None:
        super().__init__(f"The {record._meta.verbose_name} was changed by somebody else since you opened it.")
        self.record = record


class RemovedMeanwhile(Refused):
    """Somebody removed the record after the form was made; nothing was written."""

    def __init__(self, record: models.Model) -> None:
        super().__init__(
            f"The {record._meta.verbose_name} was removed by somebody else since you opened it. "
            "Nothing was saved. Copy what you wrote, if you still need it elsewhere."
        )


@transaction.atomic
def add_record(
    *,
    record: Record,
    values: Mapping[str, Any],
    beside: Beside | None = None,
    is_secret: bool = False,
    chain: str,
    verb: str,
    said: Told,
    by: Any,
    now: datetime,
) -> Record:
    """Save a new record with these values (field name to value; many-to-many fields take records), and tell of it.

    `said` is the event's sentence, or a function of the saved record and its values in words. `beside` gives the saved
    record the rows that belong to it and answers what these changed, in words by name. Of a record that `is_secret` the
    log keeps which fields changed and no values. Raises ValidationError.
    """
    many = _set_values(record, values)
    record.full_clean()
    record.save()
    for name, others in many.items():
        getattr(record, name).set(others)
    told = {name: ["", in_words(record, name)] for name in names_told(record, values)}
    told |= beside(record) if beside else {}
    _tell(record, told, is_secret=is_secret, chain=chain, verb=verb, said=said, by=by, now=now)
    return record


@transaction.atomic
def change_record(
    *,
    record: Record,
    values: Mapping[str, Any],
    beside: Beside | None = None,
    is_secret: bool = False,
    revision: int,
    chain: str,
    verb: str,
    said: Told,
    by: Any,
    now: datetime,
) -> Record:
    """Give a record new values where it still has this `revision`, and tell what changed; no change leaves no event.

    Returns the record as saved; `beside` and `is_secret` as in `add_record`. Raises SavedMeanwhile, RemovedMeanwhile,
    ValidationError.
    """
    fresh = claim(record, revision)
    before = {name: in_words(fresh, name) for name in names_told(fresh, values)}
    many = _set_values(fresh, values)
    fresh.full_clean()
    fresh.save()
    for name, others in many.items():
        getattr(fresh, name).set(others)
    after = {name: in_words(fresh, name) for name in before}
    changes = {name: [was, after[name]] for name, was in before.items() if was != after[name]}
    changes |= beside(fresh) if beside else {}
    if changes:
        _tell(fresh, changes, is_secret=is_secret, chain=chain, verb=verb, said=said, by=by, now=now)
    return fresh


def claim(record: Record, revision: int) -> Record:
    """The record for changing, read anew, its revision counted up: from here to the end of the transaction nobody else
    can change it. Raises SavedMeanwhile where it no longer has this revision, and RemovedMeanwhile where it is gone.
    """
    same = type(record)._default_manager.filter(pk=record.pk, revision=revision)
    claimed = same.update(revision=F("revision") + 1)
    fresh = as_kept(record)
    if not claimed:
        raise SavedMeanwhile(fresh)
    return fresh


def as_kept(record: Kept, *, among: models.QuerySet[Kept] | None = None) -> Kept:
    """The record as the database keeps it now, for a form writes what was typed into the one that it is given.

    `among` is how to read it, with what. Raises RemovedMeanwhile where it is gone.
    """
    found = among if among is not None else type(record)._default_manager.all()
    kept = found.filter(pk=record.pk).first()
    if kept is None:
        raise RemovedMeanwhile(record)
    return kept


def in_words(record: models.Model, name: str) -> str:
    """The value of a field as a person reads it in the history: labels of choices, names of records, dates in words."""
    field = record._meta.get_field(name)
    if isinstance(field, models.ManyToManyField):
        return listed(sorted(str(other) for other in getattr(record, name).all()))
    value = getattr(record, name)
    if isinstance(field, models.FileField):
        return value.name or ""
    if value is None or value == "":
        return ""
    if isinstance(field, models.TextField) and not field.editable:
        # What the portal makes itself, such as a picture: nobody reads it, but one is told from another.
        return f"{len(value):,} characters, digest {digest(value)}"
    if getattr(field, "choices", None):
        return str(getattr(record, f"get_{name}_display")())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, Decimal):
        return number(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        return day(value)
    return str(value)


def fields_in_words(record: models.Model | type[models.Model], names: Iterable[str]) -> str:
    """What changed, as a list in a sentence: "the text, the lead body and the due date"."""
    return listed(f"the {record._meta.get_field(name).verbose_name}" for name in names)  # type: ignore[union-attr]


def _set_values(record: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
    """Sets the plain fields and the period; answers the many-to-many ones, which want a saved record."""
    many = {}
    for name, value in values.items():
        if is_field(record, name) and record._meta.get_field(name).many_to_many:
            many[name] = value
        else:
            setattr(record, name, value)
    return many


def names_told(record: models.Model, values: Mapping[str, Any]) -> list[str]:
    """The fields to tell of. A period is told by its words."""
    names = ("period_stated" if name == "period" else name for name in values)
    return [name for name in names if is_field(record, name)]


def is_field(record: models.Model, name: str) -> bool:
    """Whether this is the name of a field, a many-to-many one among them."""
    return any(name == field.name for field in (*record._meta.fields, *record._meta.many_to_many))


def _tell(
    record: Versioned,
    changes: Changes,
    *,
    is_secret: bool,
    chain: str,
    verb: str,
    said: Told,
    by: "AbstractBaseUser | None",
    now: datetime,
) -> None:
    data = data_told(record, changes, is_secret=is_secret)
    summary = said if isinstance(said, str) else said(record, changes)
    record_event(chain=chain, verb=verb, summary=summary, by=by, now=now, subject=record, data=data)


def data_told(record: Versioned, changes: Changes, *, is_secret: bool) -> dict[str, Any]:
    """What an event keeps of some changes: of those that are secret or about a living person, that there were any."""
    hidden = changes if is_secret else personal_data(record)
    shown = {name: pair for name, pair in changes.items() if name not in hidden}
    data: dict[str, Any] = {"changes": shown}
    if len(shown) < len(changes):  # the log forgets nothing, so it never learns what people may want forgotten
        data["also_changed"] = sorted(set(changes) - set(shown))
    return data
