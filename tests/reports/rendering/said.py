"""What a paper says, in order, as every format must say it: worked out from the content alone."""

from dataclasses import dataclass
from itertools import count

from reports.content import BlockList, Chart, Note, Paragraph, Section, Table
from reports.rendering.marks import list_mark, paragraph_mark
from tests.reports.rendering.reading import squeezed, words_of_chart

ALL_MARKS = ("bullet", "number", "letter", "roman")


@dataclass(frozen=True)
class Said:
    """Where formats differ: which lists' marks are words of theirs, and what they say beside the content."""

    marks: tuple[str, ...] = ()
    marks_in_cells: tuple[str, ...] = ()
    hidden_captions: bool = False
    contents: bool = False
    colons: bool = False
    running_foot: bool = False

    def of(self, paper, status=""):
        """The words without their spaces."""
        return squeezed(" ".join(self.parts(paper, status)))

    def parts(self, paper, status):
        yield from (paper.masthead.name, status, paper.title, paper.subtitle)
        for header in paper.header:
            if header.rows and (header.show_caption or self.hidden_captions):
                yield header.caption
            for row in header.rows:
                yield row.label
                if self.colons and row.label.strip() and not row.label.rstrip().endswith((":", "?")):
                    yield ":"
                yield from self.blocks(row.blocks)
        if self.contents and paper.contents and paper.sections:
            yield "Contents"
            for section in paper.sections:
                yield section.heading
                yield from (inner.heading for inner in section.blocks if isinstance(inner, Section))
        yield from self.blocks(paper.sections)
        if self.running_foot:
            yield paper.running_foot

    def blocks(self, blocks, *, in_cell=False):
        for block in blocks:
            match block:
                case BlockList():
                    yield from self.items(block, in_cell=in_cell)
                case Table():
                    yield from (block.caption, *(column.heading for column in block.columns))
                    for cell in (cell for row in block.rows for cell in row.cells):
                        yield from self.blocks(cell.blocks, in_cell=True)
                case Note() | Section():
                    yield block.label if isinstance(block, Note) else block.heading
                    yield from self.blocks(block.blocks, in_cell=in_cell)
                case _:
                    yield from _of(block)

    def items(self, block, *, in_cell):
        for position, item in zip(count(1), block.items):
            if block.marker in (self.marks_in_cells if in_cell else self.marks):
                yield list_mark(block.marker, position)
            yield from self.blocks(item.blocks, in_cell=in_cell)


def _of(block):
    match block:
        case Paragraph():
            return [paragraph_mark(block.number) if block.number else "", block.text]
        case Chart():
            return words_of_chart(block)
