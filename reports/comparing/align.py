"""Which part of one paper is which part of the other: in place, or moved.

Nothing here tries all pairs of a large paper. Equal parts find each other by what they say; like parts by the rarer
words they share; the heaviest chain of matches that keeps its order stays in place, and what is left may have moved.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from reports.comparing.order import Gap, Pair, chain, gaps, in_order

ALIKE = 500  # of 1,000: in place
ALIKE_NEAR = 400  # between the same neighbours
ALIKE_FAR = 620  # moved, and changed on the way
FEW_WORDS = 6  # fewer than these do not move unless they are just the same
FEWER_WORDS = 4  # fewer than these do not move to another heading
ALL_PAIRS = 100
COMMON = 144  # pairs that a word may suggest; a commoner one says nothing
SUGGESTED = 5
LONGER = 8  # a part that went into one longer than so many times is not looked for
SLIGHT = 12  # one part in so many of its rarer words is the least that two parts must share
MANY = 1_000_000  # more than a paper has headings


@dataclass(slots=True)
class Unit:
    """What is matched: a line, a table, a row, a column.

    Only those of one `sort` match. `key` is what it says, `name` what it is known by (a table's caption, a row's
    heading; "" for lines), `heading` the place among the units of the heading that it stands under (-1 for none).
    """

    sort: str
    key: str
    words: Counter[str]
    name: str = ""
    heading: int = -1
    size: int = field(init=False)
    weight: int = 0

    def __post_init__(self) -> None:
        self.size = self.words.total()


class Step(NamedTuple):
    """One step through both sequences: a place on each side, -1 where it has none, and the number of a move or 0.

    A move takes two steps: one that has only its old place, and one that has both.
    """

    old: int
    new: int
    move: int


@dataclass(frozen=True, slots=True)
class Alignment:
    """Pairs of places: those that kept their order, rising on both sides, and those that moved."""

    in_place: tuple[Pair, ...]
    moved: tuple[Pair, ...]

    def steps(self, old: int, new: int) -> Iterator[Step]:
        """Both sequences in one order, the new one's, what is gone where it was; `old` and `new` are lengths."""
        went = {a: number for number, (a, _) in enumerate(self.moved, 1)}
        came = {b: (a, number) for number, (a, b) in enumerate(self.moved, 1)}
        start = new_start = 0
        for end, new_end in [*self.in_place, (old, new)]:
            yield from (Step(place, -1, went.get(place, 0)) for place in range(start, end))
            for place in range(new_start, new_end):
                before, number = came.get(place, (-1, 0))
                yield Step(before, place, number)
            if end < old:
                yield Step(end, new_end, 0)
            start, new_start = end + 1, new_end + 1


def align(old: Sequence[Unit], new: Sequence[Unit], *, by_place: bool = False) -> Alignment:
    """Match two sequences. Exchanging them exchanges the sides of the pairs and nothing else.

    With `by_place`, as many without a name as stand in one place on both sides are each other, whatever they say.
    """
    ours, theirs = [_identity(unit) for unit in old], [_identity(unit) for unit in new]
    if ours == theirs:
        return Alignment(tuple((place, place) for place in range(len(old))), ())
    if theirs < ours:
        found = _Aligner(new, old, by_place=by_place).align()
        return Alignment(_turned(found.in_place), _turned(found.moved))
    return _Aligner(old, new, by_place=by_place).align()


def _identity(unit: Unit) -> tuple[str, str, str]:
    return (unit.sort, unit.key, unit.name)


def _turned(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    return tuple(sorted((b, a) for a, b in pairs))


def _held(units: Sequence[Unit]) -> Counter[int]:
    """How much stands directly under each heading."""
    held: Counter[int] = Counter()
    for unit in units:
        held[unit.heading] += 1 + unit.size
    return held


class _Aligner:
    """Aligns one pair of sequences."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit], *, by_place: bool) -> None:
        self.old, self.new = old, new
        self.by_place = by_place
        self.keys = [(unit.sort, unit.key) for unit in old]
        self.new_keys = [(unit.sort, unit.key) for unit in new]
        self.weights = self._weigh()

    def _weigh(self) -> dict[str, int]:
        """What a word says: 1 when every unit has it, more the fewer do. Whole numbers, so that sums never differ."""
        known: Counter[str] = Counter()
        units = [*self.old, *self.new]
        for unit in units:
            known.update(unit.words.keys())
        most = len(units).bit_length()
        weights = {word: 1 + most - found.bit_length() for word, found in known.items()}
        for unit in units:
            unit.weight = sum(weights[word] * times for word, times in unit.words.items())
        return weights

    def align(self) -> Alignment:
        everything = (0, len(self.old), 0, len(self.new))
        pairs = self._backbone()
        pairs += [pair for gap in gaps(pairs, everything) for pair in self._equal(gap)]
        pairs.sort()
        for find in (self._named, self._near, *([self._placed] if self.by_place else [])):
            pairs += [pair for gap in gaps(pairs, everything) for pair in find(gap)]
            pairs.sort()
        moved = self._moved(pairs)
        renamed = self._renamed([*pairs, *moved])
        kept = chain([*((a, b, MANY) for a, b in pairs), *((a, b, 1) for a, b in renamed)])
        return Alignment(tuple(kept), tuple(sorted({*moved, *renamed} - set(kept))))

    def _backbone(self) -> list[Pair]:
        """The heaviest chain of parts that occur once on each side, and of parts much alike."""
        ours, theirs = Counter(self.keys), Counter(self.new_keys)
        places = {key: place for place, key in enumerate(self.new_keys)}
        once = [
            (place, places[key]) for place, key in enumerate(self.keys) if ours[key] == 1 and theirs.get(key, 0) == 1
        ]
        exact = [(a, b, 1_000 * (self.old[a].size + 1)) for a, b in once]
        known, new_known = {a for a, _ in once}, {b for _, b in once}
        left = [place for place in range(len(self.old)) if place not in known]
        new_left = [place for place in range(len(self.new)) if place not in new_known]
        alike = [(a, b, score * self._lesser(a, b)) for a, b, score in self._alike(left, new_left, ALIKE)]
        return chain([*exact, *alike])

    def _lesser(self, a: int, b: int) -> int:
        return 1 + min(self.old[a].size, self.new[b].size)

    def _equal(self, gap: Gap) -> list[Pair]:
        start, end, new_start, new_end = gap
        if start == end or new_start == new_end:
            return []
        found = in_order(self.keys[start:end], self.new_keys[new_start:new_end])
        return [(a + start, b + new_start) for a, b in found]

    def _named(self, gap: Gap) -> list[Pair]:
        start, end, new_start, new_end = gap
        if start == end or new_start == new_end:
            return []
        ours = [(place, unit) for place, unit in enumerate(self.old[start:end], start) if unit.name]
        theirs = [(place, unit) for place, unit in enumerate(self.new[new_start:new_end], new_start) if unit.name]
        found = in_order([(u.sort, u.name) for _, u in ours], [(u.sort, u.name) for _, u in theirs])
        return [(ours[a][0], theirs[b][0]) for a, b in found]

    def _near(self, gap: Gap) -> list[Pair]:
        """Within a gap: the like, then between those the somewhat like, whose neighbours vouch for them."""
        start, end, new_start, new_end = gap
        if start == end or new_start == new_end:
            return []
        pairs = self._chained(range(start, end), range(new_start, new_end), ALIKE)
        for a, b, c, d in gaps(pairs, gap):
            if a < b and c < d:
                pairs = pairs + self._chained(range(a, b), range(c, d), ALIKE_NEAR)
        return pairs

    def _placed(self, gap: Gap) -> list[Pair]:
        start, end, new_start, new_end = gap
        units = (*self.old[start:end], *self.new[new_start:new_end])
        if end - start != new_end - new_start or any(unit.name for unit in units):
            return []
        return list(zip(range(start, end), range(new_start, new_end), strict=True))

    def _chained(self, old: range, new: range, at_least: int) -> list[Pair]:
        return chain((a, b, score * self._lesser(a, b)) for a, b, score in self._alike(old, new, at_least))

    def _alike(self, old: Sequence[int], new: Sequence[int], at_least: int) -> list[tuple[int, int, int]]:
        """Pairs that are alike, each with how much, of 1,000."""
        if len(old) * len(new) <= ALL_PAIRS:
            suggested: Iterable[Pair] = ((a, b) for a in old for b in new)
        else:
            suggested = self._suggested(old, new)
        return [(a, b, score) for a, b in suggested if (score := self._likeness(self.old[a], self.new[b])) >= at_least]

    def _suggested(self, old: Sequence[int], new: Sequence[int]) -> Iterable[Pair]:
        """For each old part the few new ones with which it shares the most words that are not common."""
        holders: dict[str, list[int]] = {}
        for place in new:
            for word in self.new[place].words:
                holders.setdefault(word, []).append(place)
        known: Counter[str] = Counter(word for place in old for word in self.old[place].words)
        telling = {word for word, found in holders.items() if len(found) * known[word] <= COMMON}
        for place in old:
            shared: Counter[int] = Counter()
            for word in sorted(telling & self.old[place].words.keys()):
                for other in holders[word]:
                    shared[other] += self.weights[word]
            enough = self.old[place].weight // SLIGHT
            likely = [other for other, weight in shared.items() if weight > enough]
            best = sorted(likely, key=lambda other: (-shared[other], other))[:SUGGESTED]
            yield from ((place, other) for other in best)

    def _likeness(self, a: Unit, b: Unit) -> int:
        """How much two parts say the same, of 1,000: the weight of the words they share against all they have.

        A part that went whole into a longer one counts as like it.
        """
        if a.sort != b.sort:
            return 0
        if a.key == b.key:
            return 1_000
        lesser, greater = sorted((a.weight, b.weight))
        if not lesser or (lesser * LONGER < greater and lesser * 2_000 // (lesser + greater) < ALIKE_NEAR):
            return 0
        few, many = (a.words, b.words) if len(a.words) <= len(b.words) else (b.words, a.words)
        shared = sum(self.weights[word] * min(times, many[word]) for word, times in few.items() if word in many)
        within = 700 * shared // lesser if min(a.size, b.size) >= 2 * FEWER_WORDS else 0
        return max(2_000 * shared // (lesser + greater), within)

    def _moved(self, pairs: list[Pair]) -> list[Pair]:
        """What is left on both sides and says the same, or much the same, elsewhere."""
        left, new_left = self._unmatched(pairs)
        found = sorted(
            ((-score, abs(a - b), a, b) for a, b, score in self._moves(left, new_left)),
        )
        taken: set[int] = set()
        new_taken: set[int] = set()
        moved = []
        for _, _, a, b in found:
            if a not in taken and b not in new_taken:
                taken.add(a)
                new_taken.add(b)
                moved.append((a, b))
        return sorted(moved)

    def _moves(self, left: list[int], new_left: list[int]) -> Iterable[tuple[int, int, int]]:
        ours, theirs = Counter(self.keys), Counter(self.new_keys)
        places = {self.new_keys[place]: place for place in new_left}
        for a in left:
            key = self.keys[a]
            if ours[key] == 1 and theirs.get(key, 0) == 1 and key in places and self._may_move(a, places[key]):
                yield a, places[key], 1_000
        for a, b, score in self._alike(left, new_left, ALIKE_FAR):
            if min(self.old[a].size, self.new[b].size) >= FEW_WORDS:
                yield a, b, score

    def _may_move(self, a: int, b: int) -> bool:
        return self.old[a].size >= FEWER_WORDS or self._heading(self.old, a) == self._heading(self.new, b)

    def _heading(self, units: Sequence[Unit], place: int) -> str:
        heading = units[place].heading
        return units[heading].key if heading >= 0 else ""

    def _unmatched(self, pairs: Iterable[Pair]) -> tuple[list[int], list[int]]:
        known, new_known = {a for a, _ in pairs}, {b for _, b in pairs}
        left = [place for place in range(len(self.old)) if place not in known]
        return left, [place for place in range(len(self.new)) if place not in new_known]

    def _renamed(self, pairs: list[Pair]) -> list[Pair]:
        """Headings with other words over the same text, or at least over half of it on both sides."""
        left, new_left = (set(side) for side in self._unmatched(pairs))
        votes: Counter[Pair] = Counter()
        for a, b in pairs:
            heading, new_heading = self.old[a].heading, self.new[b].heading
            if heading in left and new_heading in new_left:
                votes[heading, new_heading] += self._lesser(a, b)
        held, new_held = _held(self.old), _held(self.new)
        renamed = []
        for (a, b), kept in sorted(votes.items(), key=lambda one: (-one[1], one[0])):
            if a in left and b in new_left and 2 * kept >= max(held[a], new_held[b]):
                left.remove(a)
                new_left.remove(b)
                renamed.append((a, b))
        return sorted(renamed)
