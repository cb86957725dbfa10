"""What is removed goes with everything that means nothing without it, and comes back exactly as it was."""

from datetime import date, timedelta

import pytest
from django.core import serializers
from django.db import models
from django.utils import timezone

from achievements.models import Achievement
from core.editing import SavedMeanwhile
from core.models import Event, Removal
from core.removal import CannotPutBack, CannotRemove, put_back, remove_record
from partners.models import Partnership, User
from priorities.models import Action, Priority, Target
from tests import make
from tests.our_models import our_models

pytestmark = pytest.mark.django_db
NOT_COMPARED = ("Event", "ChainHead", "Removal")


@pytest.fixture
def officer() -> User:
    return make.user()


@pytest.fixture
def action() -> Action:
    """An action that much hangs on: parts, a target, progress, supporting bodies, an achievement, a successor."""
    action = make.action(text="Patrol the towpath.", due_date=date(2026, 3, 31))
    part = make.action(under=action.priority, parent=action, text="Train the volunteers.")
    make.target(of=part, number=30)
    make.progress(of=action)
    action.supporting_bodies.add(make.body(), make.body())
    action.also_serves.add(make.priority(of=action.priority.plan))
    make.achievement(of=action.priority.plan).actions.add(action)
    make.action(text="Patrol it again.", continues=action)
    return action


def remove(record: models.Model, by: User, **more: object) -> Removal:
    return remove_record(
        record=record,
        chain="partnership/1",
        place="/somewhere/",
        verb="priorities.action_removed",
        summary="Removed it.",
        by=by,
        now=timezone.now(),
        **more,
    )


def everything() -> dict[str, list[str]]:
    """Every row of ours, and every row between two of ours."""
    found = {}
    for model in our_models():
        tables = [model, *(field.remote_field.through for field in model._meta.many_to_many)]
        for table in tables:
            if table.__name__ not in NOT_COMPARED:
                rows = table._base_manager.order_by("pk")
                found[table.__name__] = [serializers.serialize("json", [row]) for row in rows]
    return found


def test_everything_that_went_comes_back_with_what_pointed_to_it(action: Action, officer: User) -> None:
    before = everything()
    removal = remove(action, officer)
    assert not Action.objects.filter(text__in=["Patrol the towpath.", "Train the volunteers."]).exists()
    assert not Target.objects.exists()
    assert Achievement.objects.get().actions.count() == 0
    assert Action.objects.get(text="Patrol it again.").continues is None
    put_back(removal=removal, by=officer, now=timezone.now())
    assert everything() == before
    assert [event.verb for event in Event.objects.order_by("pk")] == ["priorities.action_removed", "core.put_back"]


def test_what_was_pointed_elsewhere_meanwhile_stays_there(action: Action, officer: User) -> None:
    removal = remove(action, officer)
    other = make.action()
    Action.objects.filter(text="Patrol it again.").update(continues=other)
    put_back(removal=removal, by=officer, now=timezone.now())
    assert Action.objects.get(text="Patrol it again.").continues == other


def test_what_others_stand_on_is_kept_and_they_are_named(officer: User) -> None:
    achievement = make.achievement(heading="A safer towpath")
    before = everything()
    with pytest.raises(CannotRemove, match="achievement “A safer towpath” stand"):
        remove(achievement.plan, officer)
    assert everything() == before
    assert not Event.objects.exists()


def test_where_its_place_has_gone_it_cannot_come_back(action: Action, officer: User) -> None:
    removal = remove(action, officer)
    remove(action.priority, officer)
    before = everything()
    with pytest.raises(CannotPutBack, match="has gone since"):
        put_back(removal=removal, by=officer, now=timezone.now())
    assert everything() == before
    removal.refresh_from_db()
    assert removal.put_back_at is None


def test_two_removals_are_undone_in_either_fitting_order(action: Action, officer: User) -> None:
    before = everything()
    first, second = remove(action, officer), remove(Priority.objects.get(pk=action.priority_id), officer)
    put_back(removal=second, by=officer, now=timezone.now())
    put_back(removal=first, by=officer, now=timezone.now())
    assert everything() == before


def test_a_record_that_somebody_saved_meanwhile_is_not_removed(action: Action, officer: User) -> None:
    with pytest.raises(SavedMeanwhile):
        remove(action, officer, revision=7)
    assert Action.objects.filter(pk=action.pk).exists()


@pytest.mark.parametrize("model", [model for model in our_models() if hasattr(model, "revision")])
def test_every_record_that_people_edit_comes_back_the_same(model: type[models.Model], officer: User) -> None:
    make.one_of_everything()
    for partnership in Partnership.objects.all():
        make.role(of=partnership, held_by=officer)
    before = everything()
    record = model._base_manager.first()
    try:
        removal = remove(record, officer)
    except CannotRemove:
        return
    assert everything() != before
    put_back(removal=removal, by=officer, now=timezone.now())
    assert everything() == before


def test_it_is_called_by_its_words_unless_they_do_not_belong_in_the_log(action: Action, officer: User) -> None:
    assert remove(make.action(text="Light the towpath."), officer).label == "Light the towpath."
    assert remove(action, officer, label="an action").label == "an action"


def test_what_was_removed_long_ago_is_forgotten(action: Action, officer: User) -> None:
    old = remove(action, officer)
    Removal.objects.filter(pk=old.pk).update(removed_at=timezone.now() - timedelta(days=91))
    remove(make.action(), officer)
    old.refresh_from_db()
    assert old.rows == {}
    with pytest.raises(CannotPutBack, match="more than 90 days ago"):
        put_back(removal=old, by=officer, now=timezone.now())
