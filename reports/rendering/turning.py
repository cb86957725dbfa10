"""What stands on a page turned landscape: a table too wide for portrait, with what leads up to it."""

from typing import NamedTuple

from reports.content import Block, Paragraph, Section, Table
from reports.rendering.widths import turns_landscape

LEAD_IN = 300  # letters of the paragraphs before a table that go with it; more than these are text in their own right


class Turned(NamedTuple):
    """What of a section turns: its heading, and its own blocks by position. Inner sections say so for themselves."""

    heading: bool
    blocks: frozenset[int]


UPRIGHT = Turned(heading=False, blocks=frozenset())


def turned(section: Section) -> Turned:
    """What of a section goes on turned pages.

    A wide table takes the short paragraphs before it along, and the heading where nothing else stands between.
    """
    heading, places = False, set[int]()
    for place, block in enumerate(section.blocks):
        if _begins_turned(block):
            start = _start(section.blocks, place)
            places.update(range(start, place + 1))
            heading = heading or start == 0
    return Turned(heading, frozenset(places))


def _begins_turned(block: Block) -> bool:
    match block:
        case Table():
            return turns_landscape(block)
        case Section():
            return turned(block).heading
        case _:
            return False


def _start(blocks: tuple[Block, ...], place: int) -> int:
    """The position of the first paragraph that leads up to the block at `place`, or `place` itself."""
    room = LEAD_IN
    while place:
        before = blocks[place - 1]
        if not isinstance(before, Paragraph) or len(before.text) > room:
            break
        room -= len(before.text)
        place -= 1
    return place
