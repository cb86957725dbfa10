"""Who publishes a list of grants, and on what terms."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.urls import reverse

from core.formats import listed
from funding.exports.register import public_awards
from partners.models import Partnership


@dataclass(frozen=True, slots=True)
class Publisher:
    """A partnership, or all of a portal's together. `prefix` is empty where they have several; `unregistered` are those
    for whom 360Giving has registered none, in words.

    `identifier` is the official one of the body that hosts it; `address` is where the list can be read.
    """

    name: str
    prefix: str
    identifier: str
    website: str
    licence: str
    address: str
    slug: str
    unregistered: str = ""


def publisher_of(partnership: Partnership | None, *, on: date) -> Publisher:
    """The publisher of a partnership's grants, or of those of all. 1 query at most."""
    if partnership is not None:
        host = partnership.host_body
        return Publisher(
            name=partnership.name,
            prefix=partnership.identifier_prefix,
            identifier=host.org_identifier if host else "",
            website=partnership.website,
            licence=partnership.data_licence,
            address=settings.PORTAL_ADDRESS + reverse("grants:grants", args=[partnership.slug]),
            slug=partnership.slug,
            unregistered=_unregistered([partnership]),
        )
    giving = public_awards(None, on=on).values("partnership")
    found = list(Partnership.objects.filter(pk__in=giving).in_display_order())
    licences, prefixes = ({getattr(one, name) for one in found} for name in ("data_licence", "identifier_prefix"))
    return Publisher(
        name=listed(one.name for one in found) or "No publisher",
        prefix=prefixes.pop() if len(prefixes) == 1 else "",
        identifier="",
        website="",
        licence=licences.pop() if len(licences) == 1 else "",
        address=settings.PORTAL_ADDRESS + reverse("home"),
        slug="all",
        unregistered=_unregistered(found),
    )


def _unregistered(partnerships: Iterable[Partnership]) -> str:
    return listed(one.name for one in partnerships if not one.grant_prefix)
