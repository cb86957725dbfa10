"""The files and links that bear an achievement out, and what people said about it.

The log tells of a quotation only whose it is: somebody's words can be taken back, and the log forgets nothing.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from achievements.evidence import file_of_evidence
from achievements.keepers import check_may_keep
from achievements.models import Achievement, Evidence, Quote
from achievements.operations.telling import fields_told, is_restricted, lateness, named, quoted
from core.editing import Refused, add_record, change_record
from core.models import Removal
from core.removal import remove_record
from partners.models import User


class NothingToShow(Refused):
    """Evidence has neither a file nor an address."""


def add_evidence(
    *, achievement: Achievement, values: Mapping[str, Any], file: Any = None, by: User, now: datetime
) -> Evidence:
    """Add a file or a link to an achievement; `file` is what an `UploadField` gave.

    Raises NotKept, NothingToShow, ValidationError; then no file is kept either.
    """
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    with file_of_evidence(file) as stored:
        _check_shows_something({**values, **stored}, Evidence())
        return add_record(
            record=Evidence(achievement=achievement),
            values={**values, **stored},
            is_secret=is_restricted(achievement),
            chain=achievement.plan.partnership.event_chain,
            verb="achievements.evidence_added",
            said=lambda evidence, _: _told("Added evidence to", achievement, f":{quoted(achievement, evidence.label)}"),
            by=by,
            now=now,
        )


def change_evidence(
    *, evidence: Evidence, values: Mapping[str, Any], file: Any = None, revision: int, by: User, now: datetime
) -> Evidence:
    """The evidence with new values and, where `file` says so, another file or none.

    Raises NotKept, NothingToShow, SavedMeanwhile, ValidationError.
    """
    achievement = evidence.achievement
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    with file_of_evidence(file, of=evidence) as stored:
        _check_shows_something({**values, **stored}, evidence)
        return change_record(
            record=evidence,
            values={**values, **stored},
            is_secret=is_restricted(achievement),
            revision=revision,
            chain=achievement.plan.partnership.event_chain,
            verb="achievements.evidence_changed",
            said=lambda _, changes: _told("Changed evidence of", achievement, f": {fields_told(changes)}"),
            by=by,
            now=now,
        )


@transaction.atomic
def remove_evidence(*, evidence: Evidence, place: str, by: User, now: datetime) -> Removal:
    """Take evidence away; it can be put back, and its file is kept for that. Raises NotKept."""
    achievement = evidence.achievement
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    return remove_record(
        record=evidence,
        chain=achievement.plan.partnership.event_chain,
        place=place,
        verb="achievements.evidence_removed",
        summary=_told("Removed evidence of", achievement, f":{quoted(achievement, evidence.label)}"),
        label=quoted(achievement, evidence.label).strip(" “”") or "evidence of a restricted achievement",
        by=by,
        now=now,
    )


@transaction.atomic
def add_quote(*, achievement: Achievement, values: Mapping[str, Any], by: User, now: datetime) -> Quote:
    """Keep what somebody said about an achievement, after its other quotations. Raises NotKept, ValidationError."""
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    last = achievement.quotes.aggregate(last=Max("position"))["last"] or 0
    return add_record(
        record=Quote(achievement=achievement, position=last + 1),
        values=values,
        is_secret=is_restricted(achievement),
        chain=achievement.plan.partnership.event_chain,
        verb="achievements.quote_added",
        said=lambda quote, _: _told(f"Added a quotation from {_speaker(quote)} to", achievement, _consent(quote)),
        by=by,
        now=now,
    )


@transaction.atomic
def change_quote(*, quote: Quote, values: Mapping[str, Any], revision: int, by: User, now: datetime) -> Quote:
    """The quotation with new values. Raises NotKept, SavedMeanwhile, ValidationError."""
    achievement = quote.achievement
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    return change_record(
        record=quote,
        values=values,
        is_secret=is_restricted(achievement),
        revision=revision,
        chain=achievement.plan.partnership.event_chain,
        verb="achievements.quote_changed",
        said=lambda changed, changes: _told(
            f"Changed a quotation from {_speaker(changed)} about",
            achievement,
            f": {fields_told(changes)}{_consent(changed)}",
        ),
        by=by,
        now=now,
    )


@transaction.atomic
def remove_quote(*, quote: Quote, place: str, by: User, now: datetime) -> Removal:
    """Take a quotation away; it can be put back. Raises NotKept."""
    achievement = quote.achievement
    check_may_keep(achievement, by=by, on=timezone.localdate(now))
    return remove_record(
        record=quote,
        chain=achievement.plan.partnership.event_chain,
        place=place,
        verb="achievements.quote_removed",
        summary=_told(f"Removed a quotation from {_speaker(quote)} about", achievement),
        label=f"a quotation from {_speaker(quote)}",
        by=by,
        now=now,
    )


def _check_shows_something(values: Mapping[str, Any], before: Evidence) -> None:
    if not values.get("file", before.file) and not values.get("url", before.url):
        raise NothingToShow("Choose a file, or enter the address of a page", field="url")


def _told(done: str, achievement: Achievement, more: str = "") -> str:
    more = "" if more == ":" else more
    return f"{done} {named(achievement)}{more}{lateness(achievement.plan)}."


def _speaker(quote: Quote) -> str:
    label = quote.get_speaker_display()
    return label[:1].lower() + label[1:]


def _consent(quote: Quote) -> str:
    return ", with consent to publish it" if quote.has_consent else ", without consent to publish it"
