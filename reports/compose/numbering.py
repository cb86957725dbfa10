"""Numbers and addresses: paragraphs numbered through the paper or within sections, headings with an address of their
own.
"""

from dataclasses import dataclass, field, replace

from django.utils.text import slugify

from reports.content import Block, Paragraph, Section
from reports.models import HouseStyle

Numbering = HouseStyle.Numbering


@dataclass(slots=True)
class Numberer:
    """Hands out paragraph numbers and heading addresses in reading order.

    Only paragraphs that stand directly in a section count; those in lists, tables and notes belong to the one before
    them.
    """

    numbering: str
    section: int = 0
    paragraph: int = 0
    taken: set[str] = field(default_factory=set)

    def enter_section(self, *, is_numbered: bool) -> None:
        """Begin the next section at the top level; decimal numbers start anew in it."""
        if self.numbering == Numbering.DECIMAL and is_numbered:
            self.section += 1
            self.paragraph = 0

    def number(self, blocks: tuple[Block, ...], *, is_numbered: bool) -> tuple[Block, ...]:
        """The blocks with their paragraphs numbered and their sub-sections addressed."""
        return tuple(self._numbered(block, is_numbered=is_numbered) for block in blocks)

    def _numbered(self, block: Block, *, is_numbered: bool) -> Block:
        if isinstance(block, Section):
            anchor = self.anchor(block.heading)
            return replace(block, anchor=anchor, blocks=self.number(block.blocks, is_numbered=is_numbered))
        if isinstance(block, Paragraph) and is_numbered and self.numbering != Numbering.NONE:
            self.paragraph += 1
            within = f"{self.section}." if self.numbering == Numbering.DECIMAL else ""
            return replace(block, number=f"{within}{self.paragraph}")
        return block

    def anchor(self, heading: str) -> str:
        """An address for a heading, made from its words and unlike any given before."""
        base = f"section-{slugify(heading)[:60] or 'untitled'}"
        anchor, count = base, 1
        while anchor in self.taken:
            count += 1
            anchor = f"{base}-{count}"
        self.taken.add(anchor)
        return anchor
