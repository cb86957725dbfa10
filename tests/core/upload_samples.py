"""Files that people and attackers upload, made as the tests need them."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from PIL import Image

OFFICE = "application/vnd.openxmlformats-officedocument"
DOCX_MAIN = f"{OFFICE}.wordprocessingml.document.main+xml"
XLSX_MAIN = f"{OFFICE}.spreadsheetml.sheet.main+xml"
OPEN = "application/vnd.oasis.opendocument"
NOISE = bytes(range(256)) * 4096  # 1 MB


def picture(form: str, *, width: int = 40, height: int = 30) -> bytes:
    content = BytesIO()
    Image.new("RGB", (width, height), "teal").save(content, form)
    return content.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_that_says(*, width: int, height: int) -> bytes:
    """A PNG of so many pixels by its header; what it holds would unpack to zeros."""
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    pixels = chunk(b"IDAT", zlib.compress(b"\0" * 1_000_000, 9))
    return b"\x89PNG\r\n\x1a\n" + header + pixels + chunk(b"IEND", b"")


def png_with_text(size: int) -> bytes:
    """A PNG whose packed remark unpacks to so many bytes."""
    remark = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * size, 9))
    whole = picture("PNG")
    return whole[:33] + remark + whole[33:]


def archive(parts: Mapping[str, bytes | str], *, how: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", how) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return content.getvalue()


def content_types(main: str, *more: str) -> str:
    parts = "".join(f'<Override PartName="/part{n}.xml" ContentType="{name}"/>' for n, name in enumerate((main, *more)))
    return f'<?xml version="1.0" encoding="UTF-8"?><Types>{parts}</Types>'


def docx(
    parts: Mapping[str, bytes | str] | None = None,
    *,
    types: tuple[str, ...] = (),
    main: str = DOCX_MAIN,
    how: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    known = {"[Content_Types].xml": content_types(main, *types), "word/document.xml": "<w:document/>"}
    return archive({**known, **(parts or {})}, how=how)


def xlsx(parts: Mapping[str, bytes | str] | None = None) -> bytes:
    known = {"[Content_Types].xml": content_types(XLSX_MAIN), "xl/workbook.xml": "<workbook/>"}
    return archive({**known, **(parts or {})})


def open_document(what: str, parts: Mapping[str, bytes | str] | None = None) -> bytes:
    known = {"mimetype": f"{OPEN}.{what}", "META-INF/manifest.xml": "<manifest/>", "content.xml": "<content/>"}
    return archive({**known, **(parts or {})})


def pdf(inside: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\n" + inside + b"\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def object_stream(inside: bytes, *, name: bytes = b"/ObjStm") -> bytes:
    packed = zlib.compress(inside, 9)
    return b"2 0 obj << /Type %s /Filter /FlateDecode >> stream\r\n%s\nendstream endobj" % (name, packed)


def locked(content: bytes) -> bytes:
    """An archive that says its first part is encrypted."""
    local, central = content.index(b"PK\3\4"), content.index(b"PK\1\2")
    marked = bytearray(content)
    marked[local + 6] |= 1
    marked[central + 8] |= 1
    return bytes(marked)


def with_many_parts(count: int) -> bytes:
    """An archive of so many empty parts, written by hand since zipfile takes minutes."""
    entries = BytesIO()
    for number in range(count):
        name = b"%07d" % number
        entries.write(struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0) + name)
    listed = entries.getvalue()
    most = 0xFFFF
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 0, 0, 0, 0, 7, 0) + b"0000000"
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, min(count, most), min(count, most), len(listed), len(local), 0)
    return local + listed + end


def overlapping(content: bytes, copies: int) -> bytes:
    """An archive whose list names one packed part under many names: small, and endless to unpack."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packed.compress(content) + packed.flush()
    crc = zlib.crc32(content)
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(data), len(content), 7, 0) + b"0000000" + data
    entries = b"".join(
        struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(data), len(content), 7, 0, 0, 0, 0, 0, 0)
        + b"%07d" % number
        for number in range(copies)
    )
    return local + entries + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, copies, copies, len(entries), len(local), 0)
