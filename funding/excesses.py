"""Where more of an award is given than there is: allocated, passed on, shared, or given back to its funder. Plain rules
over amounts in pounds, which ask no database.

An amount that nobody recorded bounds nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.formats import money
from funding.reconciliation import Kind, Moved, known_total, total

# Which difference, and of which allocation; 0 for the award as a whole. As explanations are kept.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Portion:
    """An allocation with its words, and what is known to be shared out of it. `above` is what it is passed on from."""

    id: int
    name: str
    amount: Decimal
    above: int | None
    shares: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Excess:
    """By how much more is allocated, passed on or shared than there is, in pounds: `difference` says which of these,
    `what` it is of ("the £746,294 awarded"), `allocation_id` is 0 for the award as a whole.
    """

    difference: str
    allocation_id: int
    what: str
    amount: Decimal

    @property
    def key(self) -> Key:
        return self.difference, self.allocation_id

    def __str__(self) -> str:
        return f"{money(self.amount)} more than {self.what}"


def excesses_of(announced: Decimal | None, portions: Sequence[Portion]) -> dict[Key, Excess]:
    """Where more of an award is given than there is, whether it is explained or not."""
    under: dict[int | None, list[Decimal]] = {}
    for one in portions:
        under.setdefault(one.above, []).append(one.amount)
    limits = [(Kind.ANNOUNCED, 0, "awarded", announced, known_total(under.get(None, ())))]
    for one in portions:
        of_it = f"of “{one.name}”"
        limits.append((Kind.PASSED_ON, one.id, of_it, one.amount, known_total(under.get(one.id, ()))))
        limits.append((Kind.SHARES, one.id, of_it, one.amount, known_total(one.shares)))
    found = (
        Excess(str(kind), key, f"the {money(limit)} {of_what}", given - limit)
        for kind, key, of_what, limit, given in limits
        if limit is not None and given is not None and given > limit
    )
    return {excess.key: excess for excess in found}


def unexplained(excesses: Iterable[Excess], explained: Mapping[Key, Decimal]) -> list[Excess]:
    """Those of the excesses that nobody has given a reason for, or only when they were smaller. `explained` are the
    differences that somebody explained, below zero where more was given.
    """
    return [excess for excess in excesses if -explained.get(excess.key, Decimal(0)) < excess.amount]


def too_much_given_back(
    announced: Decimal | None, moved: Sequence[Moved], amounts: Mapping[int, Decimal]
) -> dict[int, tuple[Decimal, str]]:
    """By how much what is given back to the funder is more than was received, or where no receipt is recorded, than was
    announced (0); and of an allocation, by its key, more than its amount (`amounts`). Each with why it cannot be.
    """
    found: dict[int, tuple[Decimal, str]] = {}
    back = [one for one in moved if one.kind == "returned"]
    received = known_total(one.amount for one in moved if one.kind == "received")
    limit, words = (announced, "announced") if received is None else (received, "received")
    whole = total(one.amount for one in back)
    if limit is not None and whole > limit:
        found[0] = whole - limit, f"{money(whole)} would be given back in all, of {money(limit)} {words}"
    for key, amount in amounts.items():
        of_it = total(one.amount for one in back if one.row == key)
        if of_it > amount:
            why = f"{money(of_it)} of this allocation would be given back, of {money(amount)} allocated"
            found[key] = of_it - amount, why
    return found
