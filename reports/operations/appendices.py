"""Officers keep a paper's appendices, with the PDFs that come as they are.

A PDF lies under a random name, where no address of the web server leads; `reports.views.appendices` hands it out.
"""

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from partners.models import User
from reports.models import Appendix
from reports.operations.parts import add_part, change_part

FOLDER = "appendices"


def add_appendix(*, appendix: Appendix, values: Mapping[str, Any], file: Any, by: User, now: datetime) -> Appendix:
    """A new appendix, after the paper's others; `file` is what an `UploadField` gave.

    Raises PaperIsOut, ValidationError; then no file is kept either.
    """
    with _file(file) as stored:
        return add_part(part=appendix, values={**values, **stored}, by=by, now=now)


def change_appendix(
    *, appendix: Appendix, values: Mapping[str, Any], file: Any, revision: int, by: User, now: datetime
) -> Appendix:
    """The appendix with new values and, where `file` says so, another file or none.

    Raises PaperIsOut, SavedMeanwhile, ValidationError.
    """
    with _file(file, before=appendix.file.name or "") as stored:
        return change_part(part=appendix, values={**values, **stored}, revision=revision, by=by, now=now)


@contextmanager
def _file(chosen: Any, *, before: str = "") -> Iterator[dict[str, str]]:
    """The values of the file's two fields. What was written is taken away again where the block fails; what was there
    before goes once the change is committed.
    """
    if isinstance(chosen, UploadedFile):
        name = default_storage.save(f"{FOLDER}/{secrets.token_hex(16)}.pdf", chosen)
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
