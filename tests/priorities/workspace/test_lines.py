"""Each line of a plan is changed, added, moved and removed where it stands."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from core.models import Event, Removal
from priorities.models import Action, Amendment, Plan, Priority, Target
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import words_of
from tests.priorities.workspace.forms import address, agree, opened
from tests.world import logged_in

pytestmark = pytest.mark.django_db


class TestActions:
    def test_are_changed(self, plan: Plan, priority: Priority, action: Action, client: Client) -> None:
        police = make.membership(of=plan.partnership, member=make.body(name="Police")).body
        fire = make.body(name="Fire prevention", parent=police)
        other = make.priority(of=plan, title="Burglary", position=2)
        url = address("action_edit", action.pk)
        typed = opened(
            client,
            url,
            text="Patrol at night.",
            lead_body=str(police.pk),
            supporting_bodies=[str(fire.pk)],
            also_serves=[str(other.pk)],
            new_project="Operation Lantern",
            due_date_day="31",
            due_date_month="3",
            due_date_year="2026",
        )
        response = client.post(url, typed)
        assert response.url == f"{address('work')}#action-{action.pk}"
        action.refresh_from_db()
        assert (action.text, action.lead_body, action.due_date) == ("Patrol at night.", police, date(2026, 3, 31))
        assert action.project.name == "Operation Lantern"
        assert list(action.supporting_bodies.all()) == [fire]
        assert list(action.also_serves.all()) == [other]

    def test_offer_the_members_first(self, plan: Plan, action: Action, client: Client) -> None:
        make.membership(of=plan.partnership, member=make.body(name="Zebra police"))
        make.action(under=action.priority, lead_body=make.body(name="A school"))
        make.body(name="Somebody of another county")
        html = client.get(address("action_edit", action.pk)).content.decode()
        select = html.split('name="lead_body"')[1].split("</select>")[0]
        assert select.index("Members of the partnership") < select.index("Zebra police") < select.index("A school")
        assert "Somebody of another county" not in select

    def test_ask_why_a_date_moves_on_the_field(self, action: Action, client: Client) -> None:
        Action.objects.update(due_date=date(2026, 3, 31))
        url = address("action_edit", action.pk)
        typed = opened(client, url, due_date_month="6", due_date_day="30")
        page = client.post(url, typed)
        assert page.status_code == 422
        assert "Say why the due date is moved" in page.content.decode().split('id="id_reason-error"')[1]
        assert client.post(url, {**typed, "reason": "It rained."}).status_code == 302
        assert action.date_moves.get().reason == "It rained."

    def test_are_moved_to_another_place(self, plan: Plan, action: Action, client: Client) -> None:
        other = make.action(under=make.priority(of=plan, position=2), text="Light it.")
        url = address("action_edit", action.pk)
        client.post(url, opened(client, url, place=f"action-{other.pk}"))
        action.refresh_from_db()
        assert (action.parent, action.priority) == (other, other.priority)

    def test_are_not_offered_a_place_within_themselves(self, action: Action, client: Client) -> None:
        part = make.action(under=action.priority, parent=action)
        url = address("action_edit", action.pk)
        assert f'value="action-{part.pk}"' not in client.get(url).content.decode()
        page = client.post(url, opened(client, url, place=f"action-{part.pk}"))
        assert page.status_code == 422

    @pytest.mark.parametrize("name", ["priority_action_add", "action_part_add"])
    def test_are_added_where_they_belong(self, name: str, priority: Priority, action: Action, client: Client) -> None:
        url = address(name, priority.pk if name == "priority_action_add" else action.pk)
        response = client.post(url, opened(client, url, text="Light it.", status="underway"))
        added = Action.objects.get(text="Light it.")
        assert response.url == f"{address('work')}#action-{added.pk}"
        assert (added.priority, added.status) == (priority, "underway")
        assert added.parent == (action if name == "action_part_add" else None)

    def test_are_moved_by_a_button_that_stays_in_reach(
        self, priority: Priority, action: Action, client: Client
    ) -> None:
        second = make.action(under=priority, position=2)
        response = client.post(address("action_up", second.pk))
        assert response.url == f"{address('work')}#action-{second.pk}-up"
        assert list(priority.actions.in_display_order()) == [second, action]
        page = client.post(address("action_up", second.pk), follow=True)
        assert "1.1 stands first already." in page.content.decode()
        client.post(address("action_down", second.pk))
        assert list(priority.actions.in_display_order()) == [action, second]

    def test_are_removed_and_put_back(self, priority: Priority, action: Action, client: Client) -> None:
        page = client.post(address("action_remove", action.pk), follow=True)
        assert not Action.objects.exists()
        undo = reverse("core:removal_put_back", args=[Removal.objects.get().pk])
        assert undo in page.content.decode()
        assert client.post(undo).url == f"{address('work')}#priority-{priority.pk}"
        assert Action.objects.get().text == "Patrol the towpath."

    def test_nothing_is_moved_or_removed_by_looking(self, action: Action, client: Client) -> None:
        for name in ("action_up", "action_down", "action_remove"):
            assert client.get(address(name, action.pk)).url == f"{address('work')}#action-{action.pk}"
        assert not Event.objects.exists()


class TestPriorities:
    def test_are_changed_with_their_strands(self, plan: Plan, priority: Priority, client: Client) -> None:
        url = address("priority_edit", priority.pk)
        typed = opened(client, url, title="Violence", strands=["violence-reduction", "re-offending"], standing="theme")
        assert client.post(url, typed).url == f"{address('work')}#priority-{priority.pk}"
        priority.refresh_from_db()
        assert (priority.title, priority.standing) == ("Violence", "theme")
        strands = set(priority.strands.values_list("strand", flat=True))
        assert strands == {"violence-reduction", "re-offending"}

    def test_two_who_tick_strands_choose_between_them(self, plan: Plan, priority: Priority, client: Client) -> None:
        url, other = address("priority_edit", priority.pk), logged_in(make.officer(of=plan.partnership))
        mine, theirs = opened(client, url, strands=["substances"]), opened(other, url, strands=["re-offending"])
        other.post(url, theirs)
        page = client.post(url, mine)
        assert page.status_code == 409
        assert "Misuse of drugs" in page.content.decode()
        form = edit_form_on(page.content.decode()).data
        client.post(url, {**form, "choose-strands": "theirs"})
        assert priority.strands.get().strand == "re-offending"

    def test_become_parts(self, plan: Plan, priority: Priority, client: Client) -> None:
        other = make.priority(of=plan, title="Knives", position=2)
        url = address("priority_edit", other.pk)
        client.post(url, opened(client, url, parent=str(priority.pk)))
        other.refresh_from_db()
        assert other.parent == priority

    @pytest.mark.parametrize("name", ["priority_add", "priority_part_add"])
    def test_are_added(self, name: str, plan: Plan, priority: Priority, client: Client) -> None:
        url = address(name, *([priority.pk] if name == "priority_part_add" else []))
        response = client.post(url, opened(client, url, title="Theft", strands=["substances"]))
        added = Priority.objects.get(title="Theft")
        assert response.url == f"{address('work')}#priority-{added.pk}"
        assert added.parent == (priority if name == "priority_part_add" else None)
        assert added.strands.exists()

    def test_are_moved_and_removed(self, plan: Plan, priority: Priority, client: Client) -> None:
        other = make.priority(of=plan, title="Theft", position=2)
        assert client.post(address("priority_up", other.pk)).url.endswith(f"#priority-{other.pk}-up")
        client.post(address("priority_down", other.pk))
        client.post(address("priority_remove", other.pk))
        assert list(plan.priorities.all()) == [priority]

    def test_serve_objectives_of_the_plans_set(self, plan: Plan, priority: Priority, client: Client) -> None:
        url = address("priority_objectives", priority.pk)
        assert "This plan has regard to no police and crime objectives yet" in words_of(client, url)
        plan.objective_set = make.objective_set(name="Police plan")
        plan.save()
        assert "“Police plan” has no objectives yet" in words_of(client, url)
        objective = make.objective(of=plan.objective_set, title="Cut violence")
        client.post(url, opened(client, url, objective=str(objective.pk), sub_theme="Knives"))
        link = priority.objective_links.get()
        assert (link.objective, link.sub_theme) == (objective, "Knives")
        assert "Cut violence – Knives" in words_of(client, url)
        client.post(address("priority_unlink", priority.pk, link.pk))
        assert not priority.objective_links.exists()


class TestTargets:
    @pytest.mark.parametrize("name", ["priority_target_add", "action_target_add"])
    def test_are_added(self, name: str, priority: Priority, action: Action, client: Client) -> None:
        owner = priority if name == "priority_target_add" else action
        url = address(name, owner.pk)
        typed = opened(client, url, measure="patrols", number="1,200", operator="at-least", period="2025-26")
        response = client.post(url, typed)
        target = Target.objects.get()
        assert response.url == f"{address('work')}#target-{target.pk}"
        assert (target.number, target.period_stated, target.priority or target.action) == (1200, "2025-26", owner)

    def test_take_a_result(self, plan: Plan, action: Action, client: Client) -> None:
        target = make.target(of=action, measure="patrols")
        agree(plan)
        url = address("target_edit", target.pk)
        client.post(url, opened(client, url, result="34", result_stated="34 by March"))
        target.refresh_from_db()
        assert target.result_stated == "34 by March"
        assert not Amendment.objects.exists()
        page = client.post(url, opened(client, url, number="20"))
        assert "Say why the agreed plan is changed" in page.content.decode()

    def test_are_removed(self, action: Action, client: Client) -> None:
        target = make.target(of=action)
        page = client.post(address("target_remove", target.pk), follow=True)
        assert "Undo" in page.content.decode()
        assert not Target.objects.exists()
