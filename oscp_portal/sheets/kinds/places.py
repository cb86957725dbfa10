"""Places in a plan as sheets name them: "1.3 Patrol the towpath", by the number alone, or by the words."""

import re
from collections.abc import Iterable

from achievements.places import PlaceLine
from oscp_portal.sheets.cells import Choices, Unreadable
from priorities.numbering import Place

NUMBER = re.compile(r"\d+(?:\.\d+)*\s+")


class Places(Choices):
    """Priorities and actions of a plan. Numbers move when a plan is put in another order, so the words count where they
    are there.
    """

    def __init__(self, lines: Iterable[PlaceLine]) -> None:
        found = [(line, label_of(line)) for line in lines]
        also = [(line.number, line.place) for line, _ in found]
        also += [(NUMBER.sub("", label, count=1), line.place) for line, label in found]
        super().__init__(
            "a priority or action of this plan, as it stands now", [(label, line.place) for line, label in found], also
        )

    def find(self, name: str) -> Place:
        words = NUMBER.sub("", name, count=1)
        try:
            return super().find(name)
        except Unreadable:
            if words == name:
                raise
        try:
            return super().find(words)
        except Unreadable:
            return super().find(name)


def label_of(line: PlaceLine) -> str:
    """A place as a cell says it; a semicolon stands between several, so there is none in it."""
    return line.label.replace(";", ",")
