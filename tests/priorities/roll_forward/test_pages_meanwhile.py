"""The steps of rolling a plan forward while the plan changes."""

import pytest
from django.test import Client

from partners.models import Partnership
from priorities.models import Action, Plan, Priority
from priorities.operations import record_progress
from priorities.quarters import quarters_of
from tests import make
from tests.make import NOW
from tests.pages import words_in, words_of
from tests.priorities.roll_forward.steps import CHECK, NEXT, filled, go_through, of, step

pytestmark = pytest.mark.django_db


class TestMeanwhile:
    @pytest.fixture
    def all_chosen(self, visitor: Client, violence: Priority, burglary: Priority, place: Action) -> Client:
        go_through(visitor, NEXT, step(violence), step(burglary))
        return visitor

    def test_an_action_that_changed_wants_another_look(
        self, all_chosen: Client, plan: Plan, violence: Priority, place: Action, oxford: Partnership
    ) -> None:
        period = quarters_of(plan.period_start, plan.period_end, on=NOW.date())[0]
        by = make.officer(of=oxford)
        record_progress(action=place, period=period, status="completed", revision=0, by=by, now=NOW)
        page = all_chosen.post(CHECK)
        assert page.status_code == 409
        words = words_in(page.content.decode())
        assert "Recorded progress on 1.1 for Q3 2025-26: completed. Look again" in words
        assert Plan.objects.count() == 1
        assert "The plan has changed since you were here" in words_of(all_chosen, step(violence))
        assert go_through(all_chosen, step(violence)).url == CHECK
        assert all_chosen.post(CHECK).status_code == 302

    def test_an_action_that_came_has_a_proposal(self, all_chosen: Client, violence: Priority, place: Action) -> None:
        sent = filled(all_chosen, step(violence)) | of(place, "fate", "complete")
        all_chosen.post(step(violence), sent)
        added = make.action(under=violence, text="Light the towpath.")
        assert "1.2 was added, or moved here." in words_of(all_chosen, CHECK)
        again = filled(all_chosen, step(violence))
        assert again[f"action-{place.pk}-fate"] == ["complete"]
        assert again[f"action-{added.pk}-fate"] == ["carry"]

    def test_an_action_that_came_while_the_page_was_open_is_shown_first(
        self, visitor: Client, violence: Priority, place: Action
    ) -> None:
        sent = filled(visitor, step(violence))
        make.action(under=violence, text="Light the towpath.")
        page = visitor.post(step(violence), sent)
        assert page.status_code == 422
        words = words_in(page.content.decode())
        assert "1.2 is new since you opened this page. Look at it and save again" in words
        assert "Light the towpath." in words

    def test_an_action_that_went_is_said(self, all_chosen: Client, violence: Priority, place: Action) -> None:
        place.delete()
        assert "Something that stood here was removed, or moved elsewhere." in words_of(all_chosen, CHECK)
        go_through(all_chosen, step(violence))
        assert "0 actions carried forward" in words_of(all_chosen, CHECK)

    def test_the_plan_itself_and_its_priorities_too(self, all_chosen: Client, violence: Priority) -> None:
        Plan.objects.update(revision=5)
        Priority.objects.filter(pk=violence.pk).update(revision=5)
        words = words_of(all_chosen, CHECK)
        assert "The plan was changed." in words
        assert "1 was changed." in words

    def test_a_new_priority_is_one_more_step(self, all_chosen: Client, plan: Plan) -> None:
        make.priority(of=plan, title="Fraud", position=3)
        words = words_of(all_chosen, CHECK)
        assert "3 Fraud To do" in words

    def test_an_address_that_was_taken_wants_another_look(self, all_chosen: Client, oxford: Partnership) -> None:
        make.plan(of=oxford, slug="2026-27")
        assert "The next plan To do" in words_of(all_chosen, CHECK)
        assert all_chosen.post(CHECK).status_code == 409

    def test_somebody_who_was_quicker_is_named_by_their_plan(
        self, all_chosen: Client, plan: Plan, oxford: Partnership
    ) -> None:
        make.plan(of=oxford, title="The quicker plan", succeeds=plan)
        page = all_chosen.post(CHECK, follow=True)
        assert "This plan was already rolled forward into The quicker plan" in words_in(page.content.decode())
