"""A paper as PDF, for good (PDF/A-3a) and for all (PDF/UA-1), printed in a process of its own with bounds."""

import atexit
import contextlib
import json
import os
import select
import struct
import subprocess
import sys
import threading
import time
from typing import Any

from reports.content import Paper, to_json
from reports.rendering.assets import ROOT
from reports.rendering.html import printable

SECONDS = 30
MEGABYTES = 1024
START_SECONDS = 30
PATIENCE = 5
PASSED_ON = ("PATH", "LD_LIBRARY_PATH", "TMPDIR")


class RenderingFailed(Exception):
    """The PDF could not be made; the message says why in a sentence."""


def pdf(
    paper: Paper, *, content_hash: str, status: str = "", seconds: float = SECONDS, megabytes: int = MEGABYTES
) -> bytes:
    """The paper as PDF bytes, with its JSON as a file within; the same arguments give the same bytes, in every process.

    Raises ContentError where the content breaks a rule, RenderingFailed where printing takes longer than `seconds`,
    needs more than `megabytes` of address space, or would lose something (a letter that no font has, a warning of
    WeasyPrint).
    """
    data = to_json(paper)
    html = printable(paper, content_hash=content_hash, status=status)
    return _press.print(html, data=data, date=paper.date, seconds=seconds, megabytes=megabytes)


class Press:
    """The printing process of this process: started when first asked, given one paper at a time, started again if gone.

    It is a fresh process, not a fork: it inherits no database connection, no open file, no secret of the environment.
    """

    def __init__(self, module: str = "reports.rendering.press") -> None:
        self.module = module
        self.lock = threading.Lock()
        self.owner = 0
        self.process: subprocess.Popen[bytes] | None = None

    def print(self, html: str, *, data: str = "", date: str = "", seconds: float, megabytes: int) -> bytes:
        """The PDF of a document that `printable` wrote, with `data` as a file within. Raises RenderingFailed."""
        order = {"html": html, "data": data, "date": date, "seconds": seconds, "megabytes": megabytes}
        request = json.dumps(order).encode()
        with self.lock:
            answer = self.ask(request, seconds) or self.ask(request, seconds)
        if not answer:
            raise RenderingFailed("The PDF renderer does not start or does not answer; the server's log says more.")
        if answer[:1] != b"+":
            raise RenderingFailed(answer[1:].decode())
        return answer[1:]

    def ask(self, request: bytes, seconds: float) -> bytes:
        """The press's answer; nothing where it has gone or does not answer in time."""
        process: Any = self.running()
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(struct.pack(">Q", len(request)) + request)
            process.stdin.flush()
            answer = _read_frame(process.stdout, time.monotonic() + seconds + START_SECONDS)
            if answer:
                return answer
        self.close()
        return b""

    def running(self) -> subprocess.Popen[bytes]:
        """The press, started if need be. One that belongs to the process we were forked from is left to it."""
        if self.process is None or self.owner != os.getpid() or self.process.poll() is not None:
            self.process = subprocess.Popen(  # noqa: S603  our own module, no argument from outside
                [sys.executable, "-m", self.module],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                cwd=ROOT,
                env=_environment(),
                start_new_session=True,
            )
            self.owner = os.getpid()
        return self.process

    def close(self) -> None:
        """End the press and wait for its end: it tidies up once its input closes, or is killed."""
        process, self.process = self.process, None
        if process is None or self.owner != os.getpid():
            return
        with process, contextlib.suppress(BrokenPipeError):
            try:
                process.communicate(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _environment() -> dict[str, str]:
    fonts = str(ROOT / "reports" / "rendering" / "fonts.conf")
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    quiet = "ignore:No fonts configured"  # which is what fonts.conf is for
    return {**passed_on, "LC_ALL": "C.UTF-8", "FONTCONFIG_FILE": fonts, "PYTHONWARNINGS": quiet}


def _read_frame(stream: Any, deadline: float) -> bytes:
    """The next frame of a pipe; nothing where it ends or the deadline passes before the frame is whole."""
    read = bytearray()
    while len(read) < 8 or len(read) < 8 + struct.unpack_from(">Q", read)[0]:
        if not select.select([stream], [], [], max(0.0, deadline - time.monotonic()))[0]:
            return b""
        part = os.read(stream.fileno(), 1 << 20)
        if not part:
            return b""
        read += part
    return bytes(read[8:])


_press = Press()
atexit.register(_press.close)
