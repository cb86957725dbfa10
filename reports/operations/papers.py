"""What a paper says of itself: its details, its head, whether it has background papers; and throwing a draft away."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from core.editing import Changes, Refused, change_record, claim
from core.events import record_event
from core.formats import day
from core.models import Removal
from core.removal import remove_record
from partners.models import User
from reports.models import HeaderField, HeaderKey, HeaderValue, Implication, Paper
from reports.operations.changing import begin_paper_change
from reports.operations.references import holding_references
from reports.operations.telling import fields_told

ABSENT = "absent"
Head = Mapping[str, tuple[str, str]]


class WasPublished(Refused):
    """A paper that was ever published is withdrawn, not removed."""


class HasBackgroundPapers(Refused):
    """A paper that lists background papers cannot say that it has none."""


@transaction.atomic
def change_paper(*, paper: Paper, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Paper:
    """The paper with other details. Title and date in its head follow, where they said the same as the paper; another
    house style brings the fields and the kinds of implications that it asks for.

    Raises PaperIsOut, SavedMeanwhile, ValidationError.
    """
    before = begin_paper_change(paper=paper)
    was = _said_of_itself(before)
    return change_record(
        record=before,
        values=values,
        beside=lambda saved: {**_let_the_head_follow(saved, was), **_take_on_the_style(saved, before.house_style_id)},
        revision=revision,
        chain=before.partnership.event_chain,
        verb="reports.paper_changed",
        said=lambda saved, changes: f"Changed {fields_told(changes)} of the paper “{saved.title}”.",
        by=by,
        now=now,
    )


@transaction.atomic
def change_head(*, paper: Paper, head: Head, revision: int, by: User, now: datetime) -> Paper:
    """The paper with another head: by key the standing (a `HeaderValue.Standing`, or "absent") and the text.

    Keys that are not named stay as they are. Raises PaperIsOut, LeadsNowhere, SavedMeanwhile.
    """
    begin_paper_change(paper=paper)
    fresh = claim(paper, revision)
    with holding_references(fresh, [text for _, text in head.values()]):
        changes = _set_head(fresh, head)
    if changes:
        record_event(
            chain=fresh.partnership.event_chain,
            verb="reports.head_changed",
            summary=f"Changed in the head of “{fresh.title}”: {', '.join(changes)}.",
            by=by,
            now=now,
            subject=fresh,
            data={"changes": {}, "also_changed": sorted(changes)},  # heads name people, and the log forgets nothing
        )
    return fresh


def _set_head(paper: Paper, head: Head) -> Changes:
    """Gives the head's fields what they say; answers what changed, by label."""
    labels = dict(HeaderField.objects.filter(house_style=paper.house_style_id).values_list("key", "label"))
    known = {value.key: value for value in paper.header_values.all()}
    changes: Changes = {}
    for key, (standing, text) in head.items():
        before = known.get(key)
        was = _in_words(before)
        if standing == ABSENT:
            if before:
                before.delete()
            now_says = "(left out)"
        else:
            value = before or HeaderValue(paper=paper, key=key)
            value.standing, value.text = standing, text if standing == HeaderValue.Standing.STATED else ""
            value.full_clean()
            value.revision += 1 if before else 0
            now_says = _in_words(value)
            if now_says != was:
                value.save()
        if now_says != was:
            changes[labels.get(key, str(HeaderKey(key).label))] = [was, now_says]
    return changes


@transaction.atomic
def say_background(*, paper: Paper, none: bool, by: User, now: datetime) -> Paper:
    """The paper saying outright that it has no background papers, or saying nothing of that any more.

    Raises PaperIsOut, HasBackgroundPapers.
    """
    locked = begin_paper_change(paper=paper)
    if none and locked.background_papers.exists():
        raise HasBackgroundPapers("The paper lists background papers. Remove them before you say that there are none.")
    if locked.background_none == none:
        return locked
    Paper.objects.filter(pk=locked.pk).update(background_none=none, revision=F("revision") + 1)
    record_event(
        chain=locked.partnership.event_chain,
        verb="reports.paper_changed",
        summary=f"“{locked.title}” now {'says that it has no' if none else 'does not say whether it has'} background "
        "papers.",
        by=by,
        now=now,
        subject=locked,
        data={"background_none": none},
    )
    return locked


@transaction.atomic
def remove_paper(*, paper: Paper, place: str, by: User, now: datetime) -> Removal:
    """Throw away a draft that was never published; it can be put back. Raises WasPublished, CannotRemove."""
    locked = Paper.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=paper.pk)
    if locked.first_published_at is not None:
        raise WasPublished("This paper was published. It can be withdrawn, but not removed.")
    if locked.state != Paper.State.DRAFT:
        raise WasPublished("This paper is out for sign-off. Take it back to draft before you remove it.")
    return remove_record(
        record=locked,
        chain=locked.partnership.event_chain,
        place=place,
        verb="reports.paper_removed",
        summary=f"Removed the draft “{locked.title}”.",
        by=by,
        now=now,
    )


def _said_of_itself(paper: Paper) -> dict[str, str]:
    return {HeaderKey.TITLE: paper.title, HeaderKey.DATE: day(paper.date) if paper.date else ""}


def _let_the_head_follow(paper: Paper, was: Mapping[str, str]) -> Changes:
    """Title and date in the head, where they said what the paper said before (or nothing, of the date)."""
    changes: Changes = {}
    says = _said_of_itself(paper)
    for value in paper.header_values.filter(key__in=says):
        before, after = value.text, says[value.key]
        if before == was[value.key] and before != after:
            value.standing = HeaderValue.Standing.STATED if after else HeaderValue.Standing.BLANK
            value.text = after
            value.revision += 1
            value.save()
            changes["head"] = [before, after]
    return changes


def _take_on_the_style(paper: Paper, before: int) -> Changes:
    """Another house style brings what it asks for: fields of the head, left blank, and implications to answer."""
    if paper.house_style_id == before:
        return {}
    style = paper.house_style
    keys = set(paper.header_values.values_list("key", flat=True))
    for field in style.header_fields.exclude(key__in=keys):
        HeaderValue.objects.create(paper=paper, key=field.key, standing=HeaderValue.Standing.BLANK)
    answered = set(paper.implications.values_list("label", flat=True))
    for kind in style.implication_kinds.exclude(label__in=answered):
        Implication.objects.create(paper=paper, label=kind.label, position=100 + kind.position)
    return {}


def _in_words(value: HeaderValue | None) -> str:
    if value is None:
        return "(left out)"
    return value.text or f"({str(value.get_standing_display()).lower()})"
