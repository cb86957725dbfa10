"""The priorities and actions of a plan as achievements are filed under them: "1.3 Patrol the towpath"."""

from collections.abc import Iterable
from dataclasses import dataclass

from core.prose import gist
from priorities.models import Action, Priority
from priorities.numbering import Place, numbers_in, tree_of

LENGTH = 80


@dataclass(frozen=True, slots=True)
class PlaceLine:
    """A priority or action with its number and first words. `priority` is the priority an action stands under."""

    kind: str
    id: int
    priority: int
    number: str
    words: str

    @property
    def key(self) -> str:
        """What a form calls it: "priority-3", "action-12"."""
        return f"{self.kind}-{self.id}"

    @property
    def label(self) -> str:
        return f"{self.number} {self.words}"

    @property
    def place(self) -> Place:
        return ("priority" if self.kind == "priority" else "action", self.id)


def places_of(plan_id: int) -> tuple[PlaceLine, ...]:
    """Every priority and action of a plan in its order. 2 queries."""
    priorities = list(Priority.objects.filter(plan=plan_id).order_by("position", "pk"))
    actions = list(Action.objects.filter(priority__plan=plan_id).in_display_order())
    tree = tree_of(
        [(one.pk, one.plan_id, one.parent_id) for one in priorities],
        [(one.pk, one.priority_id, one.parent_id) for one in actions],
    )
    words: dict[Place, tuple[int, str]] = {("priority", one.pk): (one.pk, one.title) for one in priorities}
    words |= {("action", one.pk): (one.priority_id, one.text) for one in actions}
    return tuple(
        PlaceLine(place[0], place[1], words[place][0], number, gist(words[place][1], LENGTH))
        for place, number in numbers_in(tree).items()
    )


def numbers_told(places: Iterable[PlaceLine], priorities: Iterable[int], actions: Iterable[int]) -> list[str]:
    """The numbers of some priorities and actions, in the order of the plan: ["1", "2.3"]."""
    wanted = {("priority", pk) for pk in priorities} | {("action", pk) for pk in actions}
    return [line.number for line in places if line.place in wanted]
