"""What every grant refers to, read once for the whole list: bodies and partnerships by their names at the time, whose
hands money is in, and where it is spent.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from core.models import name_on
from funding.exports.grants import Organisation, Place
from funding.models import Allocation
from partners.models import Area, Body, BodyName, Partnership, PartnershipArea, PartnershipName

DATED = Q(from_date__isnull=False) | Q(until_date__isnull=False)


@dataclass(frozen=True, slots=True)
class Hands:
    """Whose hands money is in: a body, or a partnership itself where none hosts it (`body_id` is None)."""

    body_id: int | None
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class Known:
    """Bodies, partnerships and places by their keys; `above` are rows of which a part is passed on: the recipient of
    each, and the row that it is itself a part of.
    """

    on: date
    bodies: Mapping[int, Body]
    body_names: Mapping[int, list[BodyName]]
    partnerships: Mapping[int, Partnership]
    partnership_names: Mapping[int, list[PartnershipName]]
    area_links: Mapping[int, list[PartnershipArea]]
    statistical_areas: tuple[Area, ...]
    above: Mapping[int, tuple[int | None, int | None]]

    def body(self, pk: int, day: date) -> Organisation:
        """A body as it was called on a day."""
        body = self.bodies[pk]
        name = name_on(body.name, self.body_names.get(pk, ()), day)
        return Organisation(body.slug, name, body.org_identifier, body.registration_number)

    def hands_of_body(self, pk: int, day: date) -> Hands:
        return Hands(pk, self.body(pk, day))

    def hands_of(self, partnership_id: int, day: date) -> Hands:
        """Who holds a partnership's money: its host, else itself."""
        partnership = self.partnerships[partnership_id]
        if partnership.host_body_id is not None:
            return self.hands_of_body(partnership.host_body_id, day)
        name = name_on(partnership.name, self.partnership_names.get(partnership_id, ()), day)
        return Hands(None, Organisation(f"partnership-{partnership.slug}", name))

    def holder_above(self, row_id: int | None) -> int | None:
        """The body that holds the money of a row, or of the nearest row above it that names one."""
        while row_id is not None:
            recipient, row_id = self.above[row_id]
            if recipient is not None:
                return recipient
        return None

    def prefix_of(self, partnership_id: int) -> str:
        """What the identifiers of a partnership's grants begin with."""
        return self.partnerships[partnership_id].identifier_prefix

    def places_of(self, partnership_ids: Iterable[int], day: date) -> tuple[Place, ...]:
        """The statistical areas (ONS) of partnerships on a day; where one has none, the areas it answers for."""
        found: dict[str, Place] = {}
        for partnership_id in partnership_ids:
            links = [link for link in self.area_links.get(partnership_id, ()) if link.is_current(day)]
            for area in self._statistical({link.area for link in links}, day):
                found[area.ons_code] = Place(_place_name(area), area.ons_code)
        return tuple(found.values())

    def _statistical(self, areas: set[Area], day: date) -> list[Area]:
        keys = {area.pk for area in areas}
        within = [area for area in self.statistical_areas if area.is_current(day) and keys & set(_line_of(area))]
        return within or sorted((area for area in areas if area.ons_code), key=lambda area: area.ons_code)


def known_today(on: date) -> Known:
    """All of it, with names and places of any day. 7 queries."""
    rows = Allocation.objects.filter(passed_on__isnull=False).distinct()
    statistical = Area.objects.filter(kind=Area.Kind.CSP).exclude(ons_code="")
    return Known(
        on=on,
        bodies=Body.objects.in_bulk(),
        body_names=_by("body_id", BodyName.objects.filter(DATED).order_by("pk")),
        partnerships=Partnership.objects.in_bulk(),
        partnership_names=_by("partnership_id", PartnershipName.objects.filter(DATED).order_by("pk")),
        area_links=_by("partnership_id", PartnershipArea.objects.select_related("area__parent").order_by("pk")),
        statistical_areas=tuple(statistical.select_related("parent__parent").order_by("ons_code", "pk")),
        above={pk: (body, row) for pk, body, row in rows.values_list("pk", "recipient", "passed_on_from")},
    )


def _place_name(area: Area) -> str:
    """What a place is called; a statistical area goes by the name of the place it counts."""
    return area.parent.name if area.kind == Area.Kind.CSP and area.parent else area.name


def _line_of(area: Area) -> Iterable[int | None]:
    """The keys of an area and of those that it lies within."""
    parent = area.parent
    return area.pk, area.parent_id, parent.parent_id if parent else None


def _by(name: str, records: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for record in records:
        found.setdefault(getattr(record, name), []).append(record)
    return found
