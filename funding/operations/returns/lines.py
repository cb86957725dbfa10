"""What officers change in a return before it is approved: the return itself, its lines, and what each counts."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max

from core.editing import Changes, Refused, add_record, as_kept, change_record
from core.events import record_event
from core.formats import listed, number
from core.models import Removal
from core.removal import remove_record
from funding.models import Return, ReturnLine, ReturnOutput
from funding.operations.returns.starting import add_lines, projects_of
from partners.models import User


class ReturnIsFrozen(Refused):
    """The return was approved: nothing in it changes until it is taken back for review."""


def lock_return(funding_return: Return) -> Return:
    """The return with its award and partnership, which nobody else can change before the transaction ends. Whoever
    writes to its lines comes through here, so lines stand still too.
    """
    locked = Return.objects.select_for_update(of=("self",)).select_related("award__partnership", "follows")
    return locked.get(pk=funding_return.pk)


def lock_to_change(funding_return: Return) -> Return:
    """The same, of a return that can be changed. Raises ReturnIsFrozen."""
    locked = lock_return(funding_return)
    check_can_change(locked)
    return locked


def check_can_change(funding_return: Return) -> None:
    """Raises ReturnIsFrozen where the return is approved."""
    if funding_return.is_frozen:
        raise ReturnIsFrozen("This return is approved. Take it back for review before you change it.")


@transaction.atomic
def change_return(
    *, funding_return: Return, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Return:
    """The return with other dates or words. Raises SavedMeanwhile, ReturnIsFrozen, ValidationError."""
    owner = lock_to_change(funding_return)
    return change_record(
        record=funding_return,
        values=values,
        revision=revision,
        chain=owner.award.partnership.event_chain,
        verb="funding.return_changed",
        said=f"Changed the return on {owner.award} for {owner.period_stated}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_line(
    *,
    line: ReturnLine,
    values: Mapping[str, Any],
    counted: Mapping[int, Decimal | None],
    revision: int,
    by: User,
    now: datetime,
) -> ReturnLine:
    """A line as the officer has it; `counted` by output. What they filled in themselves is accepted.

    Raises SavedMeanwhile, ReturnIsFrozen, ValidationError.
    """
    owner = lock_to_change(line.funding_return)
    is_told = values.get("actual") is not None or bool(values.get("variance_reason", "").strip())
    told = dict(values)
    if is_told and as_kept(line).state != ReturnLine.State.GIVEN:
        told |= {"state": ReturnLine.State.ACCEPTED, "note": ""}
    return change_record(
        record=line,
        values=told,
        beside=partial(count, counted=counted),
        revision=revision,
        chain=owner.award.partnership.event_chain,
        verb="funding.return_line_changed",
        said=lambda changed, changes: f"Changed {_of(changed, owner)}: {_named(changed, changes)}.",
        by=by,
        now=now,
    )


def count(line: ReturnLine, *, counted: Mapping[int, Decimal | None]) -> Changes:
    """Keep what was counted of a line's outputs; answers what that changed, in words."""
    changes: Changes = {}
    for output in line.outputs.filter(pk__in=counted).order_by("position", "pk"):
        was, is_now = output.actual, counted[output.pk]
        if was == is_now:
            continue
        output.actual = is_now
        output.revision += 1
        output.full_clean(exclude=["line"])
        output.save()
        changes[output.measure] = [_in_words(was), _in_words(is_now)]
    return changes


@transaction.atomic
def add_missing_lines(*, funding_return: Return, by: User, now: datetime) -> list[ReturnLine]:
    """A line for each allocation that was made since the return was started. Raises ReturnIsFrozen."""
    owner = lock_to_change(funding_return)
    known = set(owner.lines.values_list("allocation", flat=True))
    missing = [row for row in projects_of(owner.award) if row.pk not in known]
    lines = add_lines(owner, missing)
    if lines:
        record_event(
            chain=owner.award.partnership.event_chain,
            verb="funding.return_lines_added",
            summary=f"Added to the return on {owner.award} for {owner.period_stated}: "
            f"{listed(line.allocation.stream for line in lines)}.",
            by=by,
            now=now,
            subject=owner,
            data={"lines": [line.pk for line in lines]},
        )
    return lines


@transaction.atomic
def remove_line(*, line: ReturnLine, place: str, by: User, now: datetime) -> Removal:
    """Leave a project out of a return; it can be put back. Raises ReturnIsFrozen."""
    owner = lock_to_change(line.funding_return)
    return remove_record(
        record=line,
        chain=owner.award.partnership.event_chain,
        place=place,
        verb="funding.return_line_removed",
        summary=f"Left {line.allocation.stream} out of the return on {owner.award} for {owner.period_stated}.",
        label=f"{line.allocation.stream}, in the return for {owner.period_stated}",
        by=by,
        now=now,
    )


@transaction.atomic
def add_output(*, line: ReturnLine, values: Mapping[str, Any], by: User, now: datetime) -> ReturnOutput:
    """Something more that a project counts, after the others. Raises ReturnIsFrozen, ValidationError."""
    owner = lock_to_change(line.funding_return)
    last = line.outputs.aggregate(last=Max("position"))["last"] or 0
    return add_record(
        record=ReturnOutput(line=line, position=last + 1),
        values=values,
        chain=owner.award.partnership.event_chain,
        verb="funding.return_output_added",
        said=lambda made, _: f"Added to {_of(line, owner)} what is counted: {made.measure}.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_output(
    *, output: ReturnOutput, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> ReturnOutput:
    """What a project counts, changed. Raises SavedMeanwhile, ReturnIsFrozen, ValidationError."""
    owner = lock_to_change(output.line.funding_return)
    return change_record(
        record=output,
        values=values,
        revision=revision,
        chain=owner.award.partnership.event_chain,
        verb="funding.return_output_changed",
        said=lambda changed, _: f"Changed in {_of(output.line, owner)} what is counted: {changed.measure}.",
        by=by,
        now=now,
    )


@transaction.atomic
def remove_output(*, output: ReturnOutput, place: str, by: User, now: datetime) -> Removal:
    """Count something no more; it can be put back. Raises ReturnIsFrozen."""
    owner = lock_to_change(output.line.funding_return)
    return remove_record(
        record=output,
        chain=owner.award.partnership.event_chain,
        place=place,
        verb="funding.return_output_removed",
        summary=f"Removed from {_of(output.line, owner)} what is counted: {output.measure}.",
        label=output.measure,
        by=by,
        now=now,
    )


def _of(line: ReturnLine, owner: Return) -> str:
    return f"{line.allocation.stream} in the return on {owner.award} for {owner.period_stated}"


def _named(line: ReturnLine, changes: Changes) -> str:
    fields = {field.name: str(field.verbose_name) for field in line._meta.fields}
    return listed(fields.get(name, name) for name in changes)


def _in_words(amount: Decimal | None) -> str:
    return "" if amount is None else number(amount)
