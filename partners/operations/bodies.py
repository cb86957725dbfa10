"""Bodies and their memberships. A body is never removed: it ends, and its successor takes over."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify

from core.editing import Refused, add_record, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import Body, Membership, MembershipCategory, Partnership, User

ONE_DAY = timedelta(days=1)


def add_body(*, partnership: Partnership, values: Mapping[str, Any], by: User, now: datetime) -> Body:
    """A new body, which the partnership brings into the portal. Raises ValidationError."""
    return add_record(
        record=Body(slug=free_slug(Body, values["name"])),
        values=values,
        chain=partnership.event_chain,
        verb="partners.body_added",
        said=lambda body, _: f"Added the body {body}.",
        by=by,
        now=now,
    )


def change_body(
    *, body: Body, partnership: Partnership, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Body:
    """The body with new values, told in the partnership that changed it. Raises Refused where it would stand within or
    follow itself, SavedMeanwhile, ValidationError.
    """
    check_is_no_circle(body, values.get("parent"), "parent", "A body cannot be part of itself.")
    check_is_no_circle(body, values.get("successor"), "successor", "A body cannot be its own successor.")
    return change_record(
        record=body,
        values=values,
        revision=revision,
        chain=partnership.event_chain,
        verb="partners.body_changed",
        said=lambda changed, _: f"Changed the body {changed}.",
        by=by,
        now=now,
    )


@transaction.atomic
def add_membership(
    *,
    partnership: Partnership,
    values: Mapping[str, Any],
    categories: Iterable[str],
    by: User,
    now: datetime,
) -> Membership:
    """A body's place in the partnership, with the categories of authority it fills from its first day (Crime and
    Disorder Act 1998 s.5). Raises ValidationError.
    """
    last = partnership.memberships.aggregate(last=Max("position"))["last"] or 0
    membership = add_record(
        record=Membership(partnership=partnership, position=last + 1),
        values=values,
        chain=partnership.event_chain,
        verb="partners.membership_added",
        said=lambda added, _: f"Took in {added.body} as {added.get_standing_display().lower()}.",
        by=by,
        now=now,
    )
    for category in categories:
        MembershipCategory.objects.create(membership=membership, category=category, from_date=membership.from_date)
    return membership


@transaction.atomic
def change_membership(
    *,
    membership: Membership,
    values: Mapping[str, Any],
    categories: Iterable[str],
    revision: int,
    by: User,
    now: datetime,
) -> Membership:
    """The membership with new values. A category that is new counts from today, one given up until yesterday.

    Raises SavedMeanwhile, ValidationError.
    """
    partnership = membership.partnership
    changed = change_record(
        record=membership,
        values=values,
        revision=revision,
        chain=partnership.event_chain,
        verb="partners.membership_changed",
        said=lambda saved, _: f"Changed the membership of {saved.body}.",
        by=by,
        now=now,
    )
    _set_categories(changed, set(categories), timezone.localdate(now))
    return changed


def remove_membership(*, membership: Membership, place: str, by: User, now: datetime) -> Removal:
    """Take away a membership that was entered by mistake; one that is over gets a last day instead."""
    return remove_record(
        record=membership,
        chain=membership.partnership.event_chain,
        place=place,
        verb="partners.membership_removed",
        summary=f"Removed the membership of {membership.body}.",
        by=by,
        now=now,
    )


def check_is_no_circle(record: Any, above: Any, name: str, why: str) -> None:
    """Raises Refused where `above`, or what stands above it by the same field, is the record itself."""
    seen = set()
    while above is not None and above.pk not in seen:
        if above.pk == record.pk:
            raise Refused(why, field=name)
        seen.add(above.pk)
        above = getattr(above, name)


def free_slug(model: type[models.Model], name: str) -> str:
    """An address made of a name that no other record of this kind has."""
    base = slugify(name)[:70] or model._meta.model_name
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for number in range(1, len(taken) + 3) if (slug := _numbered(base, number)) not in taken)


def _numbered(base: str | None, number: int) -> str:
    return f"{base}-{number}" if number > 1 else str(base)


def _set_categories(membership: Membership, wanted: set[str], today: date) -> None:
    current = {found.category: found for found in membership.categories.all() if found.is_current(today)}
    for category in wanted - set(current):
        MembershipCategory.objects.create(membership=membership, category=category, from_date=today)
    for category in set(current) - wanted:
        found = current[category]
        if found.from_date == today:
            found.delete()
        else:
            found.until_date = today - ONE_DAY
            found.save(update_fields=["until_date"])
