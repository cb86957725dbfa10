"""Removing a record so that it can be put back: its rows, and those that go with it, are kept in a `Removal`."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, cast

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError

from core.editing import Refused, as_kept, claim
from core.events import record_event
from core.models import Removal, Versioned, personal_data

KEPT_FOR = timedelta(days=90)


class CannotRemove(Refused):
    """Other records stand on this one; the message names them in a sentence."""


class CannotPutBack(Refused):
    """What was removed no longer fits: what it stood on has gone, or something else took its place."""


@transaction.atomic
def remove_record(
    *,
    record: Versioned,
    revision: int | None = None,
    chain: str,
    place: str,
    verb: str,
    summary: str,
    label: str = "",
    by: Any,
    now: datetime,
) -> Removal:
    """Take a record away with everything that means nothing without it, and tell of it.

    `place` is the address of the page it stood on, where it can be put back. `label` is what the log calls it then,
    where its own words do not belong there. What was removed more than 90 days ago is forgotten on the way. With
    `revision`, only where the record still has it. Raises CannotRemove where something else depends on it, and
    RemovedMeanwhile where somebody else was first.
    """
    collector = _EverythingCollector(using=record._state.db or "default")
    try:
        collector.collect([record])
    except (ProtectedError, RestrictedError) as error:
        blockers = error.protected_objects if isinstance(error, ProtectedError) else error.restricted_objects
        raise CannotRemove(_dependants(record, blockers)) from error
    if revision is None:
        as_kept(record, among=type(record)._base_manager.select_for_update())
    else:
        claim(record, revision)
    Removal.objects.filter(removed_at__lt=now - KEPT_FOR).exclude(rows={}).update(rows={})
    rows = [_row(found) for found in collector.found()]
    removal = Removal.objects.create(
        chain=chain,
        place=place,
        record_type=record._meta.label_lower,
        record_id=str(record.pk),
        label=(label or str(record))[:300],
        rows=json.loads(json.dumps({"rows": rows, "emptied": collector.emptied()}, cls=DjangoJSONEncoder)),
        removed_by=by,
        removed_at=now,
    )
    record_event(chain=chain, verb=verb, summary=summary, by=by, now=now, subject=record, data={"removal": removal.pk})
    collector.delete()
    return removal


@transaction.atomic
def put_back(*, removal: Removal, by: Any, now: datetime) -> Removal:
    """Undo a removal: the same rows with the same keys. Raises CannotPutBack, with nothing changed."""
    locked = Removal.objects.select_for_update().get(pk=removal.pk)
    if locked.put_back_at is not None:
        raise CannotPutBack("It was put back already.")
    if not locked.rows:
        raise CannotPutBack(f"It was removed more than {KEPT_FOR.days} days ago, and is not kept any more.")
    try:
        with transaction.atomic():
            for row in locked.rows["rows"]:
                _insert(row)
            for label, name, value, keys in locked.rows["emptied"]:
                model = apps.get_model(label)
                model._base_manager.filter(pk__in=keys, **{f"{name}__isnull": True}).update(**{name: value})
            # SQLite and PostgreSQL look at foreign keys when the transaction ends: look now, while we can still answer.
            transaction.get_connection().check_constraints()
    except (DatabaseError, LookupError, FieldDoesNotExist) as error:
        raise CannotPutBack("What it belonged to has gone since, or something else took its place.") from error
    record = apps.get_model(locked.record_type)._base_manager.get(pk=locked.record_id)
    if isinstance(record, Versioned) and (why := record.why_not_put_back(locked)):
        raise CannotPutBack(why)
    locked.put_back_at = now
    locked.save(update_fields=["put_back_at"])
    record_event(
        chain=locked.chain,
        verb="core.put_back",
        summary=f"Put back {_named(record, locked.label)}.",
        by=by,
        now=now,
        subject=record,
        data={"removal": locked.pk},
    )
    return locked


class _EverythingCollector(Collector):
    """Finds every row that goes with a record; Django's own leaves to the database what nothing else hangs on."""

    def can_fast_delete(self, objs: Any, from_field: Any = None) -> bool:
        return False

    def found(self) -> list[models.Model]:
        self.sort()
        return [record for model in reversed(list(self.data)) for record in sorted(self.data[model], key=_key)]

    def emptied(self) -> list[list[Any]]:
        """References that are emptied instead: model, field, the key they held, and the rows that held it."""
        lines: dict[tuple[str, str, Any], list[Any]] = {}
        for (field, _value), groups in self.field_updates.items():
            for record in chain.from_iterable(cast("list[list[models.Model]]", groups)):
                held = getattr(record, field.attname)
                lines.setdefault((field.model._meta.label_lower, field.attname, held), []).append(record.pk)
        return [[label, name, held, keys] for (label, name, held), keys in lines.items()]


def _named(record: models.Model, label: str) -> str:
    """A record in a sentence of the log, which holds no names of people."""
    return f"{record._meta.verbose_name} {record.pk}" if personal_data(record) else f"“{label}”"


def _key(record: models.Model) -> Any:
    return record.pk


def _row(record: models.Model) -> dict[str, Any]:
    values = {field.attname: _plain(field, record) for field in record._meta.concrete_fields}
    return {"model": record._meta.label_lower, "values": values}


def _plain(field: models.Field, record: models.Model) -> Any:
    value = getattr(record, field.attname)
    if isinstance(value, (str, int, bool, type(None))):
        return value
    return field.value_to_string(record)


def _insert(row: dict[str, Any]) -> None:
    model = apps.get_model(row["model"])
    fields = {field.attname: field for field in model._meta.concrete_fields}
    known = {name: fields[name].to_python(value) for name, value in row["values"].items() if name in fields}
    record = model(**known)
    record.save_base(raw=True, force_insert=True)


def _dependants(record: models.Model, blockers: Iterable[models.Model]) -> str:
    named = sorted({f"{found._meta.verbose_name} “{str(found)[:60]}”" for found in blockers})
    some = named[:3]
    more = f" and {len(named) - len(some)} more" if len(named) > len(some) else ""
    return (
        f"This {record._meta.verbose_name} cannot be removed: {', '.join(some)}{more} stand on it. Change those first."
    )
