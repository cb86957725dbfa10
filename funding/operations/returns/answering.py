"""What bodies say of their lines, and what the officer makes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from core.editing import Refused, as_kept, claim
from core.events import record_event
from core.formats import listed
from funding.models import Return, ReturnLine, ReturnRequest
from funding.operations.returns.lines import count, lock_return
from funding.operations.returns.links import extend, lock_asked
from funding.operations.returns.posting import Letter, post_after_commit, write_letter
from funding.return_mails import Kind
from funding.summaries.returns import LineSummary, lines_of_body
from partners.models import Body, User

SAID = ("actual", "forecast", "variance_reason", "narrative", "outcome", "risk", "case_study")
SAYS_NOTHING = "Say what was spent, 0 for nothing; or, where you do not know it, say why"


class AnsweredMeanwhile(Refused):
    """Somebody changed these lines after the page was made; nothing was written."""

    def __init__(self, line_ids: Sequence[int]) -> None:
        super().__init__("Somebody changed this while you were writing. Yours is not saved yet, and nothing is lost.")
        self.line_ids = tuple(line_ids)


class NotTheirLine(Refused):
    """An answer about a line that is not the body's to answer now."""


class CannotDecide(Refused):
    """An answer changed, or was decided on, after the page was made."""


@dataclass(frozen=True, slots=True)
class LineTold:
    """What somebody says of one line: `values` by field, `counted` by output. `seen` is its revision on their page."""

    line_id: int
    seen: int
    values: Mapping[str, Any]
    counted: Mapping[int, Decimal | None]


@transaction.atomic
def give_lines(*, asked: ReturnRequest, told: Sequence[LineTold], now: datetime) -> tuple[LineSummary, ...]:
    """Take what a body says of its lines by its link: some or all, again where it changes its mind. It waits for the
    officer; what they accepted changes no more.

    What is given already, word for word, is not given again: a form sent twice is no second answer. Answers the lines
    as they are then. Raises AnsweredMeanwhile, NotTheirLine, ValidationError.
    """
    owner = lock_return(asked.funding_return)
    locked = lock_asked(asked)
    _check_live(locked, now=now)
    lines = {line.id: line for line in lines_of_body(locked)}
    if not all(one.line_id in lines for one in told):
        raise NotTheirLine(f"One of these lines is not for {locked.body} to answer. Nothing was saved: look again.")
    told = [one for one in told if not _is_given(one, lines[one.line_id])]
    clashing = [
        one.line_id
        for one in told
        if one.seen != lines[one.line_id].revision or lines[one.line_id].state == ReturnLine.State.ACCEPTED
    ]
    if clashing:
        raise AnsweredMeanwhile(clashing)
    for one in told:
        _keep(ReturnLine(pk=one.line_id), one, by=None, now=now)
    after = lines_of_body(locked)
    if told:
        locked.first_opened_at = locked.first_opened_at or now
        locked.answered_at = (locked.answered_at or now) if all(line.is_answered for line in after) else None
        locked.save(update_fields=["first_opened_at", "answered_at"])
        _tell_given(owner, locked.body, [lines[one.line_id].project for one in told], by=None, now=now)
    return after


@transaction.atomic
def give_line(
    *,
    line: ReturnLine,
    values: Mapping[str, Any],
    counted: Mapping[int, Decimal | None],
    revision: int,
    by: User,
    now: datetime,
) -> ReturnLine:
    """Take what a contributor who has logged in says of a line of their body; it waits for the officer.

    Raises SavedMeanwhile, NotTheirLine, ValidationError.
    """
    owner = lock_return(line.funding_return)
    kept = as_kept(line, among=ReturnLine.objects.select_related("lead_body", "allocation"))
    check_can_answer(owner)
    if kept.state == ReturnLine.State.ACCEPTED and kept.revision == revision:
        raise NotTheirLine("The officer accepted this line. Ask them to send it back, to change it.")
    saved = _keep(line, LineTold(line.pk, revision, values, counted), by=by, now=now)
    if kept.lead_body:
        _note_whether_complete(owner, kept.lead_body, now)
        _tell_given(owner, kept.lead_body, [kept.allocation.stream], by=by, now=now)
    return saved


@transaction.atomic
def accept_lines(*, funding_return: Return, seen: Mapping[int, int], by: User, now: datetime) -> int:
    """Accept answers, given by the revision that the page showed. Either all or none. Raises CannotDecide."""
    owner = lock_return(funding_return)
    waiting = owner.lines.filter(pk__in=seen, state=ReturnLine.State.GIVEN).select_related("allocation")
    lines = {line.pk: line for line in waiting}
    if not seen or any(key not in lines or lines[key].revision != revision for key, revision in seen.items()):
        raise CannotDecide(
            "An answer was changed or decided on since you opened this page. Nothing was saved: look again."
        )
    for line in lines.values():
        fresh = claim(line, line.revision)
        fresh.state, fresh.note = ReturnLine.State.ACCEPTED, ""
        fresh.save()
    record_event(
        chain=owner.award.partnership.event_chain,
        verb="funding.return_lines_accepted",
        summary=f"Accepted for the return on {owner.award} for {owner.period_stated}: "
        f"{listed(line.allocation.stream for line in lines.values())}.",
        by=by,
        now=now,
        subject=owner,
        data={"lines": sorted(lines)},
        also_about=lines.values(),
    )
    return len(lines)


@transaction.atomic
def send_back_line(*, line: ReturnLine, note: str, revision: int, by: User, now: datetime) -> ReturnLine:
    """Send an answer back with a note; its body gets an e-mail with a new link, where it has one.

    Raises SavedMeanwhile, CannotDecide, ValidationError.
    """
    owner = lock_return(line.funding_return)
    check_can_send_back(owner)
    if not note.strip():
        raise CannotDecide("Say what is missing, so that the body can put it right", field="note")
    fresh = claim(line, revision)
    if fresh.state not in (ReturnLine.State.GIVEN, ReturnLine.State.ACCEPTED):
        raise CannotDecide("This line has no answer to send back.")
    fresh.state, fresh.note = ReturnLine.State.SENT_BACK, note.strip()
    fresh.full_clean()
    fresh.save()
    letter = _letter_back(owner, fresh, now)
    if letter:
        post_after_commit([letter])
    record_event(
        chain=owner.award.partnership.event_chain,
        verb="funding.return_line_sent_back",
        summary=f"Sent back {fresh.allocation.stream} in the return on {owner.award} for {owner.period_stated}.",
        by=by,
        now=now,
        subject=fresh,
        data={"return": owner.pk},
    )
    return fresh


def check_can_answer(funding_return: Return) -> None:
    """Raises NotTheirLine where the return is with the bodies no more."""
    if funding_return.state != Return.State.WITH_BODIES:
        raise NotTheirLine("The return is with the bodies no more. Ask the officer to give it back to you.")


def check_can_send_back(funding_return: Return) -> None:
    """Raises CannotDecide where the return is not with the bodies."""
    if funding_return.state != Return.State.WITH_BODIES:
        raise CannotDecide("Give the return back to the bodies first; then send this line back.")


def _check_live(asked: ReturnRequest, *, now: datetime) -> None:
    if not ReturnRequest.objects.with_live_links(now=now).filter(pk=asked.pk).exists():
        raise NotTheirLine("This link does not work any more.")


def _is_given(told: LineTold, line: LineSummary) -> bool:
    """Whether a line has this very answer already."""
    counted = {output.id: output.actual for output in line.outputs}
    same_count = all(counted.get(key) == amount for key, amount in told.counted.items())
    return line.is_answered and same_count and all(getattr(line, name) == told.values[name] for name in told.values)


def _keep(line: ReturnLine, told: LineTold, *, by: User | None, now: datetime) -> ReturnLine:
    """The line with what was said of it. Raises SavedMeanwhile."""
    if told.values.get("actual") is None and not str(told.values.get("variance_reason", "")).strip():
        raise NotTheirLine(SAYS_NOTHING, field="actual")
    fresh = claim(line, told.seen)
    for name in SAID:
        if name in told.values:
            setattr(fresh, name, told.values[name])
    fresh.state, fresh.given_at, fresh.given_by = ReturnLine.State.GIVEN, now, by
    fresh.full_clean(exclude=["funding_return", "allocation"])
    fresh.save()
    count(fresh, counted=told.counted)
    return fresh


def _note_whether_complete(owner: Return, body: Body, now: datetime) -> None:
    left = owner.lines.filter(lead_body=body, state__in=[ReturnLine.State.WANTED, ReturnLine.State.SENT_BACK])
    owner.requests.filter(body=body).update(answered_at=None if left.exists() else now)


def _letter_back(owner: Return, line: ReturnLine, now: datetime) -> Letter | None:
    """The e-mail that tells a body what is missing; none where it was not asked by e-mail, or its link is revoked."""
    asked = owner.requests.filter(body=line.lead_body_id, revoked_at__isnull=True).first()
    if asked is None:
        return None
    locked = lock_asked(asked)
    locked.answered_at = None
    extend(locked, now=now)
    locked.save(update_fields=["answered_at", "expires_at"])
    lines = [one for one in lines_of_body(locked) if one.id == line.pk]
    return write_letter(locked, Kind.RETURNED, lines, now=now, notes={line.pk: line.note})


def _tell_given(owner: Return, body: Body, projects: Sequence[str], *, by: User | None, now: datetime) -> None:
    record_event(
        chain=owner.award.partnership.event_chain,
        verb="funding.return_lines_given",
        summary=f"Answered for {body} in the return on {owner.award} for {owner.period_stated}: {listed(projects)}.",
        by=by,
        now=now,
        subject=owner,
        data={"body": body.pk, "by_link": by is None},
        on_behalf_of="" if by else body.name,
    )
