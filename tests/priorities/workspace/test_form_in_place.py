"""A form in its place in the plan: its mistakes, both versions, and what an agreed plan asks."""

import pytest
from django.test import Client
from django.urls import reverse

from core.models import Removal
from priorities.models import Action, Amendment, Plan, Priority
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import words_of
from tests.priorities.workspace.forms import OF_ACTION, OF_PRIORITY, address, agree, opened
from tests.world import logged_in

pytestmark = pytest.mark.django_db


class TestAForm:
    def test_stands_in_the_place_of_its_line_and_nothing_else_can_be_changed_meanwhile(
        self, priority: Priority, action: Action, client: Client
    ) -> None:
        other = make.action(under=priority, text="Light the towpath.")
        html = client.get(address("action_edit", action.pk)).content.decode()
        row = html.split(f'id="action-{action.pk}"')[1].split("</li>")[0]
        assert "<textarea" in row
        assert f'href="{address("work")}#action-{action.pk}">Cancel' in row
        assert "Light the towpath." in html
        assert address("action_edit", other.pk) not in html

    @pytest.mark.parametrize("name", [*OF_ACTION, *OF_PRIORITY])
    def test_is_in_the_title_and_under_its_anchor(
        self, name: str, plan: Plan, priority: Priority, action: Action, client: Client
    ) -> None:
        plan.objective_set = make.objective(of=make.objective_set()).objective_set
        plan.save()
        html = client.get(address(name, priority.pk if name in OF_PRIORITY else action.pk)).content.decode()
        title = html.split("<title>")[1].split("</title>")[0]
        assert "“" in title
        assert "Workspace" in title
        assert "portal-inplace" in html

    def test_shows_its_mistakes_where_it_stands(self, action: Action, client: Client) -> None:
        url = address("action_edit", action.pk)
        page = client.post(url, opened(client, url, text=" "))
        assert page.status_code == 422
        html = page.content.decode()
        assert "<title>Error: " in html
        row = html.split(f'id="action-{action.pk}"')[1].split("</li>")[0]
        assert "There is a problem" in html.split(f'id="action-{action.pk}"')[1]
        assert row
        assert "Enter what will be done" in html

    def test_shows_both_versions_where_it_stands(self, plan: Plan, action: Action, client: Client) -> None:
        url, other = address("action_edit", action.pk), logged_in(make.officer(of=plan.partnership))
        mine, theirs = opened(client, url, text="Mine."), opened(other, url, text="Theirs.")
        assert other.post(url, theirs).status_code == 302
        page = client.post(url, mine)
        assert page.status_code == 409
        html = page.content.decode()
        place = html.split(f'id="action-{action.pk}"')[1]
        assert "Somebody else has changed this" in place
        assert "Theirs." in place
        assert html.count("<h1") == 1
        form = edit_form_on(html).data
        assert client.post(url, {**form, "choose-text": "mine"}).status_code == 302
        action.refresh_from_db()
        assert action.text == "Mine."

    def test_of_a_closed_plan_is_not_shown(self, plan: Plan, action: Action, client: Client) -> None:
        Plan.objects.update(status="closed")
        page = client.get(address("action_edit", action.pk), follow=True)
        assert "This plan is closed." in page.content.decode()

    def test_sent_after_the_plan_was_closed_says_so_and_keeps_what_was_typed(
        self, plan: Plan, action: Action, client: Client
    ) -> None:
        url = address("action_edit", action.pk)
        typed = opened(client, url, text="Patrol at night.")
        Plan.objects.update(status="closed")
        page = client.post(url, typed)
        assert page.status_code == 422
        assert "This plan is closed" in page.content.decode()
        assert "Patrol at night." in page.content.decode()


class TestAnAgreedPlan:
    @pytest.fixture(autouse=True)
    def agreed(self, plan: Plan) -> None:
        agree(plan)

    def test_asks_why_in_each_form_and_remembers_the_last_answer(
        self, priority: Priority, action: Action, client: Client
    ) -> None:
        url = address("action_edit", action.pk)
        typed = opened(client, url, text="Patrol at night.")
        page = client.post(url, typed)
        assert "Say why the agreed plan is changed" in page.content.decode()
        client.post(url, {**typed, "why": "The board asked in July."})
        assert Amendment.objects.get().reason == "The board asked in July."
        next_form = opened(client, address("priority_edit", priority.pk))
        assert next_form["why"] == ["The board asked in July."]
        other = logged_in(make.officer(of=priority.plan.partnership))
        assert opened(other, address("priority_edit", priority.pk))["why"] == [""]

    def test_asks_why_before_it_moves_or_removes(self, priority: Priority, action: Action, client: Client) -> None:
        second = make.action(under=priority, position=2, text="Light it.")
        for name, left in (("action_up", [second, action]), ("action_remove", [action])):
            url = address(name, second.pk)
            page = client.get(url)
            assert page.status_code == 200
            assert client.post(url, opened(client, url, why="")).status_code == 422
            client.post(url, opened(client, url, why="The board asked."))
            assert list(priority.actions.in_display_order()) == left
        assert Removal.objects.get().label == "Light it."

    def test_offers_an_undo_after_its_reason_too(self, action: Action, client: Client) -> None:
        url = address("action_remove", action.pk)
        page = client.post(url, opened(client, url, why="The board asked."), follow=True)
        assert reverse("core:removal_put_back", args=[Removal.objects.get().pk]) in page.content.decode()

    def test_says_that_an_action_with_progress_is_better_dropped(self, action: Action, client: Client) -> None:
        url = address("action_remove", action.pk)
        assert "record it as dropped" not in client.get(url).content.decode()
        make.progress(of=action)
        html = client.get(url).content.decode()
        assert "record it as dropped" in html
        assert address("progress_record", action.pk) in html

    def test_the_reason_is_no_difference_between_two_versions(self, plan: Plan, action: Action, client: Client) -> None:
        url, other = address("action_edit", action.pk), logged_in(make.officer(of=plan.partnership))
        mine = opened(client, url, text="Mine.", why="My reason.")
        other.post(url, opened(other, url, text="Theirs.", why="Their reason."))
        page = client.post(url, mine)
        assert [line.name for line in page.context["differences"]] == ["text"]
        client.post(url, {**edit_form_on(page.content.decode()).data, "choose-text": "mine"})
        assert Amendment.objects.order_by("-pk").first().reason == "My reason."

    def test_a_removal_that_was_undone_is_no_change_to_the_plan(
        self, priority: Priority, action: Action, client: Client
    ) -> None:
        url = address("action_edit", action.pk)
        client.post(url, opened(client, url, text="Patrol at night.", why="The board asked."))
        url = address("action_remove", action.pk)
        client.post(url, opened(client, url, why="By mistake."))
        assert "By mistake." in words_of(client, address("basis"))
        client.post(reverse("core:removal_put_back", args=[Removal.objects.get().pk]))
        words = words_of(client, address("basis"))
        assert "By mistake." not in words
        assert "The board asked." in words
