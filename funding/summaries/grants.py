"""What the page of published grants shows: the grants asked for by year, what can be asked for, and the files."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from funding.exports import FORMS, NOT_STATED, Asked, Grant, why_left_out


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A grant that the 360Giving files leave out, and why."""

    title: str
    why: str


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file of the grants to take away."""

    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class GrantsFound:
    """The grants asked for, newest year first, and what anybody could ask for. `years` and `recipients` are pairs of a
    value and its words.
    """

    grants: tuple[Grant, ...]
    years: tuple[tuple[str, str], ...]
    recipients: tuple[tuple[str, str], ...]
    left_out: tuple[LeftOut, ...]
    files: tuple[FileLine, ...]
    has_whole: bool


@dataclass(frozen=True, slots=True)
class YearOfGrants:
    """The grants of one financial year."""

    key: str
    name: str
    grants: tuple[Grant, ...]


def grants_found(grants: Iterable[Grant], asked: Asked) -> GrantsFound:
    """Those of the grants that were asked for, with the years and recipients of all."""
    years: set[str] = set()
    recipients: dict[str, str] = {}
    found: list[Grant] = []
    for grant in grants:
        years.add(grant.year)
        recipients |= {one.key: one.name for one in grant.recipients}
        if asked.takes(grant):
            found.append(grant)
    reasons = [(grant, why_left_out(grant)) for grant in found]
    has_whole = any(not why for _, why in reasons)
    return GrantsFound(
        grants=tuple(sorted(found, key=_years_back)),
        years=tuple((year, name_of(year)) for year in sorted(years, key=_year_back)),
        recipients=tuple(sorted(recipients.items(), key=lambda pair: (pair[1], pair[0]))),
        left_out=tuple(LeftOut(grant.title, why) for grant, why in reasons if why),
        files=tuple(FileLine(kind.value, form.label) for kind, form in FORMS.items() if has_whole or not form.is_giving)
        if found
        else (),
        has_whole=has_whole,
    )


def by_year(grants: Iterable[Grant]) -> tuple[YearOfGrants, ...]:
    """Grants in the order of their years, under each of them."""
    return tuple(
        YearOfGrants(year, name_of(year), tuple(found)) for year, found in groupby(grants, key=lambda one: one.year)
    )


def name_of(year: str) -> str:
    """A year as its heading has it."""
    return "Year not stated" if year == NOT_STATED else year


def _years_back(grant: Grant) -> int:
    return _year_back(grant.year)


def _year_back(year: str) -> int:
    """The newest year first, what has none last; the rest keeps its order."""
    return 0 if year == NOT_STATED else -int(year[:4])
