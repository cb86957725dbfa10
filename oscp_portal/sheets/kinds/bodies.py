"""Bodies as sheets name them."""

from collections.abc import Iterable, Sequence

from oscp_portal.sheets.cells import Choices
from partners.models import Body, BodyName

A_BODY = "a body of this partnership"


def bodies_by_name(bodies: Iterable[Body], what: str = A_BODY) -> Choices:
    """Bodies by their name, and by their short, former and other names where no other body has these. 1 query."""
    found: Sequence[Body] = list(bodies)
    by_id = {body.pk: body for body in found}
    names = BodyName.objects.filter(body__in=found).order_by("pk").values_list("name", "body_id")
    also = [(body.short_name, body) for body in found] + [(name, by_id[key]) for name, key in names]
    return Choices(what, [(body.name, body) for body in found], also)
