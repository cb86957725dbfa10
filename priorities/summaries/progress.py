"""How a plan's actions stand in one quarter, and what one action's progress was over time. For members alone."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.periods import Period
from priorities.models import Action, ActionStatus, Plan, Priority, Progress
from priorities.numbering import Place, Tree, number_of, numbers_in, tree_of
from priorities.quarters import period_slug
from priorities.summaries.lines import CLOSED, ProgressLine

OF_PRIORITY = ("pk", "parent_id", "title")
OF_ACTION = ("pk", "priority_id", "parent_id", "text", "status", "lead_body_id", "lead_body__name", "lead_group__name")
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One action in one quarter: what is told of it, and what was told last time.

    `depth` is 0 right under a priority, 1 for a part of an action, and so on. `bodies` have a hand in it, by key.
    """

    id: int
    number: str
    depth: int
    text: str
    lead: str
    status: str
    status_label: str
    told: ProgressLine | None
    before: ProgressLine | None
    bodies: dict[int, str]
    may_tell: bool

    @property
    def is_open(self) -> bool:
        """Whether it is neither completed nor dropped."""
        return self.status not in CLOSED

    @property
    def is_waiting(self) -> bool:
        """Whether somebody should still say how it stands."""
        return self.is_open and self.told is None


@dataclass(frozen=True, slots=True)
class SheetPriority:
    """A priority or a part of one with the actions right under it and theirs."""

    number: str
    title: str
    lines: tuple[SheetLine, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A plan's actions in one quarter."""

    priorities: tuple[SheetPriority, ...]

    def lines(self) -> Iterator[SheetLine]:
        """Every action, in the plan's order."""
        for priority in self.priorities:
            yield from priority.lines

    @property
    def told(self) -> int:
        """Of how many actions it is told how they stand."""
        return sum(line.told is not None for line in self.lines())

    @property
    def waiting(self) -> int:
        """Of how many open actions it is not."""
        return sum(line.is_waiting for line in self.lines())

    @property
    def bodies(self) -> list[tuple[int, str]]:
        """The bodies with a hand in some action, by name."""
        found = {key: name for line in self.lines() for key, name in line.bodies.items()}
        return sorted(found.items(), key=lambda body: (body[1].lower(), body[0]))

    @property
    def statuses(self) -> list[dict[str, str | int]]:
        """How many actions have each status as told, for the key."""
        counts = Counter(line.told.status for line in self.lines() if line.told)
        return [
            {"status": status.value, "label": str(status.label), "count": counts[status.value]}
            for status in ActionStatus
            if counts[status.value]
        ]

    def only(self, *, bodies: Iterable[int] | None = None, waiting: bool = False) -> "Sheet":
        """The lines in which one of some bodies has a hand, or those that are waited for; priorities without go."""
        wanted = None if bodies is None else set(bodies)

        def is_wanted(line: SheetLine) -> bool:
            return (wanted is None or bool(wanted & line.bodies.keys())) and (line.is_waiting or not waiting)

        kept = (
            SheetPriority(priority.number, priority.title, tuple(filter(is_wanted, priority.lines)))
            for priority in self.priorities
        )
        return Sheet(tuple(priority for priority in kept if priority.lines))


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One entry in the history of an action's progress; `slug` leads to its form, if it is this action's own."""

    line: ProgressLine
    slug: str
    by: str


@dataclass(frozen=True, slots=True)
class QuarterLink:
    """One quarter that progress may be recorded for, and how the action stood in it if told."""

    slug: str
    period: str
    status: str
    status_label: str
    is_this: bool


@dataclass(frozen=True, slots=True)
class ActionProgress:
    """An action as whoever tells of it sees it. `before` is last time, which may have been last year."""

    number: str
    text: str
    lead: str
    supporting: tuple[str, ...]
    due: str
    due_date: date | None
    status: str
    status_label: str
    before: ProgressLine | None
    may_repeat: bool
    quarters: tuple[QuarterLink, ...]
    history: tuple[ToldLine, ...]


def sheet_of(plan: Plan, quarter: Period, *, own: Collection[int] | None = None) -> Sheet:
    """A plan's actions with what is told of them for a quarter. 4 queries.

    `own` are the bodies for which the reader may tell how their actions stand; None means all.
    """
    priorities: list[Row] = [*Priority.objects.filter(plan=plan).order_by("position", "pk").values(*OF_PRIORITY)]
    actions: list[Row] = [*Action.objects.filter(priority__plan=plan).in_display_order().values(*OF_ACTION)]
    supporting: dict[int, dict[int, str]] = {}
    beside = Action.supporting_bodies.through._default_manager.filter(action__priority__plan=plan)
    for action_id, body_id, name in beside.values_list("action_id", "body_id", "body__name"):
        supporting.setdefault(action_id, {})[body_id] = name
    told: dict[int, list[Progress]] = {}
    for progress in Progress.objects.filter(action__priority__plan=plan).select_related("told_by").latest_first():
        told.setdefault(progress.action_id, []).append(progress)
    tree = tree_of(
        [(row["pk"], plan.pk, row["parent_id"]) for row in priorities],
        [(row["pk"], row["priority_id"], row["parent_id"]) for row in actions],
    )
    numbers, rows = numbers_in(tree), {row["pk"]: row for row in actions}

    def line(key: int, depth: int) -> SheetLine:
        row = rows[key]
        leads = {row["lead_body_id"]: row["lead_body__name"]} if row["lead_body_id"] else {}
        bodies = leads | supporting.get(key, {})
        is_own = own is None or any(body in own for body in bodies)
        return SheetLine(
            id=key,
            number=numbers[("action", key)],
            depth=depth,
            text=row["text"],
            lead=" and ".join(name for name in (row["lead_body__name"], row["lead_group__name"]) if name),
            status=row["status"],
            status_label=str(ActionStatus(row["status"]).label),
            told=_first(told.get(key, ()), lambda progress: progress.period_stated == quarter.stated),
            before=_first(told.get(key, ()), lambda progress: _is_before(progress, quarter)),
            bodies=bodies,
            may_tell=is_own and plan.status != Plan.Status.CLOSED,
        )

    found = []
    for row in _in_order(tree, ("plan", plan.pk), {row["pk"]: row for row in priorities}):
        lines = tuple(line(key, depth) for key, depth in _actions_under(tree, ("priority", row["pk"])))
        if lines:
            found.append(SheetPriority(numbers[("priority", row["pk"])], row["title"], lines))
    return Sheet(tuple(found))


def action_progress(action: Action, *, quarters: Iterable[Period], period: Period, on: date) -> ActionProgress:
    """What the page that records an action's progress shows. The action comes with plan and lead fetched. 4 queries."""
    told = list(Progress.objects.of(action).select_related("told_by", "recorded_by").latest_first())
    own = {progress.period_stated: progress for progress in told if progress.action_id == action.pk}
    before = next((progress for progress in told if _is_before(progress, period)), None)
    return ActionProgress(
        number=number_of(action),
        text=action.text,
        lead=" and ".join(str(lead) for lead in (action.lead_body, action.lead_group) if lead),
        supporting=tuple(action.supporting_bodies.order_by("name", "pk").values_list("name", flat=True)),
        due=action.due_stated,
        due_date=action.due_date,
        status=action.status,
        status_label=action.get_status_display(),
        before=progress_line(before) if before else None,
        may_repeat=before is not None and period.stated not in own and not before.is_overdue(on=on),
        quarters=tuple(_link(quarter, own.get(quarter.stated), period) for quarter in quarters),
        history=tuple(
            ToldLine(
                progress_line(progress),
                period_slug(progress.period) if progress.period and progress.action_id == action.pk else "",
                str(progress.recorded_by),
            )
            for progress in told
        ),
    )


def progress_line(progress: Progress) -> ProgressLine:
    """Progress with everything that was said of it, for members. Comes with the body that told it."""
    return ProgressLine(
        status=progress.status,
        status_label=progress.get_status_display(),
        forecast=progress.forecast,
        forecast_label=progress.get_forecast_display(),
        period=progress.period_stated,
        recorded_at=progress.recorded_at,
        comment=progress.comment,
        reason=progress.reason,
        recovery_action=progress.recovery_action,
        recovery_owner=progress.recovery_owner,
        recover_by_date=progress.recover_by_date,
        told_by=progress.told_by.name if progress.told_by else "",
    )


def _first(told: Iterable[Progress], is_wanted: Callable[[Progress], bool]) -> ProgressLine | None:
    return next((progress_line(progress) for progress in told if is_wanted(progress)), None)


def _is_before(progress: Progress, period: Period) -> bool:
    """As `ProgressQuerySet.before` has it, of rows that are at hand."""
    if period.start is None:
        return progress.period_stated != period.stated
    return progress.period_end is not None and progress.period_end < period.start


def _link(quarter: Period, told: Progress | None, this: Period) -> QuarterLink:
    status, label = (told.status, told.get_status_display()) if told else ("", "")
    return QuarterLink(period_slug(quarter), quarter.stated, status, label, quarter.stated == this.stated)


def _in_order(tree: Tree, owner: Place, rows: dict[int, Row]) -> Iterator[Row]:
    """Every priority under a place, each before its parts."""
    for place in tree.get(owner, ()):
        if place[0] == "priority":
            yield rows[place[1]]
            yield from _in_order(tree, place, rows)


def _actions_under(tree: Tree, owner: Place, depth: int = 0) -> Iterator[tuple[int, int]]:
    """Every action under a priority, but not under its parts, with how deep it stands."""
    for place in tree.get(owner, ()):
        if place[0] == "action":
            yield place[1], depth
            yield from _actions_under(tree, place, depth + 1)
