"""Officers let a paper state a figure otherwise than its record does, for a reason that its approvers are shown."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.editing import Changes, Refused, add_record, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from reports.compose.citations import cited
from reports.models import Override
from reports.operations.changing import begin_paper_change
from reports.operations.telling import of_paper


class SaysTheSame(Refused):
    """The paper would say what the record says already."""

    def __init__(self) -> None:
        super().__init__("This is what the record says. Write what the paper is to say in its place.", field="text")


class NothingCited(Refused):
    """The record of the figure is gone, or was restricted meanwhile."""

    def __init__(self) -> None:
        super().__init__("The record of this figure is not there any more, so there is nothing to override.")


@transaction.atomic
def override_figure(
    *, override: Override, values: Mapping[str, Any], revision: int, by: User, now: datetime
) -> Override:
    """The paper states a figure in these words: `values` are `text` and `reason`; what the record says now is kept.

    `override` names paper and figure; where it is saved already it is changed. Raises PaperIsOut, NothingCited,
    SaysTheSame, SavedMeanwhile, ValidationError.
    """
    paper = begin_paper_change(paper=override.paper)
    figure = cited(paper, override.cite)
    if figure is None:
        raise NothingCited
    if values["text"] == figure.stated:
        raise SaysTheSame

    def note_who(saved: Override) -> Changes:
        Override.objects.filter(pk=saved.pk).update(made_by=by, made_at=now)
        return {}

    known: dict[str, Any] = {
        "values": {**values, "live": figure.stated},
        "chain": paper.partnership.event_chain,
        "said": f"Let a figure {of_paper(paper)} say “{values['text']}” in the place of “{figure.stated}”.",
        "by": by,
        "now": now,
    }
    if override.pk:
        return change_record(
            record=override, beside=note_who, revision=revision, verb="reports.override_changed", **known
        )
    override.made_by, override.made_at = by, now
    return add_record(record=override, verb="reports.override_added", **known)


@transaction.atomic
def remove_override(*, override: Override, place: str, by: User, now: datetime) -> Removal:
    """The figure says again what its record says. Raises PaperIsOut."""
    paper = begin_paper_change(paper=override.paper)
    return remove_record(
        record=override,
        chain=paper.partnership.event_chain,
        place=place,
        verb="reports.override_removed",
        summary=f"Let a figure {of_paper(paper)} say what its record says again, in the place of “{override.text}”.",
        by=by,
        now=now,
    )
