"""The numbers of priorities and actions: the same on the page, in a list and in a sentence."""

import pytest

from priorities.models import Action, Plan
from priorities.numbering import number_of, numbers_in, numbers_of, tree_of
from priorities.summaries import actions_in, priorities_of
from tests import make


def test_actions_come_before_the_parts_of_a_priority() -> None:
    tree = tree_of(
        priorities=[(1, 9, None), (2, 9, None), (3, 9, 2)],
        actions=[(10, 2, None), (11, 2, None), (12, 3, None), (13, 2, 11)],
    )
    numbers = numbers_in(tree)
    assert {place[1]: number for place, number in numbers.items() if place[0] == "priority"} == {
        1: "1",
        2: "2",
        3: "2.3",
    }
    assert {place[1]: number for place, number in numbers.items() if place[0] == "action"} == {
        10: "2.1",
        11: "2.2",
        12: "2.3.1",
        13: "2.2.1",
    }


def test_each_plan_begins_at_one() -> None:
    numbers = numbers_in(tree_of([(1, 8, None), (2, 9, None)], [(10, 1, None), (11, 2, None)]))
    assert numbers == {("priority", 1): "1", ("action", 10): "1.1", ("priority", 2): "1", ("action", 11): "1.1"}


def test_what_hangs_in_a_circle_has_no_number_and_does_no_harm() -> None:
    assert numbers_in(tree_of([(1, 9, None)], [(10, 1, 11), (11, 1, 10)])) == {("priority", 1): "1"}


@pytest.mark.django_db
class TestANumber:
    @pytest.fixture
    def plan(self) -> Plan:
        plan = make.plan()
        later, first = make.priority(of=plan, position=2), make.priority(of=plan, position=1)
        make.action(under=first, position=2, text="second")
        top = make.action(under=first, position=1, text="first")
        make.action(under=first, parent=top, position=1, text="within")
        make.action(under=later, text="elsewhere")
        make.action(under=make.priority(of=plan, parent=first), text="in a part")
        make.action(text="in another plan")
        return plan

    def test_is_the_place_in_the_order_shown(self, plan: Plan) -> None:
        numbers = {action.text: number_of(action) for action in Action.objects.filter(priority__plan=plan)}
        assert numbers == {
            "first": "1.1",
            "within": "1.1.1",
            "second": "1.2",
            "in a part": "1.3.1",
            "elsewhere": "2.1",
        }

    def test_is_the_same_on_the_page(self, plan: Plan) -> None:
        lines = actions_in(priorities_of([plan.pk])[plan.pk])
        shown = {line.id: line.number for line in lines}
        assert shown == {place[1]: number for place, number in numbers_of([plan.pk]).items() if place[0] == "action"}
        assert len(shown) == 5

    def test_of_a_priority_is_its_own(self, plan: Plan) -> None:
        assert [number_of(priority) for priority in plan.priorities.order_by("pk")] == ["2", "1", "1.3"]

    def test_takes_few_queries(self, plan: Plan, django_assert_max_num_queries) -> None:
        action = Action.objects.get(text="within")
        with django_assert_max_num_queries(3):
            number_of(action)

    def test_is_empty_for_what_was_removed(self, plan: Plan) -> None:
        action = Action.objects.get(text="elsewhere")
        Action.objects.filter(pk=action.pk).delete()
        assert number_of(action) == ""
