"""What a reading asks for, and what it finds: counts by area and period, and all that was not taken, with why."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from scorecard.official.names import force_name, offence_name, place_name

MOST_EXAMPLES = 40
# Called now and then while a file is read: bytes read, bytes in all, rows read. May raise to stop it.
Heard = Callable[[int, int, int], None]


class OfficialFileRefused(Exception):
    """A file that is none of the official tables, or a damaged one; the message says what is wrong and what to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to count: the areas by their names as tables have them, and the selections of offences.

    A selection is the offences that one indicator counts; an empty one counts all. Several names may be of one area.
    `forces` are the police forces, by name, of which all partnerships are added up, for a figure to compare with.
    """

    areas: Mapping[str, int]
    selections: tuple[tuple[str, ...], ...]
    forces: Mapping[str, int] = field(default_factory=dict)

    def evened(self) -> "Wanted":
        """The same with evened-out names, as the readers compare them."""
        return Wanted(
            {place_name(name): key for name, key in self.areas.items()},
            tuple(tuple(offence_name(name) for name in names) for names in self.selections),
            {force_name(name): key for name, key in self.forces.items()},
        )


@dataclass(frozen=True, slots=True)
class Count:
    """How many offences were counted in one area from one day to another, for each selection, in their order.

    None where the table did not know any offence of a selection at that time: that is no nought.
    """

    area: int
    start: date
    end: date
    numbers: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """One kind of thing that was in the file and not taken over: why, how many rows and offences, and examples."""

    why: str
    rows: int = 0
    offences: int | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """What came of reading a file."""

    feed: str
    counts: tuple[Count, ...]
    rows: int
    not_taken: tuple[NotTaken, ...] = ()
    notes: tuple[str, ...] = ()  # what the file itself says about the areas that were asked for

    def to_json(self) -> dict[str, Any]:
        """Plain data, for the database and between processes."""
        plain = asdict(self)
        for count in plain["counts"]:
            count["start"], count["end"] = count["start"].isoformat(), count["end"].isoformat()
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Found":
        """The same again."""
        return cls(
            feed=plain["feed"],
            counts=tuple(
                Count(
                    count["area"],
                    date.fromisoformat(count["start"]),
                    date.fromisoformat(count["end"]),
                    tuple(count["numbers"]),
                )
                for count in plain["counts"]
            ),
            rows=plain["rows"],
            not_taken=tuple(
                NotTaken(item["why"], item["rows"], item["offences"], tuple(item["examples"]))
                for item in plain["not_taken"]
            ),
            notes=tuple(plain["notes"]),
        )


@dataclass(slots=True)
class Tally:
    """Rows of one kind that were not taken, while they are counted."""

    rows: int = 0
    offences: int = 0
    examples: dict[str, None] = field(default_factory=dict)

    def add(self, example: str = "", offences: int = 0, rows: int = 1) -> None:
        self.rows += rows
        self.offences += offences
        if example and len(self.examples) < MOST_EXAMPLES:
            self.examples[example] = None

    def said(self, why: str, *, with_offences: bool = True) -> NotTaken:
        return NotTaken(why, self.rows, self.offences if with_offences else None, tuple(self.examples))


class Selector:
    """Tells for an offence which selections count it. Remembers, as a table has few offences and many rows."""

    def __init__(self, selections: tuple[tuple[str, ...], ...]) -> None:
        self._selections = selections
        self._known: dict[tuple[Any, ...], tuple[int, ...]] = {}
        self.seen: set[str] = set()

    def of(self, names: tuple[Any, ...]) -> tuple[int, ...]:
        """The selections, by their place, that count an offence of these names (its group, subgroup and so on)."""
        found = self._known.get(names)
        if found is None:
            evened = {offence_name(name) for name in names if isinstance(name, str)}
            self.seen |= evened
            chosen = (
                place
                for place, selection in enumerate(self._selections)
                if not selection or not evened.isdisjoint(selection)
            )
            found = self._known[names] = tuple(chosen)
        return found


def unheard_of(wanted: Wanted, seen: Iterable[str]) -> tuple[NotTaken, ...]:
    """What was asked for under names that the whole file does not have. Names as the indicators have them."""
    known = set(seen)
    names = {name for selection in wanted.selections for name in selection if offence_name(name) not in known}
    if not names:
        return ()
    return (
        NotTaken(
            "Offences that indicators ask for and the file does not have: check how they are spelt",
            0,
            None,
            tuple(sorted(names)),
        ),
    )
