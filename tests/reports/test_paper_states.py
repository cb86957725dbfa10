"""The table of a paper's states: what it allows, and that it forgets no state."""

import pytest

from reports.models import Paper
from reports.paper_states import MOVES, State, may_move, moves_from, states_page


def test_every_state_can_be_reached_from_a_draft_and_left_again() -> None:
    reached = {State.DRAFT}
    while more := {move.end for move in MOVES if move.start in reached} - reached:
        reached |= more
    assert reached == set(State)
    assert {move.start for move in MOVES} == set(State)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (State.IN_REVIEW, State.PUBLISHED),
        (State.IN_REVIEW, State.SCHEDULED),
        (State.DRAFT, State.SCHEDULED),
        (State.WITHDRAWN, State.APPROVED),
        (State.PUBLISHED, State.APPROVED),
    ],
)
def test_signatures_cannot_be_gone_round(start: Paper.State, end: Paper.State) -> None:
    assert not may_move(start, end)


def test_each_move_stands_in_the_table_once() -> None:
    moves = [(move.start, move.end, move.button) for move in MOVES]
    assert len(moves) == len(set(moves))
    assert moves_from(State.WITHDRAWN)


def test_the_page_draws_every_move() -> None:
    page = states_page()
    assert page.count("-->") == len(MOVES) + 1
    assert 'state "Out for sign-off" as in_review' in page
