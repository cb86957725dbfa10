"""What the records know that a paper's words can be held against: plain values, gathered before the checks run."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class KnownFigure:
    """A figure of the records.

    `what` is what it counts, in the records' words ("reported retail crimes"), `stated` how it is written there.
    `unit` is "per cent", "pounds", or what else is counted. `change` is by how much it rose (above 0) or fell, in per
    cent; `wanted` is "up" or "down" where the records say which way is better. `year` is the year of the plan under
    which it was told, for a figure that names no period of its own.
    """

    what: str
    number: Decimal | None
    unit: str = ""
    stated: str = ""
    period: str = ""
    change: Decimal | None = None
    wanted: str = ""
    year: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """An action by its number ("1.3", may be empty) and its words: one off track, or one promised last time."""

    number: str
    text: str


@dataclass(frozen=True, slots=True)
class KnownBody:
    """An organisation: its names (the first is the one to write), its acronym, and from when until when it existed."""

    names: tuple[str, ...]
    acronym: str = ""
    existed_from: date | None = None
    existed_until: date | None = None
    successor: str = ""


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person of the records, and whether they agreed to be named in public."""

    name: str
    may_be_published: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What the checks of a paper's words take from the records; whatever is unknown stays empty.

    `plan_year` and `reported_year` are periods as printed ("2025-26"): of the plan that the paper sets out, and of the
    achievements that it tells. `promised` are the actions of last time's plan.
    """

    figures: tuple[KnownFigure, ...] = ()
    plan_year: str = ""
    reported_year: str = ""
    off_track: tuple[Promise, ...] = ()
    promised: tuple[Promise, ...] = ()
    bodies: tuple[KnownBody, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    partnership_name: str = ""
    partnership_acronym: str = ""


NO_FACTS = Facts()
