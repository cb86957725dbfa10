"""Pictures for Word, which shows no SVG of ours: logos and bar charts as PNG."""

import io
from decimal import Decimal
from functools import cache
from html import escape

import resvg_py
from PIL import Image, ImageDraw, ImageFont

from reports.content import Chart, is_picture, picture
from reports.rendering.assets import font_path, logo
from reports.rendering.direction import is_right_to_left

LOGO_PIXELS = 354  # 15 mm at 600 to the inch
EMU = 36_000  # Word's units to a millimetre
LOGO_HEIGHT = 15
LOGO_WIDEST = 80

CHART_WIDTH = 170
PIXELS = 8  # to a millimetre: about 200 to the inch
LABELS = 58  # millimetres for the words before a bar
FIGURES = 34  # and for those after it
BAR, GAP = 5, 3
TEXT = 33  # pixels: 12 points
LINE = 42
MOST_BARS = 60  # more would not stand on a page; the table under the picture has them all
LONGEST_LABEL = 120
INK = "#0b0c0c"
LATIN, ARABIC, HEBREW = (f"asset:{name}-regular" for name in ("source-sans-3", "noto-sans-arabic", "noto-sans-hebrew"))


def logo_png(name: str) -> bytes:
    """A logo, ours by its key or one that was uploaded, as PNG. Raises ContentError where it is neither."""
    return picture(name) if is_picture(name) else _drawn(name)


@cache
def _drawn(name: str) -> bytes:
    return resvg_py.svg_to_bytes(svg_string=logo(name), height=LOGO_PIXELS, skip_system_fonts=True)


def size(png: bytes) -> tuple[int, int]:
    """How many pixels a PNG picture is wide and high."""
    return int.from_bytes(png[16:20]), int.from_bytes(png[20:24])


def inline(relationship: str, number: int, png: bytes, *, alternative: str, width: float, height: float) -> str:
    """A picture in a line of text, at most as wide and high as these millimetres. Without words it is decoration."""
    across, down = size(png)
    scale = min(width / across, height / down)
    extent = f'cx="{round(across * scale * EMU)}" cy="{round(down * scale * EMU)}"'
    decoration = (
        '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
        '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
        ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
    )
    named = f'id="{number}" name="Picture {number}" descr="{escape(alternative)}"'
    return (
        "<w:r><w:drawing>"
        '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
        ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" distT="0" distB="0" distL="0" distR="0">'
        f"<wp:extent {extent}/>"
        f"<wp:docPr {named}>{'' if alternative else decoration}</wp:docPr>"
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relationship}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def chart_png(chart: Chart, colour: str) -> bytes:
    """The bars of a chart, each between its label and its figure. b"" where they are none, or too many for a page."""
    if not 0 < len(chart.points) <= MOST_BARS:
        return b""
    labels = [_wrapped(point.label[:LONGEST_LABEL], LABELS * PIXELS) for point in chart.points]
    figures = [_wrapped(point.stated[:LONGEST_LABEL], FIGURES * PIXELS) for point in chart.points]
    heights = [
        max(BAR * PIXELS, LINE * max(len(label), len(figure))) + GAP * PIXELS
        for label, figure in zip(labels, figures, strict=True)
    ]
    values = [Decimal(point.value) for point in chart.points]
    lowest = min([*values, Decimal()])
    reach = max([*values, Decimal()]) - lowest or Decimal(1)
    left = (LABELS + 3) * PIXELS
    room = (CHART_WIDTH - LABELS - FIGURES - 6) * PIXELS
    drawn = Image.new("RGB", (CHART_WIDTH * PIXELS, sum(heights)), "white")
    pen = ImageDraw.Draw(drawn)
    top = 0
    for label, figure, value, height in zip(labels, figures, values, heights, strict=True):
        middle = top + height // 2
        start = left + int((min(value, Decimal()) - lowest) / reach * room)
        end = start + int(abs(value) / reach * room)
        if end > start:
            pen.rectangle((start, middle - BAR * PIXELS // 2, end, middle + BAR * PIXELS // 2), fill=colour)
        _write(pen, label, 0, middle)
        _write(pen, figure, end + 3 * PIXELS, middle)
        top += height
    axis = left + int(-lowest / reach * room)
    pen.line((axis, 0, axis, top), fill=INK, width=2)
    made = io.BytesIO()
    drawn.save(made, "PNG", compress_level=6)
    return made.getvalue()


def _write(pen: ImageDraw.ImageDraw, lines: list[str], left: int, middle: int) -> None:
    first = middle - LINE * (len(lines) - 1) / 2
    for position, words in enumerate(lines):
        pen.text((left, first + LINE * position), words, fill=INK, font=_font(words), anchor="lm")


def _wrapped(text: str, room: int) -> list[str]:
    """The text in lines no wider than `room` pixels."""
    lines = [""]
    for word in text.split():
        for part in _parted(word, room):
            longer = f"{lines[-1]} {part}".strip()
            if lines[-1] and _font(longer).getlength(longer) > room:
                lines.append(part)
            else:
                lines[-1] = longer
    return lines


def _parted(word: str, room: int) -> list[str]:
    """A word, cut where it is wider than `room` by itself."""
    if _font(word).getlength(word) <= room:
        return [word]
    letters = max(1, room // TEXT)
    return [word[start : start + letters] for start in range(0, len(word), letters)]


def _font(words: str) -> ImageFont.FreeTypeFont:
    if not is_right_to_left(words):
        return _opened(LATIN)
    return _opened(HEBREW if any("\u0590" <= letter <= "\u05ff" for letter in words) else ARABIC)


@cache
def _opened(key: str) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_path(key), TEXT)
