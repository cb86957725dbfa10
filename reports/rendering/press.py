"""The printing process: HTML in on standard input, PDF out on standard output. `pdf.py` starts it; nobody imports it.

It loads WeasyPrint, the print style sheet and the fonts once, then forks for each paper, so that a paper that takes too
long, eats too much memory or crashes the renderer ends its own fork and nothing else. It knows no Django, no database,
and opens no file but those of `assets.py`. It ends when its standard input closes, or after ten idle minutes.

A request is a frame of JSON (an `Order`); an answer is a frame that begins with "+" and goes on
with the PDF, or begins with "-" and goes on with a sentence. A frame is its length in eight bytes, then itself.
"""

import json
import logging
import os
import re
import resource
import select
import signal
import struct
import sys
import time
import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

import weasyprint.pdf
from fontTools.ttLib import TTFont
from PIL import Image, ImageFile
from weasyprint import CSS, HTML
from weasyprint.text.ffi import harfbuzz_subset
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from reports.content import is_picture, picture
from reports.rendering import archive
from reports.rendering.assets import FONT_FILES, font_path, missing_fonts, print_css
from reports.rendering.tags import add_tags, build_fonts_dictionary

IDLE_SECONDS = 600
# Space without width, soft hyphens, joiners, marks and isolates of direction, variation selectors: shaped, never drawn.
UNDRAWN = re.compile("[\n\u00ad\u034f\u061c\u180e\u200b-\u200f\u2060-\u2069\ufe00-\ufe0f\ufeff]")
OPTIONS = {"pdf_variant": archive.VARIANT, "custom_metadata": True}
WARM_UP = (
    '<!DOCTYPE html><html lang="en"><head><title>Warm up</title></head><body data-foot="a" data-end="b">'
    '<h1>1</h1><p class="paper-numbered"><span class="paper-number">1.</span><strong>a</strong> <em>b</em> </p>'
    "<ul><li>c</li></ul><table><caption>d</caption><tbody><tr><th>e</th><td>f</td></tr></tbody></table></body></html>"
)


class Order(NamedTuple):
    """What is to be printed, what goes into the PDF as data, the ISO date of both ("" for none), and the bounds."""

    html: str
    data: str
    date: str
    seconds: float
    megabytes: int


class Refusal(Exception):
    """The paper cannot be printed; the message is a sentence for a person."""


class OwnAssets(URLFetcher):
    """Hands over our own fonts by their exact keys, and a logo that stands in its own address.

    Any other address, of file or network, ends the render.
    """

    def __init__(self) -> None:
        super().__init__(allowed_protocols=[], allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if is_picture(url):
            return self.logo(url)
        if url not in FONT_FILES:
            raise FatalURLFetchingError(f"A paper may not open {url[:80]!r}.")
        return URLFetcherResponse(url, font_path(url).read_bytes(), {"Content-Type": "font/woff2"})

    def logo(self, url: str) -> URLFetcherResponse:
        """The PNG in a `data:` address, if it can be drawn."""
        try:
            data = picture(url)
            with Image.open(BytesIO(data), formats=["PNG"]) as drawn:
                drawn.load()
        except (OSError, SyntaxError, ValueError) as fault:
            raise FatalURLFetchingError(f"A paper may not open {url[:80]!r}: {fault}") from None
        return URLFetcherResponse(url, data, {"Content-Type": "image/png"})


class Workshop:
    """What every paper is printed with: fonts, style sheet, fetcher. Made once and shared with the forks."""

    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.fetcher = OwnAssets()
        self.fonts = FontConfiguration()
        self.style = CSS(string=print_css(), font_config=self.fonts, url_fetcher=self.fetcher)
        self.letters: set[str] = set()
        for key in FONT_FILES:
            with TTFont(font_path(key), lazy=True) as font:
                self.letters.update(map(chr, font.getBestCmap()))
        logger = logging.getLogger("weasyprint")
        logger.setLevel(logging.WARNING)
        logger.addHandler(Collector(self.warnings))

    def print(self, order: Order) -> bytes:
        """The PDF of an order. Raises Refusal where a reader would get less than the text says."""
        if lacking := sorted(set(UNDRAWN.sub("", order.html)) - self.letters):
            shown = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in lacking[:5])
            raise Refusal(f"The fonts for print lack {shown}; write it in other letters, or leave it out.")
        source = HTML(string=order.html, base_url="asset:paper", url_fetcher=self.fetcher)
        document = source.render(stylesheets=[self.style], font_config=self.fonts, **OPTIONS)
        archive.say_accessible(document)
        within = [archive.data_within(order.data, order.date, self.fetcher)] if order.data else []
        pdf: bytes = document.write_pdf(attachments=within, finisher=archive.tidy, **OPTIONS)
        if self.warnings:
            raise Refusal(f"The PDF would not be faithful: {self.warnings[0]}.")
        return pdf


class Collector(logging.Handler):
    """Keeps what WeasyPrint warns of."""

    def __init__(self, messages: list[str]) -> None:
        super().__init__()
        self.messages = messages

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def main(opened: Callable[[], "Workshop | str"] | None = None) -> None:
    """Answer one request after another until nobody asks any more. A measurement brings a workshop of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.dup(1)
    os.dup2(2, 1)  # so that nothing a library prints gets among the answers
    workshop = (opened or open_workshop)()
    with os.fdopen(0, "rb", buffering=0, closefd=False) as reading, os.fdopen(answers, "wb") as writing:
        while select.select([reading], [], [], IDLE_SECONDS)[0] and (request := read_frame(reading)):
            write_frame(writing, answer(workshop, Order(**json.loads(request))))
            if isinstance(workshop, str):
                return  # the next press may find what this one lacked


def open_workshop() -> Workshop | str:
    """The workshop, or the sentence that says why nothing can be printed here."""
    if missing := missing_fonts():
        return f"The fonts for print are not in place ({missing[0]}); run `npm ci` and `npm run build`."
    if not harfbuzz_subset:
        return "PDF needs the library libharfbuzz-subset0; install it (apt-get install libharfbuzz-subset0)."
    weasyprint.pdf.add_tags = add_tags
    weasyprint.pdf.build_fonts_dictionary = build_fonts_dictionary
    ImageFile.LOAD_TRUNCATED_IMAGES = False  # WeasyPrint would draw half a logo
    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", r"unclosed file .*sRGB2014\.icc", ResourceWarning)  # WeasyPrint's own
    sys.setrecursionlimit(5_000)
    workshop = Workshop()
    workshop.print(Order(WARM_UP, "{}", "", 0, 0))
    return workshop


def answer(workshop: Workshop | str, order: Order) -> bytes:
    """Print in a fork; wait no longer than the order says."""
    if isinstance(workshop, str):
        return b"-" + workshop.encode()
    reading, writing = os.pipe()
    fork = os.fork()
    if not fork:
        os.close(reading)
        print_and_exit(workshop, order, writing)
    os.close(writing)
    pdf = read_all(reading, time.monotonic() + order.seconds)
    if pdf is None:
        os.kill(fork, signal.SIGKILL)
    ended = os.waitstatus_to_exitcode(os.waitpid(fork, 0)[1])
    if pdf is None or ended == -signal.SIGXCPU:
        return f"-The PDF took longer than {order.seconds:g} seconds; shorten or split the paper.".encode()
    if ended or not pdf:
        return f"-The PDF renderer stopped (exit {ended}), perhaps for lack of memory; split the paper.".encode()
    return pdf


def print_and_exit(workshop: Workshop, order: Order, writing: int) -> None:
    """In the fork: bind it, print, write the answer to the pipe, and end."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (order.megabytes << 20, order.megabytes << 20))
        resource.setrlimit(resource.RLIMIT_CPU, (int(order.seconds) + 1, int(order.seconds) + 2))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(print_or_refuse(workshop, order))
        code = 0
    finally:
        os._exit(code)


def print_or_refuse(workshop: Workshop, order: Order) -> bytes:
    """The answer to a request: "+" and the PDF, or "-" and a sentence."""
    try:
        return b"+" + workshop.print(order)
    except Refusal as refusal:
        sentence = str(refusal)
    except FatalURLFetchingError as refusal:
        sentence = str(refusal)
    except MemoryError:
        sentence = "The PDF needs too much memory; shorten or split the paper."
    except RecursionError:
        sentence = "The paper is nested too deep to print; flatten its lists."
    except Exception as error:
        logging.getLogger(__name__).exception("A paper could not be printed")
        sentence = f"The PDF renderer failed ({type(error).__name__}: {error})."
    return b"-" + sentence.encode()


def read_all(reading: int, deadline: float) -> bytes | None:
    """Everything a pipe gives until it closes; None when the deadline comes first."""
    parts: list[bytes] = []
    with os.fdopen(reading, "rb", buffering=0) as pipe:
        while select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
            part = pipe.read(1 << 20)
            if not part:
                return b"".join(parts)
            parts.append(part)
    return None


def read_frame(stream: Any) -> bytes | None:
    """The next frame; None when the stream has ended."""
    head = read_exactly(stream, 8)
    return None if head is None else read_exactly(stream, struct.unpack(">Q", head)[0])


def read_exactly(stream: Any, size: int) -> bytes | None:
    """So many bytes; None when the stream ends before."""
    read = bytearray()
    while len(read) < size:
        part = stream.read(size - len(read))
        if not part:
            return None
        read += part
    return bytes(read)


def write_frame(stream: BinaryIO, content: bytes) -> None:
    stream.write(struct.pack(">Q", len(content)) + content)
    stream.flush()


if __name__ == "__main__":
    main()
