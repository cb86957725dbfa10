"""The files a paper may use: fonts, style sheets and logos, each by an exact key. Nothing else is ever opened."""

from functools import cache
from pathlib import Path

from reports.content import ContentError

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static" / "reports"
FONTS = ROOT / "build" / "fonts"

# Source Sans 3 in full (Latin, Greek, Cyrillic, arrows, ticks), then Hebrew and Arabic letters for the words it lacks.
FONT_FILES = {
    "asset:source-sans-3-regular": "SourceSans3-Regular.ttf.woff2",
    "asset:source-sans-3-bold": "SourceSans3-Bold.ttf.woff2",
    "asset:source-sans-3-italic": "SourceSans3-It.ttf.woff2",
    "asset:source-sans-3-bold-italic": "SourceSans3-BoldIt.ttf.woff2",
    "asset:noto-sans-hebrew-regular": "noto-sans-hebrew-hebrew-400-normal.woff2",
    "asset:noto-sans-hebrew-bold": "noto-sans-hebrew-hebrew-700-normal.woff2",
    "asset:noto-sans-arabic-regular": "noto-sans-arabic-arabic-400-normal.woff2",
    "asset:noto-sans-arabic-bold": "noto-sans-arabic-arabic-700-normal.woff2",
}


def font_path(key: str) -> Path:
    """Where the font with this key lies once `npm run build` has copied it. Raises KeyError for another key."""
    return FONTS / FONT_FILES[key]


def missing_fonts() -> list[str]:
    """The names of the print fonts that the build has not put in place."""
    return [name for name in FONT_FILES.values() if not (FONTS / name).is_file()]


@cache
def logos() -> dict[str, str]:
    """Our logos by key: the text of each SVG file in static/reports/logos."""
    return {path.stem: path.read_text().strip() for path in sorted((STATIC / "logos").glob("*.svg"))}


def logo(key: str) -> str:
    """The SVG text of a logo. Raises ContentError with a sentence when there is none by that key."""
    try:
        return logos()[key]
    except KeyError:
        raise ContentError(f"There is no logo {key[:40]!r}; choose one of {', '.join(logos())}.") from None


@cache
def paper_css() -> str:
    """The style sheet of a paper on screen."""
    return (STATIC / "paper.css").read_text()


@cache
def print_css() -> str:
    """The style sheet of a paper in PDF."""
    return (STATIC / "print.css").read_text()
