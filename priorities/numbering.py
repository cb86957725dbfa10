"""The numbers of a plan's priorities and actions: "1", "1.3", "1.3.2".

A number is a place in the plan, counted in the order in which the plan is shown, and is not kept: where something is
moved, the numbers move with it. Under a priority its actions come first, then the priorities that are parts of it.
"""

from collections.abc import Iterable
from typing import Literal

from priorities.models import Action, Priority

# A plan, a priority or an action, with its key.
Place = tuple[Literal["plan", "priority", "action"], int]
# What stands right under each place, in order.
Tree = dict[Place, list[Place]]


def tree_of(priorities: Iterable[tuple[int, int, int | None]], actions: Iterable[tuple[int, int, int | None]]) -> Tree:
    """What stands under what in one or several plans.

    `priorities` are (key, plan, parent) and `actions` are (key, priority, parent), each in display order.
    """
    tree: Tree = {}
    for key, priority, parent in actions:
        tree.setdefault(("action", parent) if parent else ("priority", priority), []).append(("action", key))
    for key, plan, parent in priorities:
        tree.setdefault(("priority", parent) if parent else ("plan", plan), []).append(("priority", key))
    return tree


def numbers_in(tree: Tree) -> dict[Place, str]:
    """The number of every priority and action that a plan of the tree leads to."""
    numbers: dict[Place, str] = {}

    def number(owner: Place, before: str) -> None:
        for count, place in enumerate(tree.get(owner, ()), 1):
            numbers[place] = f"{before}{count}"
            number(place, f"{before}{count}.")

    for place in tree:
        if place[0] == "plan":
            number(place, "")
    return numbers


def numbers_of(plan_ids: Iterable[int]) -> dict[Place, str]:
    """The number of every priority and action of some plans, as their pages show them. 2 queries."""
    ids = list(plan_ids)
    priorities = Priority.objects.filter(plan_id__in=ids).order_by("position", "pk")
    actions = Action.objects.filter(priority__plan_id__in=ids).in_display_order()
    return numbers_in(
        tree_of(
            priorities.values_list("pk", "plan_id", "parent_id"), actions.values_list("pk", "priority_id", "parent_id")
        )
    )


def number_of(record: Action | Priority) -> str:
    """The number of one action or priority, for a sentence: "1.3". At most 3 queries.

    Empty where it has none: it is removed, or not saved yet.
    """
    if isinstance(record, Action):
        return numbers_of([record.priority.plan_id]).get(("action", record.pk), "")
    return numbers_of([record.plan_id]).get(("priority", record.pk), "")
