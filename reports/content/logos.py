"""Logos that a council uploaded: a PNG that stands in the paper itself, as a `data:` address."""

import base64
import binascii
import zlib
from collections.abc import Iterator

from reports.content.errors import ContentError

PNG_ADDRESS = "data:image/png;base64,"
MAX_LOGO = 90_000  # characters, which hold 67 kilobytes of picture
MAX_SIDE = 2_000  # pixels
SIGNATURE = b"\x89PNG\r\n\x1a\n"
DAMAGED = "The logo is damaged or no PNG picture; save it as a PNG and upload it again."


def is_picture(logo: str) -> bool:
    """Whether a masthead's logo is a picture held in the paper itself, rather than the key of one of ours."""
    return logo.startswith("data:")


def picture(logo: str) -> bytes:
    """The PNG that a logo holds. Raises ContentError with a sentence where it is none that can be printed."""
    if not logo.startswith(PNG_ADDRESS):
        raise ContentError("The logo is not a PNG picture; save it as a PNG and upload it again.")
    if len(logo) > MAX_LOGO:
        raise ContentError(
            f"The logo takes {len(logo):,} characters; the most is {MAX_LOGO:,}. Make the picture smaller."
        )
    try:
        data = base64.b64decode(logo.removeprefix(PNG_ADDRESS), validate=True)
    except binascii.Error:
        raise ContentError(DAMAGED) from None
    picture_size(data)
    return data


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels of a PNG that is whole. Raises ContentError where it is not, or is too large."""
    chunks = list(_chunks(data))
    names = [name for name, _ in chunks]
    if names[:1] != [b"IHDR"] or b"IDAT" not in names or names[-1] != b"IEND" or names.count(b"IEND") > 1:
        raise ContentError(DAMAGED)
    header = chunks[0][1]
    width, height = int.from_bytes(header[:4]), int.from_bytes(header[4:8])
    if len(header) != 13 or not width or not height:
        raise ContentError(DAMAGED)
    if max(width, height) > MAX_SIDE:
        raise ContentError(f"The logo has {width:,} by {height:,} pixels; the most is {MAX_SIDE:,} a side.")
    return width, height


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The parts of a PNG, each a name and its bytes. Raises ContentError at one that is cut short or altered."""
    if not data.startswith(SIGNATURE):
        raise ContentError(DAMAGED)
    place = len(SIGNATURE)
    while place < len(data):
        end = place + 8 + int.from_bytes(data[place : place + 4])
        named, checksum = data[place + 4 : end], data[end : end + 4]
        if len(checksum) < 4 or zlib.crc32(named) != int.from_bytes(checksum):
            raise ContentError(DAMAGED)
        yield named[:4], named[4:]
        place = end + 4
