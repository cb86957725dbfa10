"""What stands beside a plan's priorities and actions, each fetched in one query: targets, progress, and the words of
everything that is many-to-many.
"""

from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Value, Window
from django.db.models.functions import RowNumber

from priorities.models import (
    LATEST_FIRST,
    Action,
    ActionStatus,
    Priority,
    PriorityObjective,
    PriorityStrand,
    Progress,
    Target,
)
from priorities.numbering import Place
from priorities.summaries.lines import ProgressLine, TargetLine

OF_TARGET = (
    *("id", "priority_id", "action_id", "operator", "number", "number_stated", "unit", "measure", "period_stated"),
    *("result_stated", "position"),
)
OF_PROGRESS = ("action_id", "status", "forecast", "period_stated", "recorded_at")
FOR_MEMBERS = ("comment", "reason", "recovery_action", "recovery_owner", "recover_by_date", "told_by__name")


class Word(NamedTuple):
    """One of the words that stand beside a priority or an action: a strand, a body, an objective, another priority.

    `owner` is the key of what it stands beside, `key` its own; `number` and `detail` are an objective's.
    """

    kind: str
    owner: int
    position: int
    key: int
    text: str
    number: str
    detail: str


Words = dict[tuple[str, int], list[Word]]
Targets = dict[Place, list[TargetLine]]
Progressed = dict[int, list[ProgressLine]]


def words_of(plan_ids: list[int]) -> Words:
    """The words beside the priorities and actions of some plans, by kind and owner, each in its order. 1 query."""
    first, *others = _words_wanted(plan_ids)
    found: Words = {}
    for word in sorted((Word(*row) for row in first.union(*others, all=True)), key=_in_order):
        found.setdefault((word.kind, word.owner), []).append(word)
    return found


def _words_wanted(plan_ids: list[int]) -> tuple[QuerySet[Any, Any], ...]:
    """One query per kind of word, all with the columns of `Word`."""
    of_priority = {"priority__plan_id__in": plan_ids}
    of_action = {"action__priority__plan_id__in": plan_ids}
    none, at_once = Value(""), Value(0)
    return (
        PriorityStrand.objects.filter(**of_priority).values_list(
            Value("strand"), "priority_id", at_once, "pk", "strand", none, none
        ),
        PriorityObjective.objects.filter(**of_priority).values_list(
            Value("objective"), "priority_id", "position", "pk", "objective__title", "objective__number", "sub_theme"
        ),
        Priority.supporting_bodies.through._default_manager.filter(**of_priority).values_list(
            Value("priority with"), "priority_id", at_once, "body_id", "body__name", none, none
        ),
        Action.supporting_bodies.through._default_manager.filter(**of_action).values_list(
            Value("action with"), "action_id", at_once, "body_id", "body__name", none, none
        ),
        Action.also_serves.through._default_manager.filter(**of_action).values_list(
            Value("also serves"), "action_id", "priority__position", "priority_id", "priority__title", none, none
        ),
    )


def _in_order(word: Word) -> tuple[int, str, int]:
    """Bodies by name, everything else as it was put."""
    return (word.position, word.text if word.kind.endswith("with") else "", word.key)


def targets_of(plan_ids: list[int]) -> Targets:
    """The targets of some plans' priorities and actions, each in its order. 1 query."""
    of_priorities = Target.objects.filter(priority__plan_id__in=plan_ids).values(*OF_TARGET)
    of_actions = Target.objects.filter(action__priority__plan_id__in=plan_ids).values(*OF_TARGET)
    found: Targets = {}
    # A union, not an "or": each half can follow its own index.
    for row in of_priorities.union(of_actions, all=True).order_by("position", "id"):
        owner: Place = ("priority", row["priority_id"]) if row["priority_id"] else ("action", row["action_id"])
        found.setdefault(owner, []).append(_target(row))
    return found


def progress_of(plan_ids: list[int], *, for_members: bool) -> Progressed:
    """How each action of some plans stood, by action: the latest, then the one before. 1 query."""
    place = Window(RowNumber(), partition_by=F("action_id"), order_by=LATEST_FIRST)
    rows = (
        Progress.objects.filter(action__priority__plan_id__in=plan_ids)
        .annotate(place=place)
        .filter(place__lte=2)
        .order_by("action_id", "place")
        .values(*OF_PROGRESS, *(FOR_MEMBERS if for_members else ()))
    )
    found: Progressed = {}
    for row in rows:
        found.setdefault(row.pop("action_id"), []).append(_progress(row))
    return found


def _target(row: dict[str, Any]) -> TargetLine:
    return TargetLine(
        str(Target.Operator(row["operator"]).label),
        row["number_stated"] or f"{row['number'].normalize():f}",
        row["unit"],
        row["measure"],
        row["period_stated"],
        row["result_stated"],
        row["id"],
    )


def _progress(row: dict[str, Any]) -> ProgressLine:
    return ProgressLine(
        status=row["status"],
        status_label=_label(row["status"]),
        forecast=row["forecast"],
        forecast_label=_label(row["forecast"]),
        period=row["period_stated"],
        recorded_at=row["recorded_at"],
        comment=row.get("comment", ""),
        reason=row.get("reason", ""),
        recovery_action=row.get("recovery_action", ""),
        recovery_owner=row.get("recovery_owner", ""),
        recover_by_date=row.get("recover_by_date"),
        told_by=row.get("told_by__name") or "",
    )


def _label(status: str) -> str:
    return str(ActionStatus(status).label) if status else ""
