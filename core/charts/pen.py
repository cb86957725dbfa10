"""A pen that writes the SVG of a chart: presentation attributes only, text escaped, tones that differ in grey too."""

from collections.abc import Sequence
from html import escape

from core.charts.letters import LINE, SIZE, width

FONTS = "Paper,'Source Sans 3','Paper Hebrew','Paper Arabic',Arial,sans-serif"
INK = "#0b0c0c"
QUIET = "#505a5f"
RULE = "#b1b4b6"
PAPER = "#ffffff"
PALE = "#dce3ea"
MIDDLING = "#8d9aa8"

# Of bars, series by series: the ground, and which way it is hatched. Of lines: the tone, the dashes, the marker.
GROUNDS: tuple[tuple[str, str], ...] = (
    ("", ""),
    (PALE, "/"),
    (MIDDLING, ""),
    (PAPER, "|"),
    (PALE, "x"),
    (PAPER, "-"),
)
TONES = ("", QUIET, INK, "", QUIET, INK)
DASHES = ("", "7 3", "2 3", "9 3 2 3", "12 4", "4 2")
HATCH = 6


def _n(value: float) -> str:
    """A length without idle digits."""
    return f"{value:.1f}".removesuffix(".0")


class Pen:
    """Draws on a sheet that is `width` wide and as high as need be."""

    def __init__(self, width: float, colour: str) -> None:
        self.width = width
        self.colour = colour
        self.parts: list[str] = []

    def svg(self, height: float, alternative: str) -> str:
        """The whole drawing."""
        across, down = _n(self.width), _n(height)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {across} {down}" width="{across}" height="{down}"'
            f' role="img" direction="ltr" font-family="{FONTS}" font-size="{SIZE}" fill="{INK}">'
            f"<title>{escape(alternative)}</title>{''.join(self.parts)}</svg>"
        )

    def text(self, x: float, y: float, words: str, anchor: str = "", *, fill: str = "") -> None:
        """Words whose line stands at `y`; `anchor` is "middle" or "end"."""
        if not words.strip():
            return
        placed = f' text-anchor="{anchor}"' if anchor else ""
        toned = f' fill="{fill}"' if fill else ""
        self.parts.append(f'<text x="{_n(x)}" y="{_n(y)}"{placed}{toned}>{escape(words, quote=False)}</text>')

    def texts(self, x: float, y: float, lines: Sequence[str], anchor: str = "", *, fill: str = "") -> None:
        """Lines of words, the first at `y`."""
        for position, words in enumerate(lines):
            self.text(x, y + position * LINE, words, anchor, fill=fill)

    def plate(self, left: float, y: float, words: str) -> None:
        """White ground for words that begin at `left` and stand at `y`."""
        self.rect(left - 2, y - SIZE + 1, width(words) + 4, SIZE + 3, PAPER)

    def rect(self, x: float, y: float, across: float, down: float, fill: str, *, stroke: str = "") -> None:
        lined = f' stroke="{stroke}"' if stroke else ""
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(across)}" height="{_n(down)}" fill="{fill}"{lined}/>'
        )

    def line(self, ends: tuple[float, float, float, float], stroke: str, *, dashes: str = "", thick: float = 1) -> None:
        """A straight line from (x, y) to (x, y)."""
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        thicker = f' stroke-width="{_n(thick)}"' if thick != 1 else ""
        x1, y1, x2, y2 = map(_n, ends)
        self.parts.append(f'<path d="M{x1} {y1}L{x2} {y2}" stroke="{stroke}"{dashed}{thicker}/>')

    def bar(self, place: tuple[float, float, float, float], series: int, *, is_provisional: bool = False) -> None:
        """A bar at (x, y, across, down) in the manner of its series; a provisional one is an outline."""
        x, y, across, down = place
        ground, hatch = GROUNDS[series % len(GROUNDS)]
        dashes = ""
        if is_provisional:
            ground, hatch, dashes = PAPER, "", ' stroke-dasharray="4 2"'
        self.parts.append(
            f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(across)}" height="{_n(down)}" fill="{ground or self.colour}"'
            f' stroke="{self.colour}"{dashes}/>'
        )
        if hatch and across > 1:
            strokes = _hatched(x, y, across, down, hatch)
            self.parts.append(f'<path d="{strokes}" fill="none" stroke="{self.colour}"/>')

    def track(self, places: Sequence[tuple[float, float]], series: int) -> None:
        """A line through these places in the manner of its series."""
        if len(places) < 2:
            return
        dashes = DASHES[series % len(DASHES)]
        dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
        track = "L".join(f"{_n(x)} {_n(y)}" for x, y in places)
        self.parts.append(f'<path d="M{track}" fill="none" stroke="{self.tone(series)}" stroke-width="2"{dashed}/>')

    def marker(self, x: float, y: float, series: int, *, is_provisional: bool = False) -> None:
        """The mark of a point, in the shape of its series; a provisional one is hollow."""
        tone = self.tone(series)
        fill = PAPER if is_provisional else tone
        shape = series % 4
        if shape == 0:
            drawn = f'<circle cx="{_n(x)}" cy="{_n(y)}" r="3.5"'
        elif shape == 1:
            drawn = f'<rect x="{_n(x - 3.5)}" y="{_n(y - 3.5)}" width="7" height="7"'
        elif shape == 2:
            drawn = f'<path d="M{_n(x)} {_n(y - 4.5)}l4.5 8h-9z"'
        else:
            drawn = f'<path d="M{_n(x)} {_n(y - 5)}l5 5l-5 5l-5 -5z"'
        self.parts.append(f'{drawn} fill="{fill}" stroke="{tone}" stroke-width="1.5"/>')

    def tone(self, series: int) -> str:
        """The colour of a series' line."""
        return TONES[series % len(TONES)] or self.colour


def _hatched(x: float, y: float, across: float, down: float, way: str) -> str:
    """The strokes that hatch a box, as one path."""
    strokes = []
    if way == "|":
        steps = int(across / HATCH)
        strokes = [f"M{_n(x + HATCH * (step + 0.5))} {_n(y)}v{_n(down)}" for step in range(steps)]
    elif way == "-":
        steps = max(1, int(down / HATCH))
        strokes = [f"M{_n(x)} {_n(y + down * (step + 0.5) / steps)}h{_n(across)}" for step in range(steps)]
    if way in "/x":
        strokes += _slanted(x, y, across, down, rising=True)
    if way == "x":
        strokes += _slanted(x, y, across, down, rising=False)
    return "".join(strokes)


def _slanted(x: float, y: float, across: float, down: float, *, rising: bool) -> list[str]:
    """Strokes aslant through a box, cut where the box ends."""
    strokes = []
    begin = HATCH / 2 - down
    while begin < across:
        left, right = max(begin, 0.0), min(begin + down, across)
        if right > left:
            from_y, to_y = left - begin, right - begin
            if rising:
                from_y, to_y = down - from_y, down - to_y
            strokes.append(f"M{_n(x + left)} {_n(y + from_y)}L{_n(x + right)} {_n(y + to_y)}")
        begin += HATCH
    return strokes
