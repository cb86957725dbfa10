"""Where more is given than there is, to the penny."""

from datetime import date
from decimal import Decimal

import pytest

from funding.excesses import Portion, excesses_of, too_much_given_back, unexplained
from funding.reconciliation import Moved

DAY = date(2026, 4, 1)
WHOLE = Portion(1, "Patrols", Decimal(100), None, ())


def told(announced: int | None, *portions: Portion) -> list[str]:
    amount = None if announced is None else Decimal(announced)
    return [str(one) for one in excesses_of(amount, portions).values()]


def test_an_award_is_held_against_its_own_rows_and_a_row_against_its_parts() -> None:
    part = Portion(2, "Nights", Decimal("100.01"), 1, ())
    assert told(100, WHOLE) == []
    assert told(99, WHOLE, part) == ["£1 more than the £99 awarded", "£0.01 more than the £100 of “Patrols”"]
    assert told(None, WHOLE) == []
    assert told(0) == []


def test_shares_that_are_known_count_and_others_do_not() -> None:
    shared = Portion(1, "Patrols", Decimal(100), None, (Decimal(60), None, Decimal(41)))
    assert told(100, shared) == ["£1 more than the £100 of “Patrols”"]
    assert list(excesses_of(None, [shared])) == [("shares", 1)]


@pytest.mark.parametrize(("explained", "left"), [(None, 1), (-9, 1), (-10, 0), (-11, 0), (10, 1)])
def test_an_excess_is_explained_at_its_size_and_below(explained: int | None, left: int) -> None:
    excesses = excesses_of(Decimal(90), [WHOLE]).values()
    said = {} if explained is None else {("announced", 0): Decimal(explained)}
    assert len(unexplained(excesses, said)) == left


@pytest.mark.parametrize(
    ("announced", "moved", "says"),
    [
        (100, [("received", 60, None), ("paid", 60, None), ("returned", 60, None)], ""),
        (100, [("received", 60, None), ("returned", 61, None)], "£61 would be given back in all, of £60 received"),
        (100, [("returned", 100, None)], ""),
        (100, [("returned", 50, None), ("returned", 51, None)], "£101 would be given back in all, of £100 announced"),
        (None, [("returned", 500, None)], ""),
        (None, [("received", 5, None), ("returned", 6, None)], "£6 would be given back in all, of £5 received"),
        (900, [("returned", 100, 1), ("returned", 9, 2), ("paid", 9, 1)], ""),
        (900, [("returned", 101, 1)], "£101 of this allocation would be given back, of £100 allocated"),
    ],
)
def test_no_more_is_given_back_than_there_was(announced: int | None, moved: list, says: str) -> None:
    found = [Moved(kind, Decimal(amount), DAY, row) for kind, amount, row in moved]
    limit = None if announced is None else Decimal(announced)
    told = too_much_given_back(limit, found, {1: Decimal(100), 2: Decimal(10)})
    assert [why for _, why in told.values()] == ([says] if says else [])
    assert all(beyond == 1 for beyond, _ in told.values())
