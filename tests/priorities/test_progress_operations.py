"""Recording how an action stands."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from core.editing import SavedMeanwhile
from core.events import verify_chains
from core.models import Event
from core.periods import Period
from partners.models import User
from priorities.models import Action, Progress
from priorities.operations import PlanIsClosed, record_progress, repeat_progress
from priorities.operations.progress import NothingToRepeat
from tests import make
from tests.make import NOW

Q1, Q2 = Period.parse("Q1 2025-26"), Period.parse("Q2 2025-26")
TROUBLE = {
    "reason": "No site was found.",
    "recovery_action": "Ask the county for a room.",
    "recovery_owner": "Head of community safety",
    "recover_by_date": date(2025, 12, 1),
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def action() -> Action:
    plan = make.plan(status="agreed")
    return make.action(under=make.priority(of=plan), text="Open a safe place.")


@pytest.fixture
def officer(action: Action) -> User:
    return make.officer(of=action.priority.plan.partnership)


def record(action: Action, by: User, period: Period = Q2, status: str = "underway", **said: Any) -> Progress:
    return record_progress(action=action, period=period, status=status, **{"revision": 0, "by": by, "now": NOW, **said})


def test_the_first_word_of_a_quarter_is_kept_and_told_of(action: Action, officer: User) -> None:
    progress = record(action, officer, comment=" Staff are trained. ", forecast="completed")
    assert (progress.status, progress.forecast, progress.comment) == ("underway", "completed", "Staff are trained.")
    assert (progress.period, progress.recorded_by, progress.recorded_at) == (Q2, officer, NOW)
    event = Event.objects.get()
    assert event.summary == "Recorded progress on 1.1 for Q2 2025-26: under way."
    assert event.data["changes"] == {
        "status": ["Planned", "Under way"],
        "forecast": ["", "Completed"],
        "comment": ["", "Staff are trained."],
    }
    assert (event.subject_type, event.subject_id) == ("priorities.action", str(action.pk))
    assert not list(verify_chains())


def test_the_action_takes_the_status_on(action: Action, officer: User) -> None:
    record(action, officer, status="off-track", **TROUBLE)
    action.refresh_from_db()
    assert (action.status, action.revision) == ("off-track", 2)
    assert Event.objects.get().summary == "Marked 1.1 off track: No site was found."


def test_an_older_quarter_told_late_leaves_the_action_alone(action: Action, officer: User) -> None:
    record(action, officer, Q2, status="completed")
    record(action, officer, Q1, now=NOW + timedelta(days=1))
    action.refresh_from_db()
    assert action.status == "completed"


def test_a_correction_of_the_latest_quarter_moves_the_action(action: Action, officer: User) -> None:
    first = record(action, officer, status="completed")
    second = record(action, officer, status="ongoing", revision=first.revision)
    action.refresh_from_db()
    assert (second.pk, second.revision, action.status) == (first.pk, 2, "ongoing")
    assert Event.objects.order_by("-pk").first().summary == "Corrected progress on 1.1 for Q2 2025-26: ongoing."


def test_a_status_set_since_by_other_means_stands_when_an_older_quarter_is_corrected(
    action: Action, officer: User
) -> None:
    first = record(action, officer, Q1)
    record(action, officer, Q2)
    Action.objects.update(status="completed")
    record(action, officer, Q1, status="piloting", revision=first.revision)
    action.refresh_from_db()
    assert action.status == "completed"


def test_the_same_word_again_leaves_no_event(action: Action, officer: User) -> None:
    first = record(action, officer, comment="On it.")
    record(action, officer, comment="On it.", revision=first.revision)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("status", ["off-track", "at-risk"])
@pytest.mark.parametrize("missing", TROUBLE)
def test_trouble_wants_reason_recovery_owner_and_date(status: str, missing: str, action: Action, officer: User) -> None:
    with pytest.raises(ValidationError) as refused:
        record(action, officer, status=status, **{**TROUBLE, missing: None if missing.endswith("date") else "  "})
    assert list(refused.value.message_dict) == [missing]
    assert not Progress.objects.exists()
    assert not Event.objects.exists()


def test_dropping_wants_a_sentence(action: Action, officer: User) -> None:
    with pytest.raises(ValidationError) as refused:
        record(action, officer, status="dropped")
    assert refused.value.message_dict == {"comment": ["Say in a sentence why it was dropped"]}


def test_trouble_that_is_over_is_not_kept(action: Action, officer: User) -> None:
    progress = record(action, officer, status="underway", **TROUBLE)
    assert (progress.reason, progress.recovery_owner, progress.recover_by_date) == ("", "", None)


def test_a_closed_plan_takes_no_progress(action: Action, officer: User) -> None:
    plan = action.priority.plan
    plan.status = "closed"
    plan.save()
    with pytest.raises(PlanIsClosed, match="closed"):
        record(action, officer)


def test_what_somebody_else_recorded_meanwhile_is_not_overwritten(action: Action, officer: User) -> None:
    theirs = record(action, make.officer(of=action.priority.plan.partnership), status="completed")
    with pytest.raises(SavedMeanwhile) as stopped:
        record(action, officer)
    assert stopped.value.record == theirs
    record(action, officer, status="ongoing", revision=1)
    with pytest.raises(SavedMeanwhile):
        record(action, officer, status="planned", revision=1)


def test_a_bodys_own_word_says_so(action: Action, officer: User) -> None:
    police = make.body(name="Thames Valley Police")
    progress = record(action, officer, told_by=police)
    assert progress.told_by == police
    assert (
        Event.objects.get().summary
        == "Recorded progress on 1.1 for Q2 2025-26, told by Thames Valley Police: under way."
    )


def test_who_is_to_recover_it_stays_out_of_the_log(action: Action, officer: User) -> None:
    record(action, officer, status="at-risk", **TROUBLE)
    event = Event.objects.get()
    assert TROUBLE["recovery_owner"] not in event.summary + str(event.data)
    assert event.data["also_changed"] == ["recovery_owner"]


class TestNoChange:
    def test_says_the_same_again(self, action: Action, officer: User) -> None:
        record(action, officer, Q1, status="at-risk", comment="It rains.", forecast="completed", **TROUBLE)
        again = repeat_progress(action=action, period=Q2, by=officer, now=NOW)
        assert (again.period, again.status, again.comment, again.forecast) == (Q2, "at-risk", "It rains.", "completed")
        assert again.recovery_owner == TROUBLE["recovery_owner"]

    def test_means_last_years_at_the_beginning_of_a_year(self, action: Action, officer: User) -> None:
        last_year = make.action(text="Open a safe place.")
        make.progress(of=last_year, status="ongoing", period="Q4 2024-25")
        action.continues = last_year
        action.save()
        assert repeat_progress(action=action, period=Q1, by=officer, now=NOW).status == "ongoing"

    def test_wants_a_last_time(self, action: Action, officer: User) -> None:
        record(action, officer, Q2)
        with pytest.raises(NothingToRepeat, match="Say how it stands"):
            repeat_progress(action=action, period=Q1, by=officer, now=NOW)

    def test_does_not_repeat_a_promise_that_has_run_out(self, action: Action, officer: User) -> None:
        record(action, officer, Q1, status="off-track", **{**TROUBLE, "recover_by_date": date(2025, 9, 1)})
        with pytest.raises(NothingToRepeat, match="has passed"):
            repeat_progress(action=action, period=Q2, by=officer, now=NOW)
