"""What an indicator's owner answers, and what the officer and the board make of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, cast

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, change_record, claim
from core.events import record_event
from core.formats import day
from partners.models import User
from scorecard.cadence import Kind
from scorecard.models import ExceptionReport
from scorecard.operations.exceptions.asking import NoAddress, ReportIsAccepted
from scorecard.operations.exceptions.posting import lock_report, post_after_commit, write_letter
from scorecard.operations.telling import named

State = ExceptionReport.State
ANSWER = ("text", "response", "response_owner", "by_when_date")
MISSING = {
    "text": "Say why it goes this way",
    "response": "Say what will be done",
    "response_owner": "Enter who will do it: a post or a body",
    "by_when_date": "Enter the date by which it will be done",
}


class AnswerIncomplete(Refused):
    """Why, what next, who, or by when is missing."""


class NothingToAccept(Refused):
    """The report was not answered yet, or accepted before."""


class LinkHasEnded(Refused):
    """The link no longer works."""


@transaction.atomic
def answer_exception(
    *, report: ExceptionReport, values: Mapping[str, Any], revision: int, by: User | None, now: datetime
) -> ExceptionReport:
    """Why it goes the wrong way (`text`), what will be done (`response`), who by (`response_owner`) and by when
    (`by_when_date`). By link `by` is None. Until it is accepted an answer may change; the same again leaves no trace.

    Raises AnswerIncomplete, ReportIsAccepted, LinkHasEnded, SavedMeanwhile, ValidationError.
    """
    locked = lock_report(report)
    if locked.state == State.ACCEPTED:
        raise ReportIsAccepted("This report is accepted, and no longer changes.")
    if by is None and (locked.expires_at is None or locked.expires_at <= now):
        raise LinkHasEnded("This link does not work any more.")
    said = {name: value.strip() if isinstance(value := values.get(name), str) else value for name in ANSWER}
    for name, sentence in MISSING.items():
        if not said[name]:
            raise AnswerIncomplete(sentence, field=name)
    by_when = cast("date", said["by_when_date"])
    if by_when != locked.by_when_date and by_when < timezone.localdate(now):
        raise AnswerIncomplete("That day is over. Enter a day by which it will be done", field="by_when_date")
    if locked.state == State.ANSWERED and all(getattr(locked, name) == said[name] for name in ANSWER):
        return locked
    fresh = claim(locked, revision)
    for name in ANSWER:
        setattr(fresh, name, said[name])
    fresh.state, fresh.answered_at, fresh.answered_by = State.ANSWERED, now, by
    fresh.full_clean()
    fresh.save()
    body = locked.owner_body
    record_event(
        chain=locked.indicator.partnership.event_chain,
        verb="scorecard.exception_answered",
        summary=f"Answered why {named(locked.indicator)} goes the wrong way; more will be done by {day(by_when)}.",
        by=by,
        now=now,
        subject=fresh,
        data={"indicator": locked.indicator_id, "by_link": by is None},
        on_behalf_of="" if by else body.name if body else "The owner of an indicator",
    )
    return fresh


@transaction.atomic
def accept_exception(
    *, report: ExceptionReport, board_note: str = "", revision: int, by: User, now: datetime
) -> ExceptionReport:
    """Accept an answer: it no longer changes. `board_note` is what the board said. Raises NothingToAccept,
    SavedMeanwhile.
    """
    locked = lock_report(report)
    if locked.state != State.ANSWERED:
        raise NothingToAccept(
            "It is accepted already." if locked.state == State.ACCEPTED else "There is no answer to accept yet."
        )
    values = {"state": State.ACCEPTED, "accepted_at": now, "board_note": board_note.strip()}
    return change_record(
        record=locked,
        values=values,
        revision=revision,
        chain=locked.indicator.partnership.event_chain,
        verb="scorecard.exception_accepted",
        said=f"Accepted the report on {named(locked.indicator)}.",
        by=by,
        now=now,
    )


@transaction.atomic
def send_back_exception(
    *, report: ExceptionReport, note: str, revision: int, by: User, now: datetime
) -> ExceptionReport:
    """Ask again, with a note that says what is missing; what was answered stays as it is until it is changed.

    The body gets an e-mail with a new link where its address is known. Raises NothingToAccept, NoAddress,
    SavedMeanwhile.
    """
    locked = lock_report(report)
    if locked.state != State.ANSWERED:
        raise NothingToAccept("There is no answer to send back.")
    if not note.strip():
        raise Refused("Say what is missing, so that the body can put it right", field="note")
    if not locked.contact_email:
        raise NoAddress("No address is known to send it back to. Send a link first.", field="note")
    changed = change_record(
        record=locked,
        values={"state": State.ASKED},
        revision=revision,
        chain=locked.indicator.partnership.event_chain,
        verb="scorecard.exception_returned",
        said=f"Sent back the report on {named(locked.indicator)}: {note.strip()}",
        by=by,
        now=now,
    )
    post_after_commit(write_letter(lock_report(changed), Kind.RETURNED, now=now, note=note.strip()))
    return changed


@transaction.atomic
def note_of_board(
    *, report: ExceptionReport, board_note: str, revision: int, by: User, now: datetime
) -> ExceptionReport:
    """What the board said about a report. Raises SavedMeanwhile."""
    return change_record(
        record=report,
        values={"board_note": board_note.strip()},
        revision=revision,
        chain=report.indicator.partnership.event_chain,
        verb="scorecard.exception_noted",
        said=f"Noted what the board said on {named(report.indicator)}.",
        by=by,
        now=now,
    )
