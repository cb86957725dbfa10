"""What the rule of direction speaks of: values, what they are of, and the answer."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

PERCENT = ("%", "per cent", "percent")
# What a unit names that is no count of things and no share of a whole, so that it may fall below nought, or exceed all.
GOES_BEYOND = re.compile(r"\b(change|growth|increase|difference|variance|net|balance|score|index|points?)\b|[£°]")


class Wanted(StrEnum):
    """Which way an indicator should go."""

    INCREASE = "increase"
    REDUCE = "reduce"
    MAINTAIN = "maintain"
    MONITOR = "monitor"


class Direction(StrEnum):
    """Which way it goes, or why that cannot be said; the value is how it is said."""

    RISING = "Rising"
    FALLING = "Falling"
    STEADY = "About the same"
    TOO_SMALL = "Too small to say"
    NOT_COMPARABLE = "Cannot be compared"
    ALONE = "Nothing to compare with"
    NO_VALUE = "No figure yet"


class Judgement(StrEnum):
    """Whether that is what was wanted; the value is how it is said."""

    BETTER = "Better"
    WORSE = "Worse"
    NO_CHANGE = "No change"
    NOT_JUDGED = "Not judged"


SHAPES = {Direction.RISING: "up", Direction.FALLING: "down", Direction.STEADY: "level"}
WISHES = {
    Wanted.INCREASE: "a rise is wanted",
    Wanted.REDUCE: "a fall is wanted",
    Wanted.MAINTAIN: "no change is wanted",
}
GOES = {Wanted.INCREASE: Direction.RISING, Wanted.REDUCE: Direction.FALLING, Wanted.MAINTAIN: Direction.STEADY}


@dataclass(frozen=True, slots=True)
class Rule:
    """A partnership's rule: `tolerance` in per cent (of percentages: points), `smallest` as a number."""

    tolerance: Decimal = Decimal(2)
    smallest: int = 10
    periods_in_a_row: int = 1


@dataclass(frozen=True, slots=True)
class Watched:
    """What the values are of. `basis` is a value of `Indicator.Basis`, or empty."""

    wanted: str = Wanted.MONITOR
    basis: str = ""
    unit: str = ""
    is_information_only: bool = False

    @property
    def is_judged(self) -> bool:
        return self.wanted in GOES and not self.is_information_only


@dataclass(frozen=True, slots=True)
class Value:
    """A figure, its period in words with its first and last day, and the numbers that a percentage is made of."""

    value: Decimal
    period: str = ""
    start: date | None = None
    end: date | None = None
    stated: str = ""
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_provisional: bool = False
    id: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A day from which things are counted otherwise, and why."""

    day: date
    reason: str


@dataclass(frozen=True, slots=True)
class Travel:
    """Which way an indicator travels. `sentence` says all of it, `compared` which periods; `shape` (up, down, level or
    none) and `tone` (good, bad or neutral) are for the eye, and stand beside words only.

    `change` is in per cent or, of percentages, in points; None where none can be reckoned.
    """

    direction: Direction
    judgement: Judgement
    head: str
    sentence: str
    compared: str
    tone: str
    latest: Value | None = None
    earlier: Value | None = None
    change: Decimal | None = None

    @property
    def word(self) -> str:
        return self.direction.value

    @property
    def shape(self) -> str:
        return SHAPES.get(self.direction, "none")


def is_percentage(unit: str) -> bool:
    """Whether a unit is of percentages."""
    return unit.strip().lower().startswith(PERCENT)


def goes_beyond(unit: str) -> bool:
    """Whether a unit is of something that may be below nought, or more than 100%: "% change", "net score", "£"."""
    return bool(GOES_BEYOND.search(unit.lower()))


def compares_as_it_is(watched: Watched) -> bool:
    """Whether values compare between places of different size: percentages and rates do, counts do not."""
    return is_percentage(watched.unit) or is_rate(watched)


def is_rate(watched: Watched) -> bool:
    """Whether the values are rates, which compare between places of different size."""
    return watched.basis == "rate-per-1000" or watched.unit.strip().lower().startswith("per ")
