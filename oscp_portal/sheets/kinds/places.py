"""Places in a plan as sheets name them: "1.3 Patrol the towpath", by the number alone, or by the words."""

import re
from collections.abc import Iterable
from typing import Any

from achievements.places import PlaceLine
from oscp_portal.sheets.cells import SEVERAL, Choices, Unreadable
from priorities.models import Action, Plan, Priority
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


class Labels:
    """What cells say of places in a plan, in the plan's order."""

    def __init__(self, lines: Iterable[PlaceLine]) -> None:
        self._labels = {line.place: (number, label_of(line)) for number, line in enumerate(lines)}

    def of(self, places: Iterable[Place]) -> str:
        """Those of some places, without any that no longer stand there."""
        found = sorted(self._labels[place] for place in places if place in self._labels)
        return SEVERAL.join(label for _, label in found)


class Served:
    """The priorities and actions of a plan, as records, for the fields that refer to them."""

    def __init__(self, plan: Plan) -> None:
        """2 queries."""
        self._priorities = Priority.objects.filter(plan=plan).in_bulk()
        self._actions = Action.objects.filter(priority__plan=plan).in_bulk()

    def among(self, places: Iterable[Place]) -> dict[str, list[Any]]:
        """Those that stand in some places, by the names of the fields."""
        wanted = list(places)
        return {
            "priorities": [self._priorities[key] for kind, key in wanted if kind == "priority"],
            "actions": [self._actions[key] for kind, key in wanted if kind == "action"],
        }


def label_of(line: PlaceLine) -> str:
    """A place as a cell says it; a semicolon stands between several, so there is none in it."""
    return line.label.replace(";", ",")
