"""Matching two sequences in order, in a time that grows with their length and not with its square."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

SMALL = 900  # the most pairs that are all tried
ROUNDS = 24  # how often a gap is parted by what occurs once in it

Key = TypeVar("Key", str, tuple[str, str])
Pair = tuple[int, int]
Gap = tuple[int, int, int, int]


def chain(candidates: Iterable[tuple[int, int, int]]) -> list[Pair]:
    """The heaviest chain of pairs that rises on both sides, from candidates (old, new, weight above 0)."""
    ordered = sorted(candidates, key=lambda one: (one[0], -one[1], -one[2]))
    places = sorted({new for _, new, _ in ordered})
    best = [(0, -1)] * (len(places) + 1)  # a Fenwick tree: the heaviest chain that ends before a place
    before: list[int] = []
    top = (0, -1)
    for index, (_, new, weight) in enumerate(ordered):
        place = bisect_left(places, new)
        found, at = (0, -1), place
        while at:
            if best[at][0] > found[0]:
                found = best[at]
            at -= at & -at
        before.append(found[1])
        own, at = (found[0] + weight, index), place + 1
        while at < len(best):
            if own[0] > best[at][0]:
                best[at] = own
            at += at & -at
        if own[0] > top[0]:
            top = own
    chosen, index = [], top[1]
    while index >= 0:
        chosen.append(ordered[index][:2])
        index = before[index]
    return chosen[::-1]


def in_order(old: Sequence[Key], new: Sequence[Key]) -> list[Pair]:
    """Pairs of equal members that keep their order: much as a person would match them, and the same both ways round."""
    if list(new) < list(old):
        return [(ours, theirs) for theirs, ours in in_order(new, old)]
    pairs: list[Pair] = []
    work: list[tuple[Gap, int]] = [((0, len(old), 0, len(new)), ROUNDS)]
    while work:
        gap, rounds = work.pop()
        gap = _trim(old, new, gap, pairs)
        start, end, new_start, new_end = gap
        if start == end or new_start == new_end:
            continue
        if rounds and (found := chain(_once_in_both(old, new, gap))):
            work.extend((inner, rounds - 1) for inner in gaps(found, gap))
        elif (end - start) * (new_end - new_start) <= SMALL:
            found = _longest(old, new, gap)
        else:
            found = chain(_by_rank(old, new, gap))
        pairs.extend(found)
    return sorted(pairs)


def gaps(pairs: list[Pair], within: Gap) -> list[Gap]:
    """What stands between pairs in order, before the first and after the last."""
    start, end, new_start, new_end = within
    bounds = [(start - 1, new_start - 1), *pairs, (end, new_end)]
    return [(a + 1, b, c + 1, d) for (a, c), (b, d) in pairwise(bounds)]


def _trim(old: Sequence[Key], new: Sequence[Key], gap: Gap, pairs: list[Pair]) -> Gap:
    """Pairs off what both sides begin and end with, and returns the rest."""
    start, end, new_start, new_end = gap
    while start < end and new_start < new_end and old[start] == new[new_start]:
        pairs.append((start, new_start))
        start, new_start = start + 1, new_start + 1
    while start < end and new_start < new_end and old[end - 1] == new[new_end - 1]:
        end, new_end = end - 1, new_end - 1
        pairs.append((end, new_end))
    return start, end, new_start, new_end


def _once_in_both(old: Sequence[Key], new: Sequence[Key], gap: Gap) -> list[tuple[int, int, int]]:
    ours, theirs = _places(old, gap[0], gap[1]), _places(new, gap[2], gap[3])
    return [
        (places[0], theirs[key][0], 1)
        for key, places in ours.items()
        if len(places) == 1 and len(theirs.get(key, ())) == 1
    ]


def _by_rank(old: Sequence[Key], new: Sequence[Key], gap: Gap) -> list[tuple[int, int, int]]:
    """The first with the first, the second with the second: what is left where everything is repeated."""
    ours, theirs = _places(old, gap[0], gap[1]), _places(new, gap[2], gap[3])
    return [(a, b, 1) for key, places in ours.items() for a, b in zip(places, theirs.get(key, ()), strict=False)]


def _places(members: Sequence[Key], start: int, end: int) -> dict[Key, list[int]]:
    places: dict[Key, list[int]] = {}
    for place in range(start, end):
        places.setdefault(members[place], []).append(place)
    return places


def _longest(old: Sequence[Key], new: Sequence[Key], gap: Gap) -> list[Pair]:
    """The longest common subsequence, with every pair tried."""
    start, end, new_start, new_end = gap
    lengths = [[0] * (new_end - new_start + 1) for _ in range(end - start + 1)]
    for i in range(end - 1, start - 1, -1):
        row, below = lengths[i - start], lengths[i - start + 1]
        for j in range(new_end - 1, new_start - 1, -1):
            k = j - new_start
            row[k] = below[k + 1] + 1 if old[i] == new[j] else max(below[k], row[k + 1])
    pairs, i, j = [], start, new_start
    while i < end and j < new_end:
        if old[i] == new[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif lengths[i - start + 1][j - new_start] >= lengths[i - start][j - new_start + 1]:
            i += 1
        else:
            j += 1
    return pairs
