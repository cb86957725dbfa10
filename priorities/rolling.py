"""What an officer has chosen so far for rolling a plan forward, step by step.

It is kept in one draft of theirs, so that another device finds it. Nothing of the plan is touched before the last step.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse

from core.models import AlsoAbout, Draft, Event
from core.periods import Period, UnreadablePeriod
from core.typed import NOT_TYPED, keep_draft
from partners.models import User
from priorities.models import Plan
from priorities.summaries import ActionLine, PriorityLine, actions_in, priorities_of

NEXT = "next"
OF_SUBJECT = ("sequence", "subject_type", "subject_id")
SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Step:
    """One page to go through: about the next plan, or about one priority with its parts."""

    key: str
    title: str
    url: str
    is_done: bool
    changes: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether it was gone through, and the plan has not changed there since."""
        return self.is_done and not self.changes


class Rolling:
    """A plan on its way into the next period, as one officer has come with it. 7 queries, 3 more if it changed."""

    def __init__(self, plan: Plan, user: User) -> None:
        self.plan = plan
        self.user = user
        self.where = [plan.partnership.slug, plan.slug]
        self.path = reverse("priorities:roll_forward", args=self.where)
        self.check_url = reverse("priorities:roll_forward_check", args=self.where)
        self.priorities = priorities_of([plan.pk], for_members=True)[plan.pk]
        self.successor = plan.successors.select_related("partnership").order_by("pk").first()
        draft = Draft.objects.filter(user=user, path=self.path).first()
        self.kept_at = draft.kept_at if draft else None
        self.chosen = _steps_in(draft.typed) if draft else {}
        self.doubtful: set[str] = set()

    @property
    def is_stopped(self) -> bool:
        """Whether the plan cannot be rolled forward: it is closed, or another follows it."""
        return self.plan.status == Plan.Status.CLOSED or self.successor is not None

    @property
    def is_settled(self) -> bool:
        """Whether every step was gone through since the plan last changed."""
        return all(step.is_settled for step in self.steps)

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The next plan, then priority by priority."""
        url = reverse("priorities:roll_forward_next", args=self.where)
        first = Step(NEXT, "The next plan", url, self._is_done(NEXT), self._changes(NEXT, {"plan": self.plan.revision}))
        return (first, *(self._step_of(priority) for priority in self.priorities))

    def doubt(self, key: str) -> None:
        """What was chosen in a step does not hold any more: it wants another look."""
        self.doubtful.add(key)
        self.__dict__.pop("steps", None)

    @property
    def onward(self) -> str:
        """Where to go on: to the first step that is not settled, or to the check."""
        return next((step.url for step in self.steps if not step.is_settled), self.check_url)

    def after(self, key: str) -> str:
        """Where to go on from a step: to the next one that is not settled, or to the check."""
        steps = [step for step in self.steps if step.key == key or not step.is_settled]
        place = [step.key for step in steps].index(key)
        return next((step.url for step in [*steps[place + 1 :], *steps[:place]]), self.check_url)

    def before(self, key: str) -> str:
        """Where the way back leads from a step."""
        place = [step.key for step in self.steps].index(key)
        return self.steps[place - 1].url if place else self.path

    def years_on(self) -> int:
        """How many years later than the old plan the next one begins, as chosen so far: 1 where nobody can say."""
        period = self.next_period()
        if period and period.start and self.plan.period_start:
            return max(1, period.start.year - self.plan.period_start.year)
        return 1

    def next_period(self) -> Period | None:
        """The next plan's period, as chosen so far or else as it follows from the old one's."""
        stated = self.chosen[NEXT].get("period", "") if NEXT in self.chosen else ""
        try:
            return Period.parse(stated) if stated else self.plan.period and self.plan.period.following()
        except UnreadablePeriod:
            return None

    def seen_now(self, priority: PriorityLine | None = None) -> str:
        """The revisions of a priority, its parts and their actions, as a form carries them; or that of the plan."""
        revisions = revisions_in(priority) if priority else {"plan": self.plan.revision}
        return " ".join(f"{name}:{revision}" for name, revision in revisions.items())

    def seen(self, key: str) -> dict[str, int]:
        """The revisions that stood on the page when a step was last saved."""
        return read_seen(self.chosen[key].get(SEEN, "")) if key in self.chosen else {}

    @transaction.atomic
    def keep(self, key: str, sent: QueryDict, *, now: datetime) -> None:
        """Keep what was sent in a step beside what was chosen in the others, on whichever device."""
        draft = Draft.objects.select_for_update().filter(user=self.user, path=self.path).first()
        chosen = _steps_in(draft.typed) if draft else {}
        typed = sent.copy()
        for name in NOT_TYPED:
            typed.pop(name, None)
        self.chosen = {**chosen, key: typed}
        whole = QueryDict(mutable=True)
        whole.update({step: data.urlencode() for step, data in self.chosen.items()})
        title = f"Roll forward {self.plan}"
        keep_draft(user=self.user, path=self.path, title=title, typed=whole.urlencode(), now=now)
        self.__dict__.pop("steps", None)

    def forget(self) -> None:
        """Throw away everything chosen, and what was typed in the steps and not saved."""
        Draft.objects.filter(user=self.user, path__startswith=self.path).delete()
        self.chosen = {}

    def _step_of(self, priority: PriorityLine) -> Step:
        key = str(priority.id)
        url = reverse("priorities:roll_forward_priority", args=[*self.where, priority.id])
        title = f"{priority.number} {priority.title}"
        return Step(key, title, url, self._is_done(key), self._changes(key, revisions_in(priority)))

    def _is_done(self, key: str) -> bool:
        return key in self.chosen and key not in self.doubtful

    def _changes(self, key: str, now: Mapping[str, int]) -> tuple[str, ...]:
        """What somebody changed in the plan since a step was saved, as sentences."""
        seen = self.seen(key)
        if key not in self.chosen or seen == now:
            return ()
        return tuple(self._sentence(name, seen, now) for name in {**seen, **now} if seen.get(name) != now.get(name))

    def _sentence(self, name: str, seen: Mapping[str, int], now: Mapping[str, int]) -> str:
        number = self._numbers.get(name, "")
        if name not in now:
            return "Something that stood here was removed, or moved elsewhere."
        if name not in seen:
            return f"{number} was added, or moved here."
        return self._told.get(name) or f"{number or 'The plan'} was changed."

    @cached_property
    def _numbers(self) -> dict[str, str]:
        found = {f"priority-{one.id}": one.number for one in with_parts(self.priorities)}
        return found | {f"action-{one.id}": one.number for one in actions_in(self.priorities)}

    @cached_property
    def _told(self) -> dict[str, str]:
        """The last sentence of the log about each action and priority of the plan."""
        keys = [name.split("-")[1] for name in self._numbers]
        kinds = ("priorities.action", "priorities.priority")
        of_plan = Event.objects.filter(chain=self.plan.partnership.event_chain)
        shared = AlsoAbout.objects.filter(chain=self.plan.partnership.event_chain)
        places = shared.filter(record_type__in=kinds, record_id__in=keys).values_list(
            "sequence", "record_type", "record_id"
        )
        about = [*places, *of_plan.filter(subject_type__in=kinds, subject_id__in=keys).values_list(*OF_SUBJECT)]
        last = {f"{kind.rpartition('.')[2]}-{key}": place for place, kind, key in sorted(about)}
        summaries = dict(of_plan.filter(sequence__in=last.values()).values_list("sequence", "summary"))
        return {name: summaries[place] for name, place in last.items()}


def revisions_in(priority: PriorityLine) -> dict[str, int]:
    """The revisions of a priority, of its parts and of all their actions, by "priority-3" and "action-12"."""
    found = {f"priority-{one.id}": one.revision for one in with_parts([priority])}
    return found | {f"action-{one.id}": one.revision for one in actions_in([priority])}


def read_seen(text: str) -> dict[str, int]:
    """Revisions as a form carried them; what is none is left out, and so counts as not seen."""
    pairs = (item.rpartition(":") for item in text.split())
    return {name: int(revision) for name, _, revision in pairs if revision.isascii() and revision.isdigit()}


def years_later(day: date, years: int) -> date:
    """The same day some years on; the last of February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def lines_of(priority: PriorityLine) -> Iterator[tuple[ActionLine, int]]:
    """The actions under a priority, but not under its parts, with how deep each stands."""
    yield from _deep(priority.actions, 0)


def _deep(actions: tuple[ActionLine, ...], depth: int) -> Iterator[tuple[ActionLine, int]]:
    for action in actions:
        yield action, depth
        yield from _deep(action.parts, depth + 1)


def with_parts(priorities: Iterable[PriorityLine]) -> Iterator[PriorityLine]:
    """Each priority and then its parts."""
    for priority in priorities:
        yield priority
        yield from with_parts(priority.parts)


def _steps_in(typed: str) -> dict[str, QueryDict]:
    """What was sent in each step, by its key."""
    whole = QueryDict(typed)
    return {key: QueryDict(str(whole[key])) for key in whole}
