"""Plans are begun, say what they are, and go from state to state; the pages of objectives and evidence."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from partners.models import User
from priorities.models import Challenge, EvidenceSource, Objective, ObjectiveSet, Plan, Priority
from tests import make
from tests.forms_on_pages import edit_form_on
from tests.pages import queries_of, words_of
from tests.priorities.workspace.forms import address, agree, opened
from tests.world import logged_in

pytestmark = pytest.mark.django_db


def of_partnership(name: str, *keys: object) -> str:
    return reverse(f"priorities:{name}", args=["oxford", *keys])


class TestBeginningAPlan:
    def test_leads_to_its_workspace(self, plan: Plan, client: Client) -> None:
        url = of_partnership("plan_add")
        typed = opened(client, url, title="Plan 2026-27", period="2026-27", succeeds=str(plan.pk))
        response = client.post(url, typed)
        begun = Plan.objects.get(slug="2026-27")
        assert response.url == reverse("priorities:work", args=["oxford", "2026-27"])
        assert (begun.status, begun.succeeds, begun.kind) == ("draft", plan, "partnership-plan")

    def test_says_what_is_missing(self, plan: Plan, client: Client) -> None:
        url = of_partnership("plan_add")
        page = client.post(url, opened(client, url, title="", period="next year"))
        assert page.status_code == 422
        html = page.content.decode()
        assert "Enter the plan’s title" in html
        assert "“next year” is not a period" in html

    def test_of_no_partnership_is_not_found(self, plan: Plan, client: Client) -> None:
        assert client.get(reverse("priorities:plan_add", args=["cambridge"])).status_code == 404


class TestWhatThePlanSays:
    def test_is_changed(self, plan: Plan, client: Client) -> None:
        source = make.evidence_source(of=plan.partnership)
        url = address("plan_edit")
        response = client.post(url, opened(client, url, vision="A safe city.", evidence=[str(source.pk)]))
        assert response.url == address("work")
        plan.refresh_from_db()
        assert plan.vision == "A safe city."
        assert list(plan.evidence.all()) == [source]
        assert (plan.period_stated, plan.slug) == ("2025-26", "2025-26")

    def test_of_two_the_second_chooses(self, plan: Plan, client: Client) -> None:
        url, other = address("plan_edit"), logged_in(make.officer(of=plan.partnership))
        mine, theirs = opened(client, url, vision="Mine."), opened(other, url, vision="Theirs.")
        other.post(url, theirs)
        assert client.post(url, mine).status_code == 409

    def test_asks_why_once_it_is_agreed(self, plan: Plan, client: Client) -> None:
        agree(plan)
        url = address("plan_edit")
        typed = opened(client, url, vision="A safe city.")
        assert client.post(url, typed).status_code == 422
        assert client.post(url, {**typed, "why": "The mayor asked."}).status_code == 302

    def test_is_not_changed_once_it_is_closed(self, plan: Plan, client: Client) -> None:
        Plan.objects.update(status="closed")
        assert client.get(address("plan_edit")).url == address("work")

    def test_offers_plans_and_objectives_in_as_many_queries_for_twenty_as_for_two(
        self, plan: Plan, client: Client
    ) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                other = make.plan(of=plan.partnership, objective_set=make.objective_set())
                make.group(of=plan.partnership)
                plan.evidence.add(make.evidence_source(of=plan.partnership))
                make.meeting(of=plan.partnership)
                make.priority(of=other)

        add_rows(2)
        pages = [
            address("plan_edit"),
            address("plan_state"),
            address("plan_move", "agreed"),
            of_partnership("plan_add"),
        ]
        few = [queries_of(client, url) for url in pages]
        add_rows(18)
        assert [queries_of(client, url) for url in pages] == few
        assert max(few) <= 15


class TestStates:
    def test_the_page_shows_where_the_plan_is_and_where_it_can_go(self, plan: Plan, client: Client) -> None:
        html = client.get(address("plan_state")).content.decode()
        assert 'aria-current="step">Proposed</li>' in html
        for to in ("draft", "yet-to-be-ratified", "agreed"):
            assert address("plan_move", to) in html
        assert address("plan_move", "closed") not in html

    def test_a_plan_is_agreed_at_a_meeting(self, plan: Plan, priority: Priority, client: Client) -> None:
        meeting = make.meeting(of=plan.partnership, name="Annual meeting", on=date(2025, 4, 1))
        make.meeting(name="Somebody else's meeting", on=date(2025, 4, 1))
        url = address("plan_move", "agreed")
        typed = opened(client, url)
        page = client.post(url, typed)
        assert "Choose the meeting that agreed the plan, or enter the day" in page.content.decode()
        assert "Somebody else" not in page.content.decode()
        response = client.post(url, {**typed, "agreed_at": str(meeting.pk), "status_note": "Unanimously"})
        assert response.url == address("plan_state")
        plan.refresh_from_db()
        assert (plan.status, plan.agreed_at, plan.status_note) == ("agreed", meeting, "Unanimously")

    def test_what_is_missing_is_said(self, plan: Plan, client: Client) -> None:
        url = address("plan_move", "agreed")
        page = client.post(
            url, opened(client, url, agreed_date_day="1", agreed_date_month="4", agreed_date_year="2025")
        )
        assert page.status_code == 422
        assert "The plan has no priorities yet" in page.content.decode()

    def test_opening_again_asks_why(self, plan: Plan, client: Client) -> None:
        Plan.objects.update(status="closed")
        url = address("plan_move", "agreed")
        typed = opened(client, url)
        assert "Say why the plan is opened again" in client.post(url, typed).content.decode()
        client.post(url, {**typed, "reason": "A result came late."})
        plan.refresh_from_db()
        assert plan.status == "agreed"

    def test_of_two_who_move_it_the_second_sees_what_happened(
        self, plan: Plan, priority: Priority, client: Client
    ) -> None:
        other = logged_in(make.officer(of=plan.partnership))
        url = address("plan_move", "draft")
        mine = opened(client, url)
        there = address("plan_move", "yet-to-be-ratified")
        other.post(there, opened(other, there))
        page = client.post(url, mine, follow=True)
        assert "The plan is yet to be ratified now. These are the moves it can make." in page.content.decode()
        plan.refresh_from_db()
        assert plan.status == "yet-to-be-ratified"

    @pytest.mark.parametrize(("to", "status"), [("nonsense", 404), ("closed", 302)])
    def test_leads_nowhere_else(self, to: str, status: int, plan: Plan, client: Client) -> None:
        assert client.get(address("plan_move", to)).status_code == status


class TestObjectives:
    @pytest.fixture
    def found(self, plan: Plan) -> ObjectiveSet:
        commissioner = make.membership(of=plan.partnership, member=make.body(name="The PCC")).body
        return make.objective_set(by=commissioner, name="Police plan")

    def test_sets_of_bodies_near_are_listed(self, found: ObjectiveSet, client: Client) -> None:
        make.objective_set(name="Another county's plan")
        words = words_of(client, of_partnership("objective_sets"))
        assert "Police plan Set by The PCC" in words
        assert "Another county" not in words

    def test_a_set_is_added_then_its_objectives(self, found: ObjectiveSet, client: Client) -> None:
        url = of_partnership("objective_set_add")
        response = client.post(url, opened(client, url, name="New plan", body=str(found.body.pk)))
        added = ObjectiveSet.objects.get(name="New plan")
        assert response.url == of_partnership("objective_set_edit", added.pk)
        url = of_partnership("objective_set_objective_add", added.pk)
        for number in ("1", "2"):
            client.post(url, opened(client, url, number=number, title="Cut crime"))
        one, two = added.objectives.order_by("position")
        assert (one.number, two.number) == ("1", "2")
        client.post(of_partnership("objective_up", added.pk, two.pk))
        client.post(of_partnership("objective_down", added.pk, two.pk))
        url = of_partnership("objective_edit", added.pk, one.pk)
        client.post(url, opened(client, url, title="Cut violence"))
        page = client.post(of_partnership("objective_remove", added.pk, two.pk), follow=True)
        assert "Undo" in page.content.decode()
        assert [str(o) for o in added.objectives.all()] == ["1. Cut violence"]

    def test_a_set_is_changed_and_of_two_the_second_chooses(
        self, plan: Plan, found: ObjectiveSet, client: Client
    ) -> None:
        url = of_partnership("objective_set_edit", found.pk)
        mine = opened(client, url, name="Mine")
        other = logged_in(make.officer(of=plan.partnership))
        assert other.post(url, opened(other, url, name="Theirs")).status_code == 302
        assert client.post(url, mine).status_code == 409

    def test_one_that_is_served_stays(self, plan: Plan, found: ObjectiveSet, client: Client) -> None:
        objective = make.objective(of=found)
        make.priority_objective(of=make.priority(of=plan), serves=objective)
        page = client.post(of_partnership("objective_remove", found.pk, objective.pk), follow=True)
        assert "cannot be removed" in page.content.decode()
        assert Objective.objects.filter(pk=objective.pk).exists()

    def test_sets_of_others_are_not_found(self, plan: Plan, client: Client) -> None:
        other = make.objective()
        for name, keys in (
            ("objective_set_edit", [other.objective_set.pk]),
            ("objective_set_objective_add", [other.objective_set.pk]),
            ("objective_edit", [other.objective_set.pk, other.pk]),
        ):
            assert client.get(of_partnership(name, *keys)).status_code == 404
        for name in ("objective_up", "objective_down", "objective_remove"):
            url = of_partnership(name, other.objective_set.pk, other.pk)
            assert client.post(url).status_code == 404
            assert client.get(url).status_code == (404 if name == "objective_remove" else 405)

    def test_take_as_many_queries_for_twenty_as_for_two(self, plan: Plan, found: ObjectiveSet, client: Client) -> None:
        def add_rows(count: int) -> None:
            for _ in range(count):
                make.objective_set(by=found.body)
                make.objective(of=found)
                make.membership(of=plan.partnership)

        add_rows(2)
        pages = [of_partnership("objective_sets"), of_partnership("objective_set_edit", found.pk)]
        few = [queries_of(client, url) for url in pages]
        add_rows(18)
        assert [queries_of(client, url) for url in pages] == few


def test_objectives_of_an_agreed_plan_are_changed_and_removed_with_a_reason(plan: Plan, client: Client) -> None:
    objective = make.objective(title="Cut crime")
    of_set = objective.objective_set
    Plan.objects.update(objective_set=of_set)
    agree(plan)
    remove = of_partnership("objective_remove", of_set.pk, objective.pk)
    assert f'href="{remove}"' in client.get(of_partnership("objective_set_edit", of_set.pk)).content.decode()
    new = {"title": "Cut violence"}
    for url, typed in [
        (of_partnership("objective_set_edit", of_set.pk), {"name": "Police plan"}),
        (of_partnership("objective_set_objective_add", of_set.pk), {"title": "Help victims"}),
        (of_partnership("objective_edit", of_set.pk, objective.pk), new),
        (remove, {}),
    ]:
        sent = opened(client, url, **typed)
        assert client.post(url, sent).status_code == 422
        assert client.post(url, {**sent, "why": "A new commissioner."}).status_code == 302
    assert plan.amendments.count() == 4
    assert [one.title for one in of_set.objectives.all()] == ["Help victims"]


class TestWhatThePlanRestsOn:
    def test_evidence_is_added_and_changed(self, plan: Plan, client: Client) -> None:
        url = address("evidence_source_add")
        response = client.post(url, opened(client, url, name="Needs assessment", kind="needs"))
        assert response.url == f"{address('basis')}#evidence"
        source = plan.evidence.get()
        url = address("evidence_source_edit", source.pk)
        client.post(url, {**opened(client, url), "url": "https://example.org/needs"})
        source.refresh_from_db()
        assert (source.name, source.url) == ("Needs assessment", "https://example.org/needs")

    def test_evidence_of_an_agreed_plan_asks_why_it_is_changed(self, plan: Plan, client: Client) -> None:
        source = make.evidence_source(of=plan.partnership)
        plan.evidence.add(source)
        url = address("evidence_source_edit", source.pk)
        assert "Why is the agreed plan changed?" not in client.get(url).content.decode()
        agree(plan)
        sent = {**opened(client, url), "url": "https://example.org/needs"}
        page = client.post(url, sent)
        assert page.status_code == 422
        assert "Say why the agreed plan is changed" in page.content.decode()
        client.post(url, {**sent, "why": "It moved."})
        assert plan.amendments.get().reason == "It moved."

    def test_evidence_of_others_is_not_found(self, plan: Plan, client: Client) -> None:
        assert client.get(address("evidence_source_edit", make.evidence_source().pk)).status_code == 404

    def test_officers_change_it_from_its_page_and_others_read(self, plan: Plan, officer: User) -> None:
        challenge = make.challenge(of=plan, text="Funding ends.")
        source = make.evidence_source(of=plan.partnership)
        plan.evidence.add(source)
        links = [address("challenge_edit", challenge.pk), address("challenge_remove", challenge.pk)]
        links += [address("evidence_source_edit", source.pk), address("challenge_add"), address("evidence_source_add")]
        html = logged_in(officer).get(address("basis")).content.decode()
        assert all(link in html for link in links)
        html = Client().get(address("basis")).content.decode()
        assert not any(link in html for link in links)
        Plan.objects.update(status="closed")
        html = logged_in(officer).get(address("basis")).content.decode()
        assert not any(link in html for link in links)

    def test_a_challenge_is_kept_where_it_stands(self, plan: Plan, client: Client) -> None:
        url = address("challenge_add")
        response = client.post(url, opened(client, url, text="Funding ends."))
        assert response.url == f"{address('basis')}#challenges"
        response = client.post(address("challenge_remove", Challenge.objects.get().pk))
        assert response.url == f"{address('basis')}#challenges"

    def test_evidence_in_an_agreed_plan_asks_why(self, plan: Plan, client: Client) -> None:
        agree(plan)
        url = address("evidence_source_add")
        typed = opened(client, url, name="Needs assessment", kind="needs")
        page = client.post(url, typed)
        assert page.status_code == 422
        assert not EvidenceSource.objects.exists()
        assert edit_form_on(page.content.decode()).data["name"] == ["Needs assessment"]
