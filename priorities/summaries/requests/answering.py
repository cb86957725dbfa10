"""What one body is asked, line by line: how each action stands, what was told last time, what was answered so far."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.utils.crypto import salted_hmac

from core.periods import Period
from partners.models import Body
from priorities.models import Action, ActionStatus, Answer, BodyRequest, Plan, Progress
from priorities.numbering import Place, numbers_of
from priorities.summaries.lines import CLOSED, ProgressLine

IN_TROUBLE = (ActionStatus.AT_RISK, ActionStatus.OFF_TRACK)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What a body answered on one line, and what became of it. `note` is the officer's, where it was sent back."""

    id: int
    state: str
    state_label: str
    is_unchanged: bool
    status: str
    status_label: str
    forecast: str
    forecast_label: str
    comment: str
    reason: str
    recovery_action: str
    recovery_owner: str
    recover_by_date: date | None
    given_at: datetime
    note: str

    @property
    def counts(self) -> bool:
        """Whether it stands: it waits for the officer or is accepted, and was not sent back."""
        return self.state != Answer.State.RETURNED


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One action of a body, as its page asks about it.

    `part_of` is the action that it is a part of: its number and its words. `last` is what was told last, of this period
    or the one before it. `may_stay` says whether "no change" is an answer: it is not where the action is in trouble and
    nobody has said by when that ends, or that day has passed. `recorded_revision` is that of the progress recorded for
    the period, 0 where there is none. `version` changes whenever any of this does.
    """

    action_id: int
    number: str
    text: str
    part_of: str
    due: str
    due_date: date | None
    status: str
    status_label: str
    last: ProgressLine | None
    may_stay: bool
    answer: GivenAnswer | None
    recorded_revision: int
    version: str

    @property
    def is_answered(self) -> bool:
        return self.answer is not None and self.answer.counts

    @property
    def is_accepted(self) -> bool:
        return self.answer is not None and self.answer.state == Answer.State.ACCEPTED

    @property
    def waits(self) -> bool:
        return self.answer is not None and self.answer.state == Answer.State.WAITING

    @property
    def last_words(self) -> ProgressLine | None:
        """What was told last, where the action still stands as it did then."""
        return self.last if self.last and self.last.status == self.status else None


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """All lines of a body in one update request, in the order of the plan."""

    id: int
    body: str
    lines: tuple[AnswerLine, ...]

    @property
    def answered(self) -> int:
        return sum(line.is_answered for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def is_complete(self) -> bool:
        return all(line.is_answered for line in self.lines)


def answer_sheet(asked: BodyRequest, *, on: date) -> AnswerSheet:
    """What one body is asked, as at a day. 5 queries."""
    return answer_sheets([asked], on=on)[asked.pk]


def answer_sheets(asked: Iterable[BodyRequest], *, on: date) -> dict[int, AnswerSheet]:
    """What several bodies are asked in one update request, by `BodyRequest` id. 5 queries.

    A body's lines are the open actions that it leads, and whatever it has answered already.
    """
    all_asked = list(asked)
    if not all_asked:
        return {}
    answers: Answers = {one.pk: {} for one in all_asked}
    for answer in Answer.objects.filter(body_request__in=all_asked):
        answers[answer.body_request_id][answer.action_id] = answer
    request = all_asked[0].request
    bodies = {one.pk: one.body for one in all_asked}
    return _sheets(request.plan_id, request.period, bodies, answers, on)


def sheets_to_ask(plan: Plan, period: Period, bodies: Iterable[Body], *, on: date) -> dict[int, AnswerSheet]:
    """What bodies would be asked now, by body. 4 queries."""
    wanted = {body.pk: body for body in bodies}
    return _sheets(plan.pk, period, wanted, {key: {} for key in wanted}, on)


# For each `BodyRequest`, its answers by action.
Answers = dict[int, dict[int, Answer]]


def _sheets(
    plan_id: int, period: Period | None, bodies: Mapping[int, Body], answers: Answers, on: date
) -> dict[int, AnswerSheet]:
    answered = Q(pk__in={action for given in answers.values() for action in given})
    led = Q(lead_body__in={body.pk for body in bodies.values()}) & ~Q(status__in=CLOSED)
    actions = list(Action.objects.filter(led | answered, priority__plan=plan_id).select_related("parent"))
    numbers = numbers_of([plan_id])
    places = {place: order for order, place in enumerate(numbers)}
    actions.sort(key=lambda action: places[("action", action.pk)])
    told = _told(actions, period)
    return {
        key: AnswerSheet(
            key,
            body.name,
            tuple(
                _line(action, numbers, told[action.pk], answers[key].get(action.pk), on)
                for action in actions
                if action.pk in answers[key] or (action.lead_body_id == body.pk and action.status not in CLOSED)
            ),
        )
        for key, body in bodies.items()
    }


@dataclass(frozen=True, slots=True)
class _Told:
    """What was told of an action: last, and of the period in question."""

    last: Progress | None
    recorded: Progress | None


def _told(actions: list[Action], period: Period | None) -> Mapping[int, _Told]:
    """What was told of each action and of the one it continues, by action. 1 query."""
    wanted = {key for action in actions for key in (action.pk, action.continues_id) if key}
    found: dict[int, list[Progress]] = {}
    for progress in Progress.objects.filter(action__in=wanted).select_related("told_by").latest_first():
        found.setdefault(progress.action_id, []).append(progress)
    told = {}
    for action in actions:
        own, earlier = found.get(action.pk, []), found.get(action.continues_id or 0, [])
        recorded = next((one for one in own if period and one.period_stated == period.stated), None)
        before = (one for one in (*own, *earlier) if _is_before(one, period))
        told[action.pk] = _Told(recorded or next(before, None), recorded)
    return told


def _is_before(progress: Progress, period: Period | None) -> bool:
    if period is None or period.start is None:
        return True
    return progress.period_end is not None and progress.period_end < period.start


def _line(action: Action, numbers: Mapping[Place, str], told: _Told, answer: Answer | None, on: date) -> AnswerLine:
    last = _progress(told.last) if told.last else None
    words = last if last and last.status == action.status else None
    is_explained = bool(words and words.reason and words.recover_by_date and words.recover_by_date >= on)
    return AnswerLine(
        action_id=action.pk,
        number=numbers[("action", action.pk)],
        text=action.text,
        part_of=f"{numbers[('action', action.parent.pk)]} {action.parent.text}" if action.parent else "",
        due=action.due_stated,
        due_date=action.due_date,
        status=action.status,
        status_label=str(action.get_status_display()),
        last=last,
        may_stay=action.status not in IN_TROUBLE or is_explained,
        answer=_answer(answer) if answer else None,
        recorded_revision=told.recorded.revision if told.recorded else 0,
        version=_version(action, told, answer),
    )


def _version(action: Action, told: _Told, answer: Answer | None) -> str:
    """A digest of what a line shows; nobody else can make one."""
    shown = [
        action.pk,
        action.status,
        *((one.pk, one.revision) if one else None for one in (told.last, told.recorded)),
        (answer.given_at.isoformat(), answer.state) if answer else None,
    ]
    return salted_hmac("priorities.answer", repr(shown)).hexdigest()[:20]


def _answer(answer: Answer) -> GivenAnswer:
    return GivenAnswer(
        id=answer.pk,
        state=answer.state,
        state_label=str(answer.get_state_display()),
        is_unchanged=answer.is_unchanged,
        status=answer.status,
        status_label=str(answer.get_status_display()),
        forecast=answer.forecast,
        forecast_label=str(answer.get_forecast_display()),
        comment=answer.comment,
        reason=answer.reason,
        recovery_action=answer.recovery_action,
        recovery_owner=answer.recovery_owner,
        recover_by_date=answer.recover_by_date,
        given_at=answer.given_at,
        note=answer.decision_note,
    )


def _progress(progress: Progress) -> ProgressLine:
    return ProgressLine(
        status=progress.status,
        status_label=str(progress.get_status_display()),
        forecast=progress.forecast,
        forecast_label=str(progress.get_forecast_display()),
        period=progress.period_stated,
        recorded_at=progress.recorded_at,
        comment=progress.comment,
        reason=progress.reason,
        recovery_action=progress.recovery_action,
        recovery_owner=progress.recovery_owner,
        recover_by_date=progress.recover_by_date,
        told_by=progress.told_by.name if progress.told_by else "",
    )
