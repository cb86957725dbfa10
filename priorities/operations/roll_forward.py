"""Rolling a plan forward into the next period: what each action comes to, and the plan that follows."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from core.editing import Changes, Refused, in_words
from core.events import record_event, record_name
from core.periods import Period
from partners.models import User
from priorities.models import Action, ActionStatus, Plan, Priority
from priorities.numbering import Place, numbers_of
from priorities.operations.amending import begin_change
from priorities.operations.carrying import carry_over
from priorities.operations.fates import ActionChoice, Fate, NextPlan, PriorityChoice, fates_in_words
from priorities.operations.telling import numbers_listed


class AlreadyRolledForward(Refused):
    """Another plan follows this one already."""

    def __init__(self, successor: Plan) -> None:
        super().__init__(f"This plan was already rolled forward into “{successor}”.")
        self.successor = successor


class PlanChangedMeanwhile(Refused):
    """The plan is not as it was when somebody chose what becomes of its actions; nothing was written."""


class FateUnexplained(Refused):
    """A choice wants something said: why an action is dropped, how it reads now."""


def check_can_roll_forward(plan: Plan) -> None:
    """Raises AlreadyRolledForward where another plan follows. 1 query."""
    successor = plan.successors.select_related("partnership").order_by("pk").first()
    if successor is not None:
        raise AlreadyRolledForward(successor)


@transaction.atomic
def roll_forward_plan(
    *,
    plan: Plan,
    to: NextPlan,
    priorities: Mapping[int, PriorityChoice],
    actions: Mapping[int, ActionChoice],
    by: User,
    now: datetime,
) -> Plan:
    """The plan of the next period, a draft, with everything of this one that goes on; this one's actions that do not
    are completed or dropped. There is a choice for each priority and each action, by key.

    Carried are words, leads, supporting bodies, strands, targets, projects and duties; each record says which one it
    continues. Left behind are status, progress, results, and dates, which are as chosen: a date later than the old one
    counts as moved, unless the action is ongoing. A carried part whose whole is not carried stands on its own, and
    objectives go on where they are in the new set.

    Raises PlanIsClosed, AlreadyRolledForward, PlanChangedMeanwhile, FateUnexplained, ValidationError.
    """
    old = begin_change(plan=plan, is_promise=False, by=by, now=now).plan
    check_can_roll_forward(old)
    numbers = numbers_of([old.pk])
    old_priorities = {one.pk: one for one in Priority.objects.filter(plan=old).order_by("position", "pk")}
    old_actions = {one.pk: one for one in Action.objects.filter(priority__plan=old).in_display_order()}
    _check_same(old_priorities, priorities, numbers, "priority")
    _check_same(old_actions, actions, numbers, "action")
    _check_explained(old_actions, priorities, actions, numbers)
    carried = carry_over(
        new=_begin(old, to),
        priorities=[one for key, one in old_priorities.items() if priorities[key].goes_on],
        actions=list(old_actions.values()),
        choices=actions,
        by=by,
        now=now,
    )
    changes = _end(old_actions.values(), actions)
    record_event(
        chain=old.partnership.event_chain,
        verb="priorities.plan_rolled_forward",
        summary=f"Rolled {old} forward into {carried.plan}: {fates_in_words(actions.values())}.",
        by=by,
        now=now,
        subject=carried.plan,
        data={
            "changes": {record_name(old_actions[key]): told for key, told in changes.items()},
            "called": {record_name(old_actions[key]): numbers["action", key] for key in changes},
            "from": old.pk,
            "to": carried.plan.pk,
            "priorities": {str(key): one.pk for key, one in carried.priorities.items()},
            "actions": {str(key): one.pk for key, one in carried.actions.items()},
            "dates_moved": carried.dates_moved,
        },
        also_about=[old, *carried.priorities.values(), *old_actions.values(), *carried.actions.values()],
    )
    return carried.plan


def _begin(old: Plan, to: NextPlan) -> Plan:
    """The new plan, saved."""
    new = Plan(
        partnership=old.partnership,
        slug=to.slug,
        kind=to.kind,
        title=to.title,
        owner_group_id=old.owner_group_id,
        parent=_still_part_of(old, to.period),
        succeeds=old,
        vision=old.vision if to.keeps_vision else "",
        introduction=old.introduction if to.keeps_introduction else "",
        legal_basis=old.legal_basis,
        rule=old.rule,
        objective_set=to.objective_set,
    )
    new.period = to.period
    new.full_clean()
    new.save()
    if to.keeps_evidence:
        new.evidence.set(old.evidence.all())
    return new


def _still_part_of(old: Plan, period: Period) -> Plan | None:
    """The longer plan that the old one refreshed, if it runs on into the new period."""
    longer = old.parent
    if longer is None or (longer.period_end and period.start and longer.period_end < period.start):
        return None
    return longer


def _check_same(
    records: Mapping[int, Priority] | Mapping[int, Action],
    choices: Mapping[int, PriorityChoice] | Mapping[int, ActionChoice],
    numbers: Mapping[Place, str],
    noun: str,
) -> None:
    gone = choices.keys() - records.keys()
    fresh = [key for key, record in records.items() if key not in choices or choices[key].revision != record.revision]
    if gone or fresh:
        which = numbers_listed(numbers[noun, key] for key in fresh) if fresh else f"One {noun}"  # type: ignore[index]
        raise PlanChangedMeanwhile(f"The plan was changed meanwhile: look again at {which}. Nothing is saved yet.")


def _check_explained(
    old: Mapping[int, Action],
    priorities: Mapping[int, PriorityChoice],
    actions: Mapping[int, ActionChoice],
    numbers: Mapping[Place, str],
) -> None:
    for key, choice in actions.items():
        number = numbers["action", key]
        if choice.fate not in Fate.values:
            raise FateUnexplained(f"Choose what becomes of {number}")
        if choice.goes_on and not priorities[old[key].priority_id].goes_on:
            raise FateUnexplained(f"Complete or drop {number}, or carry its priority forward")
        if choice.fate == Fate.CHANGE and not choice.text.strip():
            raise FateUnexplained(f"Enter how {number} reads now")
        if choice.fate == Fate.DROP and not (choice.note.strip() or old[key].status == ActionStatus.DROPPED):
            raise FateUnexplained(f"Say why {number} is dropped")


def _end(old: Iterable[Action], choices: Mapping[int, ActionChoice]) -> dict[int, Changes]:
    """Completes and drops what does not go on, each with its note; answers what changed, in words, by key."""
    ended, changes = [], {}
    for action in old:
        choice = choices[action.pk]
        if choice.goes_on:
            continue
        was = {name: in_words(action, name) for name in ("status", "closing_note")}
        action.status = ActionStatus.COMPLETED if choice.fate == Fate.COMPLETE else ActionStatus.DROPPED
        action.closing_note = choice.note.strip() or action.closing_note
        told = {name: [before, in_words(action, name)] for name, before in was.items()}
        told = {name: pair for name, pair in told.items() if pair[0] != pair[1]}
        if told:
            action.revision += 1
            ended.append(action)
            changes[action.pk] = told
    Action.objects.bulk_update(ended, ["status", "closing_note", "revision"])
    return changes
