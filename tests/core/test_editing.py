"""Saving a record that people edit: where somebody saved since, nothing is written, however many they are."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.utils import timezone

from core.editing import SavedMeanwhile, add_record, change_record, fields_in_words, in_words
from core.events import verify_chains
from core.models import Event
from priorities.models import Action, Challenge
from tests import make


def change(record: object, revision: int, *, is_secret: bool = False, **values: object) -> object:
    return change_record(
        record=record,
        values=values,
        is_secret=is_secret,
        revision=revision,
        chain="partnership/1",
        verb="priorities.record_changed",
        said=lambda _, changes: f"Changed {', '.join(changes)}.",
        by=None,
        now=timezone.now(),
    )


@pytest.mark.django_db
class TestChanging:
    def test_counts_the_revision_and_tells_what_was_before_and_after_in_words(self) -> None:
        action = make.action(due_date=date(2026, 3, 31))
        bodies = [make.body(name="Fire"), make.body(name="Police")]
        saved = change(action, 1, due_date=None, approach="victims", supporting_bodies=bodies)
        assert saved.revision == 2
        event = Event.objects.get()
        assert event.data["changes"] == {
            "due_date": ["31 March 2026", ""],
            "approach": ["", "Supporting victims"],
            "supporting_bodies": ["", "Fire and Police"],
        }
        assert event.summary == "Changed due_date, approach, supporting_bodies."

    def test_tells_a_number_as_people_write_it_and_only_where_it_is_another(self) -> None:
        target = make.target(number=1200)
        target.refresh_from_db()
        change(target, 1, number=Decimal("1200"))
        assert not Event.objects.exists()
        change(target, 2, number=Decimal("1200.5"))
        assert Event.objects.get().data["changes"] == {"number": ["1,200", "1,200.5"]}

    def test_of_what_is_secret_the_log_learns_no_values(self) -> None:
        change(make.action(text="Before."), 1, is_secret=True, text="After.")
        assert Event.objects.get().data == {"changes": {}, "also_changed": ["text"]}

    def test_writes_nothing_where_somebody_saved_since(self) -> None:
        action = make.action(text="Before.")
        change(action, 1, text="Theirs.")
        with pytest.raises(SavedMeanwhile) as caught:
            change(action, 1, text="Mine.")
        assert caught.value.record.text == "Theirs."
        action.refresh_from_db()
        assert (action.text, action.revision) == ("Theirs.", 2)

    def test_writes_nothing_where_the_record_would_be_wrong(self) -> None:
        action = make.action(text="Before.")
        with pytest.raises(ValidationError):
            change(action, 1, text="")
        action.refresh_from_db()
        assert (action.text, action.revision) == ("Before.", 1)

    def test_leaves_what_it_was_not_given(self) -> None:
        action = make.action(text="Before.")
        Action.objects.filter(pk=action.pk).update(status="at-risk")
        change(action, 1, text="After.")
        action.refresh_from_db()
        assert (action.text, action.status) == ("After.", "at-risk")

    def test_keeps_what_is_personal_out_of_the_log(self) -> None:
        person = make.person(email="before@example.org")
        change(person, 1, email="after@example.org")
        assert Event.objects.get().data == {"changes": {}, "also_changed": ["email"]}

    def test_a_period_is_told_by_its_words(self) -> None:
        achievement = make.achievement(period="2024-25")
        change(achievement, 1, period=None)
        assert Event.objects.get().data["changes"] == {"period_stated": ["2024-25", ""]}


@pytest.mark.django_db
def test_rows_that_belong_to_a_record_are_told_with_it() -> None:
    priority = make.priority()

    def add_strand(saved: object) -> dict[str, list[str]]:
        make.priority_strand(of=saved)
        return {"strands": ["", "Re-offending"]}

    change_record(
        record=priority,
        values={"title": priority.title},
        beside=add_strand,
        revision=1,
        chain="partnership/1",
        verb="priorities.priority_changed",
        said=lambda _, changes: f"Changed {', '.join(changes)}.",
        by=None,
        now=timezone.now(),
    )
    assert Event.objects.get().data["changes"] == {"strands": ["", "Re-offending"]}


@pytest.mark.django_db
def test_adding_tells_what_was_given() -> None:
    plan = make.plan()
    challenge = add_record(
        record=Challenge(plan=plan),
        values={"text": "Money.", "kind": "risk"},
        chain="partnership/1",
        verb="priorities.challenge_added",
        said="Added it.",
        by=None,
        now=timezone.now(),
    )
    assert Challenge.objects.get() == challenge
    assert Event.objects.get().data == {"changes": {"text": ["", "Money."], "kind": ["", "Risk"]}}


@pytest.mark.django_db
def test_values_are_said_in_words() -> None:
    membership = make.membership(standing="responsible")
    assert in_words(membership, "standing") == "Responsible authority"
    assert in_words(make.person(may_be_published=True), "may_be_published") == "Yes"
    assert fields_in_words(Action, ["text", "due_date"]) == "the text and the due date"


@pytest.mark.django_db(transaction=True)
def test_of_many_who_save_the_same_record_at_once_nobody_overwrites_anybody() -> None:
    """Eight officers save one action 25 times each: every save is either kept or refused, and each kept one counts."""
    action = make.action(text="")
    tries = [(number, turn) for turn in range(25) for number in range(8)]

    def save(one: tuple[int, int]) -> bool:
        try:
            seen = Action.objects.get(pk=action.pk)
            change(seen, seen.revision, text=f"{seen.text}{one[0]}.{one[1]} ")
        except SavedMeanwhile:
            return False
        else:
            return True
        finally:
            if connection.vendor == "postgresql":
                connections.close_all()

    with ThreadPoolExecutor(max_workers=8) as pool:
        kept = [one for one, was_kept in zip(tries, pool.map(save, tries), strict=True) if was_kept]
        for _ in range(8):
            pool.submit(connections.close_all)
    action.refresh_from_db()
    assert sorted(action.text.split()) == sorted(f"{number}.{turn}" for number, turn in kept)
    assert action.revision == len(kept) + 1
    assert Event.objects.count() == len(kept)
    assert list(verify_chains()) == []
