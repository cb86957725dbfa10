"""What the statutory rules are held against: a plan, its partnership and a paper on their days, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True)
class Record:
    """What the partnership recorded about a duty (`priorities.DutyRecord`)."""

    text: str
    done_on: date | None = None
    review_on: date | None = None
    address: str = ""
    numbers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PriorityStanding:
    """A priority: the strands it serves, its actions (those led by a body counted), and its indicators with an owner
    and a source.
    """

    name: str
    strands: frozenset[str] = frozenset()
    actions: int = 0
    actions_led: int = 0
    indicators: int = 0
    findings: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """A strategic assessment that a plan rests on."""

    name: str
    published: date | None = None


@dataclass(frozen=True, slots=True)
class District:
    """A district partnership of a county: whether it has an assessment of its own, which plan for the same years, and
    whether the county's papers link to it.
    """

    name: str
    has_assessment: bool = False
    plan: str = ""
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class Money:
    """An award: what was announced, the sum of its rows and of the total as printed, and why they differ, if said."""

    title: str
    difference: Decimal = Decimal()
    printed_difference: Decimal = Decimal()
    explained: str = ""
    rows: int = 0
    rows_incomplete: int = 0


@dataclass(frozen=True, slots=True)
class PlanStanding:
    """A plan and its partnership, as at `on` (the plan's first day, or the paper's)."""

    title: str
    tier: str
    on: date
    is_agreement: bool = False
    status: str = ""
    status_label: str = ""
    period: str = ""
    start: date | None = None
    end: date | None = None
    areas: tuple[str, ...] = ()
    owner_group: str = ""
    owner_members: int = 0
    agreed: str = ""
    members: int = 0
    categories_without_member: tuple[str, ...] = ()
    objective_set: str = ""
    objectives_in_force: bool | None = None
    assessments: tuple[Assessment, ...] = ()
    priorities: tuple[PriorityStanding, ...] = ()
    shared_priorities: tuple[str, ...] = ()
    awards: tuple[Money, ...] = ()
    posts: int = 0
    plan_indicators: int = 0
    follows: str = ""
    public_meetings: tuple[date, ...] = ()
    scrutiny: tuple[date, ...] = ()
    protocols: tuple[tuple[str, date | None], ...] = ()
    reviews: tuple[str, ...] = ()
    districts: tuple[District, ...] = ()
    published_in: tuple[str, ...] = ()
    records: Mapping[str, Record] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a paper's head: absent fields have none."""

    label: str
    standing: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """An appendix: what it is called, and whether the reader gets it."""

    name: str
    is_supplied: bool


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """A paper: its head by key, what it attaches and rests on, who signs, and when it goes out."""

    title: str
    kind: str = ""
    meets_on: date | None = None
    goes_out: date | None = None
    clear_days: int = 5
    late_reason: str = ""
    meeting: str = ""
    head: Mapping[str, Field] = field(default_factory=dict)
    head_wanted: tuple[tuple[str, str], ...] = ()
    recommendations: int = 0
    background: tuple[tuple[str, str], ...] = ()
    background_none: bool = False
    exempt_reason: str = ""
    notice_date: date | None = None
    implications: tuple[tuple[str, str], ...] = ()
    implications_wanted: tuple[str, ...] = ()
    sign_offs: tuple[tuple[str, str], ...] = ()
    sign_offs_wanted: tuple[str, ...] = ()
    appendices: tuple[Attached, ...] = ()
    author: str = ""
    logo_without_words: bool = False

    @property
    def is_of_the_past(self) -> bool:
        """Whether its meeting was before the day it goes out: a paper that is kept here as a record."""
        return bool(self.meets_on and self.goes_out and self.goes_out > self.meets_on)
