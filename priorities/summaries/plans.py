"""A plan as a page or a paper shows it: its priorities with their actions, each with targets, progress and lineage."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from core.formats import day
from priorities.models import Action, ActionStatus, Approach, Plan, Priority, PriorityStrand
from priorities.numbering import Place, Tree, numbers_in, tree_of
from priorities.summaries.lines import ActionLine, Lineage, ObjectiveLine, PlanSummary, PriorityLine
from priorities.summaries.words import Progressed, Targets, Words, progress_of, targets_of, words_of

OF_PRIORITY = (
    *("id", "plan_id", "parent_id", "revision", "position", "title", "standing", "narrative", "vision", "approach"),
    *("lead_body__name", "lead_group__name", "continues__title", "continues__plan__title", "continues__plan__slug"),
    "continues__plan__partnership__slug",
)
OF_ACTION = (
    *("id", "priority_id", "parent_id", "revision", "text", "status", "approach", "due_stated", "due_date"),
    *("legal_basis", "closing_note", "lead_body_id", "lead_body__name", "lead_group__name", "project__name"),
    *("continues__text", "continues__priority__plan__title", "continues__priority__plan__slug"),
    *("continues__priority__plan__partnership__slug", "times_carried", "times_moved"),
)
Row = dict[str, Any]


def plan_summary(plan: Plan, *, for_members: bool = False) -> PlanSummary:
    """The plan with all its priorities and actions. The plan comes with parent, owner group and meeting fetched.

    `for_members` adds what was written about progress. 5 queries.
    """
    return PlanSummary(
        id=plan.pk,
        title=plan.title,
        slug=plan.slug,
        kind_label=plan.get_kind_display(),
        period=plan.period_stated,
        period_start=plan.period_start,
        period_end=plan.period_end,
        status=plan.status,
        status_label=plan.get_status_display(),
        status_note=plan.status_note,
        agreed=_agreed(plan),
        vision=plan.vision,
        legal_basis=plan.legal_basis,
        rule=plan.rule,
        introduction=plan.introduction,
        parent=plan.parent.title if plan.parent else "",
        owner_group=plan.owner_group.name if plan.owner_group else "",
        priorities=priorities_of([plan.pk], for_members=for_members)[plan.pk],
    )


def priorities_of(
    plan_ids: Iterable[int], *, for_members: bool = False, with_words: bool = True
) -> dict[int, tuple[PriorityLine, ...]]:
    """The priorities of several plans by plan id, each as a tree in the plan's order. 5 queries.

    `for_members` adds what was written about progress: the public reads how an action stands, not who said so or why.
    Without `with_words` it is 4 queries, and strands, objectives, supporting bodies and what else is served stay empty.
    """
    ids = list(plan_ids)
    priorities = Priority.objects.filter(plan_id__in=ids).order_by("position", "pk").values(*OF_PRIORITY)
    actions = Action.objects.filter(priority__plan_id__in=ids).in_display_order().with_lineage().values(*OF_ACTION)
    return _Shelf(
        priorities=list(priorities),
        actions=list(actions),
        targets=targets_of(ids),
        words=words_of(ids) if with_words else {},
        progressed=progress_of(ids, for_members=for_members),
    ).plans(ids)


def count_statuses(priorities: Iterable[PriorityLine]) -> list[dict[str, str | int]]:
    """How many actions of a plan have each status, in the order of the statuses; those of none are left out."""
    counts = Counter(action.status for action in actions_in(priorities))
    return [
        {"status": status.value, "label": str(status.label), "count": counts[status.value]}
        for status in ActionStatus
        if counts[status.value]
    ]


def actions_in(priorities: Iterable[PriorityLine]) -> Iterator[ActionLine]:
    """Every action under some priorities, down to the last part, in the order of the page."""
    for priority in priorities:
        yield from _with_parts(priority.actions)
        yield from actions_in(priority.parts)


def lineage_of(text: str, plan: Plan) -> Lineage:
    """An earlier record's words with the plan they stood in. The plan's partnership comes fetched."""
    return Lineage(text, plan.title, plan.slug, plan.partnership.slug)


class _Shelf:
    """The rows of some plans, and how they are put together."""

    def __init__(
        self, *, priorities: list[Row], actions: list[Row], targets: Targets, words: Words, progressed: Progressed
    ) -> None:
        self.targets, self.words, self.progressed = targets, words, progressed
        self.rows: dict[Place, Row] = {("priority", row["id"]): row for row in priorities}
        self.rows |= {("action", row["id"]): row for row in actions}
        self.tree: Tree = tree_of(
            [(row["id"], row["plan_id"], row["parent_id"]) for row in priorities],
            [(row["id"], row["priority_id"], row["parent_id"]) for row in actions],
        )
        self.numbers = numbers_in(self.tree)
        self.shared: dict[int, list[str]] = {}
        for row in actions:
            for word in words.get(("also serves", row["id"]), ()):
                self.shared.setdefault(word.key, []).append(row["text"])

    def plans(self, ids: Iterable[int]) -> dict[int, tuple[PriorityLine, ...]]:
        return {plan_id: self._priorities(("plan", plan_id)) for plan_id in ids}

    def _priorities(self, owner: Place) -> tuple[PriorityLine, ...]:
        return tuple(self._priority(place) for place in self.tree.get(owner, ()) if place[0] == "priority")

    def _actions(self, owner: Place) -> tuple[ActionLine, ...]:
        return tuple(self._action(place) for place in self.tree.get(owner, ()) if place[0] == "action")

    def _texts(self, kind: str, owner: int) -> tuple[str, ...]:
        return tuple(word.text for word in self.words.get((kind, owner), ()))

    def _priority(self, place: Place) -> PriorityLine:
        row = self.rows[place]
        key = row["id"]
        return PriorityLine(
            id=key,
            number=self.numbers[place],
            revision=row["revision"],
            position=row["position"],
            title=row["title"],
            standing=row["standing"],
            standing_label=str(Priority.Standing(row["standing"]).label),
            narrative=row["narrative"],
            vision=row["vision"],
            approach=_approach(row),
            lead=_lead(row),
            supporting=self._texts("priority with", key),
            strands=tuple(str(PriorityStrand.Strand(text).label) for text in self._texts("strand", key)),
            continues=_lineage(row, "continues__title", "continues__plan"),
            objectives=tuple(
                ObjectiveLine(word.number, word.text, sub_theme=word.detail)
                for word in self.words.get(("objective", key), ())
            ),
            targets=tuple(self.targets.get(place, ())),
            actions=self._actions(place),
            shared_actions=tuple(self.shared.get(key, ())),
            parts=self._priorities(place),
        )

    def _action(self, place: Place) -> ActionLine:
        row = self.rows[place]
        key = row["id"]
        progress = self.progressed.get(key, [])
        return ActionLine(
            id=key,
            number=self.numbers[place],
            revision=row["revision"],
            text=row["text"],
            status=row["status"],
            status_label=str(ActionStatus(row["status"]).label),
            approach=_approach(row),
            lead=_lead(row),
            lead_body_id=row["lead_body_id"],
            supporting=self._texts("action with", key),
            project=row["project__name"] or "",
            due=row["due_stated"],
            due_date=row["due_date"],
            legal_basis=row["legal_basis"],
            closing_note=row["closing_note"],
            also_serves=self._texts("also serves", key),
            continues=_lineage(row, "continues__text", "continues__priority__plan"),
            times_carried=row["times_carried"],
            times_moved=row["times_moved"],
            progress=progress[0] if progress else None,
            previous_progress=progress[1] if len(progress) > 1 else None,
            targets=tuple(self.targets.get(place, ())),
            parts=self._actions(place),
        )


def _with_parts(actions: Iterable[ActionLine]) -> Iterator[ActionLine]:
    for action in actions:
        yield action
        yield from _with_parts(action.parts)


def _approach(row: Row) -> str:
    return str(Approach(row["approach"]).label) if row["approach"] else ""


def _lead(row: Row) -> str:
    return " and ".join(name for name in (row["lead_body__name"], row["lead_group__name"]) if name)


def _lineage(row: Row, text: str, plan: str) -> Lineage | None:
    if row[text] is None:
        return None
    return Lineage(row[text], row[f"{plan}__title"], row[f"{plan}__slug"], row[f"{plan}__partnership__slug"])


def _agreed(plan: Plan) -> str:
    """Where and when a plan was agreed: "at Annual meeting on 1 April 2025", "on 1 April 2025", or nothing."""
    meeting = plan.agreed_at
    on = plan.agreed_date or (meeting.date if meeting else None)
    if meeting is None:
        return f"on {day(on)}" if on else ""
    name = meeting.name or meeting.get_kind_display()
    return f"at {name} on {day(on)}" if on else f"at {name}, {meeting.date_stated}"
