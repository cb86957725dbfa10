"""An action's years: how often it was carried forward, how often its date was moved, and both in words."""

from datetime import timedelta

import pytest

from priorities.lineage import lineage_words
from priorities.models import Action
from tests import make

YEARS = ("2022-23", "2023-24", "2024-25", "2025-26")


@pytest.mark.parametrize(
    ("carried", "moved", "words"),
    [
        (0, 0, ""),
        (1, 0, "First year carried forward"),
        (2, 1, "Second year carried forward, date moved once"),
        (3, 2, "Third year carried forward, date moved twice"),
        (0, 1, "Date moved once"),
        (9, 3, "Ninth year carried forward, date moved 3 times"),
        (10, 0, "10th year carried forward"),
        (11, 0, "11th year carried forward"),
        (21, 0, "21st year carried forward"),
        (22, 0, "22nd year carried forward"),
        (23, 0, "23rd year carried forward"),
        (112, 0, "112th year carried forward"),
    ],
)
def test_an_actions_years_are_told_in_words(carried: int, moved: int, words: str) -> None:
    assert lineage_words(carried, moved) == words


def counts(action: Action) -> tuple[int, int]:
    found = Action.objects.with_lineage().get(pk=action.pk)
    return found.times_carried, found.times_moved


def carried(*, years: tuple[str, ...] = YEARS) -> list[Action]:
    """An action of each year, each going on from the one before."""
    oxford, action, actions = make.partnership(), None, []
    for year in years:
        plan = make.plan(of=oxford, period=year)
        action = make.action(under=make.priority(of=plan), continues=action)
        actions.append(action)
    return actions


@pytest.mark.django_db
class TestTheLineageOfAnAction:
    def test_begins_with_nothing(self) -> None:
        assert counts(make.action()) == (0, 0)

    def test_counts_the_years_before_and_not_those_after(self) -> None:
        assert [counts(action) for action in carried()] == [(0, 0), (1, 0), (2, 0), (3, 0)]

    def test_counts_the_moves_of_every_year_so_far(self) -> None:
        first, second, third, last = carried()
        make.date_move(of=first)
        make.date_move(of=third)
        make.date_move(of=third)
        make.date_move(of=make.action())
        assert [counts(action)[1] for action in (first, second, third, last)] == [1, 1, 3, 3]

    def test_counts_a_year_once_where_an_action_was_divided_within_it(self) -> None:
        *_, last = carried()
        again = make.action(under=last.priority, continues=last)
        assert counts(again) == (3, 0)

    def test_ends_where_it_runs_in_a_circle(self) -> None:
        first, second, third, _ = carried()
        Action.objects.filter(pk=first.pk).update(continues=third)
        make.date_move(of=second)
        assert counts(third) == (2, 1)
        assert counts(first) == (2, 1)

    def test_is_counted_for_many_at_once(self) -> None:
        ours, theirs = carried(), carried(years=YEARS[:2])
        make.date_move(of=theirs[0], moved_at=make.NOW - timedelta(days=400))
        found = {action.pk: action for action in Action.objects.with_lineage()}
        assert found[ours[-1].pk].times_carried == 3
        assert found[ours[-1].pk].times_moved == 0
        assert found[theirs[-1].pk].times_carried == 1
        assert found[theirs[-1].pk].times_moved == 1
