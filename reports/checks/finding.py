"""What a check finds: the rule, where in the paper, what is wrong and what to do."""

from dataclasses import dataclass, field
from enum import StrEnum

from reports import content as c


class Level(StrEnum):
    """How much a finding weighs: it stops publication, wants a look, or is only said."""

    BLOCKS = "blocks"
    WARNS = "warns"
    NOTES = "notes"


class Result(StrEnum):
    """What became of a rule. One whose wording is not confirmed is "not evidenced", never failed."""

    PASS = "pass"  # noqa: S105  not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not-applicable"
    NOT_EVIDENCED = "not-evidenced"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id for ever ("adds-up.percentage"), how much a breach weighs, and whose rule it is.

    `source` is the Act's section, the regulation, the standard, or "Good practice".
    """

    id: str
    title: str
    level: Level
    source: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the paper: an anchor (`#p7`, a section's) for a link, how a person names it, and the words meant."""

    anchor: str = ""
    name: str = ""
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule broken, at a place: what is wrong (`says`), what to do about it, and what shows it."""

    rule: Rule
    says: str
    to_do: str
    place: Place = field(default=Place())
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph (or heading, caption, cell) of a paper in reading order, with where it stands.

    `in_quote` says that the words are somebody else's; `heads` names the sections around it, outermost first.
    """

    text: str
    place: Place
    heads: tuple[str, ...]
    kind: str
    spans: tuple[c.Span, ...] = ()
    in_quote: bool = False
