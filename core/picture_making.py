"""The process that makes a small PNG of a picture somebody uploaded: `core.pictures` starts it; nobody imports it.

The picture comes on standard input; the arguments are its ending, and the width, height and bytes that the PNG may have
at most. The PNG comes on standard output, or one word for why there is none, with exit code 3. It holds the picture's
dots and nothing else: no place, no camera, no profile, no name. A process of its own for the same reasons as
`core.file_inspection`, with more memory, since it draws: 512 MB of addresses and 4 seconds of the processor.
"""

import resource
import signal
import sys
from io import BytesIO

from PIL import Image, ImageOps

ADDRESSES = 512 << 20
SECONDS = 4.0
MOST_PIXELS = 25_000_000
FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
SMALLER = 0.85


class Refused(Exception):
    """No picture is made; the message is the word for why."""


def main() -> None:
    bind()
    suffix, *limits = sys.argv[1:]
    width, height, room = map(int, limits)
    try:
        made = small_png(sys.stdin.buffer.read(), suffix, (width, height), room)
    except Refused as refusal:
        sys.stdout.write(str(refusal))
        sys.exit(3)
    sys.stdout.buffer.write(made)


def bind() -> None:
    """Limit this process before it reads anything from outside."""
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, ADDRESSES),
    ):
        resource.setrlimit(what, (most, most))
    signal.setitimer(signal.ITIMER_PROF, SECONDS)  # whose signal ends a process that does not expect it


def small_png(content: bytes, suffix: str, most: tuple[int, int], room: int) -> bytes:
    """The picture as a PNG of at most so many dots and bytes."""
    Image.MAX_IMAGE_PIXELS = None  # looked at here, with a word of its own
    try:
        with Image.open(BytesIO(content), formats=[FORMATS[suffix]]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Refused("pixels")
            opened.draft("RGB", (2 * most[0], 2 * most[1]))  # a JPEG need not be read in full
            drawn = bare(ImageOps.exif_transpose(opened), most)
    except (OSError, SyntaxError, ValueError, MemoryError):
        raise Refused("damaged") from None
    while len(made := png(drawn)) > room:
        drawn.thumbnail((int(drawn.width * SMALLER), int(drawn.height * SMALLER)), Image.Resampling.LANCZOS)
    return made


def bare(picture: Image.Image, most: tuple[int, int]) -> Image.Image:
    """The dots of a picture, made small, without anything that came with them."""
    drawn = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    drawn.thumbnail(most, Image.Resampling.LANCZOS)
    copy = Image.new(drawn.mode, drawn.size)
    copy.paste(drawn)
    return copy


def png(picture: Image.Image) -> bytes:
    made = BytesIO()
    picture.save(made, "PNG", optimize=True)
    return made.getvalue()


if __name__ == "__main__":
    main()
