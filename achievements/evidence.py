"""Files of evidence on disk: written with the record that names them, or not at all.

A file lies under a random name without an ending, where no address of the web server leads; `achievements.views.files`
hands it out. What an undo may want is kept: the file of removed evidence stays as long as its `core.models.Removal` can
be put back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from achievements.models import EVIDENCE_FOLDER, Evidence, evidence_path
from core.models import Removal

UNUSED_FOR = timedelta(days=1)


@contextmanager
def file_of_evidence(chosen: Any, *, of: Evidence | None = None) -> Iterator[dict[str, str]]:
    """The values of `file` and `file_name` for what an `UploadField` gave; wrap the operation that saves them.

        with file_of_evidence(form.cleaned_data["file"], of=evidence) as values:
            change_record(record=evidence, values={**others, **values}, …)

    An upload is written first, and taken away again where the block fails. "Take this file away" (False) empties both
    values, and nothing chosen gives none. The file that `of` had before goes once the change is committed.
    """
    before = of.file.name if of else ""
    if isinstance(chosen, UploadedFile):
        name = default_storage.save(evidence_path(of, ""), chosen)
        try:
            yield {"file": name, "file_name": chosen.name or ""}
        except BaseException:
            default_storage.delete(name)
            raise
    elif chosen is False:
        yield {"file": "", "file_name": ""}
    else:
        yield {}
        return
    if before:
        transaction.on_commit(partial(default_storage.delete, before))


def remove_unused_files(*, now: datetime) -> list[str]:
    """Delete the files that no evidence has and no undo may want, but those of the last day: a save may be under way.

    They are left behind where the machine stops between writing a file and saving its record. Answers their names.
    """
    if not default_storage.exists(EVIDENCE_FOLDER):
        return []
    wanted = set(Evidence.objects.exclude(file="").values_list("file", flat=True)) | _wanted_by_undo()
    unused = [
        name
        for name in (f"{EVIDENCE_FOLDER}/{base}" for base in default_storage.listdir(EVIDENCE_FOLDER)[1])
        if name not in wanted and default_storage.get_modified_time(name) < now - UNUSED_FOR
    ]
    for name in unused:
        default_storage.delete(name)
    return unused


def _wanted_by_undo() -> set[str]:
    """The files of evidence that was removed and can be put back."""
    label = Evidence._meta.label_lower
    kept = Removal.objects.filter(put_back_at__isnull=True).values_list("rows", flat=True)
    return {row["values"]["file"] for rows in kept.iterator() for row in rows.get("rows", ()) if row["model"] == label}
