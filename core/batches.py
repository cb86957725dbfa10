"""Many records of one kind added and changed as one: each is checked first, then all are written with few queries.

`add_record` and `change_record` ask the database a dozen times for one record, which a form does not feel; but a
spreadsheet has two thousand. Here the same rules of the models are held to before a transaction begins, and inside it
is only the writing: a record that somebody else saved since it was read stops everything.
"""

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import CheckConstraint, F, Q

from core.editing import Changes, SavedMeanwhile, as_kept, data_told, in_words, names_told
from core.events import Told, record_events
from core.formats import listed
from core.models import Versioned

Record = TypeVar("Record", bound=Versioned)
# What is set as one and kept in several columns.
COLUMNS = {"period": ("period_kind", "period_stated", "period_start", "period_end")}


@dataclass(slots=True, eq=False)
class Step(Generic[Record]):
    """One record as it will be, with `values` and what these are in words before and after; `revision` is the one that
    it was read with, 0 for a new one. What is `is_secret` the log keeps no values of.
    """

    record: Record
    values: Mapping[str, Any]
    revision: int
    before: dict[str, str]
    after: dict[str, str]
    is_secret: bool = False

    @property
    def changes(self) -> Changes:
        """Of a change, the fields that come out otherwise; of a new record, all that were given."""
        pairs = {name: [self.before[name], now] for name, now in self.after.items()}
        return {name: pair for name, pair in pairs.items() if not self.revision or pair[0] != pair[1]}


@dataclass(slots=True, eq=False)
class Batch(Generic[Record]):
    """Records of one model to be added and changed together, in the order in which they are given."""

    model: type[Record]
    steps: list[Step[Record]] = field(default_factory=list)
    # The rules of the model about the values of one record, with the columns that they are about.
    _constraints: list[tuple[CheckConstraint, list[str]]] = field(init=False)
    # The values that a rule let pass: many rows have the same.
    _passed: set[tuple[Any, ...]] = field(default_factory=set)

    def __post_init__(self) -> None:
        found = [one for one in self.model._meta.constraints if isinstance(one, CheckConstraint)]
        self._constraints = [(one, self._columns(Q(one.condition).referenced_base_fields)) for one in found]

    def add(self, record: Record, values: Mapping[str, Any], *, is_secret: bool = False) -> Step[Record]:
        """One more record with these values (records, where a field refers to some). No query for what was asked
        before. Raises ValidationError.
        """
        names = names_told(record, values)
        return self._take(record, values, 0, dict.fromkeys(names, ""), is_secret=is_secret)

    def change(self, record: Record, values: Mapping[str, Any], *, is_secret: bool = False) -> Step[Record]:
        """A record with new values, as long as it has the revision that it was read with. It stays as it is itself: the
        step has a copy. What the values replace was read with it. Raises ValidationError.
        """
        before = {name: in_words(record, name) for name in names_told(record, values)}
        return self._take(copy(record), values, record.revision, before, is_secret=is_secret)

    def take_back(self) -> None:
        """Forget the last step."""
        self.steps.pop()

    def write(self) -> None:
        """Write all steps; inside a transaction. 1 query for each changed record, a few for all new ones. Raises
        SavedMeanwhile and RemovedMeanwhile, and IntegrityError where something that a record refers to is gone.
        """
        new = [step for step in self.steps if not step.revision]
        for step in self.steps:
            if step.revision:
                self._update(step)
        self.model._default_manager.bulk_create(step.record for step in new)
        many = dict.fromkeys(name for step in self.steps for name in step.values if self._is_many(name))
        for name in many:
            self._set_many(name, [step for step in self.steps if name in step.values])

    def tell(self, sayings: Iterable[tuple[Step[Record], str, str]], *, chain: str, by: Any, now: datetime) -> None:
        """Tell of these steps, each with its verb and its sentence; a change that changes nothing leaves no event."""
        told = [
            Told(verb, sentence, step.record, data_told(step.record, step.changes, is_secret=step.is_secret))
            for step, verb, sentence in sayings
            if step.changes
        ]
        record_events(chain=chain, told=told, by=by, now=now)

    def _take(
        self, record: Record, values: Mapping[str, Any], revision: int, before: dict[str, str], *, is_secret: bool
    ) -> Step[Record]:
        for name, value in values.items():
            if not self._is_many(name):
                setattr(record, name, value)
        self._check(record, set() if not revision else set(self._columns(self._names(values))))
        after = {
            name: listed(sorted(str(other) for other in values[name]))
            if self._is_many(name)
            else in_words(record, name)
            for name in before
        }
        step = Step(record, values, revision, before, after, is_secret)
        self.steps.append(step)
        return step

    def _check(self, record: Record, columns: set[str]) -> None:
        """What `full_clean` checks of a record by itself, or of those of its columns that change. What it refers to and
        what must stand there once only is left to the caller and to the database.
        """
        refers = {one.name for one in record._meta.fields if one.remote_field}
        record.clean_fields(exclude=refers)
        record.clean()
        for constraint, about in self._constraints:
            key = (constraint.name, *(getattr(record, column) for column in about))
            if key in self._passed or (columns and columns.isdisjoint(about)):
                continue
            try:
                constraint.validate(self.model, record)
            except ValidationError as error:
                raise ValidationError({NON_FIELD_ERRORS: error.messages}) from error
            self._passed.add(key)

    def _update(self, step: Step[Record]) -> None:
        """Write what a step changes, where its record still has the revision that it was read with."""
        record = step.record
        values = {column: getattr(record, column) for column in self._columns(self._names(step.values))}
        same = self.model._default_manager.filter(pk=record.pk, revision=step.revision)
        if not same.update(revision=F("revision") + 1, **values):
            raise SavedMeanwhile(as_kept(record))

    def _set_many(self, name: str, steps: Iterable[Step[Record]]) -> None:
        """What records refer to in a many-to-many field, as the steps say."""
        relation: Any = self.model._meta.get_field(name)
        through = relation.remote_field.through
        owner, other = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
        rows = []
        for step in steps:
            wanted = dict.fromkeys(one.pk for one in step.values[name])
            held = {one.pk for one in getattr(step.record, name).all()} if step.revision else set()
            gone = held.difference(wanted)
            if gone:
                through._default_manager.filter(**{owner: step.record.pk, f"{other}__in": gone}).delete()
            rows += [through(**{owner: step.record.pk, other: key}) for key in wanted if key not in held]
        through._default_manager.bulk_create(rows)

    def _is_many(self, name: str) -> bool:
        return any(name == one.name for one in self.model._meta.many_to_many)

    def _names(self, values: Iterable[str]) -> list[str]:
        """The plain fields that are set with some values."""
        return [column for name in values for column in COLUMNS.get(name, (name,)) if not self._is_many(column)]

    def _columns(self, names: Iterable[str]) -> list[str]:
        """What records keep the values of some fields in: of what they refer to, its key."""
        attributes = {one.name: one.attname for one in self.model._meta.fields}
        return list(dict.fromkeys(attributes.get(name, name) for name in names))
