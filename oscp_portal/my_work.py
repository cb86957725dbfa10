"""The landing page of somebody who has logged in: what they should do next, in every partnership in which they have a
role.

Everything is read in a fixed number of queries, however many partnerships, plans and lines there are.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.urls import reverse

from core.calendar import clear_working_days_before
from core.models import Draft
from oscp_portal.exception_tasks import exception_tasks, open_exceptions
from oscp_portal.money_tasks import money_tasks, unexplained_awards
from oscp_portal.return_tasks import open_returns, return_tasks
from oscp_portal.tasks import (
    ComingMeeting,
    Task,
    administrators_tasks,
    contributors_tasks,
    members_tasks,
    officers_tasks,
    papers_tasks,
)
from partners.models import Meeting, MembershipCategory, Role, User
from partners.summaries import categories_without_member
from priorities.models import Action, ActionStatus, Answer, BodyRequest, Plan, Progress
from priorities.numbering import numbers_of
from reports.models import Comment, Paper, SignOff
from reports.summaries import PaperLine, paper_line

EXCEPTIONS = (ActionStatus.OFF_TRACK, ActionStatus.AT_RISK)
MOST_LINES = 12
OFFICER, CONTRIBUTOR = Role.Kind.OFFICER, Role.Kind.CONTRIBUTOR
ADMINISTRATOR = Role.Kind.ADMINISTRATOR


@dataclass(frozen=True, slots=True)
class WatchedAction:
    """An action that is off track, at risk or overdue."""

    number: str
    text: str
    status: str
    status_label: str
    lead: str
    due_date: date | None
    is_overdue: bool
    reason: str
    recovery: str
    recover_by_date: date | None
    plan: str
    link: str


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A body that has not answered an update request in full."""

    body: str
    period: str
    due_date: date
    is_late: bool
    answered: int
    link: str


@dataclass(frozen=True, slots=True)
class PlanLink:
    """A plan of the partnership that is kept now."""

    title: str
    period: str
    slug: str
    status: str
    status_label: str


@dataclass(frozen=True, slots=True)
class PartnershipWork:
    """What concerns a person in one partnership."""

    name: str
    slug: str
    roles: tuple[str, ...]
    kinds: frozenset[str]
    meeting: ComingMeeting | None
    plans: tuple[PlanLink, ...]
    watched: tuple[WatchedAction, ...]
    more_watched: int
    unanswered: tuple[Unanswered, ...]
    papers: tuple[PaperLine, ...]

    @property
    def keeps_plan(self) -> bool:
        return OFFICER in self.kinds

    @property
    def keeps_bodies(self) -> bool:
        return bool(self.kinds & {OFFICER, ADMINISTRATOR})

    @property
    def keeps_people(self) -> bool:
        return ADMINISTRATOR in self.kinds

    @property
    def keeps_papers(self) -> bool:
        return bool(self.kinds & {OFFICER, ADMINISTRATOR})


@dataclass(frozen=True, slots=True)
class OwnDraft:
    """A form that a person began and did not save."""

    title: str
    path: str
    kept_at: object


@dataclass(frozen=True, slots=True)
class MyWork:
    """The landing page: what to do next, most pressing first; then each partnership; then unsaved forms."""

    tasks: tuple[Task, ...]
    partnerships: tuple[PartnershipWork, ...]
    drafts: tuple[OwnDraft, ...]


def my_work(user: User, *, on: date) -> MyWork:
    """What a person should do next on a day. At most 23 queries."""
    roles = list(
        Role.objects.held_by(user, on=on).select_related("body", "partnership").order_by("partnership__name", "kind")
    )
    here = _Here(roles, on, user)
    works, tasks = [], []
    for slug in dict.fromkeys(role.partnership.slug for role in roles):
        work, own_tasks = here.partnership(slug)
        works.append(work)
        tasks += own_tasks
    drafts = Draft.objects.filter(user=user).order_by("-kept_at").values_list("title", "path", "kept_at")
    tasks.sort(key=lambda task: (not task.is_late, task.by is None, task.by or on))
    return MyWork(tuple(tasks), tuple(works), tuple(OwnDraft(title or path, path, at) for title, path, at in drafts))


class _Here:
    """All that is read for a person's partnerships at once, to be handed out by partnership."""

    def __init__(self, roles: list[Role], on: date, user: User) -> None:
        self.on = on
        self.roles = roles
        ids = {role.partnership_id for role in roles}
        kept = {role.partnership_id for role in roles if role.kind == OFFICER}
        self.bodies = {(role.partnership_id, role.body_id) for role in roles if role.body_id is not None}
        self.plans = _plans(ids, on)
        self.actions = _watched(kept, self.bodies, on)
        self.numbers = numbers_of({action.priority.plan_id for action in self.actions})
        self.requests = _requests(kept, self.bodies)
        self.returns = open_returns(ids, self.bodies)
        self.exceptions = open_exceptions(kept, self.bodies, self.plans)
        self.unexplained = unexplained_awards(kept, on=on)
        self.meetings = _meetings(ids, on)
        self.papers = list(
            Paper.objects.in_work().filter(partnership__in=ids).select_related("partnership", "plan").in_display_order()
        )
        self.mentions = _mentions(user, ids)
        self.user = user
        self.sign_offs = list(
            SignOff.objects.filter(paper__in=[paper.pk for paper in self.papers])
            .exclude(state=SignOff.State.SIGNED)
            .select_related("paper")
            .order_by("paper__date", "paper_id", "position", "pk")
        )
        run = {role.partnership_id: role.partnership.tier for role in roles if role.kind == ADMINISTRATOR}
        self.gaps = _gaps(run, on)
        self.invited = dict(
            Role.objects.as_at(on)
            .filter(partnership__in=run, user__is_active=True, user__last_login=None)
            .filter(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)  # nobody gave them one, nor they themselves
            .values_list("partnership")
            .annotate(count=Count("user", distinct=True))
        )

    def partnership(self, slug: str) -> tuple[PartnershipWork, list[Task]]:
        """One partnership's part, and what to do there."""
        roles = [role for role in self.roles if role.partnership.slug == slug]
        found, kinds = roles[0].partnership, frozenset(role.kind for role in roles)
        plans = [plan for plan in self.plans if plan.partnership_id == found.pk]
        actions = [action for action in self.actions if action.priority.plan.partnership_id == found.pk]
        requests = [asked for asked in self.requests if asked.request.plan.partnership_id == found.pk]
        meeting = next((meeting for meeting in self.meetings if meeting.partnership_id == found.pk), None)
        coming = _coming(meeting)
        tasks: list[Task] = []
        if OFFICER in kinds:
            tasks += officers_tasks(slug, plans, requests, coming, self.on)
            tasks += money_tasks(slug, found.pk, self.unexplained)
        own = {body for partnership, body in self.bodies if partnership == found.pk}
        if CONTRIBUTOR in kinds:
            tasks += contributors_tasks(slug, [asked for asked in requests if asked.body_id in own], self.on)
        tasks += return_tasks(slug, found.pk, self.returns, kinds, own, self.on)
        tasks += exception_tasks(slug, found.pk, self.exceptions, kinds, own, self.on)
        if ADMINISTRATOR in kinds:
            tasks += administrators_tasks(slug, self.gaps.get(found.pk, ()), self.invited.get(found.pk, 0))
        tasks += members_tasks([one for one in self.mentions if one.paper.partnership_id == found.pk])
        tasks += papers_tasks(
            [paper for paper in self.papers if paper.partnership_id == found.pk],
            [one for one in self.sign_offs if one.paper.partnership_id == found.pk],
            self.user,
            keeps=bool(kinds & {OFFICER, ADMINISTRATOR}),
            on=self.on,
        )
        if len({role.partnership_id for role in self.roles}) > 1:
            tasks = [replace(task, text=f"{task.text} ({found})") for task in tasks]
        work = PartnershipWork(
            name=found.name,
            slug=slug,
            roles=tuple(_role_in_words(role) for role in roles),
            kinds=kinds,
            meeting=coming,
            plans=tuple(_plan_link(plan) for plan in plans),
            watched=tuple(self._watched(slug, action) for action in actions[:MOST_LINES]),
            more_watched=max(0, len(actions) - MOST_LINES),
            unanswered=self._unanswered(slug, requests) if OFFICER in kinds else (),
            papers=tuple(paper_line(paper) for paper in self.papers if paper.partnership_id == found.pk),
        )
        return work, tasks

    def _unanswered(self, slug: str, requests: list[BodyRequest]) -> tuple[Unanswered, ...]:
        """Who has not answered in full; an answer that waits for the officer is a task of theirs."""
        return tuple(_unanswered(slug, asked, self.on) for asked in requests if asked.answered_at is None)

    def _watched(self, slug: str, action: Action) -> WatchedAction:
        plan = action.priority.plan
        return WatchedAction(
            number=self.numbers.get(("action", action.pk), ""),
            text=action.text,
            status=action.status,
            status_label=str(action.get_status_display()),
            lead=str(action.lead_body or action.lead_group or ""),
            due_date=action.due_date,
            is_overdue=action.due_date is not None and action.due_date < self.on,
            reason=action.said_reason or "",  # type: ignore[attr-defined]
            recovery=action.said_recovery or "",  # type: ignore[attr-defined]
            recover_by_date=action.said_by_when,  # type: ignore[attr-defined]
            plan=plan.title,
            link=reverse("priorities:progress_record", args=[slug, plan.slug, action.pk]),
        )


# --- what is read --------------------------------------------------------------------------------------------------


def _plans(partnerships: Iterable[int], on: date) -> list[Plan]:
    """The plans that are kept now: not closed, and not over for more than a year."""
    return list(
        Plan.objects.filter(partnership__in=partnerships)
        .exclude(status=Plan.Status.CLOSED)
        .filter(Q(period_end__isnull=True) | Q(period_end__gte=on - timedelta(days=365)))
        .annotate(
            followed_by=Count("successors"),
            last_told=Subquery(
                Progress.objects.filter(action__priority__plan=OuterRef("pk"))
                .order_by("-recorded_at")
                .values("recorded_at")[:1]
            ),
        )
        .in_display_order()
    )


def _watched(kept: set[int], bodies: set[tuple[int, int]], on: date) -> list[Action]:
    """Open actions of plans in force that are off track, at risk or overdue: an officer's all, a contributor's own."""
    mine = Q(priority__plan__partnership__in=kept)
    for partnership, body in bodies:
        mine |= Q(priority__plan__partnership=partnership, lead_body=body)
    latest = Progress.objects.filter(action=OuterRef("pk")).order_by(F("period_start").desc(nulls_last=True), "-pk")
    return list(
        Action.objects.open()
        .filter(mine, Q(status__in=EXCEPTIONS) | Q(due_date__lt=on))
        .exclude(priority__plan__status=Plan.Status.CLOSED)
        .filter(Q(priority__plan__period_end__isnull=True) | Q(priority__plan__period_end__gte=on))
        .select_related("priority__plan", "lead_body", "lead_group")
        .annotate(
            said_reason=Subquery(latest.values("reason")[:1]),
            said_recovery=Subquery(latest.values("recovery_action")[:1]),
            said_by_when=Subquery(latest.values("recover_by_date")[:1]),
        )
        .order_by("priority__plan", "status", "due_date", "pk")
    )


def _requests(kept: set[int], bodies: set[tuple[int, int]]) -> list[BodyRequest]:
    """What bodies were asked and have not answered, or what waits for the officer."""
    mine = Q(request__plan__partnership__in=kept)
    for partnership, body in bodies:
        mine |= Q(request__plan__partnership=partnership, body=body)
    return list(
        BodyRequest.objects.filter(mine, request__closed_at__isnull=True)
        .select_related("body", "request__plan")
        .annotate(given=Count("answers"), waiting=Count("answers", filter=Q(answers__state=Answer.State.WAITING)))
        .filter(Q(answered_at__isnull=True) | Q(waiting__gt=0))
        .order_by("request__due_date", "body__name", "pk")
    )


def _meetings(partnerships: Iterable[int], on: date) -> list[Meeting]:
    """The coming meetings, soonest first."""
    return list(Meeting.objects.after(on).filter(partnership__in=partnerships).select_related("group"))


def _mentions(user: User, partnerships: set[int]) -> list[Comment]:
    """The open comments on papers in hand that name a person who has not answered them yet."""
    thread = Q(answers=OuterRef("pk")) | Q(answers=OuterRef("answers"))
    answered = Comment.objects.filter(thread, made_by=user, made_at__gt=OuterRef("made_at"))
    return list(
        Comment.objects.filter(mentions=user, resolved_at__isnull=True, answers__resolved_at__isnull=True)
        .filter(paper__partnership__in=partnerships, paper__state__in=Paper.IN_WORK)
        .exclude(Exists(answered))
        .select_related("paper")
        .order_by("made_at", "pk")
    )


def _gaps(tiers: dict[int, str], on: date) -> dict[int, tuple[str, ...]]:
    """The categories of authority that no live member fills, by partnership. 1 query."""
    filled: dict[int, set[str]] = {partnership: set() for partnership in tiers}
    current = MembershipCategory.objects.as_at(on).filter(
        Q(membership__from_date__isnull=True) | Q(membership__from_date__lte=on),
        Q(membership__until_date__isnull=True) | Q(membership__until_date__gte=on),
        membership__partnership__in=tiers,
    )
    for partnership, category in current.values_list("membership__partnership", "category"):
        filled[partnership].add(category)
    return {key: categories_without_member(held, tier=tiers[key], on=on) for key, held in filled.items()}


# --- in words ------------------------------------------------------------------------------------------------------


def _coming(meeting: Meeting | None) -> ComingMeeting | None:
    if meeting is None or meeting.date is None:
        return None
    name = meeting.name or (str(meeting.group) if meeting.group else str(meeting.get_kind_display()))
    return ComingMeeting(name, meeting.date, meeting.theme, clear_working_days_before(meeting.date))


def _role_in_words(role: Role) -> str:
    return f"{role.get_kind_display()}: {role.body}" if role.body else str(role.get_kind_display())


def _plan_link(plan: Plan) -> PlanLink:
    return PlanLink(plan.title, plan.period_stated, plan.slug, plan.status, str(plan.get_status_display()))


def _unanswered(slug: str, asked: BodyRequest, on: date) -> Unanswered:
    request = asked.request
    return Unanswered(
        body=asked.body.name,
        period=request.period_stated,
        due_date=request.due_date,
        is_late=request.due_date < on,
        answered=asked.given,  # type: ignore[attr-defined]
        link=reverse("priorities:request", args=[slug, request.plan.slug, request.pk]),
    )
