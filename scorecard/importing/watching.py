"""A reading from outside: starts the process that reads, keeps its run's record up to date, and ends it when told to.

`watch` waits for the end; `watch_aside` does so in a thread, so that the page that started it can be answered. The
thread and its process end with the server; the record then stops changing, which `ImportRun.has_died` tells.
"""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import IO, Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from scorecard.importing.feeding import feedings_of
from scorecard.models import ImportRun
from scorecard.official.counts import OfficialFileRefused, Wanted

logger = logging.getLogger(__name__)
MODULE = "scorecard.official.process"
PASSED_ON = ("LD_LIBRARY_PATH", "PATH")
BETWEEN_LOOKS = 1.0  # seconds between two looks at whether somebody cancelled it
Message = dict[str, Any]
Heard = Callable[[Message], bool]
WENT_WRONG = (
    "The file could not be read: the process that reads it ended early, perhaps for want of memory. Download the file "
    "again and try once more."
)


class ReadingStopped(Exception):
    """Somebody cancelled the reading."""


def watch_aside(run_id: int) -> None:
    """Read the file of a run in the background."""
    threading.Thread(target=_aside, args=(run_id,), name=f"import-{run_id}", daemon=True).start()


def watch(run: ImportRun) -> ImportRun:
    """Read the file of a run to its end, or until it is cancelled; answers the run as it is then."""
    feedings = feedings_of(run.partnership)
    wanted = {feed: feeding.wanted for feed, feeding in feedings.items()}
    looked = 0.0

    def heard(message: Message) -> bool:
        nonlocal looked
        if time.monotonic() - looked < BETWEEN_LOOKS:
            return True
        looked = time.monotonic()
        return _note(run, message)

    try:
        found = read_file(run.file.path, run.file_name, wanted, heard)
    except ReadingStopped:
        _end(run, state=ImportRun.State.CANCELLED)
    except OfficialFileRefused as refusal:
        _end(run, state=ImportRun.State.FAILED, error=str(refusal))
    else:
        _end(run, state=ImportRun.State.READ, feed=found["feed"], rows=found["rows"], found=found)
    run.refresh_from_db()
    return run


def read_file(path: str, name: str, wanted: Mapping[str, Wanted], heard: Heard) -> Message:
    """What a file has of what is wanted by publisher, as `Found` writes it, with the selections in their order.

    `heard` is told how far it is, and answers whether to go on. Raises OfficialFileRefused with a sentence about the
    file, and ReadingStopped.
    """
    with _started(path, name, wanted) as process:
        try:
            ended = _follow(process, heard)
        except BaseException:
            process.kill()
            raise
    if "found" not in ended:
        raise OfficialFileRefused(ended.get("refused", WENT_WRONG))
    found: Message = ended["found"]
    found["selections"] = wanted[found["feed"]].selections
    return found


def _aside(run_id: int) -> None:
    try:
        watch(ImportRun.objects.select_related("partnership").get(pk=run_id))
    except Exception:
        logger.exception("Reading official figures ended with an error")
        run = ImportRun.objects.filter(pk=run_id).first()
        if run:
            _end(run, state=ImportRun.State.FAILED, error=WENT_WRONG)
    finally:
        connection.close()


def asked_for(wanted: Mapping[str, Wanted]) -> dict[str, dict[str, Any]]:
    """What is wanted by publisher, as plain data for the process that reads."""
    return {feed: asdict(some) for feed, some in wanted.items()}


def _started(path: str, name: str, wanted: Mapping[str, Wanted]) -> "subprocess.Popen[str]":
    process = subprocess.Popen(  # noqa: S603  our own module, no argument from outside
        [sys.executable, "-m", MODULE],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
        text=True,
    )
    pipe: Any = process.stdin
    with pipe:
        json.dump({"path": path, "name": name, "wanted": asked_for(wanted)}, pipe)
    return process


def _follow(process: "subprocess.Popen[str]", heard: Heard) -> Message:
    """What the process said last; nothing where it ended without a word."""
    for message in _messages(process.stdout):
        if "done" not in message:
            return message
        if not heard(message):
            raise ReadingStopped
    return {}


def _messages(pipe: IO[str] | None) -> Iterator[Message]:
    for line in pipe or ():
        yield json.loads(line)


def _note(run: ImportRun, message: Message) -> bool:
    """Keep how far it is; False where it should stop."""
    return bool(
        ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.READING, is_cancel_wanted=False).update(
            done=message["done"], size=message["total"], rows=message["rows"], heard_at=timezone.now()
        )
    )


def _end(run: ImportRun, **fields: Any) -> None:
    """The reading is over, and its file is not needed any more."""
    now = timezone.now()
    ImportRun.objects.filter(pk=run.pk, state=ImportRun.State.READING).update(
        **fields, file="", heard_at=now, ended_at=now
    )
    run.file.storage.delete(str(run.file.name))
