"""House styles: how a partnership's papers look. A published edition stays as it is, whatever is changed here."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from core.editing import Changes, Refused, add_record, as_kept, change_record, claim
from core.events import record_event
from core.formats import day
from core.models import Removal
from core.removal import remove_record
from partners.models import Partnership, User
from reports.models import ApproverRole, HeaderField, HouseStyle, ImplicationKind
from reports.usual_head import usual_fields, usual_kinds

ONE_DAY = timedelta(days=1)


class StyleInUse(Refused):
    """Papers are in the house style, so it cannot be removed."""


class BeginsTooEarly(Refused):
    """The new house style would begin before the one it follows."""


def add_house_style(*, partnership: Partnership, values: Mapping[str, Any], by: User, now: datetime) -> HouseStyle:
    """A new house style with the head that papers usually have. Raises ValidationError."""
    return add_record(
        record=HouseStyle(partnership=partnership),
        values=values,
        beside=_give_the_usual,
        chain=partnership.event_chain,
        verb="reports.house_style_added",
        said=lambda style, _: f"Added the house style “{style.name}”.",
        by=by,
        now=now,
    )


def change_house_style(
    *, style: HouseStyle, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> HouseStyle:
    """The house style with new values. Raises SavedMeanwhile, ValidationError."""
    return change_record(
        record=style,
        values=values,
        revision=revision,
        chain=style.partnership.event_chain,
        verb="reports.house_style_changed",
        said=lambda saved, _: f"Changed the house style “{saved.name}”.",
        by=by,
        now=now,
    )


@transaction.atomic
def copy_house_style(*, style: HouseStyle, values: Mapping[str, Any], by: User, now: datetime) -> HouseStyle:
    """A new house style like this one, from the `from_date` of the values on; the old one ends the day before.

    Its head, approvers and kinds of implications come along. Raises BeginsTooEarly, ValidationError.
    """
    old = claim(style, as_kept(style, among=HouseStyle.objects.select_for_update()).revision)
    begins: date = values["from_date"]
    if old.from_date and begins <= old.from_date:
        raise BeginsTooEarly(
            f"“{old.name}” itself begins on {day(old.from_date)}. Enter a later day.", field="from_date"
        )
    if old.until_date is None or old.until_date >= begins:
        old.until_date = begins - ONE_DAY
        old.save(update_fields=["until_date"])
    new = HouseStyle(**like(old))
    new.partnership = style.partnership
    for name, value in values.items():
        setattr(new, name, value)
    new.full_clean()
    new.save()
    _copy_parts(old, new)
    record_event(
        chain=style.partnership.event_chain,
        verb="reports.house_style_copied",
        summary=f"Began the house style “{new.name}” from {day(begins)}, as a copy of “{old.name}”.",
        by=by,
        now=now,
        subject=new,
        also_about=[old],
    )
    return new


@transaction.atomic
def remove_house_style(*, style: HouseStyle, place: str, by: User, now: datetime) -> Removal:
    """Take away a house style that no paper is in, with its head; it can be put back. Raises StyleInUse."""
    papers = style.papers.count()
    if papers:
        raise StyleInUse(
            f"{papers} {'paper is' if papers == 1 else 'papers are'} in the house style “{style.name}”, so it cannot "
            "be removed. Give it a last day instead."
        )
    return remove_record(
        record=style,
        chain=style.partnership.event_chain,
        place=place,
        verb="reports.house_style_removed",
        summary=f"Removed the house style “{style.name}”.",
        label=f"the house style {style.name}",
        by=by,
        now=now,
    )


def like(style: HouseStyle) -> dict[str, Any]:
    """What a copy of a house style begins with: all of its own fields but its key, its revision and its dates."""
    left_out = {"id", "revision", "from_date", "until_date"}
    return {
        field.attname: getattr(style, field.attname)
        for field in HouseStyle._meta.concrete_fields
        if field.name not in left_out
    }


def _give_the_usual(style: HouseStyle) -> Changes:
    HeaderField.objects.bulk_create(usual_fields(style))
    ImplicationKind.objects.bulk_create(usual_kinds(style))
    return {}


def _copy_parts(old: HouseStyle, new: HouseStyle) -> None:
    models: tuple[type[Any], ...] = (HeaderField, ApproverRole, ImplicationKind)
    for model in models:
        parts = list(model.objects.filter(house_style=old).order_by("position", "pk"))
        for part in parts:
            part.pk, part._state.adding, part.revision, part.house_style = None, True, 1, new
        model.objects.bulk_create(parts)
