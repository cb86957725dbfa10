"""What bodies answer, and what the officer makes of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from core.editing import Refused, SavedMeanwhile
from core.events import record_event
from core.formats import listed
from partners.models import User
from priorities.links import end_of_links
from priorities.models import Action, ActionStatus, Answer, BodyRequest, Reminder, UpdateRequest
from priorities.operations.progress import IN_TROUBLE, OF_TROUBLE, check_progress, record_progress
from priorities.operations.requests.links import RequestHasEnded, check_goes_on, lock_request
from priorities.operations.requests.posting import Letter, post_after_commit, write_letter
from priorities.summaries.requests import AnswerLine, AnswerSheet, answer_sheet

NO_TROUBLE: dict[str, Any] = {"reason": "", "recovery_action": "", "recovery_owner": "", "recover_by_date": None}


class AnsweredMeanwhile(Refused):
    """Somebody answered these actions, or changed them, after the page was made; nothing was written."""

    def __init__(self, action_ids: Sequence[int]) -> None:
        super().__init__("Somebody answered while you were writing. Yours is not saved yet, and nothing is lost.")
        self.action_ids = tuple(action_ids)


class NotTheirLine(Refused):
    """An answer about an action that is not the body's to answer."""


class CannotStay(Refused):
    """ "No change" is no answer for an action in trouble that nobody has explained."""


class CannotDecide(Refused):
    """An answer changed, or was decided on, after the page was made."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody says about one action. `seen` is the version of its line on their page."""

    action_id: int
    seen: str
    is_unchanged: bool = False
    status: str = ""
    forecast: str = ""
    comment: str = ""
    reason: str = ""
    recovery_action: str = ""
    recovery_owner: str = ""
    recover_by_date: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the officer makes of one answer, of which the page showed the version `seen`: accepted, or sent back with a
    note.
    """

    answer_id: int
    seen: str
    is_accepted: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """How many answers were accepted and sent back."""

    accepted: int
    returned: int


@transaction.atomic
def give_answers(*, asked: BodyRequest, told: Sequence[Told], by: User | None, now: datetime) -> AnswerSheet:
    """Take what a body says about its lines: some of them or all, again where it changes its mind.

    By link (`by` None) the answers wait for the officer, and one that is accepted no longer changes. Signed in, they
    are accepted at once and recorded as progress. What is given already, word for word, is not given again: a form that
    was sent twice is no second answer. Raises AnsweredMeanwhile, NotTheirLine, CannotStay, RequestHasEnded,
    ValidationError.
    """
    locked = lock_request(asked)
    _check_may_answer(locked, by_link=by is None, now=now)
    lines = {line.action_id: line for line in answer_sheet(locked, on=timezone.localdate(now)).lines}
    if not all(one.action_id in lines for one in told):
        raise NotTheirLine(f"One of these lines is not for {locked.body} to answer. Nothing was saved: look again.")
    told = [one for one in told if not _is_given(one, lines[one.action_id], by_link=by is None)]
    clashing = [one.action_id for one in told if _clashes(one, lines[one.action_id], by_link=by is None)]
    if clashing:
        raise AnsweredMeanwhile(clashing)
    if not told:
        return answer_sheet(locked, on=timezone.localdate(now))
    if by is not None:
        _lock_actions(one.action_id for one in told)
    for one in told:
        answer = _keep(locked, one, lines[one.action_id], by, now)
        if by is not None:
            _accept(answer, locked, lines[one.action_id], by, now)
    sheet = answer_sheet(locked, on=timezone.localdate(now))
    locked.first_opened_at = locked.first_opened_at or now
    locked.answered_at = (locked.answered_at or now) if sheet.is_complete else None
    locked.save(update_fields=["first_opened_at", "answered_at"])
    said = listed(f"{lines[one.action_id].number} {_in_a_word(one)}" for one in told)
    record_event(
        chain=locked.request.plan.partnership.event_chain,
        verb="priorities.answers_given",
        summary=f"Answered for {locked.body} on {locked.request.period_stated}: {said}.",
        by=by,
        now=now,
        subject=locked,
        data={"actions": [one.action_id for one in told], "by_link": by is None},
        on_behalf_of="" if by else locked.body.name,
    )
    return sheet


@transaction.atomic
def decide_answers(*, request: UpdateRequest, decisions: Sequence[Decision], by: User, now: datetime) -> Decided:
    """Accept answers, which records them as progress, and send others back with a note.

    A body whose answers are sent back gets one e-mail with all notes and a new link. Either all decisions hold or none.
    Raises CannotDecide, RequestHasEnded, ValidationError.
    """
    if not decisions:
        return Decided(0, 0)
    wanted = {decision.answer_id: decision for decision in decisions}
    answers = Answer.objects.filter(pk__in=wanted, body_request__request=request).order_by("body_request", "pk")
    bodies: dict[int, list[int]] = {}
    for key, body in answers.values_list("pk", "body_request"):
        bodies.setdefault(body, []).append(key)
    locked = [lock_request(BodyRequest(pk=body)) for body in bodies]
    _lock_actions(answers.values_list("action", flat=True))
    said: list[str] = []
    letters = []
    for asked in locked:
        check_goes_on(asked)
        done, letter = _decide(asked, [wanted[key] for key in bodies[asked.pk]], by, now)
        said += done
        letters += [letter] if letter else []
    if len(said) != len(wanted):
        raise CannotDecide("One of the answers is no longer there. Nothing was saved: look again.")
    post_after_commit(letters, now=now)
    accepted = sum(decision.is_accepted for decision in decisions)
    record_event(
        chain=request.plan.partnership.event_chain,
        verb="priorities.answers_decided",
        summary=f"Decided on answers for {request.period_stated}: {listed(said)}.",
        by=by,
        now=now,
        subject=request,
        data={
            "accepted": [one.answer_id for one in decisions if one.is_accepted],
            "returned": [one.answer_id for one in decisions if not one.is_accepted],
        },
    )
    return Decided(accepted, len(decisions) - accepted)


# --- answering


def _check_may_answer(asked: BodyRequest, *, by_link: bool, now: datetime) -> None:
    check_goes_on(asked)
    if by_link and not BodyRequest.objects.with_live_links(now=now).filter(pk=asked.pk).exists():
        raise RequestHasEnded("This link does not work any more.")


def _is_given(told: Told, line: AnswerLine, *, by_link: bool) -> bool:
    """Whether a line has this very answer already."""
    given = line.answer
    stands = given is not None and (line.is_accepted or (by_link and given.counts))
    if given is None or not stands or told.is_unchanged != given.is_unchanged:
        return False
    same = ("status", "forecast", "comment", *OF_TROUBLE)
    return told.is_unchanged or all(getattr(told, name) == getattr(given, name) for name in same)


def _clashes(told: Told, line: AnswerLine, *, by_link: bool) -> bool:
    return told.seen != line.version or (by_link and line.is_accepted)


def _keep(asked: BodyRequest, told: Told, line: AnswerLine, by: User | None, now: datetime) -> Answer:
    said = _unchanged(line) if told.is_unchanged else _changed(told)
    answer = asked.answers.filter(action=told.action_id).first() or Answer(body_request=asked, action_id=told.action_id)
    for name, value in said.items():
        setattr(answer, name, value)
    answer.is_unchanged = told.is_unchanged
    answer.given_by, answer.given_at = by, now
    answer.state = Answer.State.WAITING
    answer.decided_by, answer.decided_at, answer.decision_note = None, None, ""
    answer.full_clean(exclude=["body_request", "action"])
    answer.save()
    return answer


def _changed(told: Told) -> dict[str, Any]:
    trouble = {name: getattr(told, name) for name in OF_TROUBLE} if told.status in IN_TROUBLE else NO_TROUBLE
    check_progress(status=told.status, comment=told.comment, **trouble)
    return {"status": told.status, "forecast": told.forecast, "comment": told.comment.strip(), **trouble}


def _unchanged(line: AnswerLine) -> dict[str, Any]:
    """ "No change since last time": the same words again, where something was told and the action still stands so."""
    if not line.may_stay:
        raise CannotStay(f"{line.number} is {line.status_label.lower()}. Say how it stands now, and what will be done.")
    last = line.last_words
    said = {"status": line.status, "forecast": "", "comment": "", **NO_TROUBLE}
    if last:
        said |= {name: getattr(last, name) for name in ("forecast", "comment", *OF_TROUBLE)}
    return said


def _accept(answer: Answer, asked: BodyRequest, line: AnswerLine, by: User, now: datetime) -> None:
    period = asked.request.period
    if period is None:
        raise RequestHasEnded("This request names no period, so nothing can be recorded for it.")
    said = {name: getattr(answer, name) for name in ("status", "forecast", "comment", *OF_TROUBLE)}
    try:
        answer.progress = record_progress(
            action=Action(pk=answer.action_id),
            period=period,
            told_by=asked.body,
            revision=line.recorded_revision,
            by=by,
            now=now,
            **said,
        )
    except SavedMeanwhile as error:
        raise AnsweredMeanwhile([answer.action_id]) from error
    # Another request for the same period may have been answered before: the progress is now this answer's.
    Answer.objects.filter(progress=answer.progress).exclude(pk=answer.pk).update(progress=None)
    answer.state = Answer.State.ACCEPTED
    answer.decided_by, answer.decided_at = by, now
    answer.save()


def _lock_actions(action_ids: Iterable[int]) -> None:
    """All locks before the first event is recorded: so two that write never wait for each other."""
    list(Action.objects.select_for_update(of=("self",)).filter(pk__in=list(action_ids)).order_by("pk"))


def _in_a_word(told: Told) -> str:
    return "no change" if told.is_unchanged else ActionStatus(told.status).label.lower()


# --- deciding


def _decide(
    asked: BodyRequest, decisions: Sequence[Decision], by: User, now: datetime
) -> tuple[list[str], Letter | None]:
    """What was decided on the answers of one body, in words, and the e-mail to it where some are sent back."""
    sheet = answer_sheet(asked, on=timezone.localdate(now))
    lines = {line.answer.id: line for line in sheet.lines if line.answer}
    answers = asked.answers.in_bulk([one.answer_id for one in decisions])
    notes: dict[int, str] = {}
    said = []
    for decision in decisions:
        line, answer = lines[decision.answer_id], answers[decision.answer_id]
        if not line.waits or line.version != decision.seen:
            raise CannotDecide(
                f"{asked.body}’s answer on {line.number} was changed or decided on since you opened this page. "
                "Nothing was saved: look at it as it is now, and decide again."
            )
        if decision.is_accepted:
            _accept_or_refuse(answer, asked, line, by, now)
            said.append(f"accepted {asked.body} on {line.number}")
        else:
            _return(answer, decision.note, by, now)
            notes[line.action_id] = decision.note.strip()
            said.append(f"sent back {asked.body} on {line.number}")
    return said, _send_back(asked, notes, sheet, now) if notes else None


def _accept_or_refuse(answer: Answer, asked: BodyRequest, line: AnswerLine, by: User, now: datetime) -> None:
    try:
        _accept(answer, asked, line, by, now)
    except AnsweredMeanwhile as error:
        raise CannotDecide(
            f"Somebody recorded progress on {line.number} meanwhile. Nothing was saved: look again, and decide."
        ) from error


def _return(answer: Answer, note: str, by: User, now: datetime) -> None:
    if not note.strip():
        raise CannotDecide("Say what is missing, so that the body can put it right")
    answer.state = Answer.State.RETURNED
    answer.decision_note = note.strip()
    answer.decided_by, answer.decided_at = by, now
    answer.full_clean(exclude=["body_request", "action"])
    answer.save()


def _send_back(asked: BodyRequest, notes: Mapping[int, str], sheet: AnswerSheet, now: datetime) -> Letter:
    if asked.revoked_at is not None:
        raise CannotDecide(f"The links of {asked.body} are revoked. Send it a new link first, then send answers back.")
    asked.answered_at = None
    asked.expires_at = max(asked.expires_at, end_of_links(asked.request.due_date, now=now))
    asked.save(update_fields=["answered_at", "expires_at"])
    lines = [line for line in sheet.lines if line.action_id in notes]
    return write_letter(asked, Reminder.Kind.RETURNED, lines, now=now, notes=dict(notes))
