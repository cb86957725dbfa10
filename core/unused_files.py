"""Files on disk that nothing names any more: left behind where the machine stops between writing a file and saving its
record, or where what had the file was removed for good.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import PurePosixPath

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models

from core.models import Removal

UNUSED_FOR = timedelta(days=1)
FileField = models.FileField


def remove_unused_files(*, now: datetime) -> list[str]:
    """Delete the files that no record has and no undo may want, but those of the last day: a save may be under way.

    Looks into the folder of each file field that any model has. Answers the names of what went.
    """
    unused = [name for field in _file_fields() for name in _unused(field, now)]
    for name in unused:
        default_storage.delete(name)
    return unused


def _file_fields() -> Iterator[FileField]:
    for model in apps.get_models():
        yield from (field for field in model._meta.concrete_fields if isinstance(field, FileField))


def _unused(field: FileField, now: datetime) -> list[str]:
    folder = str(PurePosixPath(field.generate_filename(None, "name")).parent)  # type: ignore[arg-type]
    if not default_storage.exists(folder):
        return []
    held = field.model._base_manager.exclude(**{field.name: ""}).values_list(field.name, flat=True)
    wanted = set(held) | _wanted_by_undo(field)
    return [
        name
        for name in (f"{folder}/{base}" for base in default_storage.listdir(folder)[1])
        if name not in wanted and default_storage.get_modified_time(name) < now - UNUSED_FOR
    ]


def _wanted_by_undo(field: FileField) -> set[str]:
    """The files of what was removed and can be put back."""
    label = field.model._meta.label_lower
    kept = Removal.objects.filter(put_back_at__isnull=True).values_list("rows", flat=True)
    return {
        row["values"][field.name]
        for rows in kept.iterator()
        for row in rows.get("rows", ())
        if row["model"] == label and field.name in row["values"]
    }
