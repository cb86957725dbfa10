"""Which files may be uploaded, and looking into one until it is shown to be what its name says.

Everything is hostile until proven: the ending, the first bytes and what is inside must agree. What has to be parsed is
parsed in a process of its own (`core.file_inspection`); text is read here. A refusal says why and what to do.

SVG and HTML are refused, since they can carry scripts; so are Office files with macros or ActiveX, PDFs that start a
script or a program, and whatever is locked, damaged, or unpacks to more than it should. Scripts in an encrypted PDF
cannot be seen. Nothing here looks for viruses.
"""

import codecs
import logging
import os
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile

logger = logging.getLogger(__name__)
INSPECTION = Path(__file__).with_name("file_inspection.py")
PATIENCE = 30  # seconds by the clock; its own limit is of the processor's time
PASSED_ON = ("LD_LIBRARY_PATH",)
LONGEST_NAME = 150
LONGEST_SUFFIX = 20
CHUNK = 1 << 16
# Windows keeps these for itself.
NOT_IN_NAMES = re.compile(r'[<>:"|?*]')
# Control characters that are no layout of a text.
NOT_IN_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
FIRST_BYTES = 1024
PNG, JPEG, ZIP, PDF, OLD_OFFICE = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"PK\x03\x04", b"%PDF-", b"\xd0\xcf\x11\xe0"


class UploadRefused(Exception):
    """A file that is not taken; the message says why and what to do, in sentences for the person who chose it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: what people call it, what a browser is told it is, and how its bytes begin (empty: as text)."""

    name: str
    content_type: str
    begins: bytes = b""


_OFFICE = "application/vnd.openxmlformats-officedocument"
_OPEN = "application/vnd.oasis.opendocument"
KINDS = {
    ".pdf": Kind("PDF", "application/pdf", PDF),
    ".docx": Kind("Word document", f"{_OFFICE}.wordprocessingml.document", ZIP),
    ".xlsx": Kind("Excel workbook", f"{_OFFICE}.spreadsheetml.sheet", ZIP),
    ".odt": Kind("OpenDocument text", f"{_OPEN}.text", ZIP),
    ".ods": Kind("OpenDocument spreadsheet", f"{_OPEN}.spreadsheet", ZIP),
    ".csv": Kind("CSV file", "text/csv"),
    ".txt": Kind("text file", "text/plain"),
    ".png": Kind("PNG picture", "image/png", PNG),
    ".jpg": Kind("JPEG picture", "image/jpeg", JPEG),
    ".jpeg": Kind("JPEG picture", "image/jpeg", JPEG),
}
SUFFIXES = ", ".join(KINDS)
TAKEN = "a PDF, Word (.docx), Excel (.xlsx), OpenDocument (.odt, .ods), CSV, text, PNG or JPEG file"
# Endings people come with that are close to one that is taken.
INSTEAD = {
    **dict.fromkeys((".doc", ".docm", ".dot", ".dotx", ".dotm", ".rtf"), "a Word document (.docx) without macros"),
    **dict.fromkeys((".xls", ".xlsm", ".xlsb", ".xlt", ".xltx"), "an Excel workbook (.xlsx) without macros"),
    **dict.fromkeys((".ppt", ".pptx", ".pptm", ".odp", ".pages", ".msg", ".eml"), "a PDF"),
    **dict.fromkeys((".svg", ".svgz", ".htm", ".html", ".xhtml", ".xml", ".mhtml"), "a PDF"),
    **dict.fromkeys((".gif", ".webp", ".heic", ".heif", ".avif", ".tif", ".tiff", ".bmp"), "a JPEG or PNG picture"),
    ".numbers": "an Excel workbook (.xlsx)",
}
# What the inspection answers, as the rest of a sentence that begins with the file's name.
WRONG_INSIDE = {
    "damaged": "is damaged or incomplete. Open it, save it again and choose that.",
    "locked": "is locked with a password. Save it without one and choose that.",
    "macros": "carries macros or controls that run. Save it without them, or as a PDF, and choose that.",
    "unpacks": "unpacks to far more than it seems to hold. Save it as a PDF, or in parts, and choose that.",
    "pixels": "has more than 60 million pixels. Save it smaller and choose that.",
    "tail": "carries something behind the end of the picture. Open it, save it again and choose that.",
    "script": "starts a script or a program when it is opened. Print it to a new PDF and choose that.",
    "costly": "cannot be looked into in reasonable time. Save it again in a simpler form, such as a PDF.",
}
LOOKS_LIKE = (
    (PNG, "a PNG picture"),
    (JPEG, "a JPEG picture"),
    (ZIP, "a ZIP archive or an Office file"),
    (PDF, "a PDF"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a WebP picture or a recording"),
    (b"MZ", "a Windows program"),
    (b"\x7fELF", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x1f\x8b", "a compressed file"),
)
MARKUP = re.compile(rb"\s*(<\?xml|<!doctype|<html|<svg|<script)", re.IGNORECASE)


def clean_name(name: str) -> str:
    """The file's name as it may be shown and sent: no path, no control or direction marks, at most 150 characters."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    seen = "".join(" " if character.isspace() else character for character in last)
    seen = "".join(character for character in seen if unicodedata.category(character)[0] != "C")
    cleaned = Path(" ".join(NOT_IN_NAMES.sub(" ", seen).split()).strip(". "))
    suffix = cleaned.suffix.strip()[:LONGEST_SUFFIX].lower()
    return (cleaned.stem[: LONGEST_NAME - len(suffix)].strip(". ") or "file") + suffix


def check_upload(file: UploadedFile, name: str) -> Kind:
    """The kind of a file whose name is clean, once ending, first bytes and content agree. Leaves it at its start.

    Raises UploadRefused.
    """
    suffix = Path(name).suffix
    kind = KINDS.get(suffix)
    if kind is None:
        raise UploadRefused(_other_ending(name, suffix))
    file.seek(0)
    start = file.read(FIRST_BYTES)
    if not start.startswith(kind.begins):
        raise UploadRefused(_other_inside(name, kind, start))
    file.seek(0)
    if kind.begins:
        _check_inside(file, name, suffix, kind)
    else:
        _check_text(file, name, kind)
    file.seek(0)
    return kind


def content_type_of(name: str) -> str:
    """What a browser is told of a file that was taken under this name."""
    kind = KINDS.get(Path(name).suffix)
    return kind.content_type if kind else "application/octet-stream"


def _other_ending(name: str, suffix: str) -> str:
    if suffix in INSTEAD:
        return f"“{name}” is of a kind that is not taken here. Save it as {INSTEAD[suffix]} and choose that."
    return f"“{name}” is of a kind that is not taken here. Choose {TAKEN}."


def _other_inside(name: str, kind: Kind, start: bytes) -> str:
    if start.startswith(OLD_OFFICE) and kind.begins == ZIP:
        what = "is locked with a password, or was saved by an old version of Office"
        return f"“{name}” {what}. Save it in the new form without a password and choose that."
    inside = next((words for begins, words in LOOKS_LIKE if start.startswith(begins)), "")
    inside = inside or ("a web page or drawing in code" if MARKUP.match(start) else "something else")
    return f"“{name}” ends like {_article(kind.name)} but is {inside} inside. Choose the {kind.name} itself."


def _check_inside(file: UploadedFile, name: str, suffix: str, kind: Kind) -> None:
    """Let the inspection read it; refuse what it answers, and what it does not survive."""
    with _on_disk(file) as content:
        try:
            done = subprocess.run(  # noqa: S603  our own script and an ending we know
                [sys.executable, "-I", str(INSPECTION), suffix],
                stdin=content,
                capture_output=True,
                env={key: os.environ[key] for key in PASSED_ON if key in os.environ},
                timeout=PATIENCE,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise UploadRefused(f"“{name}” {WRONG_INSIDE['costly']}") from None
        except OSError as error:  # no memory for another process, perhaps
            logger.exception("An uploaded file could not be looked into")
            raise UploadRefused(f"“{name}” could not be looked into just now. Try again in a minute.") from error
    answer = done.stdout.decode() if done.returncode == 0 else "costly"
    if answer == "other":
        raise UploadRefused(f"“{name}” is not {_article(kind.name)} inside. Open it, save it as one and choose that.")
    if answer:
        raise UploadRefused(f"“{name}” {WRONG_INSIDE[answer]}")


@contextmanager
def _on_disk(file: UploadedFile) -> Iterator[BinaryIO]:
    """The file as one that another process can read, from its start."""
    if hasattr(file, "temporary_file_path"):
        file.flush()
        with Path(file.temporary_file_path()).open("rb") as content:
            yield content
    else:
        with tempfile.TemporaryFile() as copy:
            copy.writelines(file.chunks())
            copy.seek(0)
            yield copy


def _check_text(file: UploadedFile, name: str, kind: Kind) -> None:
    """UTF-8, or Windows-1252 as Excel still saves it, with nothing in it but text."""
    for encoding in ("utf-8", "cp1252"):
        file.seek(0)
        try:
            if not any(NOT_IN_TEXT.search(part) for part in _decoded(file, encoding)):
                return
        except UnicodeDecodeError:
            continue
    raise UploadRefused(
        f"“{name}” is not plain text inside. Save it as {_article(kind.name)} in UTF-8 and choose that."
    )


def _decoded(file: UploadedFile, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    while chunk := file.read(CHUNK):
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'AEIO' else 'a'} {noun}"
