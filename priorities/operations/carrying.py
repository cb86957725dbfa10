"""Copying what goes on from one plan into the next, each record with its lineage."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from partners.models import User
from priorities.models import (
    Action,
    ActionStatus,
    DateMove,
    Plan,
    Priority,
    PriorityObjective,
    PriorityStrand,
    Target,
)
from priorities.operations.fates import ActionChoice, Fate

OF_PRIORITY = ("standing", "title", "narrative", "vision", "approach", "lead_body_id", "lead_group_id")
OF_ACTION = ("approach", "project_id", "lead_group_id", "legal_basis")
OF_TARGET = ("position", "measure", "operator", "number", "number_stated", "unit")
Parents = Mapping[int, int | None]


@dataclass(frozen=True, slots=True)
class Carried:
    """The new plan and what was carried into it: the new records by the keys of the old ones."""

    plan: Plan
    priorities: dict[int, Priority]
    actions: dict[int, Action]
    dates_moved: int


def carry_over(
    *,
    new: Plan,
    priorities: list[Priority],
    actions: list[Action],
    choices: Mapping[int, ActionChoice],
    by: User,
    now: datetime,
) -> Carried:
    """Everything that goes on, copied into the new plan. `priorities` are those that do, `actions` all of the old plan;
    both come in display order. As many queries for many as for few, but for the depth of the tree.
    """
    new_priorities = _carry_priorities(new, priorities)
    new_actions = _carry_actions(actions, choices, new_priorities)
    _carry_beside_priorities(new, new_priorities)
    _carry_beside_actions(new_actions, new_priorities)
    _carry_targets(new, new_priorities, new_actions)
    moves = [
        DateMove(
            action=new_actions[action.pk],
            from_date=action.due_date,
            from_stated=action.due_stated,
            to_date=new_actions[action.pk].due_date,
            to_stated=new_actions[action.pk].due_stated,
            reason=f"Carried forward into {new}.",
            moved_by=by,
            moved_at=now,
        )
        for action in actions
        if action.pk in new_actions and has_slipped(action.status, action.due_date, new_actions[action.pk].due_date)
    ]
    DateMove.objects.bulk_create(moves)
    return Carried(new, new_priorities, new_actions, len(moves))


def has_slipped(status: str, was: date | None, due: date | None) -> bool:
    """Whether a new due date is a promise put off: later than the old one, and of an action that was to end."""
    return status != ActionStatus.ONGOING and was is not None and due is not None and due > was


def new_parents(parents: Parents, going: set[int]) -> dict[int, int | None]:
    """Under what each record that goes on will stand: the nearest above it that goes on too, or nothing.

    `parents` says the same of all records as they stand now.
    """

    def nearest(key: int) -> int | None:
        parent = parents[key]
        while parent is not None and parent not in going:
            parent = parents.get(parent)
        return parent

    return {key: nearest(key) for key in parents if key in going}


def _carry_priorities(new: Plan, priorities: list[Priority]) -> dict[int, Priority]:
    by_key = {one.pk: one for one in priorities}
    parents = new_parents({one.pk: one.parent_id for one in priorities}, set(by_key))
    carried: dict[int, Priority] = {}
    for level in _levels(parents):
        made = [
            Priority(
                plan=new,
                parent=carried.get(parents[key] or 0),
                position=by_key[key].position,
                continues=by_key[key],
                **{name: getattr(by_key[key], name) for name in OF_PRIORITY},
            )
            for key in level
        ]
        carried |= zip(level, Priority.objects.bulk_create(made), strict=True)
    return carried


def _carry_actions(
    actions: list[Action], choices: Mapping[int, ActionChoice], priorities: Mapping[int, Priority]
) -> dict[int, Action]:
    by_key = {action.pk: action for action in actions}
    now_under = {action.pk: action.parent_id for action in actions}
    parents = new_parents(now_under, {key for key in by_key if choices[key].goes_on})
    places: dict[int, int] = {}
    counts: Counter[tuple[int, int | None]] = Counter()
    for key in _depth_first(now_under):
        if key in parents:
            among = (by_key[key].priority_id, parents[key])
            counts[among] += 1
            places[key] = counts[among]
    carried: dict[int, Action] = {}
    for level in _levels(parents):
        made = [
            _carried_action(
                by_key[key],
                choices[key],
                priority=priorities[by_key[key].priority_id],
                parent=carried.get(parents[key] or 0),
                position=places[key],
            )
            for key in level
        ]
        carried |= zip(level, Action.objects.bulk_create(made), strict=True)
    return carried


def _carried_action(
    action: Action, choice: ActionChoice, *, priority: Priority, parent: Action | None, position: int
) -> Action:
    new = Action(
        priority=priority,
        parent=parent,
        position=position,
        continues=action,
        text=action.text,
        lead_body_id=action.lead_body_id,
        due_date=choice.due_date,
        due_stated=choice.due_stated,
        **{name: getattr(action, name) for name in OF_ACTION},
    )
    if choice.fate == Fate.CHANGE:
        new.text, new.lead_body = choice.text.strip(), choice.lead_body
    return new


def _levels(parents: Parents) -> Iterator[list[int]]:
    """The keys of a tree, level by level: first those that stand under none of the others."""
    level = [key for key, parent in parents.items() if parent is None or parent not in parents]
    while level:
        yield level
        above = set(level)
        level = [key for key, parent in parents.items() if parent in above]


def _depth_first(parents: Parents) -> Iterator[int]:
    """The keys of a tree in the order of its page; siblings in the order given."""
    below: dict[int | None, list[int]] = {}
    for key, parent in parents.items():
        below.setdefault(parent if parent in parents else None, []).append(key)

    def walk(parent: int | None) -> Iterator[int]:
        for key in below.get(parent, ()):
            yield key
            yield from walk(key)

    return walk(None)


def _carry_beside_priorities(new: Plan, priorities: Mapping[int, Priority]) -> None:
    """Strands, supporting bodies, and the objectives that stand in the new plan's set."""
    strands = PriorityStrand.objects.filter(priority__in=priorities).order_by("pk")
    PriorityStrand.objects.bulk_create(
        [PriorityStrand(priority=priorities[one.priority_id], strand=one.strand) for one in strands]
    )
    beside = Priority.supporting_bodies.through
    bodies = beside._default_manager.filter(priority_id__in=priorities).values_list("priority_id", "body_id")
    beside._default_manager.bulk_create(
        [beside(priority_id=priorities[key].pk, body_id=body) for key, body in bodies.order_by("pk")]
    )
    if new.objective_set_id is None:
        return
    links = PriorityObjective.objects.filter(priority__in=priorities, objective__objective_set=new.objective_set_id)
    PriorityObjective.objects.bulk_create(
        [
            PriorityObjective(
                priority=priorities[link.priority_id],
                objective_id=link.objective_id,
                position=link.position,
                sub_theme=link.sub_theme,
            )
            for link in links.order_by("pk")
        ]
    )


def _carry_beside_actions(actions: Mapping[int, Action], priorities: Mapping[int, Priority]) -> None:
    """Supporting bodies, and the other priorities that actions serve, where these go on."""
    beside = Action.supporting_bodies.through
    bodies = beside._default_manager.filter(action_id__in=actions).values_list("action_id", "body_id")
    beside._default_manager.bulk_create(
        [beside(action_id=actions[key].pk, body_id=body) for key, body in bodies.order_by("pk")]
    )
    serves = Action.also_serves.through
    served = serves._default_manager.filter(action_id__in=actions, priority_id__in=priorities)
    serves._default_manager.bulk_create(
        [
            serves(action_id=actions[key].pk, priority_id=priorities[priority].pk)
            for key, priority in served.order_by("pk").values_list("action_id", "priority_id")
        ]
    )


def _carry_targets(new: Plan, priorities: Mapping[int, Priority], actions: Mapping[int, Action]) -> None:
    """Targets, without their results, for the new plan's period; those that reach beyond the old plan keep theirs."""
    of_priorities = Target.objects.filter(priority__in=priorities).select_related("priority__plan")
    of_actions = Target.objects.filter(action__in=actions).select_related("action__priority__plan")
    made = []
    for target in [*of_priorities.order_by("pk"), *of_actions.order_by("pk")]:
        copy = Target(**{name: getattr(target, name) for name in OF_TARGET})
        copy.priority = priorities.get(target.priority_id or 0)
        copy.action = actions.get(target.action_id or 0)
        copy.period = target.period if _runs_on(target) or not target.period else new.period
        made.append(copy)
    Target.objects.bulk_create(made)


def _runs_on(target: Target) -> bool:
    """Whether a target was set for longer than the plan it stands in."""
    owner = target.priority or (target.action and target.action.priority)
    ends = owner.plan.period_end if owner else None
    return target.period_end is not None and ends is not None and target.period_end > ends
