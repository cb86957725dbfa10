"""What the page of published grants shows: the grants asked for by year, what can be asked for, and the files."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse

from funding.exports import FORMS, NOT_STATED, Asked, Grant, why_left_out
from funding.models import Allocation, Award, Share


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
class GrantLine:
    """A grant with the address of the award or allocation that it is, where what came of it is told."""

    grant: Grant
    address: str


@dataclass(frozen=True, slots=True)
class YearOfGrants:
    """The grants of one financial year."""

    key: str
    name: str
    lines: tuple[GrantLine, ...]


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


def by_year(grants: Sequence[Grant]) -> tuple[YearOfGrants, ...]:
    """Grants in the order of their years, under each of them. 3 queries."""
    addresses = _addresses_of(grants)
    return tuple(
        YearOfGrants(year, name_of(year), tuple(GrantLine(one, addresses.get(one.reference, "")) for one in found))
        for year, found in groupby(grants, key=lambda one: one.year)
    )


def _addresses_of(grants: Iterable[Grant]) -> dict[str, str]:
    """Where each grant's award or allocation has its page, by its reference ("allocation-12")."""
    keys: dict[str, list[int]] = {"award": [], "allocation": [], "share": []}
    for grant in grants:
        kind, _, key = grant.reference.rpartition("-")
        keys[kind].append(int(key))
    awards = Award.objects.filter(pk__in=keys["award"]).select_related("plan", "partnership")
    of_award = ("award__plan", "award__partnership")
    rows = Allocation.objects.filter(pk__in=keys["allocation"]).select_related(*of_award)
    of_row = tuple(f"allocation__{name}" for name in of_award)
    shares = Share.objects.filter(pk__in=keys["share"]).select_related(*of_row)
    return {
        **{f"award-{award.pk}": _award_page(award) for award in awards},
        **{f"allocation-{row.pk}": _row_page(row) for row in rows},
        **{f"share-{share.pk}": _row_page(share.allocation) for share in shares},
    }


def _award_page(award: Award) -> str:
    if award.plan is None:
        return reverse("grants:lone_award", args=[award.partnership.slug, award.pk])
    return reverse("funding:award", args=[award.partnership.slug, award.plan.slug, award.pk])


def _row_page(row: Allocation) -> str:
    if row.award.plan is None:
        return f"{_award_page(row.award)}#allocation-{row.pk}"
    return reverse("allocation", args=[row.award.partnership.slug, row.award.plan.slug, row.pk])


def name_of(year: str) -> str:
    """A year as its heading has it."""
    return "Year not stated" if year == NOT_STATED else year


def _years_back(grant: Grant) -> int:
    return _year_back(grant.year)


def _year_back(year: str) -> int:
    """The newest year first, what has none last; the rest keeps its order."""
    return 0 if year == NOT_STATED else -int(year[:4])
