"""Pictures for Word, which shows no SVG of ours: logos and charts as PNG."""

import atexit
import os
from functools import cache
from html import escape
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

import resvg_py
from fontTools.ttLib import TTFont

from reports.content import Chart, is_picture, picture
from reports.rendering.assets import font_path, logo
from reports.rendering.drawings import for_print

LOGO_PIXELS = 354  # 15 mm at 600 to the inch
EMU = 36_000  # Word's units to a millimetre
LOGO_HEIGHT = 15
LOGO_WIDEST = 80

CHART_WIDTH = 170
PIXELS = 8  # to a millimetre: about 200 to the inch
CHART_FONTS = [f"asset:{name}-regular" for name in ("source-sans-3", "noto-sans-arabic", "noto-sans-hebrew")]


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
    """The chart as print draws it. b"" where there is nothing to draw, or more than a page holds: the table has it."""
    drawn = for_print(chart, colour)
    if drawn is None:
        return b""
    return resvg_py.svg_to_bytes(
        svg_string=drawn.svg,
        background="#ffffff",
        width=CHART_WIDTH * PIXELS,
        skip_system_fonts=True,
        font_files=_fonts(),
    )


@cache
def _fonts() -> list[str]:
    """Our fonts as resvg reads them, unpacked once for as long as this process lives."""
    folder = Path(mkdtemp(prefix="portal-fonts-"))
    atexit.register(_remove, folder, os.getpid())
    unpacked = []
    for key in CHART_FONTS:
        unpacked.append(str(folder / f"{key.removeprefix('asset:')}.ttf"))
        with TTFont(font_path(key), recalcBBoxes=False, recalcTimestamp=False) as font:
            font.flavor = None
            font.save(unpacked[-1], reorderTables=False)
    return unpacked


def _remove(folder: Path, owner: int) -> None:
    """Tidy up at the end of the process that unpacked; one forked from it leaves the fonts to it."""
    if os.getpid() == owner:
        rmtree(folder, ignore_errors=True)
