"""What somebody who has logged in should do next: the tasks that follow from how things stand.

Nothing here asks the database; what is read is in `oscp_portal.my_work`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from core.formats import day, listed
from partners.models import User
from priorities.models import BodyRequest, Plan
from reports.models import Comment, Paper, SignOff

DESPATCH_IN_SIGHT = timedelta(days=28)
PLAN_ENDS_IN_SIGHT = timedelta(days=90)
QUIET_AFTER = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class Task:
    """Something to do: what, where, by when if a date presses. `is_late` when that day is past."""

    text: str
    link: str
    by: date | None = None
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class ComingMeeting:
    """The next meeting, and the last day on which its papers may go out."""

    name: str
    meeting_date: date
    theme: str
    despatch_date: date


def officers_tasks(
    slug: str, plans: list[Plan], requests: list[BodyRequest], meeting: ComingMeeting | None, on: date
) -> list[Task]:
    """What an officer should do: answers to look at, bodies to chase, papers to send, plans to ask about or roll on.

    `plans` are annotated with `last_told` and `followed_by`, `requests` with `waiting`.
    """
    tasks = []
    by_request: dict[int, list[BodyRequest]] = {}
    for asked in requests:
        by_request.setdefault(asked.request_id, []).append(asked)
    for together in by_request.values():
        tasks += _request_tasks(slug, together, on)
    if meeting and meeting.despatch_date - on <= DESPATCH_IN_SIGHT:
        link = reverse("partnership", args=[slug])
        text = f"Send out the papers for {meeting.name} on {day(meeting.meeting_date)}"
        tasks.append(Task(text, link, meeting.despatch_date, meeting.despatch_date < on))
    asked_plans = {asked.request.plan_id for asked in requests}
    for plan in plans:
        is_running = plan.period_start is not None and plan.period_start <= on
        told = plan.last_told.date() if plan.last_told else plan.period_start  # type: ignore[attr-defined]
        if is_running and plan.pk not in asked_plans and told and on - told > QUIET_AFTER:
            link = reverse("priorities:request_add", args=[slug, plan.slug])
            tasks.append(Task(f"Ask for updates: nothing was told about {plan.title} since {day(told)}", link))
        ends = plan.period_end
        if ends and ends - on <= PLAN_ENDS_IN_SIGHT and not plan.followed_by:  # type: ignore[attr-defined]
            link = reverse("priorities:roll_forward", args=[slug, plan.slug])
            tasks.append(Task(f"Roll {plan.title} forward into the next period", link, ends, ends < on))
    return tasks


def _request_tasks(slug: str, together: list[BodyRequest], on: date) -> list[Task]:
    """What one update request wants of the officer: answers to look at, bodies to chase."""
    request = together[0].request
    link = reverse("priorities:request", args=[slug, request.plan.slug, request.pk])
    tasks = []
    waiting = sum(asked.waiting for asked in together)  # type: ignore[attr-defined]
    if waiting:
        tasks.append(Task(f"Look at {waiting} answer{'' if waiting == 1 else 's'} for {request.period_stated}", link))
    silent = [asked.body.name for asked in together if asked.answered_at is None]
    if silent and request.due_date < on:
        named = listed(silent[:2] + ([f"{len(silent) - 2} more"] if len(silent) > 2 else []))
        tasks.append(Task(f"Chase {named} for {request.period_stated}", link, request.due_date, is_late=True))
    return tasks


def contributors_tasks(slug: str, requests: list[BodyRequest], on: date) -> list[Task]:
    """What a contributor should do: answer for their body."""
    return [
        Task(
            f"Tell the partnership how {asked.body}'s actions stand for {asked.request.period_stated}",
            reverse("priorities:request_answer", args=[slug, asked.request.plan.slug, asked.pk]),
            asked.request.due_date,
            asked.request.due_date < on,
        )
        for asked in requests
        if asked.answered_at is None
    ]


def members_tasks(mentions: list[Comment]) -> list[Task]:
    """What any member should do: answer the comments that name them. `mentions` have their papers fetched."""
    tasks = []
    for comment in mentions:
        where = f"paragraph {comment.number} of " if comment.number else ""
        link = f"{reverse('reports:draft', args=[comment.paper.slug])}#comment-{comment.answers_id or comment.pk}"
        tasks.append(Task(f"Answer the comment for you on {where}“{comment.paper}”", link))
    return tasks


def papers_tasks(papers: list[Paper], sign_offs: list[SignOff], user: User, *, keeps: bool, on: date) -> list[Task]:
    """What becomes of papers next: sign them, mend what was returned, publish what everybody has signed.

    `papers` are in work, `sign_offs` theirs, with their papers fetched; `keeps` says whether the person keeps papers.
    """
    tasks = []
    for one in sign_offs:
        own = "" if one.approver_id == user.pk else "As deputy: " if one.deputy_id == user.pk else None
        if one.state == SignOff.State.RETURNED and keeps and one.paper.state == Paper.State.DRAFT:
            link = reverse("reports:sign_off", args=[one.paper.slug])
            tasks.append(Task(f"Change “{one.paper}”: it was returned with a note, for {one.function}", link))
        elif one.state == SignOff.State.ASKED and own is not None and one.paper.state != Paper.State.DRAFT:
            text = f"{own}{'read' if own else 'Read'} “{one.paper}” and sign it for {one.function}"
            is_late = one.due_date is not None and one.due_date < on
            tasks.append(Task(text, reverse("reports:sign", args=[one.paper.slug]), one.due_date, is_late))
    if keeps:
        tasks += [
            Task(f"Publish “{paper}”: everybody has signed it", reverse("reports:publish", args=[paper.slug]))
            for paper in papers
            if paper.state == Paper.State.APPROVED
        ]
    return tasks


def administrators_tasks(slug: str, gaps: tuple[str, ...], invited: int) -> list[Task]:
    """What an administrator should do: fill places, ask guests again."""
    tasks = []
    if gaps:
        link = reverse("partners:bodies", args=[slug])
        tasks.append(Task(f"Find a member for: {listed(gaps)}", link))
    if invited:
        link = reverse("partners:people", args=[slug])
        people = "1 person has" if invited == 1 else f"{invited} people have"
        tasks.append(Task(f"{people} not answered the invitation yet: send it again or take it back", link))
    return tasks
