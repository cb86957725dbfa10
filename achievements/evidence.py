"""Files of evidence on disk: written with the record that names them, or not at all.

A file lies under a random name without an ending, where no address of the web server leads; `achievements.views.files`
hands it out. What an undo may want is kept: the file of removed evidence stays as long as its `core.models.Removal` can
be put back.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from achievements.models import Evidence, evidence_path


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
