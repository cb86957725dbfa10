"""Made-up pictures, drawn byte by byte."""

import base64
import zlib

from reports.content.logos import PNG_ADDRESS, SIGNATURE


def chunk(name, data):
    return len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)


def png(width=60, height=20, *, ihdr=None, drawn=None, end=b""):
    """A PNG with a see-through corner, so that it has a mask."""
    line = b"\0" + b"\x1d\x35\x57\xff" * (width - 1) + b"\0\0\0\0"
    header = ihdr or width.to_bytes(4) + height.to_bytes(4) + bytes((8, 6, 0, 0, 0))
    data = zlib.compress(line * height) if drawn is None else drawn
    return SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"") + end


def as_logo(data):
    """A picture as a masthead carries it."""
    return PNG_ADDRESS + base64.b64encode(data).decode()
