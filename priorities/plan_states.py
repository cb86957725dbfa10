"""The states of a plan and the moves between them, in one table. docs/plan-states.md is made from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from priorities.models import Plan

State = Plan.Status


class Need(Enum):
    """What a move wants, in words."""

    PRIORITIES = "the plan has at least one priority"
    AGREEMENT = "the meeting that agreed it, or the day"
    NOTHING_OPEN = "each action is completed, dropped, or carried into a later plan"
    REASON = "a reason"


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a plan from one state to another: the words on its button, and what follows from it."""

    start: Plan.Status
    end: Plan.Status
    button: str
    follows: str
    needs: tuple[Need, ...] = ()


MOVES = (
    Move(State.DRAFT, State.PROPOSED, "Propose the plan", "Anybody can read it from then on.", (Need.PRIORITIES,)),
    Move(
        State.PROPOSED,
        State.AGREED,
        "Record that the plan was agreed",
        "From then on each change asks why, and is shown with its reason.",
        (Need.PRIORITIES, Need.AGREEMENT),
    ),
    Move(
        State.PROPOSED,
        State.YET_TO_BE_RATIFIED,
        "Record that it is yet to be ratified",
        "The partnership has settled it; another body has still to ratify it.",
        (Need.PRIORITIES,),
    ),
    Move(
        State.PROPOSED,
        State.DRAFT,
        "Take the plan back to draft",
        "Only people with a role in the partnership can read it then.",
    ),
    Move(
        State.YET_TO_BE_RATIFIED,
        State.AGREED,
        "Record that the plan was agreed",
        "From then on each change asks why, and is shown with its reason.",
        (Need.PRIORITIES, Need.AGREEMENT),
    ),
    Move(
        State.YET_TO_BE_RATIFIED,
        State.PROPOSED,
        "Take the plan back to proposed",
        "It was not ratified as it stands.",
    ),
    Move(
        State.AGREED,
        State.CLOSED,
        "Close the plan",
        "Nothing in it can be changed then. It stays readable.",
        (Need.NOTHING_OPEN,),
    ),
    Move(
        State.CLOSED,
        State.AGREED,
        "Open the plan again",
        "It can be changed again, each time with a reason.",
        (Need.REASON,),
    ),
)
INTRODUCTION = """# The states of a plan

Written by `manage.py build_docs` from the table in `priorities/plan_states.py`, which decides what the portal allows:
change that, not this page. Partnership officers make the moves.
"""


def moves_from(state: str) -> tuple[Move, ...]:
    """The moves that a plan in this state can make."""
    return tuple(move for move in MOVES if move.start == state)


def move_between(start: str, end: str) -> Move | None:
    """The move from one state to another, or None where there is none."""
    return next((move for move in MOVES if (move.start, move.end) == (start, end)), None)


def states_page() -> str:
    """docs/plan-states.md."""
    return "\n".join([INTRODUCTION, *_diagram(MOVES), "", *_table(MOVES), ""])


def _diagram(moves: Iterable[Move]) -> list[str]:
    named = [f'    state "{state.label}" as {_key(state)}' for state in State]
    arrows = [f"    {_key(move.start)} --> {_key(move.end)}: {move.button}" for move in moves]
    start = f"    [*] --> {_key(State.DRAFT)}"
    return ["```mermaid", "stateDiagram-v2", *named, start, *arrows, "```"]


def _table(moves: Iterable[Move]) -> list[str]:
    rows = []
    for move in moves:
        needs = "; ".join(need.value for need in move.needs) or "nothing"
        rows.append(f"| {move.start.label} | {move.end.label} | {move.button} | {needs} | {move.follows} |")
    return ["| from | to | button | what it needs | what follows |", "| --- | --- | --- | --- | --- |", *rows]


def _key(state: Plan.Status) -> str:
    return state.value.replace("-", "_")
