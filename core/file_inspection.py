"""The process that looks into an uploaded file: `core.file_kinds` starts it; nobody imports it.

The file comes on standard input, the ending of its kind as the one argument. The answer on standard output is empty
where nothing is wrong, else one word for what is. A process of its own, so that a file that eats memory or time, or
breaks the library that reads it, ends this process and nothing else: it has 128 MB of addresses and 1.5 seconds of the
processor, may write no file, and knows no Django, no database and no secret.
"""

import re
import resource
import signal
import sys
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile

from PIL import Image

MEGABYTE = 1 << 20
ADDRESSES = 128 * MEGABYTE
SECONDS = 1.5
MOST_PIXELS = 60_000_000
MOST_UNPACKED = 100 * MEGABYTE
MOST_PARTS = 5_000
CHUNK = 1 << 16
END_OF_PNG = b"\0\0\0\0IEND\xaeB`\x82"
END_OF_JPEG = b"\xff\xd9"
MAIN_PART = {
    ".docx": b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    ".xlsx": b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
MIME_TYPE = {
    ".odt": b"application/vnd.oasis.opendocument.text",
    ".ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
# What runs when an Office document is opened, as it is named in the list of its parts or in their names.
MACROS = re.compile(
    r"macroenabled|vbaproject|vbadata|macrosheet|activex|\.(do[ct]|xl[st]|xla|pp[ts]|pot)m$", re.IGNORECASE
)


class Refused(Exception):
    """The file is not taken; the message is the word for why."""


def main() -> None:
    bind()
    suffix, file = sys.argv[1], sys.stdin.buffer
    try:
        INSPECTIONS[suffix](file, suffix)
    except Refused as refusal:
        sys.stdout.write(str(refusal))


def bind() -> None:
    """Limit this process before it reads anything from outside."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, ADDRESSES),
    ):
        resource.setrlimit(what, (most, most))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # whose signal ends a process that does not expect it


def inspect_picture(file: BinaryIO, suffix: str) -> None:
    """A PNG whose every chunk is whole and that ends where it says; a JPEG with a frame and an end. Never drawn."""
    Image.MAX_IMAGE_PIXELS = None  # looked at here, with a word of its own
    content = file.read()
    try:
        with Image.open(BytesIO(content), formats=["PNG" if suffix == ".png" else "JPEG"]) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("pixels")
            picture.verify()
    except (OSError, SyntaxError, ValueError, MemoryError):
        raise Refused("damaged") from None
    if suffix == ".png" and not content.endswith(END_OF_PNG):
        raise Refused("tail" if END_OF_PNG in content else "damaged")
    if suffix != ".png" and END_OF_JPEG not in content:
        raise Refused("damaged")


def inspect_archive(file: BinaryIO, suffix: str) -> None:
    """A Word, Excel or OpenDocument file: whole, of bounded size when unpacked, unlocked, without macros."""
    try:
        with ZipFile(file) as archive:
            unpack(archive)
            if suffix in MAIN_PART:
                inspect_office(archive, suffix)
            else:
                inspect_open_document(archive, suffix)
    except (BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise Refused("damaged") from None
    except MemoryError:
        raise Refused("unpacks") from None


def unpack(archive: ZipFile) -> None:
    """Read every part to its end, which checks it against its sum, and keep none of it."""
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refused("unpacks")
    if any(part.flag_bits & 1 for part in parts):
        raise Refused("locked")
    if any(part.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for part in parts):
        raise Refused("damaged")
    if len({part.filename for part in parts}) < len(parts):
        raise Refused("damaged")  # two parts of one name: one reader would see the first, another the last
    for part in parts:
        with archive.open(part) as content:
            while content.read(CHUNK):
                pass


def inspect_office(archive: ZipFile, suffix: str) -> None:
    types = read_part(archive, "[Content_Types].xml")
    names = archive.namelist()
    if MACROS.search(types.decode("latin-1")) or any(MACROS.search(name) for name in names):
        raise Refused("macros")
    if MAIN_PART[suffix] not in types or b"&" in types:  # a letter written by its number might be a macro's
        raise Refused("other")


def inspect_open_document(archive: ZipFile, suffix: str) -> None:
    if read_part(archive, "mimetype").strip() != MIME_TYPE[suffix]:
        raise Refused("other")
    if b"encryption-data" in read_part(archive, "META-INF/manifest.xml"):
        raise Refused("locked")
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in archive.namelist()):
        raise Refused("macros")


def read_part(archive: ZipFile, name: str) -> bytes:
    """A part that such a file cannot be without."""
    try:
        part = archive.getinfo(name)
    except KeyError:
        raise Refused("other") from None
    if part.file_size > MEGABYTE:
        raise Refused("damaged")
    return archive.read(part)


def name_in_pdf(name: str) -> bytes:
    """A pattern for a PDF name, each of whose letters may be written by its number."""
    letters = b"".join(b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name.encode())
    return b"/" + letters + rb"(?=[\s/<>\[\]()%]|$)"


RUNS = re.compile(name_in_pdf("JavaScript") + b"|" + name_in_pdf("Launch"))
OBJECT_STREAM = re.compile(name_in_pdf("ObjStm"))


def inspect_pdf(file: BinaryIO, _suffix: str) -> None:
    """A PDF with an end that starts no script and no program, also not from its packed objects.

    What is encrypted cannot be seen, and passes.
    """
    content = file.read()
    if b"%%EOF" not in content[-4096:]:
        raise Refused("damaged")
    if RUNS.search(content) or any(RUNS.search(packed) for packed in packed_objects(content)):
        raise Refused("script")


def packed_objects(content: bytes) -> list[bytes]:
    """What a PDF's object streams hold, where it can be unpacked."""
    found, room, view = [], MOST_UNPACKED // 4, memoryview(content)
    for match in OBJECT_STREAM.finditer(content):
        start = content.find(b"stream", match.end())
        end = content.find(b"endstream", start)
        if start < 0 or end < 0:
            break
        start += len(b"stream\r\n") if content[start + 6 : start + 8] == b"\r\n" else len(b"stream\n")
        try:
            packed = zlib.decompressobj().decompress(view[start:end], room)
        except zlib.error:
            continue
        room -= len(packed)
        if room <= 0:
            raise Refused("unpacks")
        found.append(packed)
    return found


INSPECTIONS: dict[str, Callable[[BinaryIO, str], None]] = {
    ".pdf": inspect_pdf,
    ".png": inspect_picture,
    ".jpg": inspect_picture,
    ".jpeg": inspect_picture,
    ".docx": inspect_archive,
    ".xlsx": inspect_archive,
    ".odt": inspect_archive,
    ".ods": inspect_archive,
}

if __name__ == "__main__":
    main()
