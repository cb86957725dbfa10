"""The states of a paper and the moves between them, in one table. docs/paper-states.md is made from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from reports.models import Paper

State = Paper.State


class Need(Enum):
    """What a move wants, in words."""

    SIGNERS = "somebody to sign, named by the paper or by its house style"
    SIGNED = "everybody who must sign has signed the paper as it stands"
    WHEN = "a day and an hour to come"
    REASON = "a reason"
    NOTE = "a note that says what to change"
    IN_TIME = "where it is late, the reason"
    NO_BLOCK = "no finding of the checks that stops it, and no election period that holds it"


@dataclass(frozen=True, slots=True)
class Move:
    """A move of a paper from one state to another: the words on its button, who makes it, and what follows."""

    start: Paper.State
    end: Paper.State
    button: str
    follows: str
    needs: tuple[Need, ...] = ()
    who: str = "officer or administrator"


PUBLISHING = (Need.SIGNED, Need.IN_TIME, Need.NO_BLOCK)
MOVES = (
    Move(State.DRAFT, State.IN_REVIEW, "Send for sign-off", "Each approver gets an e-mail.", (Need.SIGNERS,)),
    Move(
        State.DRAFT,
        State.PUBLISHED,
        "Publish",
        "Only where nobody has to sign. Anybody can read it from then on.",
        PUBLISHING,
    ),
    Move(
        State.DRAFT,
        State.CORRECTED,
        "Publish the correction",
        "Only where nobody has to sign. The old edition stays at its address, with a notice.",
        PUBLISHING,
    ),
    Move(
        State.IN_REVIEW,
        State.DRAFT,
        "Return with a note",
        "The note reaches the officers and everybody who signed before.",
        (Need.NOTE,),
        "approver",
    ),
    Move(State.IN_REVIEW, State.DRAFT, "Take back to draft", "Nobody is asked to sign any more."),
    Move(
        State.IN_REVIEW,
        State.APPROVED,
        "Sign",
        "With the last signature that it needs, the paper is approved.",
        (Need.SIGNED,),
        "approver",
    ),
    Move(
        State.APPROVED,
        State.IN_REVIEW,
        "Ask again",
        "It changed after it was signed: whoever signed is asked again.",
    ),
    Move(State.APPROVED, State.DRAFT, "Take back to draft", "Nobody is asked to sign any more."),
    Move(
        State.APPROVED,
        State.SCHEDULED,
        "Schedule",
        "The portal publishes it at that hour, if nothing has changed by then.",
        (Need.SIGNED, Need.WHEN),
    ),
    Move(State.APPROVED, State.PUBLISHED, "Publish", "Anybody can read it from then on.", PUBLISHING),
    Move(
        State.APPROVED,
        State.CORRECTED,
        "Publish the correction",
        "The old edition stays at its address, with a notice.",
        PUBLISHING,
    ),
    Move(State.SCHEDULED, State.APPROVED, "Do not publish then", "It stays approved, and has no hour."),
    Move(
        State.SCHEDULED,
        State.IN_REVIEW,
        "Ask again",
        "It changed after it was signed: whoever signed is asked again.",
    ),
    Move(State.SCHEDULED, State.DRAFT, "Take back to draft", "It has no hour any more."),
    Move(
        State.SCHEDULED,
        State.PUBLISHED,
        "Publish",
        "The portal does it at the hour; an officer can do it before.",
        PUBLISHING,
        "officer, administrator or the portal",
    ),
    Move(
        State.SCHEDULED,
        State.CORRECTED,
        "Publish the correction",
        "The old edition stays at its address, with a notice.",
        PUBLISHING,
        "officer, administrator or the portal",
    ),
    *(
        move
        for public in (State.PUBLISHED, State.CORRECTED)
        for move in (
            Move(
                public,
                State.DRAFT,
                "Begin a correction",
                "The edition stays public until the correction is published.",
                (Need.REASON,),
            ),
            Move(State.DRAFT, public, "Give the correction up", "The edition stays as it is."),
            Move(
                public,
                State.WITHDRAWN,
                "Withdraw",
                "Its addresses answer 410 and say when and why.",
                (Need.REASON,),
            ),
            Move(State.WITHDRAWN, public, "Bring it back", "Anybody can read it again.", (Need.REASON,)),
        )
    ),
)
INTRODUCTION = """# The states of a paper

Written by `manage.py build_docs` from the table in `reports/paper_states.py`, which decides what the portal allows:
change that, not this page.

While a correction is drafted, signed and scheduled, its paper goes through the same states, and the edition that was
published stays public. A paper in any of them can also be withdrawn, if it was ever published; brought back, it is a
draft again where a correction was in work.
"""


def moves_from(state: str) -> tuple[Move, ...]:
    """The moves that a paper in this state can make."""
    return tuple(move for move in MOVES if move.start == state)


def may_move(start: str, end: str) -> bool:
    """Whether there is a move from one state to another."""
    return any((move.start, move.end) == (start, end) for move in MOVES)


def states_page() -> str:
    """docs/paper-states.md."""
    return "\n".join([INTRODUCTION, *_diagram(MOVES), "", *_table(MOVES), ""])


def _diagram(moves: Iterable[Move]) -> list[str]:
    named = [f'    state "{state.label}" as {_key(state)}' for state in State]
    arrows = [f"    {_key(move.start)} --> {_key(move.end)}: {move.button}" for move in moves]
    return ["```mermaid", "stateDiagram-v2", *named, f"    [*] --> {_key(State.DRAFT)}", *arrows, "```"]


def _table(moves: Iterable[Move]) -> list[str]:
    rows = []
    for move in moves:
        needs = "; ".join(need.value for need in move.needs) or "nothing"
        rows.append(
            f"| {move.start.label} | {move.end.label} | {move.button} | {move.who} | {needs} | {move.follows} |"
        )
    heads = "| from | to | button | who | what it needs | what follows |"
    return [heads, "| --- " * 6 + "|", *rows]


def _key(state: Paper.State) -> str:
    return state.value.replace("-", "_")
