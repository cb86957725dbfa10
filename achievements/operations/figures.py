"""The figures an achievement is told in, exactly as stated, and what they are compared with.

Where nobody says what the words mean in numbers, the portal's reading of them is kept as a proposal beside the words.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from achievements.keepers import check_may_keep
from achievements.models import Achievement, Comparator, Figure
from achievements.operations.telling import fields_told, is_restricted, lateness, named, quoted
from achievements.reading_figures import read_comparator, read_figure
from core.editing import Changes, Refused, add_record, as_kept, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import User

READ = ("number", "number_to", "qualifier", "unit")
READ_OF_COMPARATORS = ("number", "change_percent", "change_number")


class NotOfAnAchievement(Refused):
    """The figure belongs to a finding, which is kept elsewhere."""


@transaction.atomic
def add_figure(
    *,
    achievement: Achievement,
    values: Mapping[str, Any],
    compared: Mapping[str, Any] | None = None,
    by: User,
    now: datetime,
) -> Figure:
    """Give an achievement a figure, after its others, and with `compared` what it is compared with.

    Raises NotKept, ValidationError.
    """
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    last = achievement.figures.aggregate(last=Max("position"))["last"] or 0

    def with_comparator(figure: Figure) -> Changes:
        return {"comparators": ["", _compare(figure, compared)]} if compared else {}

    return add_record(
        record=Figure(achievement=achievement, position=last + 1),
        values=figure_as_read(values),
        beside=with_comparator,
        is_secret=is_restricted(achievement),
        chain=achievement.plan.partnership.event_chain,
        verb="achievements.figure_added",
        said=lambda figure, _: _told("Added the figure", figure, "to"),
        by=by,
        now=now,
    )


@transaction.atomic
def change_figure(*, figure: Figure, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Figure:
    """The figure with new values; where its words are new and its numbers are not, the words are read again.

    Raises NotKept, SavedMeanwhile, ValidationError.
    """
    check_may_keep(_owner(figure), by=by, on=timezone.localdate(now))
    held = as_kept(figure)
    return change_record(
        record=figure,
        values=figure_as_read(values, before=held),
        is_secret=is_restricted(_owner(figure)),
        revision=revision,
        chain=_owner(figure).plan.partnership.event_chain,
        verb="achievements.figure_changed",
        said=lambda changed, changes: _told("Changed the figure", changed, "of", f": {fields_told(changes)}"),
        by=by,
        now=now,
    )


@transaction.atomic
def remove_figure(*, figure: Figure, place: str, by: User, now: datetime) -> Removal:
    """Take a figure away with what it is compared with and its parts; it can be put back. Raises NotKept."""
    achievement = _owner(figure)
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    return remove_record(
        record=figure,
        chain=achievement.plan.partnership.event_chain,
        place=place,
        verb="achievements.figure_removed",
        summary=_told("Removed the figure", figure, "of"),
        label=_label(achievement, figure.stated),
        by=by,
        now=now,
    )


@transaction.atomic
def add_comparator(*, figure: Figure, values: Mapping[str, Any], by: User, now: datetime) -> Comparator:
    """Say what a figure is compared with. Raises NotKept, ValidationError."""
    check_may_keep(_owner(figure), by=by, on=timezone.localdate(now))
    return add_record(
        record=Comparator(figure=figure),
        values=comparator_as_read(values),
        is_secret=is_restricted(_owner(figure)),
        chain=_owner(figure).plan.partnership.event_chain,
        verb="achievements.comparator_added",
        said=lambda comparator, _: _told("Compared the figure", figure, "of", _with(figure, comparator)),
        by=by,
        now=now,
    )


@transaction.atomic
def change_comparator(
    *, comparator: Comparator, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Comparator:
    """The comparison with new values, read again as figures are. Raises NotKept, SavedMeanwhile, ValidationError."""
    figure = comparator.figure
    check_may_keep(_owner(figure), by=by, on=timezone.localdate(now))
    held = as_kept(comparator)
    return change_record(
        record=comparator,
        values=comparator_as_read(values, before=held),
        is_secret=is_restricted(_owner(figure)),
        revision=revision,
        chain=_owner(figure).plan.partnership.event_chain,
        verb="achievements.comparator_changed",
        said=lambda _, changes: _told(
            "Changed what the figure", figure, "of", f" is compared with: {fields_told(changes)}"
        ),
        by=by,
        now=now,
    )


@transaction.atomic
def remove_comparator(*, comparator: Comparator, place: str, by: User, now: datetime) -> Removal:
    """Take away what a figure is compared with; it can be put back. Raises NotKept."""
    figure, achievement = comparator.figure, _owner(comparator.figure)
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    return remove_record(
        record=comparator,
        chain=achievement.plan.partnership.event_chain,
        place=place,
        verb="achievements.comparator_removed",
        summary=_told("No longer compared the figure", figure, "of", _with(figure, comparator)),
        label=_label(achievement, comparator.stated),
        by=by,
        now=now,
    )


def figure_as_read(values: Mapping[str, Any], *, before: Figure | None = None) -> dict[str, Any]:
    """The values with what the words say in numbers, where whoever typed them left that to the portal."""
    usual = before or Figure()
    words_are_new = before is None or (values.get("stated"), values.get("what")) != (before.stated, before.what)
    if not words_are_new or any(values.get(name, getattr(usual, name)) != getattr(usual, name) for name in READ):
        return dict(values)
    reading = read_figure(values.get("stated", ""), values.get("what", ""))
    read = {name: getattr(reading, name) for name in READ}
    if values.get("denominator") is None and reading.denominator is not None:
        read["denominator"] = reading.denominator
    return {**values, **read}


def comparator_as_read(values: Mapping[str, Any], *, before: Comparator | None = None) -> dict[str, Any]:
    """The same for what a figure is compared with."""
    usual = before or Comparator()
    words_are_new = before is None or values.get("stated") != before.stated
    names = READ_OF_COMPARATORS
    if not words_are_new or any(values.get(name, getattr(usual, name)) != getattr(usual, name) for name in names):
        return dict(values)
    reading = read_comparator(values.get("stated", ""))
    return {**values, **{name: getattr(reading, name) for name in names}}


def _compare(figure: Figure, values: Mapping[str, Any]) -> str:
    comparator = Comparator(figure=figure)
    for name, value in comparator_as_read(values).items():
        setattr(comparator, name, value)
    comparator.full_clean()
    comparator.save()
    return f"{comparator.stated} ({comparator.get_kind_display().lower()})"


def _owner(figure: Figure) -> Achievement:
    if figure.achievement is None:
        raise NotOfAnAchievement("This figure belongs to a finding. Change it there.")
    return figure.achievement


def _told(done: str, figure: Figure, joint: str, more: str = "") -> str:
    """A sentence: "Changed the figure “over 200” of “Refresh Café”: the words"; and when, where that was late."""
    achievement = _owner(figure)
    words = f"{done}{quoted(achievement, figure.stated)} {joint} {named(achievement)}"
    return f"{words}{more}{lateness(achievement.plan)}."


def _with(figure: Figure, comparator: Comparator) -> str:
    """ " with “37,068”"."""
    return " with" + (quoted(_owner(figure), comparator.stated) or " another")


def _label(achievement: Achievement, words: str) -> str:
    """What the log calls something that was removed and put back."""
    return quoted(achievement, words).strip(" “”") or "a figure of a restricted achievement"
