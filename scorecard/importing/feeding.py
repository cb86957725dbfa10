"""What a partnership wants of official figures: its statistical areas with their dates, and what indicators count."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from partners.models import Area, Partnership, PartnershipArea
from scorecard.models import Indicator, Population
from scorecard.official.counts import Wanted

RECORDED_CRIME, STREET_CRIME = Indicator.Feed.RECORDED_CRIME, Indicator.Feed.STREET_CRIME
# The kinds of area that each publisher counts by.
COUNTED_BY: dict[str, frozenset[str]] = {
    RECORDED_CRIME: frozenset({Area.Kind.CSP}),
    STREET_CRIME: frozenset({Area.Kind.DISTRICT, Area.Kind.UNITARY}),
}
Stretch = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class StatisticalArea:
    """An area as statistics count it, and the stretches of time in which it was the partnership's."""

    id: int
    name: str
    held: tuple[Stretch, ...]

    def is_current(self, on: date) -> bool:
        return any((start is None or start <= on) and (end is None or end >= on) for start, end in self.held)


@dataclass(frozen=True, slots=True)
class FedIndicator:
    """An indicator that official figures fill, with the ids of those it continues, newest first."""

    id: int
    name: str
    basis: str
    basis_label: str
    feed: str
    offences: tuple[str, ...]
    series: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Feeding:
    """All that a partnership wants of one publisher."""

    feed: str
    areas: tuple[StatisticalArea, ...]
    indicators: tuple[FedIndicator, ...]
    people: dict[tuple[int, int], int]  # by area and year
    forces: tuple[StatisticalArea, ...] = ()  # the police forces’ areas around them, to compare with

    @property
    def wanted(self) -> Wanted:
        """What the readers are asked for."""
        selections = dict.fromkeys(indicator.offences for indicator in self.indicators)
        areas, forces = ({area.name: area.id for area in some} for some in (self.areas, self.forces))
        return Wanted(areas, tuple(selections), forces)

    def areas_on(self, day: date) -> tuple[int, ...]:
        """The areas that the partnership answered for on a day."""
        return tuple(area.id for area in self.areas if area.is_current(day))

    def forces_on(self, day: date) -> tuple[int, ...]:
        """The area of the police force that served them on a day; none where several did."""
        found = tuple(area.id for area in self.forces if area.is_current(day))
        return found if len(found) == 1 else ()

    def people_in(self, area: int, year: int) -> int | None:
        """Its population in the middle of a year, else of the last year before on record."""
        years = [known for of, known in self.people if of == area and known <= year]
        return self.people[(area, max(years))] if years else None


def feedings_of(partnership: Partnership) -> dict[str, Feeding]:
    """What a partnership wants, by publisher; only those that fill one of its indicators. 4 queries."""
    indicators = list(_indicators(partnership))
    links = PartnershipArea.objects.filter(partnership=partnership).select_related("area")
    areas = {area.pk: area for area in Area.objects.all()}
    held = {feed: _areas(list(links), areas, kinds) for feed, kinds in COUNTED_BY.items()}
    forces: dict[str, tuple[StatisticalArea, ...]] = {}
    forces[RECORDED_CRIME] = _forces(list(links), areas)  # a file of street crime is of whichever forces were chosen
    wanted = (*forces[RECORDED_CRIME], *(area for found in held.values() for area in found))
    people = _people({area.id for area in wanted}, areas)
    return {
        feed: Feeding(feed, held[feed], of_feed, people, forces.get(feed, ()))
        for feed in COUNTED_BY
        if (of_feed := tuple(indicator for indicator in indicators if indicator.feed == feed))
    }


def areas_counted(partnership: Partnership) -> tuple[Area, ...]:
    """The areas by which publishers count a partnership, with those that they lie in up to the police force's, by name.
    2 queries.
    """
    links = list(PartnershipArea.objects.filter(partnership=partnership).select_related("area"))
    areas = {area.pk: area for area in Area.objects.all()}
    counted = {found.id for kinds in COUNTED_BY.values() for found in _areas(links, areas, kinds)}
    forces = {found.id for found in _forces(links, areas)}
    return tuple(sorted((areas[key] for key in counted | forces), key=lambda area: (area.name, area.pk)))


def _indicators(partnership: Partnership) -> Iterator[FedIndicator]:
    """The indicators with a feed, of those of which there is no newer one."""
    found = {indicator.pk: indicator for indicator in partnership.indicators.order_by("position", "pk")}
    continued = {indicator.continues_id for indicator in found.values()}
    for indicator in found.values():
        if indicator.feed and indicator.pk not in continued:
            yield FedIndicator(
                id=indicator.pk,
                name=str(indicator),
                basis=indicator.basis or Indicator.Basis.POINT,
                basis_label=indicator.get_basis_display() or Indicator.Basis.POINT.label,
                feed=indicator.feed,
                offences=tuple(indicator.feed_offences),
                series=tuple(_series(indicator, found)),
            )


def _series(indicator: Indicator, found: dict[int, Indicator]) -> Iterator[int]:
    seen: set[int] = set()
    at: Indicator | None = indicator
    while at is not None and at.pk not in seen:
        seen.add(at.pk)
        yield at.pk
        at = found.get(at.continues_id or 0)


def _areas(links: list[PartnershipArea], areas: dict[int, Area], kinds: frozenset[str]) -> tuple[StatisticalArea, ...]:
    """The areas of some kinds that a partnership's areas are, consist of, or lie in."""
    held: dict[int, list[Stretch]] = {}
    for link in links:
        for area in _counted(link.area, areas, kinds):
            held.setdefault(area.pk, []).append(_both(link, area))
    return _as_held(held, areas)


def _forces(links: list[PartnershipArea], areas: dict[int, Area]) -> tuple[StatisticalArea, ...]:
    """The areas of police forces that a partnership's areas lie in."""
    held: dict[int, list[Stretch]] = {}
    for link in links:
        for key in _above(link.area, areas):
            if areas[key].kind == Area.Kind.POLICE_FORCE:
                held.setdefault(key, []).append(_both(link, areas[key]))
    return _as_held(held, areas)


def _as_held(held: dict[int, list[Stretch]], areas: dict[int, Area]) -> tuple[StatisticalArea, ...]:
    return tuple(StatisticalArea(key, areas[key].name, tuple(spans)) for key, spans in sorted(held.items()))


def _counted(area: Area, areas: dict[int, Area], kinds: frozenset[str]) -> list[Area]:
    if area.kind in kinds:
        return [area]
    within = [other for other in areas.values() if other.kind in kinds and area.pk in _above(other, areas)]
    if within:
        return within
    around = [areas[key] for key in _above(area, areas) if areas[key].kind in kinds]
    # A district that has several statistical areas says nothing of one of them.
    return [found for found in around[:1] if _is_same_ground(area, found, areas)] or [area]


def _above(area: Area, areas: dict[int, Area]) -> list[int]:
    """The ids of the areas that an area lies in, nearest first."""
    found: list[int] = []
    while area.parent_id and area.parent_id not in found:
        found.append(area.parent_id)
        area = areas[area.parent_id]
    return found


def _is_same_ground(area: Area, around: Area, areas: dict[int, Area]) -> bool:
    """Whether an area is the only one of its kind in the one around it."""
    beside = (other for other in areas.values() if other.parent_id == around.pk and other.kind == area.kind)
    return [other.pk for other in beside] == [area.pk]


def _both(link: PartnershipArea, area: Area) -> Stretch:
    """From when until when both hold: the link and the area itself."""
    starts = [day for day in (link.from_date, area.from_date) if day]
    ends = [day for day in (link.until_date, area.until_date) if day]
    return max(starts, default=None), min(ends, default=None)


def _people(wanted: set[int], areas: dict[int, Area]) -> dict[tuple[int, int], int]:
    """Populations by area and year. An area without one has that of the district which is the same ground."""
    same = {
        key: areas[key].parent_id
        for key in wanted
        if areas[key].kind == Area.Kind.CSP
        and areas[key].parent_id
        and _is_same_ground(areas[key], areas[areas[key].parent_id or 0], areas)
    }
    known: dict[tuple[int, int], int] = {}
    records = Population.objects.filter(Q(area__in=wanted) | Q(area__in=[key for key in same.values() if key]))
    found = {(record.area_id, record.year): record.number for record in records}
    for area in wanted:
        own = {year: number for (of, year), number in found.items() if of == area}
        of_district = {year: number for (of, year), number in found.items() if of == same.get(area)}
        known.update({(area, year): number for year, number in {**of_district, **own}.items()})
    return known
