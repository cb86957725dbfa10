"""Achievements: what anybody may read, in which order, and what goes with them."""

import pytest

from achievements.models import Achievement, Comparator, Figure, Visibility
from tests import make

pytestmark = pytest.mark.django_db


def test_only_public_achievements_are_for_everybody() -> None:
    public = make.achievement()
    for visibility in (Visibility.PARTNERS, Visibility.RESTRICTED):
        make.achievement(visibility=visibility, visibility_reason="A live case.")
    assert list(Achievement.objects.public()) == [public]


def test_achievements_stand_in_their_positions() -> None:
    plan = make.plan()
    second, first, third = (make.achievement(of=plan, position=position) for position in (2, 1, 2))
    assert list(plan.achievements.in_display_order()) == [first, second, third]


def test_figures_and_their_comparators_go_with_their_achievement() -> None:
    whole = make.figure(stated="fourteen animals", number=14)
    make.figure(of=whole.achievement, part_of=whole, stated="twelve dogs", number=12)
    make.comparator(of=whole)
    make.quote(of=whole.achievement)
    make.evidence(of=whole.achievement)
    whole.achievement.delete()
    assert not Figure.objects.exists()
    assert not Comparator.objects.exists()


def test_an_achievement_stays_when_its_priority_and_action_go() -> None:
    achievement, action = make.achievement(), make.action()
    achievement.priorities.add(action.priority)
    achievement.actions.add(action)
    action.priority.delete()
    assert Achievement.objects.get() == achievement


def test_an_achievement_is_called_by_its_heading_or_by_its_first_words() -> None:
    assert str(make.achievement(heading="Refresh Café", text="A café.")) == "Refresh Café"
    assert len(str(make.achievement(text="long " * 40))) == 80


def test_a_range_may_begin_and_end_with_the_same_number() -> None:
    make.figure(stated="between 5 and 5", number=5, number_to=5, qualifier=Figure.Qualifier.RANGE).full_clean()
