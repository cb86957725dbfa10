"""Numbers that Word counts itself: of paragraphs through the paper, and of the items of each list.

A paper's numbers are already decided. What Word counts is compared with them, paragraph by paragraph: where they agree
the paragraph's style is enough; where the paper departs (a number left out, a section begun anew) a list of its own
begins there; and a number that no counting gives ("3a") is written as text.
"""

import re
from dataclasses import dataclass, field

from reports.content import BlockList, Paper, Paragraph, walk
from reports.rendering.docx.markup import DECLARATION, NAMESPACES, numbered_by

HANG = 737  # twips from a paragraph's number to its words: 13 mm
STEP = 454  # twips that each level of a list goes in: 8 mm
LEVELS = 9  # Word counts no deeper
STYLED_LEVELS = 5  # List Bullet, List Bullet 2 … List Bullet 5

COUNTED = re.compile(r"(0|[1-9][0-9]{0,3})(\.(0|[1-9][0-9]{0,3})){0,8}")
BULLETS = "•○▪"
FORMATS = {"bullet": "bullet", "number": "decimal", "letter": "lowerLetter", "roman": "lowerRoman"}
PARAGRAPHS, BULLET, NUMBER = 0, 1, 2  # kinds of list that a style counts; a list's number is one more


def style_of(marker: str, depth: int) -> str:
    """The style of a list's items at a depth from 0."""
    name = "ListBullet" if marker == "bullet" else "ListNumber"
    return name if depth == 0 else f"{name}{min(depth + 1, STYLED_LEVELS)}"


def continuing_style(depth: int) -> str:
    """The style of what follows the first paragraph of an item."""
    return "ListContinue" if depth == 0 else f"ListContinue{min(depth + 1, STYLED_LEVELS)}"


def is_decimal(paper: Paper) -> bool:
    """Whether paragraphs are numbered within sections: 1.1, 1.2."""
    first = next((block for block in walk(paper.sections) if isinstance(block, Paragraph) and block.number), None)
    return first is not None and len(first.number.split(".")) == 2


@dataclass
class Numbering:
    """Counts as Word will, hands out the properties that make it count right, and writes its part of the file."""

    decimal: bool
    section: int = 0
    paragraph: int = 0
    apart: list[int] = field(default_factory=list)  # the last number of the list that departs, and
    apart_id: int = 0  # its own number among the lists
    open: list[tuple[str, int]] = field(default_factory=list)
    abstracts: list[str] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.abstracts = [
            self._paragraphs(),
            *(_of_items(kind, marker) for kind, marker in enumerate(FORMATS, start=1)),
        ]
        self.numbers = [_number(kind + 1, kind) for kind in range(len(self.abstracts))]

    def counts_section(self, first_number: str) -> bool:
        """Whether Word's count of sections goes on at one whose first number this is ("" where it has none)."""
        if not self.decimal or first_number.partition(".")[0] != str(self.section + 1):
            return False
        self.section += 1
        self.paragraph = 0
        return True

    def of_paragraph(self, number: str) -> str | None:
        """The property that makes Word show this number: "" where the style does; None where it must be text."""
        within = f"{self.section}." if self.decimal else ""
        if number == f"{within}{self.paragraph + 1}" and (self.section or not self.decimal):
            self.paragraph += 1
            return ""
        if not COUNTED.fullmatch(number):
            return None
        parts = [int(part) for part in number.split(".")]
        if [*self.apart[:-1], *(last + 1 for last in self.apart[-1:])] != parts:
            self.apart_id = self._add(_departing(len(self.abstracts), parts))
        self.apart = parts
        return numbered_by(self.apart_id, len(parts) - 1)

    def begin_list(self, block: BlockList, depth: int) -> str:
        """The property of the items of a list that begins here; `end_list` ends it."""
        level = min(depth, LEVELS - 1)
        kind = list(FORMATS).index(block.marker) + 1
        here = (block.marker, level)
        is_open = here in self.open
        self.open.append(here)
        if block.marker == "bullet":
            return numbered_by(kind + 1, level)
        if is_open:  # a list within a list that counts the same level: it must not move the outer one on
            return numbered_by(self._add(_of_items(len(self.abstracts), block.marker, is_styled=False)), level)
        self.numbers.append(_number(len(self.numbers) + 1, kind, restart=level))
        return numbered_by(len(self.numbers), level)

    def end_list(self) -> None:
        """Leave the list begun last."""
        self.open.pop()

    def _add(self, abstract: str) -> int:
        self.abstracts.append(abstract)
        self.numbers.append(_number(len(self.numbers) + 1, len(self.abstracts) - 1))
        return len(self.numbers)

    def part(self) -> str:
        """The file's part that says how lists count."""
        inner = "".join(self.abstracts) + "".join(self.numbers)
        return f"{DECLARATION}<w:numbering {NAMESPACES}>{inner}</w:numbering>"

    def _paragraphs(self) -> str:
        if not self.decimal:
            return _abstract(
                PARAGRAPHS, _level(0, "decimal", "%1.", style="NumberedParagraph", left=HANG, hanging=HANG)
            )
        sections = _level(0, "decimal", "", style="Heading1", suffix="nothing")
        inner = _level(1, "decimal", "%1.%2", style="NumberedParagraph", left=HANG, hanging=HANG)
        return _abstract(PARAGRAPHS, sections + inner)


def _abstract(number: int, levels: str) -> str:
    kind = '<w:multiLevelType w:val="multilevel"/>'
    return f'<w:abstractNum w:abstractNumId="{number}">{kind}{levels}</w:abstractNum>'


def _number(number: int, abstract: int, *, restart: int | None = None) -> str:
    begin = ""
    if restart is not None:
        begin = f'<w:lvlOverride w:ilvl="{restart}"><w:startOverride w:val="1"/></w:lvlOverride>'
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{begin}</w:num>'


def _level(
    level: int,
    counting: str,
    shown: str,
    *,
    start: int = 1,
    style: str = "",
    suffix: str = "",
    left: int = 0,
    hanging: int = 0,
) -> str:
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    after = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{counting}"/>{linked}{after}'
        f'<w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _of_items(number: int, marker: str, *, is_styled: bool = True) -> str:
    """How a kind of list counts on each level."""
    levels = []
    for level in range(LEVELS):
        shown = BULLETS[level % len(BULLETS)] if marker == "bullet" else f"%{level + 1}."
        linked = is_styled and marker in ("bullet", "number") and level < STYLED_LEVELS
        style = style_of(marker, level) if linked else ""
        left = (level + 1) * STEP
        levels.append(_level(level, FORMATS[marker], shown, style=style, left=left, hanging=STEP))
    return _abstract(number, "".join(levels))


def _departing(number: int, parts: list[int]) -> str:
    """A list of paragraphs that begins at a number of its own."""
    levels = []
    for level, start in enumerate(parts):
        shown = ".".join(f"%{position + 1}" for position in range(level + 1))
        full_stop = "." if level == 0 else ""
        levels.append(_level(level, "decimal", shown + full_stop, start=start, left=HANG, hanging=HANG))
    return _abstract(number, "".join(levels))
