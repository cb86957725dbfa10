"""A batch leaves what the operations of the pages would have left, row by row, and tells the same of it."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

from achievements.operations import AchievementBatch, NewProject, add_achievement, change_achievement
from core.editing import Refused, SavedMeanwhile
from core.events import verify_chains
from core.models import Event
from core.periods import Period
from funding.models import Explanation
from funding.operations import AllocationBatch, OverAllocated, add_allocation, change_allocation
from oscp_portal.sheets.comparing import compare
from oscp_portal.sheets.kinds import KINDS
from oscp_portal.sheets.taking_in import NotTakenIn, kept_upload, take_in
from priorities.models import Action, Amendment, DateMove, Plan, Project
from priorities.operations import ActionBatch, add_action, change_action
from scorecard.models import FormerValue
from scorecard.operations import MeasurementBatch, add_measurement, change_measurement
from tests import make
from tests.oscp_portal.sheets.filling import SheetDesk, oxford

pytestmark = pytest.mark.django_db
# What is kept beside the records, without keys that differ from one run to the next.
BESIDE = {
    Amendment: ("what", "reason"),
    DateMove: ("action__text", "from_date", "to_date", "reason"),
    Project: ("name", "kind"),
    Explanation: ("difference", "allocation__stream", "amount", "text"),
    FormerValue: ("value", "reason", "measurement__period_stated"),
}


class Desk:
    """A plan of Oxford and its officer."""

    def __init__(self, slug: str, **of_plan: Any) -> None:
        self.slug = slug
        self.plan: Plan = make.plan(of=oxford(), slug="2025-26", title="Plan 2025-26", period="2025-26", **of_plan)
        self.said = {"by": make.officer(of=self.plan.partnership), "now": make.NOW}

    def left_by(self, wishes: Callable[[], Any]) -> list[Any]:
        """Records, what is kept beside them and events, as some wishes leave them; which are undone again."""
        with transaction.atomic():
            wishes()
            kind = KINDS[self.slug](self.plan, **self.said)
            left: list[Any] = [[record.revision, *kind.row_of(record)[:-2]] for record in kind.records()]
            left += [sorted(model._default_manager.values_list(*names), key=str) for model, names in BESIDE.items()]
            left += sorted(Event.objects.values_list("verb", "summary", "data"), key=str)
            assert not list(verify_chains())
            transaction.set_rollback(True)
        return left

    def records(self) -> list[Any]:
        return KINDS[self.slug](self.plan, **self.said).records()


def test_actions_are_added_changed_and_moved_alike() -> None:
    desk = Desk("actions", status="agreed")
    first, second = (make.priority(of=desk.plan, title=title, position=n) for n, title in enumerate(["One", "Two"], 1))
    due = Period.parse("March 2026").end
    moved = make.action(under=first, text="Moves", position=2, due_date=due, lead_body=make.body(name="Police"))
    make.action(under=first, text="Goes with it", parent=moved, position=1)
    stays = make.action(under=first, text="Stays", position=1)
    why, body = {"why": "The board asked."}, make.body(name="The council")
    to_second = {"priority": second, "parent": None}

    def one_by_one() -> None:
        held = {action.text: action for action in desk.records()}
        later = {**to_second, "due_date": due.replace(year=2027), "supporting_bodies": [body]}
        change_action(action=held["Moves"], values=later, revision=1, reason="It rained.", **why, **desk.said)
        change_action(action=held["Stays"], values={"status": "underway"}, revision=1, **why, **desk.said)
        new = {"text": "New", "lead_body": body, "also_serves": [first]}
        add_action(priority=second, values=new, new_project="Operation Nightingale", **why, **desk.said)
        parent = Action.objects.get(pk=moved.pk)
        add_action(priority=second, parent=parent, values={"text": "A part"}, **why, **desk.said)

    def together() -> None:
        batch = ActionBatch(plan=desk.plan, **desk.said)
        held = {action.text: action for action in desk.records()}
        later = {**to_second, "priority": second.pk, "due_date": due.replace(year=2027), "supporting_bodies": [body]}
        batch.change(action=held["Moves"], values=later, reason="It rained.")
        batch.change(action=held["Stays"], values={"status": "underway"})
        new = {"text": "New", "lead_body": body, "also_serves": [first]}
        batch.add(priority=second.pk, parent=None, values=new, new_project="Operation Nightingale")
        batch.add(priority=first.pk, parent=held["Moves"], values={"text": "A part"})
        batch.save(**why)

    left = desk.left_by(together)
    assert left == desk.left_by(one_by_one)
    assert len(left) > 8
    assert stays.revision == 1


def test_achievements_are_logged_and_changed_alike() -> None:
    desk = Desk("achievements")
    priority, body = make.priority(of=desk.plan), make.body(name="The council")
    make.achievement(of=desk.plan, text="Patrolled.", position=1)
    make.achievement(of=desk.plan, text="A secret.", position=2, visibility="restricted", visibility_reason="A case")
    new = {"text": "Opened a hub.", "bodies": [body], "priorities": [priority], "period": Period.parse("June 2025")}
    project = NewProject("NightSafe")

    def one_by_one() -> None:
        first, second = desk.records()
        change_achievement(achievement=first, values={"text": "Patrolled twice."}, revision=1, **desk.said)
        change_achievement(achievement=second, values={"place": "Cowley"}, revision=1, **desk.said)
        add_achievement(plan=desk.plan, values=new, project=project, **desk.said)
        add_achievement(plan=desk.plan, values={"text": "Closed it."}, project=project, **desk.said)

    def together() -> None:
        batch = AchievementBatch(plan=desk.plan, **desk.said)
        first, second = desk.records()
        batch.change(achievement=first, values={"text": "Patrolled twice."})
        batch.change(achievement=second, values={"place": "Cowley"})
        batch.add(values=new, project=project)
        batch.add(values={"text": "Closed it."}, project=project)
        batch.save()

    assert desk.left_by(together) == desk.left_by(one_by_one)


def test_allocations_are_given_and_changed_alike() -> None:
    desk = Desk("allocations")
    award = make.award(to=desk.plan.partnership, plan=desk.plan, amount_announced=100)
    make.allocation(of=award, stream="First", amount=60, position=1)
    values = {"stream": "Second", "amount": Decimal(70), "priorities": [make.priority(of=desk.plan)]}
    reason = {"over_allocated_reason": "Another award is coming."}

    def one_by_one() -> None:
        first = desk.records()[0]
        change_allocation(allocation=first, values={"amount": Decimal(50)}, revision=1, **desk.said)
        with pytest.raises(OverAllocated), transaction.atomic():
            add_allocation(award=award, values=values, **desk.said)
        add_allocation(award=award, values=values, **reason, **desk.said)

    def together() -> None:
        batch = AllocationBatch(**desk.said)
        batch.change(allocation=desk.records()[0], values={"amount": Decimal(50)})
        with pytest.raises(OverAllocated):
            batch.add(award=award, values=values)
        batch.add(award=award, values=values, **reason)
        batch.save()

    assert desk.left_by(together) == desk.left_by(one_by_one)


def test_values_are_recorded_and_revised_alike() -> None:
    desk = Desk("measurements")
    indicator = make.indicator(of=desk.plan.partnership, plan=desk.plan)
    make.measurement(of=indicator, value=10, period="2023-24")
    new = {"value": Decimal(12), "period": Period.parse("2024-25")}

    def one_by_one() -> None:
        change_measurement(
            measurement=desk.records()[0], values={"value": Decimal(11)}, why="Recounted.", revision=1, **desk.said
        )
        add_measurement(indicator=indicator, values=new, **desk.said)

    def together() -> None:
        batch = MeasurementBatch(plan=desk.plan, **desk.said)
        batch.change(measurement=desk.records()[0], values={"value": Decimal(11)}, why="Recounted.")
        batch.add(indicator=indicator, values=new)
        batch.save()

    assert desk.left_by(together) == desk.left_by(one_by_one)


def test_what_somebody_else_saved_meanwhile_stops_all_of_it() -> None:
    desk = Desk("actions")
    priority = make.priority(of=desk.plan)
    make.action(under=priority, text="Theirs too", position=1)
    batch = ActionBatch(plan=desk.plan, **desk.said)
    batch.add(priority=priority.pk, parent=None, values={"text": "New"})
    batch.change(action=desk.records()[0], values={"text": "Mine"})
    Action.objects.update(revision=2, text="Theirs")
    with pytest.raises(SavedMeanwhile):
        batch.save()
    assert [action.text for action in Action.objects.all()] == ["Theirs"]
    assert not Event.objects.exists()


def test_no_action_comes_to_stand_under_itself_by_two_at_once() -> None:
    desk = Desk("actions")
    priority = make.priority(of=desk.plan)
    for position, text in enumerate(("First", "Second"), 1):
        make.action(under=priority, text=text, position=position)
    batch = ActionBatch(plan=desk.plan, **desk.said)
    first, second = desk.records()
    batch.change(action=second, values={"priority": priority.pk, "parent": first})
    change_action(action=first, values={"priority": priority, "parent": second}, revision=1, **desk.said)
    with pytest.raises(SavedMeanwhile):
        batch.save()


def test_no_money_goes_round_by_rows_of_one_sheet_or_two_at_once() -> None:
    desk = Desk("allocations")
    award = make.award(to=desk.plan.partnership, plan=desk.plan, amount_announced=100)
    for position in (1, 2):
        make.allocation(of=award, stream=f"Row {position}", amount=50, position=position)
    batch = AllocationBatch(**desk.said)
    first, second = desk.records()
    batch.change(allocation=first, values={"passed_on_from": second})
    with pytest.raises(Refused, match="Money cannot be passed on from itself"):
        batch.change(allocation=second, values={"passed_on_from": first})
    change_allocation(allocation=second, values={"passed_on_from": first}, revision=1, **desk.said)
    with pytest.raises(SavedMeanwhile):
        batch.save()


def test_a_spreadsheet_that_is_confirmed_twice_is_taken_in_once() -> None:
    desk = SheetDesk("actions")
    make.priority(of=desk.plan)
    book = desk.workbook()
    book.add(**{"Stands under": "1", "What will be done": "Once"})
    desk.choose(book)
    said = {"by": desk.officer, "now": make.NOW}
    kind, upload = KINDS["actions"](desk.plan, **said), kept_upload(path=desk.page, user=desk.officer)
    click = {"kind": kind, "upload": upload, "path": desk.page, "seen": compare(kind, upload).digest, "why": "", **said}
    take_in(**click)
    with pytest.raises(NotTakenIn, match="taken in or laid aside already"):
        take_in(**click)
    assert [action.text for action in Action.objects.all()] == ["Once"]
