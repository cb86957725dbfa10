"""The process that reads a file of official figures: `scorecard.importing.watching` starts it; nobody imports it.

What to read comes as JSON on standard input (a `Job`). On standard output it says, line by line, how far it is, then
either what it found or, in a sentence, what is wrong with the file. It has 512 MB of addresses and 15 minutes of the
processor, may write no file, and knows no Django, no database and no secret. It ends when nobody listens any more.
"""

import json
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, BinaryIO, cast
from zipfile import BadZipFile, ZipFile, ZipInfo

from core.sheets import PUBLISHED_TABLE, SheetRefused, Spreadsheet, open_spreadsheet
from core.sheets.packages import IS_LOCKED
from scorecard.official.counts import Found, OfficialFileRefused, Wanted
from scorecard.official.home_office import FEED as RECORDED_CRIME
from scorecard.official.home_office import read_recorded_crime
from scorecard.official.street_crime import FEED as STREET_CRIME
from scorecard.official.street_crime import read_street_crime

ADDRESSES = 512 << 20
SECONDS = 15 * 60
BETWEEN_SIGNS = 0.5  # seconds
FIRST_LINE = 1_000
MOST_FILES = 500
STREET_FILE = "-street.csv"
NOT_A_FILE = "__MACOSX/"  # what a Mac packs beside each file


def main() -> None:
    bind()
    job = json.load(sys.stdin)
    try:
        say({"found": read(job, Signs()).to_json()})
    except (SheetRefused, OfficialFileRefused) as refusal:
        say({"refused": str(refusal)})
    except MemoryError:
        say({"refused": f"“{job['name']}” needs more memory than any official table. Download it again."})


def bind() -> None:
    """Limit this process before it reads anything from outside."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, ADDRESSES),
        (resource.RLIMIT_CPU, SECONDS),
    ):
        resource.setrlimit(what, (most, most))


def say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


class Signs:
    """Says now and then how far the reading is."""

    def __init__(self) -> None:
        self.last = 0.0
        self.before = 0  # bytes of the files in an archive that are read already
        self.total = 0  # bytes of all of them

    def __call__(self, done: int, total: int, rows: int) -> None:
        if time.monotonic() - self.last >= BETWEEN_SIGNS:
            self.last = time.monotonic()
            say({"done": self.before + done, "total": self.total or total, "rows": rows})


def read(job: dict[str, Any], heard: Signs) -> Found:
    """What a file has of what is wanted; whose table it is, it says itself."""
    path, name = Path(job["path"]), job["name"]
    feed = STREET_CRIME if is_street_crime(path, name) else RECORDED_CRIME
    if feed not in job["wanted"]:
        what = "street-level crime" if feed == STREET_CRIME else "recorded crime by partnership"
        raise OfficialFileRefused(
            f"“{name}” has {what}, and no indicator is filled from that. Choose one on the scorecard."
        )
    asked = job["wanted"][feed]
    wanted = Wanted(asked["areas"], tuple(map(tuple, asked["selections"])), asked["forces"])
    if name.lower().endswith(".zip"):
        return read_street_crime(packed_files(path, name, heard), wanted, heard=heard)
    with open_spreadsheet(path, name, limits=PUBLISHED_TABLE) as book:
        if feed == STREET_CRIME:
            return read_street_crime([book], wanted, heard=heard)
        return read_recorded_crime(book, wanted, heard=heard)


def is_street_crime(path: Path, name: str) -> bool:
    """Whether a file is one of data.police.uk, by its ending and its first line."""
    if not name.lower().endswith(".csv"):
        return name.lower().endswith(".zip")
    with path.open("rb") as file:
        first = file.readline(FIRST_LINE).replace(b"\0", b"").lower()
    return b"lsoa name" in first


def packed_files(path: Path, name: str, signs: "Signs") -> Iterator[Spreadsheet]:
    """The files of street-level crime in an archive, as data.police.uk hands out several months, one after another."""
    try:
        with ZipFile(path) as archive:
            parts = [
                part
                for part in archive.infolist()
                if part.filename.lower().endswith(STREET_FILE) and not part.filename.startswith(NOT_A_FILE)
            ]
            if any(part.flag_bits & 1 for part in parts):
                raise OfficialFileRefused(f"“{name}” {IS_LOCKED}")
            twice = [base for base, times in Counter(map(_base, parts)).items() if times > 1]
            if twice:
                raise OfficialFileRefused(
                    f"“{name}” has the file “{twice[0]}” twice, so its crime would count twice. Download the archive "
                    "again."
                )
            if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > PUBLISHED_TABLE.unpacked:
                raise OfficialFileRefused(f"“{name}” unpacks to more than is read here. Download fewer months at once.")
            signs.total = sum(part.file_size for part in parts)
            if not parts:
                raise OfficialFileRefused(
                    f"“{name}” has no file of street-level crime. Download the archive from data.police.uk, with crime "
                    "data."
                )
            for part in sorted(parts, key=lambda part: part.filename):
                with ExitStack() as stack:
                    file = cast("BinaryIO", stack.enter_context(archive.open(part)))
                    inside = f"{name}: {_base(part)}"
                    yield stack.enter_context(open_spreadsheet(file, inside, limits=PUBLISHED_TABLE))
                    signs.before += part.file_size
    except (BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as damage:
        raise OfficialFileRefused(f"“{name}” is damaged or incomplete. Download it again.") from damage


def _base(part: ZipInfo) -> str:
    return part.filename.rpartition("/")[2].lower()


if __name__ == "__main__":
    main()
