"""Where a block stands: how far in, how deep in lists, in which style; and the addresses of a paper's parts."""

import re
from dataclasses import dataclass, field, replace

from reports.rendering.docx.markup import indented, paragraph
from reports.rendering.docx.numbering import HANG, STEP, STYLED_LEVELS, continuing_style, style_of
from reports.rendering.docx.styles import NOTE_SPACE, note_frame

DEEPEST = 9  # from this level on lists stop going in, so that a page is never all margin
CELL_STEP = 340
LONGEST_NAME = 40
MOST_SPACE = 31  # points between a border and what it borders


@dataclass(frozen=True, slots=True)
class Place:
    """Where blocks stand.

    `style` is that of plain paragraphs, which begin `left` twips in; `usual` is where the styles of lists take them to
    begin. `frame` is where the words of the note around them begin, if there is one.
    """

    style: str
    left: int
    usual: int
    room: int
    step: int = STEP
    depth: int = 0
    frame: int | None = None
    is_styled: bool = True  # whether the style says how far in a plain paragraph begins
    align: str = ""
    keeps: bool = False  # with what follows, on one page

    def plain(self, inner: str, *, right_to_left: bool, keeps: bool = False) -> str:
        """A paragraph without a number."""
        indent = "" if self.is_styled else indented(self.left)
        border, spacing = self._framed(self.left, is_styled=self.style == "NoteText")
        return paragraph(
            self.style,
            inner,
            keep_next=keeps or self.keeps,
            frame=border,
            right_to_left=right_to_left,
            spacing=spacing,
            indent=indent,
            align=self.align,
        )

    def numbered(self, inner: str, counted: str, *, right_to_left: bool) -> str:
        """A paragraph with a number."""
        moved = bool(self.depth or self.frame is not None or self.usual != HANG)
        border, spacing = self._framed(self.left)
        return paragraph(
            "NumberedParagraph",
            inner,
            numbering=counted,
            frame=border,
            right_to_left=right_to_left,
            spacing=spacing,
            indent=indented(self.left + HANG, HANG) if moved else "",
        )

    def item(self, inner: str, marker: str, counted: str, *, right_to_left: bool) -> str:
        """The first paragraph of an entry of a list."""
        border, spacing = self._framed(self.item_left - self.step)
        own = marker in ("bullet", "number") and self.depth < STYLED_LEVELS
        is_usual = own and self.item_left == self.usual + (self.depth + 1) * STEP and self.step == STEP
        return paragraph(
            style_of(marker, self.depth),
            inner,
            keep_next=self.keeps,
            numbering="" if marker == "bullet" and own else counted,
            frame=border,
            right_to_left=right_to_left,
            spacing=spacing,
            indent="" if is_usual else indented(self.item_left, self.step),
        )

    @property
    def item_left(self) -> int:
        """Where the words of an entry of a list begin that stands here."""
        return self.left + (self.step if self.depth < DEEPEST else 0)

    def within_item(self) -> "Place":
        """Where what follows the first paragraph of an entry stands."""
        left = self.item_left
        styled = self.step == STEP and left == self.usual + (self.depth + 1) * STEP and self.depth < STYLED_LEVELS
        return replace(
            self,
            style=continuing_style(self.depth),
            left=left,
            depth=self.depth + 1,
            is_styled=styled,
            room=self.room - (left - self.left),
            align="",
        )

    def _framed(self, left: int, *, is_styled: bool = False) -> tuple[str, str]:
        if self.frame is None or is_styled:
            return "", ""
        space = min(MOST_SPACE, NOTE_SPACE + max(0, left - self.frame) // 20)
        return note_frame(space), '<w:spacing w:before="0" w:after="0"/>'


@dataclass
class Names:
    """Names of bookmarks for the addresses in a paper: letters, digits and underscores, 40 at most, each its own."""

    given: dict[str, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def of(self, anchor: str) -> str:
        """The bookmark for an address."""
        if anchor not in self.given:
            base = re.sub(r"[^A-Za-z0-9]", "_", anchor)[:LONGEST_NAME]
            name, count = base, 1
            while name.lower() in self.taken:
                count += 1
                name = f"{base[: LONGEST_NAME - 1 - len(str(count))]}_{count}"
            self.taken.add(name.lower())
            self.given[anchor] = name
        return self.given[anchor]
