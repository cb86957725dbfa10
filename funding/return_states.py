"""The states of a return and the moves between them, in one table. docs/return-states.md is made from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from funding.models import Return

State = Return.State


class Need(Enum):
    """What a move wants, in words."""

    LINES = "the return has at least one line"
    CONTACTS = "an e-mail address for each body that is asked, and a date"
    DECIDED = "no answer waits for the officer"
    EVERY_LINE = "each line is accepted, and every variance beyond the tolerance has its reason"
    DAY_AND_PLACE = "the day, and the post or body it was sent to"
    QUERY = "what the funder asked"
    REASON = "a reason"


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a return from one state to another: the words on its button, who makes it, and what follows."""

    start: Return.State
    end: Return.State
    button: str
    who: str
    follows: str
    needs: tuple[Need, ...] = ()

    @property
    def is_back(self) -> bool:
        """Whether it takes the return back to an earlier state."""
        return Need.REASON in self.needs


OFFICER = "officer"
APPROVER = "approver, or an officer where the partnership has no approver"
MOVES = (
    Move(
        State.NOT_STARTED,
        State.WITH_BODIES,
        "Ask the bodies",
        OFFICER,
        "Each lead body gets an e-mail with a link to its own lines.",
        (Need.LINES, Need.CONTACTS),
    ),
    Move(
        State.NOT_STARTED,
        State.IN_REVIEW,
        "Review it without asking",
        OFFICER,
        "The officer fills in every line.",
        (Need.LINES,),
    ),
    Move(
        State.WITH_BODIES,
        State.IN_REVIEW,
        "Review the lines",
        OFFICER,
        "The links no longer work, and nobody is reminded.",
        (Need.DECIDED,),
    ),
    Move(
        State.IN_REVIEW,
        State.WITH_BODIES,
        "Give it back to the bodies",
        OFFICER,
        "The links work again. A body that is to say more gets its line back with a note.",
        (Need.REASON,),
    ),
    Move(
        State.IN_REVIEW,
        State.APPROVED,
        "Approve the return",
        APPROVER,
        "It is frozen with its documents. The forecast of each line becomes the allocation's.",
        (Need.EVERY_LINE,),
    ),
    Move(
        State.APPROVED,
        State.IN_REVIEW,
        "Take it back before it is sent",
        OFFICER,
        "The documents stay as they are; the next approval makes new ones beside them.",
        (Need.REASON,),
    ),
    Move(
        State.APPROVED,
        State.SENT,
        "Record that it was sent",
        OFFICER,
        "The portal sends nothing to the funder itself.",
        (Need.DAY_AND_PLACE,),
    ),
    Move(
        State.SENT,
        State.QUERIED,
        "Record a query",
        OFFICER,
        "What the funder asked stands with the return.",
        (Need.QUERY,),
    ),
    Move(
        State.QUERIED,
        State.IN_REVIEW,
        "Change the return",
        OFFICER,
        "It can be changed again. Approved anew, it has a second set of documents; the first stays.",
        (Need.REASON,),
    ),
    Move(
        State.QUERIED,
        State.SENT,
        "Record that the query is settled",
        OFFICER,
        "The return stands as it was sent.",
        (Need.REASON,),
    ),
)
INTRODUCTION = """# The states of a return

Written by `manage.py build_docs` from the table in `funding/return_states.py`, which decides what the portal allows:
change that, not this page.
"""


def moves_from(state: str) -> tuple[Move, ...]:
    """The moves that a return in this state can make."""
    return tuple(move for move in MOVES if move.start == state)


def move_between(start: str, end: str) -> Move | None:
    """The move from one state to another, or None where there is none."""
    return next((move for move in MOVES if (move.start, move.end) == (start, end)), None)


def states_page() -> str:
    """docs/return-states.md."""
    return "\n".join([INTRODUCTION, *_diagram(MOVES), "", *_table(MOVES), ""])


def _diagram(moves: Iterable[Move]) -> list[str]:
    named = [f'    state "{state.label}" as {_key(state)}' for state in State]
    arrows = [f"    {_key(move.start)} --> {_key(move.end)}: {move.button}" for move in moves]
    return ["```mermaid", "stateDiagram-v2", *named, f"    [*] --> {_key(State.NOT_STARTED)}", *arrows, "```"]


def _table(moves: Iterable[Move]) -> list[str]:
    rows = []
    for move in moves:
        needs = "; ".join(need.value for need in move.needs) or "nothing"
        rows.append(
            f"| {move.start.label} | {move.end.label} | {move.button} | {move.who} | {needs} | {move.follows} |"
        )
    return ["| from | to | button | who | what it needs | what follows |", "| --- " * 6 + "|", *rows]


def _key(state: Return.State) -> str:
    return state.value.replace("-", "_")
