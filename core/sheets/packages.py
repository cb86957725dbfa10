"""The ZIP archive that a spreadsheet is: opened with suspicion, its parts read no further than they may be."""

import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from core.sheets.limits import MEGABYTE, Limits
from core.sheets.values import Refuse

BEGINS = b"PK\x03\x04"
END_OF_DIRECTORY = struct.Struct("<4s4H2LH")
FURTHER_DIRECTORY = b"PK\x06\x07"  # for archives of more parts and bytes than a spreadsheet has
LONGEST_COMMENT = 0xFFFF
LARGEST_DIRECTORY = MEGABYTE
MOST_PARTS = 5_000
DAMAGED = (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, struct.error)
IS_DAMAGED = "is damaged or incomplete. Open it, save it again and choose that."
IS_LOCKED = "is locked with a password. Save it without one and choose that."
IS_TOO_MUCH = (
    "unpacks to more than is read here. Take out what is not needed, such as other sheets and pictures, or save parts."
)


class Package:
    """A ZIP archive and how much of it was read. `total` is in bytes unpacked, of the parts that will be read."""

    def __init__(self, file: BinaryIO, refuse: Refuse, limits: Limits) -> None:
        self.read = 0
        self.total = 0
        self._refuse = refuse
        self._most = limits.unpacked
        try:
            self._check_directory(file)
            self.archive = ZipFile(file)
            self._check_parts()
        except DAMAGED as damage:
            raise refuse(IS_DAMAGED) from damage

    def close(self) -> None:
        self.archive.close()

    def has(self, part: str) -> bool:
        return part in self.archive.NameToInfo

    def expect(self, part: str) -> None:
        """Count a part among those that will be read; refuses one that is missing or says that it is too large."""
        if not self.has(part):
            raise self._refuse("is not a spreadsheet inside. Open it, save it as one and choose that.")
        self.total += self.archive.getinfo(part).file_size
        if self.total > self._most:
            raise self._refuse(IS_TOO_MUCH)

    def forget(self, part: str) -> None:
        """A part that was expected will not be read."""
        self.total -= self.archive.getinfo(part).file_size

    @contextmanager
    def open(self, part: str) -> Iterator["PartReader"]:
        """A part to be read bit by bit; damage that shows while it is read refuses the file."""
        try:
            with self.archive.open(part) as content:
                yield PartReader(self, content)
        except DAMAGED as damage:
            raise self._refuse(IS_DAMAGED) from damage

    def small(self, part: str) -> bytes:
        """A part of at most one megabyte, whole."""
        with self.open(part) as content:
            found = content.read(MEGABYTE + 1)
        if len(found) > MEGABYTE:
            raise self._refuse(IS_TOO_MUCH)
        return found

    def take(self, size: int) -> None:
        """Count what was read; an archive may have lied about how much that would be."""
        self.read += size
        if self.read > self._most:
            raise self._refuse(IS_TOO_MUCH)

    def _check_directory(self, file: BinaryIO) -> None:
        """Refuse a list of parts that would fill the memory before anybody could look at it."""
        file.seek(0)
        if file.read(len(BEGINS)) != BEGINS:
            raise BadZipFile
        size = file.seek(0, 2)
        start = max(0, size - LONGEST_COMMENT - 2 * END_OF_DIRECTORY.size)
        file.seek(start)
        tail = file.read()
        place = tail.rfind(b"PK\x05\x06")
        directory_size = END_OF_DIRECTORY.unpack_from(tail, place)[5] if place >= 0 else 0
        if place < 0 or FURTHER_DIRECTORY in tail[max(0, place - 20) : place] or directory_size > LARGEST_DIRECTORY:
            raise BadZipFile
        file.seek(0)

    def _check_parts(self) -> None:
        parts = self.archive.infolist()
        if any(part.flag_bits & 1 for part in parts):
            raise self._refuse(IS_LOCKED)
        if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
            raise BadZipFile  # two parts of one name: one reader would see the first, another the last
        if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
            raise BadZipFile


class PartReader:
    """A part of a package, as it is unpacked."""

    def __init__(self, package: Package, content: IO[bytes]) -> None:
        self._package = package
        self._content = content

    def read(self, size: int) -> bytes:
        found = self._content.read(size)
        self._package.take(len(found))
        return found
